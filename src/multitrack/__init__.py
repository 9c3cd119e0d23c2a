"""The reproducible, bilingual edition of a study: from coded data to HTML and PDF.

The packages show the way of the data: ``data`` loads and checks it, ``analysis`` computes from it, ``tables`` and
``figures`` lay it out, ``weave`` puts it into words, ``engines`` render the report, ``publish`` hands it over, and
``pipeline`` is the whole way on one page.
"""

__version__ = "1.0.0"
