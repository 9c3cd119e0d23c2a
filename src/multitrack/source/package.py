"""The description of the data: ``datapackage.json``, a Data Package of version 2."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final, cast

from frictionless import FrictionlessException
from frictionless import Package as StandardPackage

from multitrack.characters import REMEDY, is_web_address, unprintable
from multitrack.errors import InputError, Problem
from multitrack.input_files import decode
from multitrack.source.cells import PLAIN
from multitrack.source.data_package import Release

if TYPE_CHECKING:
    from collections.abc import Iterator

DESCRIPTION: Final = "datapackage.json"
_COLUMN: Final = re.compile(r"[a-z][a-z0-9_]*")
_FORMS: Final[Mapping[str, tuple[re.Pattern[str], str]]] = {
    "name": (re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*"), "trade-of-two-islands"),
    "version": (re.compile(r"[0-9]{1,6}\.[0-9]{1,6}\.[0-9]{1,6}"), "1.0.0"),
}
"""Key of the package → form of its value, and an example."""
_Fault = tuple[str, str, str]
"""Dotted path of a key, fault, remedy."""


@dataclass(frozen=True)
class Resource:
    """One table of the package.

    Attributes
    ----------
    name, path
        Its name, and its path relative to the data folder.
    schema
        Its Table Schema, as described.
    """

    name: str
    path: str
    schema: Mapping[str, Any]

    @cached_property
    def fields(self) -> Mapping[str, Mapping[str, Any]]:
        """The described columns by their names, in order."""
        return {field["name"]: field for field in self.schema["fields"]}


@dataclass(frozen=True)
class Package:
    """The contents of ``datapackage.json``."""

    file: str
    release: Release
    resources: tuple[Resource, ...]


def read_package(file: str, content: bytes) -> Package:
    """Read the description of the data.

    Raises
    ------
    InputError
        If it is no JSON, lacks a required key, names anything outside the data folder, or breaks the standard.
    """
    try:
        raw: Any = json.loads(decode(file, content))
    except json.JSONDecodeError as error:
        found = f"the JSON breaks off at character {error.colno}"
        raise InputError([Problem(file, error.lineno, "", found, "mind commas, quotes and brackets")]) from None
    except RecursionError:
        raise InputError([Problem(file, 0, "", "the JSON is nested too deeply", "flatten it")]) from None
    faults = list(_gaps(raw)) or list(_against_the_standard(raw)) or list(_dead_ends(raw))
    if faults:
        raise InputError([Problem(file, 0, key, found, remedy) for key, found, remedy in faults])
    faults = list(_strange_texts(raw, ""))
    if faults:
        raise InputError([Problem(file, 0, key, found, remedy) for key, found, remedy in faults])
    release = Release(raw["name"], raw["version"], raw["licenses"][0]["name"])
    return Package(file, release, tuple(Resource(r["name"], r["path"], r["schema"]) for r in raw["resources"]))


def _gaps(raw: Any) -> Iterator[_Fault]:  # noqa: ANN401  (JSON has no narrower type)
    """Find missing required keys, and references that are refused."""
    yield from _no_text(raw, "", "$schema", "name", "version")
    yield from _ill_formed(raw)
    yield from _no_text((_items(_keys(raw).get("licenses")) or [{}])[0], "licenses.0.", "name")
    yield from _elsewhere(raw, "")
    resources = _items(_keys(raw).get("resources"))
    if not resources:
        yield "resources", "no table is described", "describe each file of the data"
    for number, resource in enumerate(resources):
        yield from _no_text(resource, f"resources.{number}.", "name", "path")
        yield from _elsewhere(resource, f"resources.{number}.")
        yield from _schema_gaps(_keys(_keys(resource).get("schema")), f"resources.{number}.schema.")


def _ill_formed(raw: Any) -> Iterator[_Fault]:  # noqa: ANN401
    """Find names unfit for paths and identifiers, and addresses that are not on the web."""
    for key, (form, example) in _FORMS.items():
        value = _keys(raw).get(key)
        if isinstance(value, str) and value and not form.fullmatch(value):
            yield key, f'"{value}" has not the form of a {key}', f"write it like {example}"
    languages = _keys(raw).get("languages", [])
    if not isinstance(languages, list) or not all(isinstance(one, str) for one in _items(languages)):
        yield "languages", "the languages are no list of texts", "write their codes, like en"
    for part in ("licenses", "sources", "contributors"):
        for number, entry in enumerate(_items(_keys(raw).get(part))):
            address = _keys(entry).get("path")
            if address is not None and not is_web_address(str(address)):
                yield f"{part}.{number}.path", f"{address} is no address of the web", REMEDY


def _schema_gaps(schema: Mapping[str, Any], key: str) -> Iterator[_Fault]:
    fields = _items(schema.get("fields"))
    if not fields:
        yield f"{key}fields", "no column is described", "describe each column"
    for number, field in enumerate(fields):
        yield from _no_text(field, f"{key}fields.{number}.", "name", "type")
        yield from _column_faults(_keys(field), f"{key}fields.{number}.")
    for number, foreign in enumerate(_items(schema.get("foreignKeys"))):
        reference = _keys(_keys(foreign).get("reference"))
        if not {"resource", "fields"} <= reference.keys() or "fields" not in foreign:
            remedy = "write fields, and a reference with resource and fields"
            yield f"{key}foreignKeys.{number}", "the foreign key is incomplete", remedy


def _column_faults(field: Mapping[str, Any], key: str) -> Iterator[_Fault]:
    name = field.get("name")
    if isinstance(name, str) and name and not _COLUMN.fullmatch(name):
        yield f"{key}name", f'"{name}" is no name of a column', "take small letters, digits and underscores"
    values = [_keys(one).get("value") for one in _items(field.get("categories"))]
    if "categories" in field and values != _keys(field.get("constraints")).get("enum"):
        remedy = "list their values there, in the same order"
        yield f"{key}constraints.enum", "the list of the categories is missing or another", remedy


def _no_text(owner: Any, key: str, *names: str) -> Iterator[_Fault]:  # noqa: ANN401
    for name in names:
        value = _keys(owner).get(name)
        if not isinstance(value, str) or not value:
            yield f"{key}{name}", "no text stands here", "write it"


def _elsewhere(owner: Any, key: str) -> Iterator[_Fault]:  # noqa: ANN401
    """Refuse references that would lead the standard's library out of the data folder or to the network."""
    if "profile" in _keys(owner):
        yield f"{key}profile", "the key points to rules that lie elsewhere", "remove it: $schema names the standard"
    path = _keys(owner).get("path")
    if isinstance(path, str) and (re.search(r"[:\\]", path) or {"..", "/"} & {*PurePosixPath(path).parts}):
        yield f"{key}path", f"{path} lies outside the data folder", "name a file in it"


