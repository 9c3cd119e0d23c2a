"""Pages, tables, figures and numbers as the files that a page takes in."""
