"""What of a figure or a table has changed: apart from its versioned identifier, a digest of each of its halves."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, cast

from multitrack.weave.tables import headers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from multitrack.model.language import Language
    from multitrack.model.outputs import Figure, Table


@dataclass(frozen=True)
class Digests:
    """The two halves of what a versioned identifier stands for, each as a sha256.

    Attributes
    ----------
    data
        Of the values that are shown, which no language changes.
    specification
        Of how they are shown: a chart's specification in every language without its data, or a table's columns.
        What is in neither are the words of single marks and cells.
    """

    data: str
    specification: str


def figure_digests(figure: Figure, specs: Mapping[str, Mapping[str, Any]]) -> Digests:
    """Return the digests of a figure whose specifications in every language are ``specs``."""
    points = [{field.name: str(getattr(point, field.name)) for field in fields(point)} for point in figure.points]
    return Digests(_digest(points), _digest({code: without_data(spec) for code, spec in specs.items()}))


def table_digests(table: Table, languages: Sequence[Language]) -> Digests:
    """Return the digests of a table."""
    body = [[row.rows, [repr(cell) for cell in row.cells]] for row in table.body]
    names = {language.code: headers(table, language) for language in languages}
    return Digests(_digest(body), _digest({"columns": [asdict(column) for column in table.columns], "headers": names}))


def without_data(spec: Any) -> Any:  # noqa: ANN401  (JSON has no narrower type)
    """Return a chart's specification without the rows of its data sets."""
    if isinstance(spec, dict):
        entries = cast("dict[str, Any]", spec)
        return {key: without_data(entry) for key, entry in entries.items() if key not in {"datasets", "values"}}
    if isinstance(spec, list):
        return [without_data(entry) for entry in cast("list[Any]", spec)]
    return spec


def _digest(content: object) -> str:
    written = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
