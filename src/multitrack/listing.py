"""What can be cited or named in a page: ids with their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.compute import compute
from multitrack.data import load
from multitrack.errors import UsageError
from multitrack.model.values import Listed, Term
from multitrack.weave.weaving import teach_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from multitrack.model.dataset import Dataset
    from multitrack.model.language import Language
    from multitrack.project import Profile, Project


def list_entries(project: Project, what: str, profile: Profile) -> list[tuple[str, str]]:
    """Return the ids of one kind, each with its words in one language.

    Raises
    ------
    UsageError
        If there is no such kind.
    """
    if what not in _KINDS:
        message = f"there is nothing called {what!r} to list: take {', '.join(_KINDS)}"
        raise UsageError(message)
    dataset, languages = load(project)
    speakers = {language.code: language for language in teach_numbers(dataset, languages)}
    return list(_KINDS[what](dataset, speakers[profile.code]))


def _figures(dataset: Dataset, language: Language) -> Iterable[tuple[str, str]]:
    for figure in compute(dataset).figures:
        yield figure.figure_id, language.say(Term("figures", (figure.figure_id, "title")))


def _tables(dataset: Dataset, language: Language) -> Iterable[tuple[str, str]]:
    for table in compute(dataset).tables:
        yield table.table_id, language.say(Term("tables", (table.table_id, "title")))


def _numbers(_: Dataset, language: Language) -> Iterable[tuple[str, str]]:
    yield from language.printed.items()


def _events(dataset: Dataset, language: Language) -> Iterable[tuple[str, str]]:
    for event in dataset.events:
        yield event.event_id, language.say(Term("events", (event.event_id, "title")))


def _quantities(dataset: Dataset, language: Language) -> Iterable[tuple[str, str]]:
    for quantity in dataset.quantities:
        label = Term("indicators", (quantity.indicator, "label"))
        yield quantity.quantity_id, language.say(Listed((label, quantity.amount)))


_KINDS: Final[Mapping[str, Callable[[Dataset, Language], Iterable[tuple[str, str]]]]] = {
    "figures": _figures,
    "tables": _tables,
    "numbers": _numbers,
    "events": _events,
    "quantities": _quantities,
}
