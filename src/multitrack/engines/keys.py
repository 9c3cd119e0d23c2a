"""Keys of the Quarto configuration, written with dots: ``format.html.toc``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterator


def look_up(values: Mapping[str, Any], dotted: str) -> Any:  # noqa: ANN401  (YAML has no narrower type)
    """Return what stands under a dotted key; None if nothing does."""
    value: Any = values
    for key in dotted.split("."):
        value = cast("Mapping[str, Any]", value).get(key) if isinstance(value, Mapping) else None
    return value


def leaves(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every dotted key that holds no further keys, with its value."""
    for key, value in values.items():
        if isinstance(value, Mapping) and value:
            yield from leaves(cast("Mapping[str, Any]", value), f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value
