"""Rendering of tables, figures and numbers to files that pages include."""
