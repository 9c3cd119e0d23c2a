"""The units of two codings, matched: the same item, number, actor, role, document or finding, whatever its ids."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from multitrack.study.coding import CODED_TABLES, Coded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from multitrack.study.dataset import Dataset

    Key = Callable[[Coded], tuple[str, ...]]
    Pair = tuple[Coded, Coded]

_TODAY = "today"


@dataclass(frozen=True)
class Matched:
    """The units of one table: those that both coders found, and those that one of them found alone."""

    table: str
    both: tuple[Pair, ...]
    first: tuple[Coded, ...]
    second: tuple[Coded, ...]

    @property
    def rows(self) -> tuple[str, ...]:
        """The ids of the rows of both codings."""
        paired = (row for pair in self.both for row in pair)
        return tuple(row.row_id for row in (*paired, *self.first, *self.second))


def match_units(codings: Iterable[Coded]) -> tuple[Matched, ...]:
    """Return the units of every table, matched by the rules that the codebook states; nothing of no codings."""
    rows: dict[tuple[str, str], list[Coded]] = {}
    for row in codings:
        rows.setdefault((row.table, row.coder), []).append(row)
    if not rows:
        return ()
    actors = _matched("actors", rows, (_cells("name"), _cells("kind", "country", "locator")))
    same = {f"second-{second.unit}": first.row_id for first, second in actors.both}

    def role_of(row: Coded) -> tuple[str, ...]:
        actor = f"{row.coder}-{row.values['actor_id']}"
        return row.values["event_id"], same.get(actor, actor)

    return (
        _matched("events", rows, (_unit,)),
        _matched("quantities", rows, (_cells("locator", "value"),)),
        actors,
        _matched("participations", rows, (lambda row: (*role_of(row), *_cells("part_in", "role")(row)), role_of)),
        _matched("documents", rows, (lambda row: (row.values["kind"], _part(row.values["locator"])),)),
        _matched("discrepancies", rows, (_unit,)),
    )


def match_with_today(first: Sequence[Coded], dataset: Dataset) -> Mapping[str, Coded]:
    """Return the row of the study's tables as they are now for each unit of the first coding that is still there.

    The ids of items stay. Those of numbers, participations and findings follow the text, and move when one is added
    before them; then what is printed and where, or who takes part in what, tells which is which.
    """
    table = first[0].table
    keys: Mapping[str, tuple[Key, ...]] = {
        "events": (_unit,),
        "quantities": (_cells("locator", "as_printed"), _cells("locator", "quantity_id")),
        "participations": (_cells("event_id", "actor_id", "part_in", "role"), _cells("event_id", "actor_id")),
        "discrepancies": (_cells("locator", "as_printed"), _cells("locator", "discrepancy_id")),
    }
    pairs, _, _ = _pair_off(first, _today(table, dataset), keys[table])
    return {then.unit: now for then, now in pairs}


def _today(table: str, dataset: Dataset) -> list[Coded]:
    """Return the rows of a table as they are now; a column that is computed by now is computed."""
    coded = CODED_TABLES[table]
    rows: list[Coded] = []
    for row in getattr(dataset, table):
        unit: str = getattr(row, coded.key)
        written = dict(dataset.origins[unit].cells) if unit in dataset.origins else {}
        asked = [name for name in coded.columns if name in written or hasattr(row, name)]
        cells = tuple((name, written[name] if name in written else _text(getattr(row, name))) for name in asked)
        rows.append(Coded(_TODAY, table, unit, cells))
    return rows


def _text(value: Any) -> str:  # noqa: ANN401  (an attribute of any row)
    return "" if value is None else str(value)


def _matched(table: str, rows: Mapping[tuple[str, str], list[Coded]], keys: Iterable[Key]) -> Matched:
    return Matched(table, *_pair_off(rows.get((table, "first"), []), rows.get((table, "second"), []), keys))


def _pair_off(
    first: Sequence[Coded], second: Sequence[Coded], keys: Iterable[Key]
) -> tuple[tuple[Pair, ...], tuple[Coded, ...], tuple[Coded, ...]]:
    """Pair units that have the same key, in their order; what is left over is tried with the next key."""
    found: dict[str, Coded] = {}
    left: list[Coded] = list(first)
    right: list[Coded] = list(second)
    for key in keys:
        waiting: dict[tuple[str, ...], deque[Coded]] = {}
        for row in right:
            waiting.setdefault(key(row), deque()).append(row)
        for row in left:
            if candidates := waiting.get(key(row)):
                found[row.unit] = candidates.popleft()
        taken = {row.unit for row in found.values()}
        left = [row for row in left if row.unit not in found]
        right = [row for row in right if row.unit not in taken]
    pairs = tuple((row, found[row.unit]) for row in first if row.unit in found)
    return pairs, tuple(left), tuple(right)


def _unit(row: Coded) -> tuple[str, ...]:
    return (row.unit,)


def _cells(*columns: str) -> Key:
    return lambda row: tuple(row.values.get(column, "") for column in columns)


def _part(locator: str) -> str:
    """Return the section and the item of a place in the study: a heading and the text under it are one."""
    named = locator.split(", ")
    return ", ".join(part for part in named if not part.startswith(("heading", "paragraph")))
