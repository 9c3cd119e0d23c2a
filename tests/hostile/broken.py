"""Broken inputs: what is changed in a study or a report, and the whole message that it is refused with."""

# ruff: noqa: E501  (a table: an input a line, with its whole message)

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "data/datapackage.json"
TEXTS = "data/text/en/places.yml"
LABELS = "data/text/en/labels.yml"
SOURCES = "data/reference/sources.csv"
EVENTS = "data/study/events.csv"
CONFIG = "report/_quarto.yml"
MEGABYTE = "x" * 2**20
_RUN_IN = "which references run into what stands before; begin it with a word"


@dataclass(frozen=True)
class Broken:
    """A change and its message.

    Attributes
    ----------
    name
        What is wrong, for the test's name.
    spoil
        Makes the change, given the project's folder.
    says
        The lines of the message.
    """

    name: str
    spoil: object
    says: tuple[str, ...]


def broken(name, spoil, *says):
    return Broken(name, spoil, says)


def edit(file, old, new):
    """Replace the one place in a file that reads ``old``."""

    def spoil(root):
        content = (root / file).read_bytes()
        before = old.encode()
        assert content.count(before) == 1, f"{file} has {old!r} {content.count(before)} times"
        (root / file).write_bytes(content.replace(before, new if isinstance(new, bytes) else new.encode()))

    return spoil


def edit_both(old, new):
    """Replace the one place in the labels of both languages."""
    return lambda root: [edit(f"data/text/{code}/labels.yml", old(code), new(code))(root) for code in ("en", "fr")]


def write(file, content):
    """Write a file anew."""
    return lambda root: (root / file).write_bytes(content if isinstance(content, bytes) else content.encode())


def remove(file):
    return lambda root: (root / file).unlink()


def link(file, target):
    """Put a link in the place of a file."""

    def spoil(root):
        (root / file).unlink(missing_ok=True)
        (root / file).symlink_to(target)

    return spoil


def pipe(file):
    """Put a pipe in the place of a file: whoever opens it waits for ever."""

    def spoil(root):
        (root / file).unlink()
        os.mkfifo(root / file)

    return spoil


def copy(file, target):
    return lambda root: shutil.copy(root / file, root / target)


def named_in_latin_1(folder):
    return lambda root: Path(os.fsdecode(os.fsencode(root / folder) + b"/caf\xe9.yml")).write_bytes(b"a: b\n")


