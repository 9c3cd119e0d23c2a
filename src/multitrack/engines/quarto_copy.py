"""The copy of the project that Quarto works in, so that nothing it does there reaches the sources."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

_PRE_RENDER: Final = ("project", "pre-render")
_NOTHING: Final = "pre-render: []"


def copy_project(workspace: Path, private: Path, left_out: Collection[str]) -> None:
    """Copy a woven project, without these of its folders, for a render that weaves nothing again.

    Raises
    ------
    OSError
        If the copy cannot be made.
    """
    shutil.copytree(workspace, private, ignore=_without(workspace, set(left_out)))
    for file in private.glob("_quarto*.yml"):
        content = file.read_text(encoding="utf-8", errors="surrogateescape")
        file.write_text(without_pre_render(content), encoding="utf-8", errors="surrogateescape")


def without_pre_render(config: str) -> str:
    """Return a Quarto configuration without pre-render scripts, and with every other line where it was.

    What cannot be read as YAML comes back as it is: Quarto says best what is wrong with it.
    """
    try:
        found = next(_entries(yaml.compose(config), _PRE_RENDER), None)
    except yaml.YAMLError:
        return config
    if not found:
        return config
    start, end = found
    entry = config[start:end]
    trailing = entry[len(entry.rstrip()) :]
    return config[:start] + _NOTHING + "\n" * entry.rstrip().count("\n") + trailing + config[end:]


def _entries(node: yaml.Node | None, path: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where the entry under a path of keys begins and ends in the text."""
    pairs: list[tuple[yaml.Node, yaml.Node]] = node.value if isinstance(node, yaml.MappingNode) else []
    wanted, *deeper = path
    for key, value in pairs:
        if key.value == wanted and deeper:
            yield from _entries(value, deeper)
        elif key.value == wanted and key.start_mark and value.end_mark:
            yield key.start_mark.index, value.end_mark.index


def _without(root: Path, names: set[str]) -> Callable[[str, list[str]], set[str]]:
    """Return what tells ``copytree`` to leave these out of the copied folder itself, but not out of those below it."""
    return lambda folder, _: names if Path(folder) == root else set()
