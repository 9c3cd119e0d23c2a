"""The reproducible, bilingual edition of a study: from coded data to HTML and PDF.

``edition`` is the noun, and ``pipeline`` its way on one page: ``source`` reads the data, ``study`` computes numbers,
tables and figures, ``render`` and ``charts`` put them into words and pictures, ``engines`` set the report, ``bundles``
pack each figure and table for reuse, and ``publish`` hands all over.
"""

__version__ = "1.0.0"
