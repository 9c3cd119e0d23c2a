"""The description of the data: ``datapackage.json``, a Data Package of version 2."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final, cast

from multitrack.characters import REMEDY, find_unprintable, is_web_address
from multitrack.errors import InputError, Problem
from multitrack.input_files import decode
from multitrack.source.cells import LIMITS, NUMERIC, PLAIN, columns_of
from multitrack.source.data_package import Release

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DESCRIPTION: Final = "datapackage.json"
_HEADING: Final = re.compile(r"#{2,3} ")
_COLUMN: Final = re.compile(r"[a-z][a-z0-9_]*")
_NAME: Final = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*")
_VERSION: Final = re.compile(r"[0-9]{1,6}\.[0-9]{1,6}\.[0-9]{1,6}")
_LONGEST_NAME: Final = 100
"""Of the package, after which files are named."""
_LONGEST_NAME_OF_TABLE: Final = 31
"""As of a sheet in a workbook."""
_Fault = tuple[str, str, str]
"""Dotted path of a key, fault, remedy."""


@dataclass(frozen=True)
class Resource:
    """One table of the package: its path relative to the data folder, and its Table Schema as described."""

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


def read_package(file: str, content: bytes, languages: Sequence[str] = ()) -> Package:
    """Read the description of the data.

    Parameters
    ----------
    languages
        The codes of the report's languages, in which it has to name what a reader sees; none if they are not known.

    Raises
    ------
    InputError
        If it is no JSON, lacks what the program needs, names anything outside the data folder, or asks of cells what is
        not checked.
    """
    try:
        raw: Any = json.loads(decode(file, content))
    except json.JSONDecodeError as error:
        found = f"the JSON breaks off at character {error.colno}"
        raise InputError([Problem(file, error.lineno, "", found, "mind commas, quotes and brackets")]) from None
    except RecursionError:
        raise InputError([Problem(file, 0, "", "the JSON is nested too deeply", "flatten it")]) from None
    if faults := list(_gaps(raw)) or list(_dead_ends(raw)) or [*_strange_texts(raw, ""), *_unnamed(raw, languages)]:
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
        yield from _misnamed(resource, f"resources.{number}.", _LONGEST_NAME_OF_TABLE)
        yield from _elsewhere(resource, f"resources.{number}.")
        yield from _schema_gaps(_keys(_keys(resource).get("schema")), f"resources.{number}.schema.")
        for part in ("name", "path"):
            if (value := _keys(resource).get(part)) in (_keys(one).get(part) for one in resources[:number]):
                yield f"resources.{number}.{part}", f"another table has the {part} {value} too", "describe each once"


def _ill_formed(raw: Any) -> Iterator[_Fault]:  # noqa: ANN401
    """Find names unfit for paths and identifiers, and addresses that are not on the web."""
    yield from _misnamed(raw, "", _LONGEST_NAME)
    version = _keys(raw).get("version")
    if isinstance(version, str) and version and not _VERSION.fullmatch(version):
        yield "version", f'"{version}" has not the form of a version', "write it like 1.0.0"
    languages = _keys(raw).get("languages", [])
    if not isinstance(languages, list) or not all(isinstance(one, str) for one in _items(languages)):
        yield "languages", "the languages are no list of texts", "write their codes, like en"
    for part in ("licenses", "sources", "contributors"):
        for number, entry in enumerate(_items(_keys(raw).get(part))):
            address = _keys(entry).get("path")
            if address is not None and not is_web_address(str(address)):
                yield f"{part}.{number}.path", f"{address} is no address of the web", REMEDY


def _misnamed(owner: Any, key: str, most: int) -> Iterator[_Fault]:  # noqa: ANN401
    name = _keys(owner).get("name")
    if not isinstance(name, str):
        return
    if len(name) > most:
        yield f"{key}name", f"the name has {len(name)} characters, and {most} are the most that fit", "shorten it"
    elif name and not _NAME.fullmatch(name):
        yield f"{key}name", f'"{name}" has not the form of a name', "write it like trade-of-two-islands"


def _schema_gaps(schema: Mapping[str, Any], key: str) -> Iterator[_Fault]:
    fields = _items(schema.get("fields"))
    if not fields:
        yield f"{key}fields", "no column is described", "describe each column"
    for number, field in enumerate(fields):
        yield from _no_text(field, f"{key}fields.{number}.", "name", "type")
        yield from _column_faults(_keys(field), f"{key}fields.{number}.")
        yield from _rule_faults(_keys(field), f"{key}fields.{number}.")
    if not _is_key(schema.get("primaryKey", [])):
        yield f"{key}primaryKey", "the key is no list of columns", "write the names of columns"
    for number, foreign in enumerate(_items(schema.get("foreignKeys"))):
        reference = _keys(_keys(foreign).get("reference"))
        keys = [_keys(foreign).get("fields"), reference.get("fields")]
        if not all(map(_is_key, keys)) or not isinstance(reference.get("resource"), str):
            remedy = "write fields, and a reference with resource and fields"
            yield f"{key}foreignKeys.{number}", "the foreign key is incomplete", remedy


def _is_key(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) for one in _items(value)))


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
            yield f"{key}{name}", "there is no text here", "write it"


def _elsewhere(owner: Any, key: str) -> Iterator[_Fault]:  # noqa: ANN401
    """Refuse references that would lead the standard's library out of the data folder or to the network."""
    if "profile" in _keys(owner):
        yield f"{key}profile", "the key points to rules that lie elsewhere", "remove it: $schema names the standard"
    path = _keys(owner).get("path")
    if isinstance(path, str) and (re.search(r"[:\\]", path) or {"..", "/"} & {*PurePosixPath(path).parts}):
        yield f"{key}path", f"{path} lies outside the data folder", "name a file in it"


