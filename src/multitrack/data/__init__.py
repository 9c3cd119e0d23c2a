"""The one way in: the data package and the texts, read, checked and turned into frozen rows and languages.

Nothing that is wrong with the input comes through: everything found is reported at once, as
``file:row:column: what was found; what to do``.
"""

from multitrack.data.loading import load, load_dataset, load_languages

__all__ = ["load", "load_dataset", "load_languages"]
