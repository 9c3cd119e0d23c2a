"""The design tokens: colours, sizes and typefaces, for charts, page and paper."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING, Final

from coloraide.everything import ColorAll as Color

from multitrack.errors import Problem, Problems
from multitrack.source.texts import read_text
from multitrack.typography.fonts import FACES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from multitrack.source.texts import TextFile

_TRACKS: Final = tuple(f"track-{number}" for number in range(1, 6))
_MARKS: Final = ("study", "independent", "wrong")
_LEAST_CONTRASTS: Final[Mapping[str, tuple[float, tuple[str, ...]]]] = {
    **dict.fromkeys(("ink", "muted", "accent", "slate"), (4.5, ("paper", "pale"))),
    **dict.fromkeys((*_MARKS, *_TRACKS), (3.0, ("paper",))),
}
"""Colour → least contrast by WCAG 2, 4.5 for text and 3 for marks, and its grounds."""
_LEAST_DISTANCES: Final = ((24.0, _TRACKS), (20.0, _MARKS))
"""Least distance in CAM02-UCS, and the colours that tell marks apart."""
_COLOURS: Final = frozenset({"paper", "pale", "hairline", *_LEAST_CONTRASTS})
_SIZES: Final = frozenset({"text", "finding", "note", "code"})
_FACES: Final = frozenset({"serif", "display", "sans", "mono"})
_SCHEMES: Final = ("light", "dark")
_HEX: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_SIZE: Final = re.compile(r"\d{1,2}(?:\.\d+)?pt")
_PAINT: Final = re.compile(r"var\(--([a-z0-9-]+)\)")
_SIGHTS: Final = ("normal", "protan", "deutan", "tritan")
_MODEL: Final = "machado"
"""Simulation of colour vision: Machado, Oliveira and Fernandes, 2009."""
_REM_OF_TEXT: Final = 1.0938
"""Size of the text in a browser, in rem."""


@dataclass(frozen=True)
class Tokens:
    """The design tokens.

    Attributes
    ----------
    light, dark
        Name of a colour → ``#RRGGBB``.
    sizes
        Name of a size → points on paper.
    faces
        Role of a typeface → its families, the edition's own first.
    """

    light: Mapping[str, str]
    dark: Mapping[str, str]
    sizes: Mapping[str, float]
    faces: Mapping[str, tuple[str, ...]]

    def paint(self, drawn: str) -> str:
        """Replace ``var(--NAME)`` in a picture or its specification by the colour on light ground.

        Raises
        ------
        ValueError
            If no colour has the name.
        """
        if unknown := sorted({name for name in _PAINT.findall(drawn) if name not in self.light}):
            message = f"no colour is called {unknown[0]}"
            raise ValueError(message)
        return _PAINT.sub(lambda match: self.light[match[1]], drawn)

    def to_css(self) -> str:
        """Return the tokens as custom properties; ``data-scheme`` on the root overrules the reader's own scheme."""
        colours = {name: f"light-dark({light}, {self.dark[name]})" for name, light in self.light.items()}
        faces = {role: ", ".join(_quoted(family) for family in families) for role, families in self.faces.items()}
        text = self.sizes["text"]
        screen = {f"size-{name}": f"{size / text * _REM_OF_TEXT:.4g}rem" for name, size in self.sizes.items()}
        paper = {f"size-{name}": f"{size:g}pt" for name, size in self.sizes.items()}
        return (
            f":root {{ {_properties({**colours, **faces, **screen})} color-scheme: light dark; }}\n"
            ':root[data-scheme="dark"] { color-scheme: dark; }\n'
            ':root[data-scheme="light"] { color-scheme: light; }\n'
            f"@media print {{ :root:root {{ {_properties(paper)} color-scheme: light; }} }}\n"
        )

    def to_typst(self) -> str:
        """Return the tokens as definitions of Typst."""
        colours = [f'#let {name} = rgb("{colour}")' for name, colour in self.light.items()]
        sizes = [f"#let {name}-size = {size:g}pt" for name, size in self.sizes.items()]
        faces = [f'#let {role} = "{families[0]}"' for role, families in self.faces.items()]
        return "\n".join([*colours, *sizes, *faces]) + "\n"