def _dead_ends(raw: Any) -> Iterator[_Fault]:  # noqa: ANN401
    """Find keys of columns that are not described."""
    columns = {item["name"]: {field["name"] for field in item["schema"]["fields"]} for item in raw["resources"]}
    for number, resource in enumerate(raw["resources"]):
        key, schema, own = f"resources.{number}.schema.", resource["schema"], columns[resource["name"]]
        if not own >= {*columns_of(schema.get("primaryKey", ()))}:
            yield f"{key}primaryKey", "the key is of columns that are not described", "describe them or correct the key"
        for place, foreign in enumerate(schema.get("foreignKeys", ())):
            target = foreign["reference"]["resource"] or resource["name"]
            wanted = foreign["reference"]["fields"]
            if target not in columns or not {*columns_of(wanted)} <= columns[target]:
                fault = f"no described table {target} has {wanted}"
                yield f"{key}foreignKeys.{place}", fault, "correct the reference"
            elif not {*columns_of(foreign["fields"])} <= own:
                fault = f"the table has no {foreign['fields']}"
                yield f"{key}foreignKeys.{place}.fields", fault, "correct them"


_RULES: Final[Mapping[str, tuple[type, ...]]] = {
    "required": (bool,),
    "unique": (bool,),
    "enum": (list,),
    "pattern": (str,),
    **dict.fromkeys(LIMITS, (int, float, str)),
}
"""Constraint that cells are held against → the types of its value."""


def _rule_faults(field: Mapping[str, Any], key: str) -> Iterator[_Fault]:
    """Find types and constraints that no cell can be held against."""
    type_, rules = field.get("type"), field.get("constraints", {})
    if isinstance(type_, str) and type_ and type_ not in PLAIN:
        yield f"{key}type", f"{type_} is no type of cells", f"take one of {', '.join(sorted(PLAIN))}"
    if not isinstance(rules, Mapping):
        yield f"{key}constraints", "the constraints are no keys", "write keys, each with its value"
    for name, value in _keys(rules).items():
        if name not in _RULES:
            yield f"{key}constraints.{name}", "this is no rule for cells", f"take one of {', '.join(_RULES)}"
        elif not isinstance(value, _RULES[name]) or (name == "enum" and not all(isinstance(v, str) for v in value)):
            yield f"{key}constraints.{name}", f"{value} is no value of this rule", "correct it"
        elif name == "pattern" and (fault := _unreadable(value)):
            yield f"{key}constraints.{name}", f"the pattern cannot be read ({fault})", "write a regular expression"
        elif name in LIMITS and not (type_ in NUMERIC and PLAIN[str(type_)].fullmatch(str(value))):
            yield f"{key}constraints.{name}", f"{value} is no value of the type {type_}", "correct it"


