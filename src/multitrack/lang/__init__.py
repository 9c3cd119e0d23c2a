"""Languages: values, messages, numbers and dates in words, and what an edition prints."""
