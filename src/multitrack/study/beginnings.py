"""The beginnings of a new figure or a new table: a module that works, and its texts, still empty, in every language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from multitrack.errors import UsageError, nearest
from multitrack.input_files import load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from multitrack.project import Project

_NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LONGEST: Final = 40

_FIGURE: Final = '''\
"""``fig-NAME``: the year of each item, by its track."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import altair as alt

from multitrack.charts.canvas import Canvas, Years, layer
from multitrack.charts.theme import INK
from multitrack.charts.tooltips import make_figure
from multitrack.lang.values import Verbatim, Year

if TYPE_CHECKING:
    import pandas as pd

    from multitrack.lang.outputs import Figure
    from multitrack.study.dataset import Dataset

_ROW: Final = 24


@dataclass(frozen=True)
class Item:
    """A mark: an item in its year; the first field is the id of the row that it shows."""

    row: str
    year: int
    track: int


def build(dataset: Dataset) -> Figure:
    """Return the figure; each mark says its year, its track and, last, its item."""
    items = tuple(Item(event.event_id, event.year, event.track) for event in dataset.events)
    cells = ({"year": Year(item.year), "track": Year(item.track), "item": Verbatim(item.row)} for item in items)
    return make_figure("fig-NAME", items, _draw, cells)


def _draw(frame: pd.DataFrame, canvas: Canvas) -> alt.LayerChart:
    """Return the chart in one language and size; the frame has a row for each item, in their order."""
    frame["lane"] = canvas.label_rows("track", number=frame["track"])
    rows = canvas.make_rows(frame["lane"], _ROW)
    years = Years(int(frame["year"].min()) - 1, int(frame["year"].max()) + 1)
    marks = alt.Chart().mark_point(color=INK).encode(x=years.on("year"), y=rows.encode("lane", grid=True))
    chart = layer(frame, [canvas.tell(marks)], width=canvas.size.width - rows.left - 6, height=rows.height)
    return canvas.finish(chart, rows.left)
'''

_TABLE: Final = '''\
"""tbl-NAME: the year of each item and what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.lang.outputs import Column, Row, Table
from multitrack.lang.values import Verbatim, Year
from multitrack.study.analysis.subjects import name_meeting

if TYPE_CHECKING:
    from multitrack.study.dataset import Dataset
    from multitrack.study.rows import Event

_COLUMNS: Final = (Column("item", 0.15), Column("year", 0.15, "right"), Column("meeting", 0.7))
"""Each with its share of the width; their words stand under ``columns`` in ``labels.yml``."""


def build(dataset: Dataset) -> tuple[Table, ...]:
    """Return the table: a row for each item."""
    return (Table("tbl-NAME", _COLUMNS, tuple(_row(event) for event in dataset.events)),)


def _row(event: Event) -> Row:
    """Return the cells of an item, and the ids of the rows of the data that they show."""
    return Row((Verbatim(event.event_id), Year(event.year), name_meeting(event)), (event.event_id,))
'''


@dataclass(frozen=True)
class _Kind:
    """A kind of exhibit: the folder of its modules, the beginning of its ids, its module and the parts of its text."""

    folder: str
    prefix: str
    module: str
    parts: tuple[str, ...]


_KINDS: Final[Mapping[str, _Kind]] = {
    "figure": _Kind("figures", "fig", _FIGURE, ("title", "subtitle", "note", "alt", "description")),
    "table": _Kind("tables", "tbl", _TABLE, ("title", "note")),
}


def begin_exhibit(project: Project, kind: str, name: str) -> tuple[str, ...]:
    """Write the module of a new figure or table and the beginnings of its texts, whose other bytes stay as they are.

    Returns
    -------
    tuple[str, ...]
        The next steps, a line each.

    Raises
    ------
    UsageError
        If there is no such kind, the name is none or is taken, or the program is not the project's own.
    InputError
        If a text file is missing or cannot be read.
    """
    if kind not in _KINDS:
        message = f"nothing new is called {kind!r}: take {' or '.join(_KINDS)}{nearest(kind, _KINDS)}"
        raise UsageError(message)
    found, exhibit = _KINDS[kind], f"{_KINDS[kind].prefix}-{name}"
    _require_name(name, found)
    module = _modules(project, found) / f"{found.prefix}_{name.replace('-', '_')}.py"
    texts = [project.data / "text" / profile.code / f"{found.folder}.yml" for profile in project.profiles]
    if module.exists():
        raise _taken(project, module, exhibit)
    entries = [_entry(project, path, exhibit, found.parts) for path in texts]
    module.write_text(found.module.replace("NAME", name), encoding="utf-8", newline="\n")
    written = [(project.name(path), _append(path, entry)) for path, entry in zip(texts, entries, strict=True)]
    return (
        f"{project.name(module)}: change what it shows",
        *(f"{file}:{line}: write {', '.join(found.parts)}" for file, line in written),
        *_page_lines(project, exhibit),
        "then multitrack check finds what is still missing",
    )


def _require_name(name: str, kind: _Kind) -> None:
    if not _NAME.fullmatch(name) or len(name) > _LONGEST or name.startswith(f"{kind.prefix}-"):
        message = (
            f"{name!r} is no name: take small letters, digits and single hyphens, {_LONGEST} at most, "
            f"such as rainfall, without {kind.prefix}- before it"
        )
        raise UsageError(message)


def _modules(project: Project, kind: _Kind) -> Path:
    """Return the folder of a kind's modules: that of this program, if it is the project's."""
    folder = Path(__file__).parent / kind.folder
    if not folder.is_relative_to(project.root):
        message = f"the program runs from {folder}, not from the project in {project.root}: call the project's own"
        raise UsageError(message)
    return folder


def _entry(project: Project, path: Path, exhibit: str, parts: tuple[str, ...]) -> str:
    """Return an entry whose texts are empty, as it can stand at the end of a text file."""
    name, before = project.name(path), project.sources.read_text(path)
    content = load_yaml(name, before)
    if isinstance(content, dict) and exhibit in content:
        raise _taken(project, path, exhibit)
    gap = "" if before.endswith("\n") or not before else "\n"
    entry = f"{gap}{exhibit}:\n" + "".join(f'  {part}: ""\n' for part in parts)
    load_yaml(name, before + entry)
    return entry


def _taken(project: Project, path: Path, exhibit: str) -> UsageError:
    return UsageError(f"{project.name(path)} has {exhibit} already: take another name")


def _append(path: Path, entry: str) -> int:
    """Add an entry to a file whose bytes stay as they are, and return its line."""
    with path.open("ab") as file:
        file.write(entry.encode())
    return path.read_bytes().count(b"\n") - entry.lstrip("\n").count("\n") + 1


def _page_lines(project: Project, exhibit: str) -> Iterator[str]:
    for profile in project.profiles:
        folder = project.name(project.report / profile.code)
        include = f"{{{{< include /_generated/{profile.code}/{exhibit}.md >}}}}"
        yield f"a page of {folder}: write {include} on a line of its own, and @{exhibit} in a sentence"