STUDY = (
    # Files that are none
    broken("an endless device", link(EVENTS, "/dev/zero"), f"{EVENTS}: this is a link that leads out of the project; put a copy of the file here"),
    broken("a link to another's file", link("data/CODEBOOK.md", "/etc/passwd"), "data/CODEBOOK.md: this is a link that leads out of the project; put a copy of the file here"),
    broken("a link to itself", link(TEXTS, "places.yml"), f"{TEXTS}: the file cannot be read (Too many levels of symbolic links); make it a readable file"),
    broken("a link to nothing", link(TEXTS, "nowhere.yml"), f"{TEXTS}: the file is missing; restore it"),
    broken("a loop of folders", link("data/study/again", "."), "data/study/again: this is a link to a folder; put the files themselves here"),
    broken("a pipe", pipe(TEXTS), f"{TEXTS}: this is no regular file; put one in its place"),
    broken("a file without an end", lambda root: os.truncate(root / TEXTS, 2**34), f"{TEXTS}: the file has 17179869184 bytes, and 16777216 are the most that is read; make it smaller"),
    broken("a name in Latin-1", named_in_latin_1("data/text"), "data/text/caf\\udce9.yml: the file's name cannot be printed; rename it, in UTF-8"),
    broken("a name that a terminal obeys", write("data/text/\x1b[2J.yml", "a: b\n"), "data/text/\\x1b[2J.yml: the file's name cannot be printed; rename it, in UTF-8"),
    broken("no codebook", remove("data/CODEBOOK.md"), "data/CODEBOOK.md: the file is missing; restore it"),
    broken("a codebook in Latin-1", write("data/CODEBOOK.md", b"caf\xe9\n"), "data/CODEBOOK.md:1: byte 0xe9 is not UTF-8; save the file in the encoding UTF-8"),
    broken("a table in UTF-16", write(SOURCES, "a,b\n".encode("utf-16")), f"{SOURCES}:1: byte 0xff is not UTF-8; save the file in the encoding UTF-8"),
    broken("texts in UTF-16", write(TEXTS, "a: b\n".encode("utf-16")), f"{TEXTS}:1: byte 0xff is not UTF-8; save the file in the encoding UTF-8"),
    # Tables
    broken("a mark of quotation that is not closed", edit(EVENTS, "T2-01,2,1,,", 'T2-01,2,1,",'), f'{EVENTS}:4: a quotation is not closed, or goes on behind its closing mark; close it, and write " inside a cell as ""'),
    broken("a mark of quotation that is closed rows later", write(SOURCES, 'source_id,publisher,title,url,licence,retrieved,made_from,note\nsecretariat,"ASEAN,Statements,https://asean.org/,terms,,,\nother,B,C,,D,,,x",Statements,https://asean.org/,terms,,,\n'), f'{SOURCES}:2:publisher: the cell holds whole rows: a quotation mark before them is not closed; close it, and write " inside a cell as ""'),
    broken("a cell of a megabyte", edit(SOURCES, "Statements", MEGABYTE), f"{SOURCES}:2:title: the cell has 1048576 characters, and 5000 are the most that fit; shorten it"),
    broken("a number of 400 digits", edit("data/study/quantities.csv", ",population,,625,", ",population,," + "9" * 400 + ","), "data/study/quantities.csv:2:value: the number has more than 15 digits; round it, or take a larger scale"),
    broken("a year of another age", edit(EVENTS, "T1-01,1,1,1986", "T1-01,1,1,9999"), f"{EVENTS}:2:heading_year: 9999 is above 2100, the most that is allowed; correct it"),
    broken("a noncharacter", edit(SOURCES, "Statements", "State\uffffments"), f"{SOURCES}:2: the line holds the character U+FFFF, which cannot be printed; remove it"),
    broken("a noncharacter of Arabic", edit(SOURCES, "Statements", "State\ufdd0ments"), f"{SOURCES}:2: the line holds the character U+FDD0, which cannot be printed; remove it"),
    broken("a mark that turns the text round", edit(SOURCES, "Statements", "\u202eStatements"), f"{SOURCES}:2: the line holds the character U+202E, which cannot be printed; remove it"),
    broken("a formula", edit(SOURCES, "Statements", "=HYPERLINK(1)"), f'{SOURCES}:2:title: the cell begins with "=", which a spreadsheet takes for a formula; begin it with another character'),
    broken("a formula in wide signs", edit(SOURCES, "Statements", "＝1"), f'{SOURCES}:2:title: the cell begins with "＝", which a spreadsheet takes for a formula; begin it with another character'),  # noqa: RUF001
    broken("a title that begins with dots", edit(SOURCES, "Statements", "...and statements"), f'{SOURCES}:2:title: the text begins with ".", {_RUN_IN}'),
    broken("a publisher that begins with a comma", edit(SOURCES, "ASEAN Secretariat", '", ASEAN"'), f'{SOURCES}:2:publisher: the text begins with ",", {_RUN_IN}'),
    broken("a version that begins with a semicolon in quotation marks", edit(SOURCES, "publisher,,,\n", "publisher,“;1”,,\n"), f'{SOURCES}:2:retrieved: the text begins with ";", {_RUN_IN}'),
    # The description
    broken("a name that leads out", edit(PACKAGE, '"name": "multitrack-diplomacy-canada-asean"', '"name": "../x"'), f'{PACKAGE}:name: "../x" has not the form of a name; write it like trade-of-two-islands'),
    broken("a version that leads out", edit(PACKAGE, '"version": "1.0.0"', '"version": "../1"'), f'{PACKAGE}:version: "../1" has not the form of a version; write it like 1.0.0'),
    broken("a licence that runs", edit(PACKAGE, '"path": "https://creativecommons.org/licenses/by/4.0/"\n  }\n ],\n "contributors"', '"path": "javascript:alert(1)"\n  }\n ],\n "contributors"'), f"{PACKAGE}:licenses.0.path: javascript:alert(1) is no address of the web; write an address such as https://example.org/edition"),
    broken("languages that are none", edit(PACKAGE, '"languages": [\n  "en",\n  "fr"\n ]', '"languages": {"en": 1}'), f"{PACKAGE}:languages: the languages are no list of texts; write their codes, like en"),
    broken("a backslash in a column's name", edit(PACKAGE, '"name": "publisher"', '"name": "publisher\\\\1"'), f'{PACKAGE}:resources.3.schema.fields.1.name: "publisher\\1" is no name of a column; take small letters, digits and underscores'),
    broken("a control character behind an escape", edit(PACKAGE, '"version": "1.0.0"', '"version": "1.0.0", "homepage": "x\\u001b[2J"'), f"{PACKAGE}:homepage: the text holds the character U+001B, which cannot be printed; remove it"),
    broken("a description nested a thousand deep", write(PACKAGE, "[" * 100_000 + "]" * 100_000), f"{PACKAGE}: the JSON is nested too deeply; flatten it"),
    # Texts
    broken("a text of a megabyte", edit(TEXTS, "THA: Thailand", f"THA: {MEGABYTE}"), f"{TEXTS}:2:countries.THA: the text has 1048576 characters, and 5000 are the most that fit; shorten it"),
    broken("a text that is a formula", edit(TEXTS, "THA: Thailand", "THA: '@SUM(1)'"), f'{TEXTS}:2:countries.THA: the text begins with "@", which a spreadsheet takes for a formula; begin it with another character'),
    broken("an escape of a terminal", edit(TEXTS, "THA: Thailand", 'THA: "\\e[31mThailand"'), f"{TEXTS}:2:countries.THA: the text holds the character U+001B, which cannot be printed; remove it"),
    broken("half of a pair", edit(TEXTS, "THA: Thailand", 'THA: "\\ud800"'), f"{TEXTS}:2: this cannot be read as YAML; mind indentation, colons and quotes"),
    broken("two documents in one file", write(TEXTS, "a: b\n---\nc: d\n"), f"{TEXTS}:2: this cannot be read as YAML; mind indentation, colons and quotes"),
    broken("texts nested a thousand deep", write(TEXTS, "{a: " * 1000 + "b" + "}" * 1000), f"{TEXTS}:1: more than 20 keys or lists are nested; write them side by side"),
    # The configuration
    broken("no list of languages", edit(CONFIG, "    - [fr, en]", "    - fr"), f"{CONFIG}:profile.group: no group of profiles; list one profile a language"),
    broken("an empty list of languages", edit(CONFIG, "    - [fr, en]", "    - []"), f"{CONFIG}:profile.group: no group of profiles; list one profile a language"),
    broken("a language that leads out", edit(CONFIG, "[fr, en]", "[../fr, en]"), f"{CONFIG}:profile.group: '../fr' is no name of a language; take letters, digits and hyphens, in quotes where YAML would read something else"),
    broken("a language that YAML reads as no", edit(CONFIG, "[fr, en]", "[no, en]"), f"{CONFIG}:profile.group: False is no name of a language; take letters, digits and hyphens, in quotes where YAML would read something else"),
    broken("a language twice", edit(CONFIG, "[fr, en]", "[fr, fr]"), f"{CONFIG}:profile.group: fr is listed twice; list each language once"),
    broken("a configuration in Latin-1", edit("report/_quarto-fr.yml", "A small study", b"caf\xe9"), "report/_quarto-fr.yml:1: byte 0xe9 is not UTF-8; save the file in the encoding UTF-8"),
    broken("a configuration of aliases", edit(CONFIG, "author: A small team", "author: &a x\nkeywords: *a"), f"{CONFIG}:5: the value is an alias of another; write it out"),
    broken("a date that is none", edit(CONFIG, 'released: "2020-02-03"', "released: 2020-13-45"), f"{CONFIG}: this cannot be read as YAML; mind indentation, colons and quotes"),
    broken("a page that is a number", edit("report/_quarto-fr.yml", "render: [index.fr.qmd]", "render: [1]"), "report/_quarto-fr.yml:project.render: found 1; write a text, in quotes where YAML would not"),
    broken("keywords that are a number", edit(CONFIG, "author: A small team", "author: x\nkeywords: 5"), "report/_quarto-fr.yml:keywords: found 5; write a text, in quotes where YAML would not"),
    broken("a title that a terminal obeys", edit("report/_quarto-fr.yml", "title: A small study", 'title: "\\e[2J"'), "report/_quarto-fr.yml:1: the text holds the character U+001B, which cannot be printed; remove it"),
)  # fmt: skip
"""What loading a study refuses."""

