"""What turns the woven project into HTML and PDF: Quarto, or Pandoc and Typst."""
