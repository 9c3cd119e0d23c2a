"""Analysis of the rows: numbers for the prose, comparisons, selections; pure functions of the dataset."""