BOOK = "report/references.bib"
PAGE = "report/index.xx.qmd"
PROFILE = "report/_quarto-xx.yml"
THEME = "report/theme"
_EMPTY = "the file is empty; restore it"
_WEB = "is no address of the web; write an address such as https://example.org/edition"

REPORT = (
    # Files that are none
    broken("a page in Latin-1", write(PAGE, b"# A\n\ncaf\xe9\n"), f"{PAGE}:3: byte 0xe9 is not UTF-8; save the file in the encoding UTF-8"),
    broken("a page in UTF-16", write(PAGE, "# A".encode("utf-16")), f"{PAGE}:1: byte 0xff is not UTF-8; save the file in the encoding UTF-8"),
    broken("a page with an escape of a terminal", write(PAGE, "# A\n\n\x1b[31mred\n"), f"{PAGE}:3: the line holds the character U+001B, which cannot be printed; remove it"),
    broken("a copy in Latin-1", write("report/copy.qmd", b"caf\xe9\n"), "report/copy.qmd:1: byte 0xe9 is not UTF-8; save the file in the encoding UTF-8"),
    broken("a page that is a link to another's file", link(PAGE, "/etc/passwd"), f"{PAGE}: this is a link that leads out of the project; put a copy of the file here"),
    broken("a page that is a pipe", pipe(PAGE), f"{PAGE}: this is no regular file; put one in its place"),
    broken("a loop of folders", link("report/again", "."), "report/again: this is a link to a folder; put the files themselves here"),
    # The theme
    broken("an empty frame of a page", write(f"{THEME}/page.html", ""), f"{THEME}/page.html: {_EMPTY}"),
    broken("an empty style", write(f"{THEME}/page.css", "\n"), f"{THEME}/page.css: {_EMPTY}"),
    broken("an empty script", write(f"{THEME}/page.js", ""), f"{THEME}/page.js: {_EMPTY}"),
    broken("an empty filter", write(f"{THEME}/edition.lua", ""), f"{THEME}/edition.lua: {_EMPTY}"),
    broken("an empty template of Typst", write(f"{THEME}/typst-template.typ", ""), f"{THEME}/typst-template.typ: {_EMPTY}"),
    broken("an empty program of the charts", write(f"{THEME}/charts.js", ""), f"{THEME}/charts.js: {_EMPTY}"),
    broken("no style and no frame", lambda root: [remove(f"{THEME}/page.css")(root), remove(f"{THEME}/index.html")(root)], f"{THEME}/index.html: the file is missing; restore it", f"{THEME}/page.css: the file is missing; restore it"),
    broken("a template with an unknown name", edit(f"{THEME}/index.html", "{% for one in choices %}", "{{ nope }}{% for one in choices %}"), f"{THEME}/index.html:16: nothing is put in for nope; take one of choices, lang, policy, script, shared, style, title"),
    broken("a template without its place", edit(f"{THEME}/index.html", "{{ title }}", ""), f"{THEME}/index.html: the template has no place for title; put it in"),
    broken("a template with a block that is not closed", edit(f"{THEME}/table.html", "{{ note }}", "{{ note }}{% if note %}"), f"{THEME}/table.html:19: this is no template of Jinja: Unexpected end of template. Jinja was looking for the following tags: 'elif' or 'else' or 'endif'. The innermost block that needs to be closed is 'if'; correct it"),
    broken("a page of a figure without its script", edit(f"{THEME}/landing.html", "{{ script|safe }}", ""), f"{THEME}/landing.html: the template has no place for script; put it in"),
    broken("a frame without the page itself", edit(f"{THEME}/page.html", "$body$", ""), "report/_quarto.yml:20:format.html.template: report/theme/page.html has no place for $body$; put it in"),
    broken("no styles for a word processor", edit(CONFIG, "reference-doc: theme/reference.docx", "reference-doc: theme/none.docx"), "report/_quarto.yml:35:format.docx.reference-doc: there is no file report/theme/none.docx; correct the path or add the file"),
    # The bibliography
    broken("a bibliography in Latin-1", write(BOOK, b"@book{caf\xe9, title={x}}\n"), f"{BOOK}:1: byte 0xe9 is not UTF-8; save the file in the encoding UTF-8"),
    broken("an entry that is not closed", write(BOOK, "@book{a,\n title = {x},\n"), f"{BOOK}:4: the entry that ends here cannot be read as BibLaTeX; mind braces, commas and quotes"),
    broken("two works of one key", write(BOOK, "@book{a, title={x}}\n@book{a, title={y}}\n"), f"{BOOK}:2:a: the work of line 1 has this key too; give each work a key of its own"),
    broken("a title that runs", write(BOOK, r"@book{a, title={\href{javascript:alert(1)}{x}}}"), f"{BOOK}:1:a.title: javascript:alert(1) {_WEB}"),
    broken("a title that leads to a file", write(BOOK, r"@book{a, title={\url{file:///etc/passwd}}}"), f"{BOOK}:1:a.title: file:///etc/passwd {_WEB}"),
    broken("an address that runs", write(BOOK, "@book{a, title={x}, url={javascript:alert(1)}}"), f"{BOOK}:1:a.url: javascript:alert(1) {_WEB}"),
    broken("an address with another's name before the host", write(BOOK, "@book{a, title={x}, url={https://example.org@evil.example/}}"), f"{BOOK}:1:a.url: https://example.org@evil.example/ {_WEB}"),
    broken("a title that turns the text round", write(BOOK, "@book{a, title={\u202ex}}"), f"{BOOK}:1: the line holds the character U+202E, which cannot be printed; remove it"),
    broken("a title with code", write(BOOK, r"@book{a, title={\nosuchmacro x}}"), f"{BOOK}:1:a.title: the field holds code; write plain text"),
    broken("a title in quotation marks that begins with dots", write(BOOK, "@book{a, title={``...x''}}"), f'{BOOK}:1:a.title: the text begins with ".", {_RUN_IN}'),
    broken("an author whose name begins with a comma", write(BOOK, "@book{a, title={x}, author={Who and {, x}}}"), f'{BOOK}:1:a.author: the text begins with ",", {_RUN_IN}'),
    # Pages
    broken("a link that runs", write(PAGE, "# A\n\n[x](javascript:alert(1))\n"), f"{PAGE}:3: javascript:alert(1) {_WEB}"),
    broken("a link to a file of the machine", write(PAGE, "# A\n\n[x](file:///etc/passwd)\n"), f"{PAGE}:3: file:///etc/passwd {_WEB}"),
    broken("a link without its scheme", write(PAGE, "# A\n\n[x](//evil.example/)\n"), f"{PAGE}:3: //evil.example/ {_WEB}"),
    broken("numbers that are a list", edit(PROFILE, "_generated/xx/edition.yml", "index.xx.qmd"), f"{PAGE}: the file does not hold keys; write keys, each with its value"),
)  # fmt: skip
"""What reading a report refuses."""


