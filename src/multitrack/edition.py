"""The edition of a study: loaded, computed, numbered, versioned and cited, each once and on demand."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Protocol

from multitrack.citations.archive_metadata import ArchiveRecord, make_citation_file
from multitrack.citations.cite import STYLES as EVERYWHERE
from multitrack.citations.cite import cite_study, cite_works
from multitrack.citations.publications import Publications
from multitrack.citations.source_study import read_source_study
from multitrack.citations.works import REPORT, make_works, normalise_id
from multitrack.errors import UsageError, nearest
from multitrack.lang.language import Speaker
from multitrack.lang.values import Message
from multitrack.products import Products
from multitrack.render.figure_files import draw_charts, make_figure_versions
from multitrack.render.number_files import print_numbers
from multitrack.render.page_assets import Theme, read_theme
from multitrack.render.table_files import make_table_versions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from multitrack.citations.cite import Citation
    from multitrack.citations.source_study import SourceStudy
    from multitrack.citations.works import Work
    from multitrack.lang.language import Language
    from multitrack.lang.outputs import Figure, Outputs, Table
    from multitrack.project import Profile, Project
    from multitrack.render.figure_files import Charts
    from multitrack.source.data_package import DataPackage

CFF: Final = "cff"
"""The style of ``CITATION.cff``, for the report only."""

STYLES: Final = (*EVERYWHERE, CFF)
"""Values of ``multitrack cite --style``."""

STUDY: Final = "study"
"""The id of the study behind the edition, for citing it."""

_LISTED: Final = ("events", "quantities")
KINDS: Final = ("figures", "tables", "numbers", *_LISTED)
"""Everything that ``multitrack list`` takes."""


class Study(Protocol):
    """A coded study, as an edition needs it."""

    @property
    def package(self) -> DataPackage:
        """The data, read and checked."""
        ...

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages in the order of the report's profiles."""
        ...

    @property
    def outputs(self) -> Outputs:
        """All numbers, tables and figures."""
        ...

    @property
    def is_large(self) -> bool:
        """True if charts have no room to label all rows."""
        ...

    @property
    def conditions(self) -> Mapping[str, bool]:
        """Conditions for blocks of pages: NAME in ``edition.NAME`` → value."""
        ...

    @property
    def summary(self) -> str:
        """The contents of the data in a few words of English."""
        ...

    @property
    def remarks(self) -> Sequence[str]:
        """The optional parts that the data lack, each in a few words of English."""
        ...

    def make_page_files(self, speakers: Sequence[Speaker]) -> Mapping[str, bytes]:
        """Return the files that pages include beside tables, figures and numbers: path in ``_generated/`` → bytes."""
        ...

    def listed(self, kind: str, speaker: Speaker) -> Iterable[tuple[str, str]]:
        """Yield the ids of the ``events`` or the ``quantities`` with their words."""
        ...

    def find_wordings(self, resource: str) -> Iterable[tuple[str, str, tuple[str, ...]]]:
        """Yield the text files with words for the rows of a table, each with the column of its keys and its parts."""
        ...

    def make_page_patterns(self, row: str) -> Iterable[str]:
        """Yield regular expressions for mentions of a row other than its id."""
        ...


