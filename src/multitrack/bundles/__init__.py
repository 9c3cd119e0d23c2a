"""Bundles for reuse of figures and tables: files, a page, and an action bar in the report for each."""