def _data_title(code):
    return {"en": 'data-title: "{title}: data"', "fr": 'data-title: "{title} : données"'}[code]


BOOK_OF_STUDY = "report/study.bib"
OF_STUDY = (
    broken("a study that is a list", edit(CONFIG, "study: okakura1906", "study: [a, b]"), f"{CONFIG}:study: found ['a', 'b']; write the key of one entry"),
    broken("a study without a title", edit(BOOK_OF_STUDY, "title = {Tea},", ""), f"{BOOK_OF_STUDY}:1:okakura1906.title: the study has no such field that can be read; add it"),
    broken("a study without an author", edit(BOOK_OF_STUDY, "author = {Okakura},", ""), f"{BOOK_OF_STUDY}:1:okakura1906.author: the study has no such field that can be read; add it"),
    broken("a study without a year", edit(BOOK_OF_STUDY, "year = {1906}", ""), f"{BOOK_OF_STUDY}:1:okakura1906.year: the study has no such field that can be read; add it: a year in four digits"),
    broken("a study in press", edit(BOOK_OF_STUDY, "1906}", "in press}"), f"{BOOK_OF_STUDY}:1:okakura1906.year: the study has no such field that can be read; add it: a year in four digits"),
    broken("an address of the edition that runs", edit(CONFIG, "study: ", "site-url: javascript:alert(1)\nstudy: "), f"{CONFIG}:site-url: found 'javascript:alert(1)'; write an address such as https://example.org/edition"),
    broken("a title's pattern without its slot", edit_both(lambda _: '"{title}, {subtitle}"', lambda _: '"{title}"'), f"{LABELS}:citing.full-title: the pattern has no {{subtitle}}; put it in"),
    broken("a pattern with a number for a slot", edit_both(_data_title, lambda _: 'data-title: "{0}"'), f"{LABELS}:citing.data-title: the pattern has no {{title}}; put it in"),
    broken("a pattern with an unknown slot", edit_both(_data_title, lambda _: 'data-title: "{title} {number-x}"'), f"{LABELS}:citing.data-title: nothing is put in for {{number-x}}; take {{title}}"),
)  # fmt: skip
"""What citing a study refuses."""