def _unreadable(pattern: str) -> re.error | None:
    try:
        re.compile(pattern)
    except re.error as error:
        return error
    return None


def _unnamed(raw: Any, languages: Sequence[str]) -> Iterator[_Fault]:  # noqa: ANN401
    """Find languages that the report does not have, and names missing altogether or in one of the languages."""
    described = raw.get("languages", [])
    for code in described if languages else ():
        if code not in languages:
            remedy = f"take {', '.join(sorted(languages))}, or give the report this language"
            yield "languages", f"the report has no language {code}", remedy
    for code in sorted({*languages} - {*described}):
        remedy = "add it, and titles, descriptions and labels in it"
        yield "languages", f"the report's language {code} is missing", remedy
    others = [code for code in described[1:] if not languages or code in languages]
    names = [name for said in ("title", "description") for name in (said, *(f"{said}@{code}" for code in others))]
    yield from _no_text(raw, "", *names)
    for number, resource in enumerate(raw["resources"]):
        key = f"resources.{number}."
        yield from _no_text(resource, key, *names)
        yield from _no_text((_items(resource.get("licenses")) or [{}])[0], f"{key}licenses.0.", "name")
        for place, field in enumerate(resource["schema"]["fields"]):
            yield from _unexplained(field, f"{key}schema.fields.{place}.", others)


def _unexplained(field: Mapping[str, Any], key: str, others: Sequence[str]) -> Iterator[_Fault]:
    """Find columns without meaning, categories without labels, and forms without an example that has them."""
    yield from _no_text(field, key, "title", "description", *(f"description@{code}" for code in others))
    for place, category in enumerate(_items(field.get("categories"))):
        labels = ("label", *(f"label@{code}" for code in others))
        yield from _no_text(category, f"{key}categories.{place}.", *labels)
    pattern, example = field.get("constraints", {}).get("pattern"), field.get("example")
    if pattern is not None and not (isinstance(example, str) and re.fullmatch(pattern, example)):
        yield f"{key}example", "no example has the form that the column asks for", "write one"


def codebook_faults(file: str, text: str, package: Package) -> Iterator[Problem]:
    """Find tables and columns of which the codebook says nothing in a section whose heading names the file."""
    lines = text.splitlines()
    heads = [number for number, line in enumerate(lines) if _HEADING.match(line)]
    for resource in package.resources:
        head = next((number for number in heads if resource.path in lines[number]), None)
        if head is None:
            yield Problem(file, 0, resource.path, "no heading names this table", "add a section on it")
            continue
        section = "\n".join(lines[head : next((number for number in heads if number > head), None)])
        for column in resource.fields:
            if f"`{column}`" not in section:
                found = f"the section does not speak of the column {column}"
                yield Problem(file, head + 1, f"{resource.path}.{column}", found, "say what it holds")


def _strange_texts(value: Any, key: str) -> Iterator[_Fault]:  # noqa: ANN401
    """Find texts with escapes of unprintable characters."""
    if isinstance(value, str):
        if name := find_unprintable(value, allowed="\n"):
            yield key.rstrip("."), f"the text holds the character {name}, which cannot be printed", "remove it"
    elif isinstance(value, list | dict):
        entries = _keys(value).items() if isinstance(value, dict) else enumerate(_items(value))
        for name, entry in entries:
            yield from _strange_texts(entry, f"{key}{name}.")


def _keys(value: Any) -> Mapping[str, Any]:  # noqa: ANN401
    return cast("Mapping[str, Any]", value) if isinstance(value, Mapping) else {}


def _items(value: Any) -> list[Any]:  # noqa: ANN401
    return cast("list[Any]", value) if isinstance(value, list) else []
