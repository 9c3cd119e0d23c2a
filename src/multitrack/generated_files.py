"""The files generated for the pages, told apart by the endings of their names: who adds a kind enters it here."""

from __future__ import annotations

from typing import Final

NUMBERS: Final = "/numbers.json"
"""The numbers that pages name, which are put in before anything else reads a page."""
OF_PAGES: Final = (NUMBERS, "/hyphens.txt")
"""What depends on the texts of pages, so that it is not kept with the rest."""
LOOKS: Final = ("/head.html", "/site.css")
"""The looks of pages, which come last."""
LATE: Final = (".svg", ".png", ".inside.html", ".b64", "/charts.json", *LOOKS)
"""What comes with the pictures or after them."""
PRINTED: Final = (".md", ".bib", ".inside.html", ".yml", ".data.html", "/charts.json", "/bars.json", NUMBERS)
"""What has letters of the pages."""
