"""Origin, computation and mentions of a number, a row, a figure or a table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from multitrack.errors import UsageError, nearest
from multitrack.lang.values import Message
from multitrack.render.provenance import name_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from multitrack.edition import Edition
    from multitrack.lang.language import Speaker
    from multitrack.lang.outputs import Figure, Number, Table
    from multitrack.project import Profile
    from multitrack.source.data_package import Origin

_IN_FULL: Final = 4
"""Most rows to write out cell by cell."""
_SOURCES: Final = "sources"
_NAMING: Final = ("event_id", "event_ids", "quantity_ids", "actor_id", "parties", "record", "stated", "operands")
"""Columns with ids of other rows."""
_ID_MARKS: Final = re.compile("[;@]")
"""Separators of ids in a cell."""


def _make_patterns(identifier: str) -> tuple[str, ...]:
    name = re.escape(identifier)
    return rf"\{{\{{< *n +{name} *>\}}\}}", rf"\{{{name}\}}", rf"/{name}\.md", rf"@{name}(?![\w-])"


def explain(edition: Edition, identifier: str, profile: Profile) -> list[str]:
    """Explain an id in lines of plain text in one language.

    Parameters
    ----------
    identifier
        Of a number, a figure, a table or a row of any table, in upper or lower case.

    Raises
    ------
    InputError
        If data or texts are wrong.
    UsageError
        If there is no such id; names the nearest ones.
    """
    speaker = next(one for one in edition.numbered if one.code == profile.code)
    return list(Explainer(edition, speaker).lines(identifier))


@dataclass(frozen=True)
class Explainer:
    """Explanations of all ids of an edition in one language."""

    edition: Edition
    speaker: Speaker

    @cached_property
    def numbers(self) -> Mapping[str, Number]:
        """The numbers of the prose by their ids."""
        return {number.number_id: number for number in self.edition.outputs.numbers}

    @property
    def shown(self) -> Mapping[str, Figure | Table]:
        """The figures and tables by their ids."""
        return self.edition.outputs.shown

    @property
    def origins(self) -> Mapping[str, Origin]:
        """Id of a row of any table → its file and line."""
        return self.edition.package.origins

    @cached_property
    def writings(self) -> Mapping[str, str]:
        """Name of each page of the report and of each text of the data → its content."""
        project = self.edition.project
        pages = [
            path
            for path in project.sources.files(project.report)
            # Folders with such names hold what is made.
            if path.suffix == ".qmd" and "/_" not in f"/{path.relative_to(project.report).as_posix()}"
        ]
        texts = {path: text for path, text in self.edition.package.files.items() if path.startswith("text/")}
        return {
            **{project.name(path): project.sources.read_text(path) for path in pages},
            **{project.name(project.data / path): text.decode() for path, text in texts.items()},
        }

    @cached_property
    def known(self) -> Mapping[str, str]:
        """Id in lower case → id; of a number and a row that differ in case alone, the number."""
        return {one.lower(): one for one in (*self.origins, *self.shown, *self.numbers)}

    def lines(self, identifier: str) -> Iterator[str]:
        """Yield the lines about one id.

        Raises
        ------
        UsageError
            If there is no such id.
        """
        found = identifier if identifier in self.origins else self.known.get(identifier.lower(), "")
        if found in self.origins:
            yield from self._row(found)
        elif found in self.numbers:
            yield from self._number(self.numbers[found])
        elif found in self.shown:
            yield from self._shown(found)
        else:
            message = f"nothing has the id {identifier!r}{nearest(identifier, self.known.values())}"
            raise UsageError(message)

    def _number(self, number: Number) -> Iterator[str]:
        yield self._say("number", id=number.number_id, value=self.speaker.printed[number.number_id])
        yield from self._rows(number.rows)
        yield from self._printed([number.number_id])

    def _shown(self, identifier: str) -> Iterator[str]:
        shown = self.shown[identifier]
        file = "figures" if identifier in self.speaker.words.files["figures"] else "tables"
        messages = [Message(file, (identifier, part)) for part in ("title", "subtitle", "note")]
        title, *caption = (self.speaker.say(message) for message in messages if self.speaker.words.has(message))
        yield self._say("shown", id=identifier, title=title)
        yield from (f"  {text}" for text in caption)
        if shown.rows:
            yield from self._rows(shown.rows)
        yield from self._printed([identifier])

    def _row(self, row: str) -> Iterator[str]:
        yield from self._in_full(row)
        numbers = [number for number in self.numbers.values() if number.rows[0] == row and self._is_own(number, row)]
        if numbers:
            yield self._say("numbers")
            yield from (f"  {one.number_id}: {self.speaker.printed[one.number_id]}" for one in numbers)
        users = [identifier for identifier, shown in self.shown.items() if row in shown.rows]
        if users:
            yield self._say("users", ids=self.speaker.label("joints", "list").join(users))
        yield from self._printed([row, *(number.number_id for number in numbers)])

    def _is_own(self, number: Number, row: str) -> bool:
        """Test a number for one of the row's own, not a count that happens to count it alone."""
        return number.number_id.split("-")[: row.count("-") + 1] == row.lower().split("-")

    def _rows(self, rows: Sequence[str]) -> Iterator[str]:
        """Yield the rows by files, with their cells if they are few, else with their sources."""
        yield self._say("from-one") if len(rows) == 1 else self._say("from-many", count=len(rows))
        groups: dict[str, list[str]] = {}
        for row in rows:
            groups.setdefault(self.origins[row].file, []).append(row)
        for file, group in groups.items():
            yield self._say("group", file=file, rows=name_rows(group, self.speaker))
        if len(rows) > _IN_FULL:
            yield from self._sources([self.origins[row] for row in rows])
            return
        for row in rows:
            yield from self._in_full(row)

    def _in_full(self, row: str) -> Iterator[str]:
        """Yield a row's place, words and cells, the rows named in them, and the sources of all."""
        origin = self.origins[row]
        yield self._say("row", id=row, file=origin.file, line=origin.line)
        for file, column, parts in self.edition.study.find_wordings(origin.resource):
            terms = (Message(file, (origin.cell(column), part)) for part in parts)
            yield from (f"  {self.speaker.say(term)}" for term in terms if self.speaker.words.has(term))
        yield from (f"  {column}: {' '.join(text.split())}" for column, text in origin.cells if text)
        named = {other: self.origins[other] for other in self._named_by(origin)}
        for other, place in named.items():
            yield "  " + self._say("named", id=other, file=place.file, line=place.line)
        yield from self._sources([origin, *named.values()])

    def _named_by(self, origin: Origin) -> Iterator[str]:
        """Yield the ids of other rows in the cells of a row, each once; part and rate may follow an id."""
        words = (word for column in _NAMING for word in _ID_MARKS.split(origin.cell(column)))
        rows = (row for word in words for row in (word, word.rpartition(":")[0]) if row in self.origins)
        yield from (row for row in dict.fromkeys(rows) if self.origins[row] != origin)

    def _sources(self, origins: Sequence[Origin]) -> Iterator[str]:
        """Yield the sources of rows, each once."""
        named = {origin.cell("source_id") for origin in origins if origin.resource != _SOURCES}
        for source in self.edition.package.sources:
            if source.source_id in named:
                facts = {"id": source.source_id, "publisher": source.publisher, "title": source.title}
                yield "  " + self._say("source", **facts, url=source.url or "–", licence=source.licence)

    def _printed(self, identifiers: Sequence[str]) -> Iterator[str]:
        places = list(self._mentions(identifiers))
        if not places:
            yield self._say("unprinted")
            return
        yield self._say("printed")
        yield from (f"  {place}" for place in places)

    def _mentions(self, identifiers: Sequence[str]) -> Iterator[str]:
        """Yield the lines with one of the ids: a printed number, an included figure or table, a reference."""
        patterns = [
            pattern
            for one in identifiers
            for pattern in (*_make_patterns(one), *self.edition.study.make_page_patterns(one))
        ]
        search = re.compile("|".join(patterns)).findall
        for file, text in self.writings.items():
            if not search(text):  # most files have none, and splitting them into lines takes longer than the search
                continue
            for number, line in enumerate(text.splitlines(), start=1):
                if found := search(line):
                    yield f"{file}:{number}: {', '.join(dict.fromkeys(found))}"

    def _say(self, key: str, **parts: object) -> str:
        return self.speaker.label("explain", key, **parts)
