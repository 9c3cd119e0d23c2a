"""Languages: values, messages, numbers and dates in words, and the printed parts of an edition."""