@dataclass(frozen=True)
class Edition:
    """The edition of a study.

    Attributes
    ----------
    read
        Reads the project's coded study.
    products
        Its products of earlier builds.

    Raises
    ------
    InputError
        By the first property read, if data, texts or configuration are wrong; lists every problem.
    """

    project: Project
    read: Callable[[Project], Study]
    products: Products = field(default_factory=Products)

    @cached_property
    def study(self) -> Study:
        """The coded study."""
        return self.read(self.project)

    @cached_property
    def theme(self) -> Theme:
        """The report's theme."""
        return read_theme(self.project.report)

    @property
    def package(self) -> DataPackage:
        """The data package."""
        return self.study.package

    @cached_property
    def outputs(self) -> Outputs:
        """All numbers, tables and figures."""
        return self.study.outputs

    @cached_property
    def numbered(self) -> tuple[Speaker, ...]:
        """The languages with their printed numbers."""
        return tuple(Speaker.of(one, print_numbers(self.outputs.numbers, one)) for one in self.study.languages)

    @cached_property
    def charts(self) -> Charts:
        """Id of a figure → code of a language → its charts for a page, a phone and a slide."""
        return draw_charts(self.outputs.figures, self.numbered, self.products, crowded=self.study.is_large)

    @cached_property
    def specifications(self) -> Mapping[str, Mapping[str, dict[str, Any]]]:
        """Id of a figure → code of a language → its Vega-Lite specification."""
        return self._keep(
            "specifications",
            lambda: {one: {code: sizes[0].spec for code, sizes in said.items()} for one, said in self.charts.items()},
        )

    @cached_property
    def versions(self) -> Mapping[str, str]:
        """Id of a figure or a table → versioned identifier."""
        return self._keep("versions", self._make_versions)

    def _keep(self, name: str, act: Callable[[], object]) -> Any:  # noqa: ANN401  (JSON has no narrower type)
        """Return a product of the sources that can be JSON, made if it is not kept."""
        return json.loads(self.products.make_of_sources(name, lambda: {"": json.dumps(act()).encode()})[""])

    def _make_versions(self) -> Mapping[str, str]:
        release = self.package.release.version
        figures = make_figure_versions(self.outputs.figures, self.specifications, release)
        return make_table_versions(self.outputs.tables, self.numbered, release, figures)

    @cached_property
    def speakers(self) -> tuple[Speaker, ...]:
        """The languages with printed numbers and versions."""
        return tuple(speaker.add_versions(self.versions) for speaker in self.numbered)

    @cached_property
    def works(self) -> Mapping[str, Work]:
        """All works by their ids: the report, the data, the figures and the tables."""
        works = make_works(self.package, self.project.profiles, self.speakers, self.versions)
        return {work.work_id: work for work in works}

    @cached_property
    def citations(self) -> Mapping[str, Mapping[str, Citation]]:
        """Code of a language → id of a work → citation."""
        works = tuple(self.works.values())
        return {speaker.code: cite_works(works, speaker, self.products) for speaker in self.speakers}

    @cached_property
    def source_study(self) -> SourceStudy | None:
        """The published study behind the edition; None if the configuration names none."""
        return read_source_study(self.project)

    @cached_property
    def archive_record(self) -> ArchiveRecord:
        """The edition described for archives."""
        works = tuple(self.works.values())
        return ArchiveRecord.of(works, self.source_study, self.package, self.project.profiles, self.speakers)

    @cached_property
    def publications(self) -> Publications:
        """The publications behind its rows."""
        return Publications(self.package, str(self.project.profiles[0].config.get("study", "")), self.source)

    @property
    def source(self) -> str:
        """The published study in one line; empty if there is none."""
        return self.source_study.reference if self.source_study else ""

    @property
    def pages(self) -> Mapping[str, str]:
        """Code of a language → page of its report, relative to the output folder."""
        return {one.code: one.document("html") for one in self.project.profiles}

    def entries(self, kind: str, profile: Profile) -> Iterable[tuple[str, str]]:
        """Return the ids of one kind, for citing or for use in pages, each with its words in one language.

        Parameters
        ----------
        kind
            One of :data:`KINDS`.

        Raises
        ------
        UsageError
            If there is no such kind.
        """
        if kind not in KINDS:
            message = f"there is nothing called {kind!r} to list: take {', '.join(KINDS)}{nearest(kind, KINDS)}"
            raise UsageError(message)
        speaker = next(one for one in self.numbered if one.code == profile.code)
        if kind == "numbers":
            return speaker.printed.items()
        if kind in _LISTED:
            return self.study.listed(kind, speaker)
        figures = [figure.figure_id for figure in self.outputs.figures]
        ids = figures if kind == "figures" else [table.table_id for table in self.outputs.tables]
        return [(one, speaker.say(Message(kind, (one, "title")))) for one in ids]

    def cite(self, identifier: str, style: str, profile: Profile) -> str:
        """Return the citation of a figure, a table, the report, the data or the study, without a line break at its end.

        Parameters
        ----------
        identifier
            As :meth:`resolve` reads it.
        style
            One of :data:`STYLES`.

        Raises
        ------
        UsageError
            If no work has the id (the message names the nearest), or if the work has no such style.
        """
        speaker = self.speaker(profile)
        identifier = self.resolve(identifier)
        if identifier == STUDY and self.source_study:
            if style != CFF and (cited := cite_study(self.source_study, speaker).cite_in(style)):
                return cited
            message = f"--style {style}: the study has no such form, only works of the edition have"
            raise UsageError(message)
        if identifier not in self.works:
            hint = nearest(identifier, (*self.works, STUDY)) or "; multitrack list figures and list tables print them"
            message = f"nothing that can be cited has the id {identifier!r}{hint}"
            raise UsageError(message)
        if style == CFF:
            if identifier != REPORT:
                message = f"--style {CFF}: only the {REPORT} is cited in a file of its own, not {identifier}"
                raise UsageError(message)
            return make_citation_file(self.archive_record).decode().rstrip("\n")
        work = self.works[identifier]
        wholes = [self.works[work.within]] if work.within else []
        return cite_works([*wholes, work], speaker)[identifier].cite_in(style)

    def resolve(self, text: str) -> str:
        """Return the id in a text that may be in capitals, end a sentence or have the version behind it.

        Raises
        ------
        UsageError
            If the version is not the present one.
        """
        identifier, at, version = normalise_id(text).partition("@")
        if identifier == text:
            return text
        known = self.works.get(identifier)
        if known and at and f"{identifier}@{version}" != known.versioned_id:
            message = (
                f"{text}: the present version is {known.versioned_id}; "
                f"take that, or see with multitrack verify what became of yours"
            )
            raise UsageError(message)
        return identifier if known or identifier == STUDY else text

    def speaker(self, profile: Profile) -> Speaker:
        """Return the language of a profile."""
        return next(speaker for speaker in self.speakers if speaker.code == profile.code)

    def shown(self, identifier: str) -> Figure | Table:
        """Return a figure or a table by its id.

        Raises
        ------
        UsageError
            If there is none; the message names the nearest.
        """
        if found := self.outputs.shown.get(identifier):
            return found
        hint = nearest(identifier, self.outputs.ids)
        message = f"no figure or table has the id {identifier!r}{hint}"
        raise UsageError(message)