def _properties(values: Mapping[str, str]) -> str:
    return " ".join(f"--{name}: {value};" for name, value in values.items())


def _quoted(family: str) -> str:
    return f'"{family}"' if " " in family else family


def read_tokens(file: str, content: bytes) -> Tokens:
    """Read the tokens, and check that readers can tell the colours apart and read words set in them.

    Raises
    ------
    InputError
        With every key that is missing or unknown, every value that is none, and each pair of colours too near.
    """
    text, unreadable = read_text(file, content)
    problems = Problems()
    problems.extend([*unreadable, *_find_wrong_keys(text)])
    problems.raise_any()
    problems.extend(_find_wrong_values(text))
    problems.raise_any()
    problems.extend(problem for scheme in _SCHEMES for problem in _find_unseen(text, scheme))
    problems.raise_any()
    names = text.under(("colours",))
    light, dark = ({name: text.words["colours", name, scheme].upper() for name in names} for scheme in _SCHEMES)
    sizes = {name: float(text.words["sizes", name].removesuffix("pt")) for name in text.under(("sizes",))}
    return Tokens(light, dark, sizes, {role: _families(text.words["faces", role]) for role in text.under(("faces",))})


def _families(words: str) -> tuple[str, ...]:
    return tuple(family.strip() for family in words.split(","))


def _find_wrong_keys(text: TextFile) -> Iterator[Problem]:
    wanted: set[tuple[str, ...]] = {("colours", name, scheme) for name in _COLOURS for scheme in _SCHEMES}
    wanted |= {("sizes", name) for name in _SIZES} | {("faces", name) for name in _FACES}
    for path in sorted(wanted - text.words.keys()):
        yield text.problem(path, "the token is missing", "add it")
    for path in text.words.keys() - wanted:
        yield text.problem(path, "nothing takes this token", "remove it")


def _find_wrong_values(text: TextFile) -> Iterator[Problem]:
    families = {face.family for face in FACES}
    for path, words in text.words.items():
        if path[0] == "colours" and not _HEX.fullmatch(words):
            yield text.problem(path, f"{words} is no colour", "write # and six hexadecimal digits, in quotes")
        if path[0] == "sizes" and not _SIZE.fullmatch(words):
            yield text.problem(path, f"{words} is no size in points", "write it like 8.5pt")
        if path[0] == "faces" and _families(words)[0] not in families:
            found = f"the edition has no typeface called {_families(words)[0]}"
            yield text.problem(path, found, f"begin with one of {', '.join(sorted(families))}")


def _find_unseen(text: TextFile, scheme: str) -> Iterator[Problem]:
    """Find colours without contrast to their ground, and pairs that look alike."""
    colours = {name: Color(text.words["colours", name, scheme]) for name in text.under(("colours",))}
    for name, (least, grounds) in _LEAST_CONTRASTS.items():
        for ground in grounds:
            contrast = colours[name].contrast(colours[ground], method="wcag21")
            if contrast < least:
                found = f"the contrast to {ground} is {contrast:.2f}, and {least:g} is the least"
                yield text.problem(("colours", name, scheme), found, "take colours further apart")
    for (least, names), sight in product(_LEAST_DISTANCES, _SIGHTS):
        marks = [colours[name] for name in names]
        seen = marks if sight == "normal" else [mark.filter(sight, method=_MODEL) for mark in marks]
        for (one, first), (other, second) in combinations(zip(names, seen, strict=True), 2):
            distance = first.delta_e(second, method="cam02")
            if distance < least:
                found = f"{one} and {other} are {distance:.1f} apart in {sight} sight, and {least:g} is the least"
                yield text.problem(("colours", other, scheme), found, "take colours further apart")
