"""The coded study of a project: read, checked and computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

from multitrack.lang.outputs import Outputs
from multitrack.lang.values import Joined, Message
from multitrack.study.analysis.prose_numbers import make_numbers
from multitrack.study.coverage import find_wordings
from multitrack.study.figures import build_figures
from multitrack.study.items import make_item_files
from multitrack.study.loading import load
from multitrack.study.tables import build_tables
from multitrack.study.tables.tbl_figures import register

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from multitrack.lang.language import Language, Speaker
    from multitrack.lang.outputs import Table
    from multitrack.project import Project
    from multitrack.study.dataset import Dataset

_NAMED_AT_MOST: Final = 200


def compute(dataset: Dataset) -> Outputs:
    """Compute all numbers, tables and figures; the last table lists the figures and the other tables."""
    tables, figures = build_tables(dataset), build_figures(dataset)
    return Outputs(make_numbers(dataset), (*tables, register(figures, tables)), figures, _find_places(dataset, tables))


def _find_places(dataset: Dataset, tables: Sequence[Table]) -> Mapping[str, str]:
    """Return the anchors of items, of rows with a place of their own, and of numbers in the row of another."""
    coded = [row for table in tables for row in table.body if row.code]
    numbers = {quantity.quantity_id for quantity in dataset.quantities}
    shared = {one: row.code for row in reversed(coded) for one in row.rows if one in numbers}
    items = {event.event_id: f"sec-{event.event_id.lower()}" for event in dataset.events}
    return shared | {row.code: row.code for row in coded} | items


@dataclass(frozen=True)
class CodedStudy:
    """A study of meetings, numbers and claims; see :class:`multitrack.edition.Study`."""

    package: Dataset
    languages: tuple[Language, ...]

    @classmethod
    def read(cls, project: Project) -> Self:
        """Read and check the study of a project.

        Raises
        ------
        InputError
            With every problem of the description, the tables and the texts.
        """
        return cls(*load(project))

    @property
    def outputs(self) -> Outputs:
        """All numbers, tables and figures."""
        return compute(self.package)

    @property
    def is_large(self) -> bool:
        """True if charts have no room to label all items and quantities."""
        return len(self.package.events) + len(self.package.quantities) > _NAMED_AT_MOST

    @property
    def conditions(self) -> Mapping[str, bool]:
        """The condition of pages on a second coding."""
        return {"second-coding": bool(self.package.codings)}

    @property
    def summary(self) -> str:
        """The contents of the data in a few words of English."""
        return f"{len(self.package.events)} items, {len(self.package.quantities)} quantities"

    @property
    def remarks(self) -> tuple[str, ...]:
        """A remark if there is no second coding, and so no measure of reliability."""
        return () if self.package.codings else ("there is no second coding, so nothing is said of its reliability",)

    def make_page_files(self, speakers: Sequence[Speaker]) -> Mapping[str, bytes]:
        """Return the files with the items of the tracks, which chapters include."""
        return make_item_files(self.package, speakers)

    def listed(self, kind: str, speaker: Speaker) -> Iterator[tuple[str, str]]:
        """Yield the ids of the ``events`` or the ``quantities`` with their words."""
        if kind == "events":
            for event in self.package.events:
                yield event.event_id, speaker.say(Message("events", (event.event_id, "title")))
            return
        for quantity in self.package.quantities:
            label = Message("indicators", (quantity.indicator, "label"))
            yield quantity.quantity_id, speaker.say(Joined((label, quantity.amount)))

    def find_wordings(self, resource: str) -> Iterable[tuple[str, str, tuple[str, ...]]]:
        """Yield the text files with words for the rows of a table, each with the column of its keys and its parts."""
        return find_wordings(resource)

    def make_page_patterns(self, row: str) -> Iterator[str]:
        """Yield regular expressions for mentions of an item other than its id."""
        for event in self.package.events:
            if event.event_id == row:
                yield rf"@sec-{row.lower()}(?![\w-])"
                yield rf"/items-track-{event.track}\.md"
