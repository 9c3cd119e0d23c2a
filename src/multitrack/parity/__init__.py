"""The proof that the pages say the same in every language, and that what they print is bound to the data.

Works on the pages as their authors wrote them, so that every finding names file and line, of both sides where two
languages are compared.
"""

from multitrack.parity.check import check_pages

__all__ = ["check_pages"]
