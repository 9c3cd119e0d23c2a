"""What the embedded engine takes from the Quarto configuration: every key that it knows, and an error for any other."""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

import yaml

from multitrack.engines.keys import leaves, look_up
from multitrack.engines.pages import REPORT
from multitrack.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from multitrack.project import Profile

_NEEDED_BY_QUARTO_ALONE: Final = ("quarto-required", "project.pre-render", "profile.group", "profile.default")
_DOCUMENT: Final = (
    "title", "subtitle", "author", "description", "keywords", "lang", "released", "site-url", "study",
    "words.*", "translations", "edition.*",
)  # fmt: skip
_ENGINE: Final = (
    "project.output-dir", "project.render", "output-file", "metadata-files", "language", "filters", "n.*",
    "number-sections", "link-citations", "bibliography", "csl", "crossref.title-delim",
    "format.html.template", "format.html.include-in-header", "format.html.toc", "format.html.toc-depth",
    "format.typst.template-partials", "format.typst.font-paths", "format.typst.pdf-standard",
    "format.typst.section-numbering", "format.typst.toc", "format.typst.toc-depth",
)  # fmt: skip
_ONE_WAY: Final[Mapping[str, object]] = {
    "project.type": "default",
    "citeproc": True,
    "format.html.theme": "none",
    "format.html.minimal": True,
    "format.html.html-math-method": "mathml",
    "format.typst.papersize": "a4",
}
"""Keys that have one value here: Quarto must be told what the embedded engine does anyway."""

_KNOWN: Final = (*_NEEDED_BY_QUARTO_ALONE, *_DOCUMENT, *_ENGINE)
_LANGUAGE: Final = (
    "toc-title-document",
    "crossref-fig-title", "crossref-fig-prefix", "crossref-tbl-title", "crossref-tbl-prefix", "crossref-sec-prefix",
)  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """One profile's configuration, with its metadata files and language file read.

    Attributes
    ----------
    values
        The configuration with the metadata files over it.
    language
        Quarto's words in the profile's language.
    """

    values: Mapping[str, Any]
    language: Mapping[str, str]

    def get(self, dotted: str, default: Any = None) -> Any:  # noqa: ANN401  (YAML has no narrower type)
        """Return the value under a dotted key."""
        value = look_up(self.values, dotted)
        return default if value is None else value

    def listed(self, dotted: str) -> Sequence[str]:
        """Return the value under a dotted key as a list, which Quarto lets an author shorten to its one entry."""
        return _entries(self.get(dotted))

    @property
    def document(self) -> Mapping[str, Any]:
        """What the templates and filters can name."""
        names = {key.partition(".")[0] for key in _DOCUMENT}
        return {key: value for key, value in self.values.items() if key in names}


def read_settings(workspace: Path, profile: Profile) -> Settings:
    """Read a profile's whole configuration.

    Raises
    ------
    InputError
        If a key is unknown or has a value that this engine cannot serve, or names a file that is missing or unreadable.
    """
    problems = [
        Problem(*place_of(workspace, profile.code, key), found, remedy)
        for key, found, remedy in _complaints(profile.config)
    ]
    values = dict(profile.config)
    for file in _entries(profile.config.get("metadata-files")):
        values |= _read(workspace, file, problems)
    language: dict[str, str] = {}
    for file in _entries(profile.config.get("language")):
        language |= _read(workspace, file, problems)
        missing = [key for key in _LANGUAGE if key not in language]
        problems += [Problem(f"{REPORT}/{file}", 0, key, "no words for this key", "add them") for key in missing]
    if not language:
        where = f"{REPORT}/_quarto-{profile.code}.yml"
        problems.append(Problem(where, 0, "language", "no such key", "name the language's file"))
    if problems:
        raise InputError(problems)
    return Settings(values, language)


def _complaints(config: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for key, value in leaves(config):
        if key in _ONE_WAY:
            if value != _ONE_WAY[key]:
                wanted = str(_ONE_WAY[key]).lower()
                yield key, f"the embedded engine cannot do {value!r}", f"write {wanted}, or build with --engine quarto"
        elif not any(fnmatch.fnmatchcase(key, known) for known in _KNOWN):
            yield key, "the embedded engine does not know this key", "take it out, or build with --engine quarto"


def place_of(workspace: Path, code: str, dotted: str) -> tuple[str, int, str]:
    """Return the file and line of a key: in the profile's file if it stands there, else in the common one."""
    for name in (f"_quarto-{code}.yml", "_quarto.yml"):
        line = _line(workspace / name, dotted.split("."))
        if line:
            return f"{REPORT}/{name}", line, dotted
    return f"{REPORT}/_quarto-{code}.yml", 0, dotted


def _line(file: Path, path: Sequence[str]) -> int:
    node: yaml.Node | None = yaml.compose(file.read_text(encoding="utf-8")) if file.is_file() else None
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
    try:
        content = yaml.load((workspace / file).read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506  (a safe one)
    except OSError:
        problems.append(Problem(f"{REPORT}/{file}", 0, "", "the file is missing", "restore it"))
        return {}
    except yaml.YAMLError as error:
        problems.append(
            Problem(f"{REPORT}/{file}", 0, "", f"no valid YAML ({str(error).splitlines()[0]})", "correct it")
        )
        return {}
    return cast("dict[str, Any]", content) if isinstance(content, dict) else {}


_Loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
