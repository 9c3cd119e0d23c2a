"""Engines, which turn the report with its generated files into documents: Quarto, or Pandoc and Typst."""
