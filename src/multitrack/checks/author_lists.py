"""YAML files of the authors whose entries are checked one by one: what stands in them, and on which line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from multitrack.input_files import compose_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from multitrack.project import Project


def read_nodes(project: Project, path: Path) -> yaml.Node | None:
    """Return the root of a YAML file's tree; None if the file is empty or not there.

    Raises
    ------
    InputError
        If it cannot be read, or is no YAML.
    """
    if not path.exists():
        return None
    return compose_yaml(project.name(path), project.sources.read_text(path))


def line_of(node: yaml.Node) -> int:
    """Return the line on which a node begins, counted from 1."""
    return node.start_mark.line + 1 if node.start_mark else 0


def mapping(node: yaml.Node) -> Mapping[str, yaml.Node] | None:
    """Return the entries of a mapping of texts; None if the node is none."""
    if not isinstance(node, yaml.MappingNode):
        return None
    return {str(key.value): value for key, value in node.value}


def texts(node: yaml.Node) -> list[str] | None:
    """Return the texts of a list of texts that are not empty; None if the node is none."""
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        return None
    found = [entry.value for entry in node.value if isinstance(entry, yaml.ScalarNode) and entry.value.strip()]
    return found if len(found) == len(node.value) else None