def _against_the_standard(raw: dict[str, Any]) -> Iterator[_Fault]:
    try:
        notes = [error.note for error in StandardPackage.metadata_validate(raw)]
    except FrictionlessException as error:
        notes = [error.error.note]
    for note in notes:
        yield "", f"the Data Package standard refuses the description ({note})", "correct it"


def _dead_ends(raw: Any) -> Iterator[_Fault]:  # noqa: ANN401
    """Find rules that cannot be applied, and foreign keys without a described target."""
    columns = {item["name"]: [field["name"] for field in item["schema"]["fields"]] for item in raw["resources"]}
    for number, resource in enumerate(raw["resources"]):
        key = f"resources.{number}.schema."
        for place, field in enumerate(resource["schema"]["fields"]):
            yield from _useless_rules(field, f"{key}fields.{place}.constraints.")
        for place, foreign in enumerate(resource["schema"].get("foreignKeys", ())):
            target = foreign["reference"]["resource"] or resource["name"]
            wanted = foreign["reference"]["fields"]
            if target not in columns or not {*([wanted] if isinstance(wanted, str) else wanted)} <= {*columns[target]}:
                fault = f"no described table {target} has {wanted}"
                yield f"{key}foreignKeys.{place}", fault, "correct the reference"


def _useless_rules(field: Mapping[str, Any], key: str) -> Iterator[_Fault]:
    constraints = field.get("constraints", {})
    try:
        re.compile(constraints.get("pattern", ""))
    except re.error as error:
        yield f"{key}pattern", f"the pattern cannot be read ({error})", "write a regular expression"
    for name in {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"} & constraints.keys():
        if field["type"] in PLAIN and not PLAIN[field["type"]].fullmatch(str(constraints[name])):
            yield f"{key}{name}", f"{constraints[name]} is no value of the type {field['type']}", "correct it"


def _strange_texts(value: Any, key: str) -> Iterator[_Fault]:  # noqa: ANN401
    """Find texts with escapes of unprintable characters."""
    if isinstance(value, str):
        if name := unprintable(value, allowed="\n"):
            yield key.rstrip("."), f"the text holds the character {name}, which cannot be printed", "remove it"
    elif isinstance(value, list | dict):
        entries = _keys(value).items() if isinstance(value, dict) else enumerate(_items(value))
        for name, entry in entries:
            yield from _strange_texts(entry, f"{key}{name}.")


def _keys(value: Any) -> Mapping[str, Any]:  # noqa: ANN401
    return cast("Mapping[str, Any]", value) if isinstance(value, Mapping) else {}


def _items(value: Any) -> list[Any]:  # noqa: ANN401
    return cast("list[Any]", value) if isinstance(value, list) else []
