"""What can be cited or named in a page: ids with their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.errors import UsageError
from multitrack.lang.values import Term

if TYPE_CHECKING:
    from multitrack.edition import Edition
    from multitrack.project import Profile

_ROWS: Final = ("events", "quantities")
_KINDS: Final = ("figures", "tables", "numbers", *_ROWS)


def list_entries(edition: Edition, what: str, profile: Profile) -> list[tuple[str, str]]:
    """Return the ids of one kind, each with its words in one language.

    Raises
    ------
    UsageError
        If there is no such kind.
    """
    if what not in _KINDS:
        message = f"there is nothing called {what!r} to list: take {', '.join(_KINDS)}"
        raise UsageError(message)
    speaker = next(one for one in edition.numbered if one.code == profile.code)
    if what == "numbers":
        return list(speaker.printed.items())
    if what in _ROWS:
        return list(edition.study.listed(what, speaker))
    figures = [figure.figure_id for figure in edition.outputs.figures]
    ids = figures if what == "figures" else [table.table_id for table in edition.outputs.tables]
    return [(one, speaker.say(Term(what, (one, "title")))) for one in ids]
