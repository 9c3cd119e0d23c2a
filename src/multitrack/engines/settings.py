"""The Quarto configuration as read by the embedded engine: known keys, and an error for any other."""

from __future__ import annotations

import difflib
import fnmatch
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

import yaml

from multitrack.engines.formats import FORMATS
from multitrack.engines.pages import REPORT
from multitrack.errors import InputError, Problem
from multitrack.input_files import compose_yaml, load_yaml
from multitrack.project import look_up, walk_leaves

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from multitrack.project import Profile

_NEEDED_ELSEWHERE: Final = (
    "quarto-required", "project.pre-render", "profile.group", "profile.default", "shortcodes", "cover.findings",
    "cover.figure",
)  # fmt: skip
_DOCUMENT: Final = (
    "title", "subtitle", "title-in-references", "author", "description", "keywords", "lang", "released", "site-url",
    "doi", "study", "words.*", "translations", "edition.*", "hyphens", "numbers",
)  # fmt: skip
_ENGINE: Final = (
    "project.output-dir", "project.render", "output-file", "metadata-files", "language", "hyphenation",
    "filters", "number-sections", "link-citations", "bibliography", "fig-cap-location", "csl", "crossref.title-delim",
    *(f"format.{kind.quarto}.{key}" for kind in FORMATS.values() for key in ("toc", "toc-depth")),
    *(key for kind in FORMATS.values() for key in kind.keys),
)  # fmt: skip
_ONE_WAY: Final[Mapping[str, object]] = {
    "project.type": "default",
    "citeproc": True,
    "format.html.theme": "none",
    "format.html.minimal": True,
    "format.html.html-math-method": "mathml",
    "format.typst.papersize": "a4",
}
"""Keys with a single allowed value, the fixed behaviour of the embedded engine."""

_KNOWN: Final = (*_NEEDED_ELSEWHERE, *_DOCUMENT, *_ENGINE)
_WITH_PARTS: Final = frozenset({"profile.group", "translations"})
"""Lists of mappings."""
_ALIKE: Final = 0.85
_LANGUAGE: Final = (
    "toc-title-document",
    "crossref-fig-title", "crossref-fig-prefix", "crossref-tbl-title", "crossref-tbl-prefix", "crossref-sec-prefix",
)  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """One profile's configuration, with the files that it names read.

    Attributes
    ----------
    values
        The configuration overridden by the metadata files.
    numbers
        The edition's numbers by their ids, as Markdown.
    language
        Quarto's words in the profile's language.
    """

    values: Mapping[str, Any]
    numbers: Mapping[str, Any]
    language: Mapping[str, str]

    def get(self, dotted: str, default: Any = None) -> Any:  # noqa: ANN401  (YAML has no narrower type)
        """Return the value under a dotted key."""
        value = look_up(self.values, dotted)
        return default if value is None else value

    def listed(self, dotted: str) -> Sequence[str]:
        """Return the value under a dotted key as a list; Quarto allows a single entry without the list."""
        return _entries(self.get(dotted))

    @property
    def document(self) -> Mapping[str, Any]:
        """The metadata for templates and filters."""
        names = {key.partition(".")[0] for key in _DOCUMENT}
        return {key: value for key, value in self.values.items() if key in names}


def read_settings(workspace: Path, profile: Profile, *, for_quarto: bool = False) -> Settings:
    """Read a profile's whole configuration, and the numbers that it names.

    Parameters
    ----------
    for_quarto
        Whether Quarto is to render, which knows other keys and has words in many languages.

    Raises
    ------
    InputError
        If a key is unknown, or its value is unsupported or names a missing or unreadable file.
    """
    complaints = () if for_quarto else _complaints(profile.config)
    problems = [Problem(*find_place(workspace, profile.code, key), found, remedy) for key, found, remedy in complaints]
    values = dict(profile.config)
    for file in _entries(profile.config.get("metadata-files")):
        metadata = _read(workspace, file, problems)
        problems += () if for_quarto else _misplaced(file, metadata)
        values |= metadata
    numbers: dict[str, Any] = {}
    for file in _entries(profile.config.get("numbers")):
        numbers |= _read(workspace, file, problems)
    language: dict[str, str] = {}
    for file in _entries(profile.config.get("language")):
        language |= _read(workspace, file, problems)
        missing = [key for key in _LANGUAGE if key not in language and not for_quarto]
        problems += [Problem(f"{REPORT}/{file}", 0, key, "no words for this key", "add them") for key in missing]
    if not language and not for_quarto:
        where = f"{REPORT}/_quarto-{profile.code}.yml"
        problems.append(Problem(where, 0, "language", "no such key", "name the language's file"))
    if problems:
        raise InputError(problems)
    return Settings(values, numbers, language)


