"""What the rows say together: numbers for the prose, comparisons, selections. Pure functions of the dataset."""
