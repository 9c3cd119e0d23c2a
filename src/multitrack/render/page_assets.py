"""Page assets: style, script, fonts, charts, and the metadata in a page's head."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from jinja2 import DictLoader, Environment, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.meta import find_undeclared_variables
from jinja2.nodes import Name

from multitrack.charts.tokens import read_tokens
from multitrack.errors import InputError, Problem
from multitrack.input_files import unify_text
from multitrack.typography.fonts import cut_page_fonts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from multitrack.charts.tokens import Tokens
    from multitrack.lang.language import Language
    from multitrack.products import Products
    from multitrack.project import Profile
    from multitrack.typography.fonts import Face

_FOLDER: Final = "theme"
_TOKENS: Final = "tokens.yml"
_SCRIPTS: Final = ("page.js", "find.js", "charts.js")
_PLAIN: Final = (*_SCRIPTS, "page.css", "landing.css", "landing.js")
_TEMPLATES: Final[Mapping[str, frozenset[str]]] = {
    "landing.html": frozenset({"page", "policy", "style", "script"}),
    "index.html": frozenset({"lang", "title", "choices", "policy", "style", "script", "shared"}),
    "table.html": frozenset({"lang", "said", "grid", "note"}),
}
"""Name of a template of Jinja → what is put in, each at least once."""


@dataclass(frozen=True)
class Theme:
    """A theme: its design tokens, plain files by their names, style sheets with the tokens, and templates of Jinja."""

    tokens: Tokens
    texts: Mapping[str, str]
    templates: Environment

    def fill(self, name: str, **values: object) -> bytes:
        """Return a page made of a template.

        Raises
        ------
        InputError
            If the template asks for what is not there.
        """
        try:
            return self.templates.get_template(name).render(values).encode()
        except TemplateError as error:
            frames = traceback.extract_tb(error.__traceback__)
            lines = [frame.lineno or 0 for frame in frames if frame.filename == "<template>"]
            raise InputError([_problem(name, lines[-1] if lines else 0, str(error), "correct it")]) from error


def read_theme(report: Path) -> Theme:
    """Read the theme of a report with readable files.

    Raises
    ------
    InputError
        If a file is missing, or a template cannot be read, lacks a name or has one that nothing is put in for.
    """
    folder = report / _FOLDER
    names = (_TOKENS, *_PLAIN, *_TEMPLATES)
    if missing := [name for name in names if not (folder / name).is_file()]:
        raise InputError(_problem(name, 0, "the file is missing", "restore it") for name in missing)
    texts = {name: unify_text((folder / name).read_bytes()).decode() for name in names}
    tokens = read_tokens(f"report/{_FOLDER}/{_TOKENS}", texts.pop(_TOKENS).encode())
    texts |= {name: tokens.to_css() + text for name, text in texts.items() if name.endswith(".css")}
    templates = Environment(
        loader=DictLoader(texts), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    templates.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    if problems := [problem for name in _TEMPLATES for problem in _template_faults(templates, name, texts[name])]:
        raise InputError(problems)
    return Theme(tokens, texts, templates)


def _template_faults(templates: Environment, name: str, text: str) -> Iterator[Problem]:
    wanted = _TEMPLATES[name]
    remedy = f"take one of {', '.join(sorted(wanted))}"
    try:
        tree = templates.parse(text, name)
    except TemplateSyntaxError as error:
        yield _problem(
            name, error.lineno, f"this is no template of Jinja: {str(error.message).rstrip('.')}", "correct it"
        )
        return
    found = find_undeclared_variables(tree)
    for use in tree.find_all(Name):
        if use.name in found - wanted:
            yield _problem(name, use.lineno, f"nothing is put in for {use.name}", remedy)
    for missing in wanted - found:
        yield _problem(name, 0, f"the template has no place for {missing}", "put it in")


def _problem(name: str, line: int, found: str, remedy: str) -> Problem:
    return Problem(f"report/{_FOLDER}/{name}", line, "", found, remedy)


_FOR_AUTHORS: Final = re.compile(r"^\s*(?://.*|/\*.*\*/)\n|^\s+", re.MULTILINE)
SITE_STYLE: Final = "site.css"
"""In the output folder: what the index and the pages of the kits look like, with the typefaces."""


def make_looks(theme: Theme, texts: Iterable[str], titles: Iterable[str], products: Products) -> dict[str, bytes]:
    """Return the head of every page and the style of other pages, by names in ``_generated/``.

    Parameters
    ----------
    texts
        Texts with every character of the pages, for its fonts.
    """
    style, script = theme.texts["page.css"], "".join(theme.texts[name] for name in _SCRIPTS)
    faces = make_faces([*texts, style], titles, products)
    return {
        "head.html": make_head(faces, style, script),
        SITE_STYLE: f"{faces}\n{_bare(theme.texts['landing.css'])}\n".encode(),
    }


def make_faces(texts: Iterable[str], titles: Iterable[str], products: Products | None = None) -> str:
    """Return the typefaces of all pages as rules of CSS, cut to the characters of their texts and titles."""
    return "\n".join(_font_face(face, font) for face, font in cut_page_fonts(texts, titles, products))


def make_site_policy(script: str) -> str:
    """Return what the index and the pages of the kits may load: their style sheet, pictures, and one script."""
    return _make_policy("img-src 'self' file:; style-src 'self' file:", script)


def _make_policy(allowed: str, script: str) -> str:
    """Return a policy that forbids all loading and all scripts but what is allowed, typefaces and one script."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; {allowed}; font-src data:; "
        f"script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def make_head(faces: str, style: str, script: str) -> bytes:
    """Return the head of every page with typefaces, style sheet and script."""
    script = _bare(script)
    policy = _make_policy("style-src 'unsafe-inline'", script)
    return (
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f"<style>\n{faces}\n{_bare(style)}</style>\n<script>{script}</script>\n"
    ).encode()


def _bare(text: str) -> str:
    """Strip a style sheet or a script of indents, empty lines, lines of comment, and space at its ends."""
    return _FOR_AUTHORS.sub("", text).strip()


def _font_face(face: Face, font: bytes) -> str:
    source = f'url("data:font/woff2;base64,{base64.b64encode(font).decode()}") format("woff2")'
    style = "italic" if face.italic else "normal"
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; font-style: {style}; '
        f"font-display: block; src: {source}; }}"
    )


def make_translation_files(profiles: Sequence[Profile], languages: Sequence[Language]) -> dict[str, bytes]:
    """Return ``LANGUAGE/languages.yml`` → metadata ``translations``: name, tag and page of each other language."""
    translations = {
        language.code: {
            "name": language.label("index", "name"),
            "lang": profile.config["lang"],
            "page": f"../{profile.output_folder}/{profile.output_name}.html",
        }
        for profile, language in zip(profiles, languages, strict=True)
    }
    others = {code: [entry for other, entry in translations.items() if other != code] for code in translations}
    return {
        f"{code}/languages.yml": (json.dumps({"translations": told}, ensure_ascii=False, indent=2) + "\n").encode()
        for code, told in others.items()
    }