def _complaints(config: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for key, value in walk_leaves(config):
        if key in _ONE_WAY:
            if value != _ONE_WAY[key]:
                wanted = str(_ONE_WAY[key]).lower()
                yield key, f"the embedded engine cannot do {value!r}", f"write {wanted}, or build with --engine quarto"
        elif not _is_one_of(key, _KNOWN):
            yield key, "the embedded engine does not know this key", "take it out, or build with --engine quarto"
        elif key not in _WITH_PARTS and _has_parts(value):
            found = "an entry has keys or entries of its own"
            yield key, found, "write each entry as one text, or build with --engine quarto"
    pages = len(_entries(look_up(config, "project.render")))
    if pages > 1:
        remedy = "name one that includes the others, or build with --engine quarto"
        yield "project.render", f"the embedded engine renders one page a language, and here are {pages}", remedy


def _misplaced(file: str, metadata: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield the keys of a metadata file that the engine would not read there."""
    for key, _ in walk_leaves({name: value for name, value in metadata.items() if f"{name}.*" not in _DOCUMENT}):
        if not _is_one_of(key, _DOCUMENT):
            found = "the embedded engine does not take this key from a metadata file"
            yield Problem(f"{REPORT}/{file}", 0, key, found, "move it to _quarto.yml or a profile's file")


def _is_one_of(key: str, patterns: Sequence[str]) -> bool:
    return any(fnmatch.fnmatchcase(key, pattern) for pattern in patterns)


def _has_parts(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(entry, dict | list) for entry in cast("list[object]", value))


def find_misspelt_keys(workspace: Path, profile: Profile) -> list[Problem]:
    """Return keys that seem misspelt, which Quarto would silently ignore."""
    known = [key for key in (*_KNOWN, *_ONE_WAY) if not key.endswith("*")]
    found: list[Problem] = []
    for key, _ in walk_leaves(profile.config):
        place, _, name = key.rpartition(".")
        names = [other.rpartition(".")[2] for other in known if other.rpartition(".")[0] == place]
        meant = difflib.get_close_matches(name, names, n=1, cutoff=_ALIKE)
        if meant and name not in (*names, f"{meant[0]}s"):
            where = find_place(workspace, profile.code, key)
            remedy = f"write {meant[0]}, or a name that cannot be taken for it"
            found.append(Problem(*where, "Quarto would pass over this key in silence", remedy))
    return found


def find_place(workspace: Path, code: str, dotted: str) -> tuple[str, int, str]:
    """Return file and line of a key in the profile's file, or else in the common one."""
    for name in (f"_quarto-{code}.yml", "_quarto.yml"):
        line = _line(workspace / name, dotted.split("."))
        if line:
            return f"{REPORT}/{name}", line, dotted
    return f"{REPORT}/_quarto-{code}.yml", 0, dotted


def _line(file: Path, path: Sequence[str]) -> int:
    node = compose_yaml(file.name, file.read_text(encoding="utf-8")) if file.is_file() else None
    line = 0
    for wanted in path:
        pairs: list[tuple[yaml.Node, yaml.Node]] = node.value if isinstance(node, yaml.MappingNode) else []
        found = next((pair for pair in pairs if pair[0].value == wanted), None)
        if found is None:
            return 0
        key, node = found
        line = key.start_mark.line + 1 if key.start_mark else 0
    return line


def _entries(value: object) -> list[str]:
    if isinstance(value, list):
        return [str(entry) for entry in cast("list[object]", value)]
    return [] if value is None else [str(value)]


def _read(workspace: Path, file: str, problems: list[Problem]) -> dict[str, Any]:
    name = f"{REPORT}/{file}"
    path = (workspace / file).resolve()
    if not path.is_relative_to(workspace.resolve()) or not path.is_file():
        problems.append(Problem(name, 0, "", "the file is missing", "restore it"))
        return {}
    try:
        content = load_yaml(name, path.read_text(encoding="utf-8"))
    except InputError as error:
        problems += error.problems
        return {}
    if not isinstance(content, dict):
        problems.append(Problem(name, 0, "", "the file does not hold keys", "write keys, each with its value"))
        return {}
    return cast("dict[str, Any]", content)
