"""What programs that are not ours read in the files of an edition: the texts, and the kinds of elements around them."""

from __future__ import annotations

import atexit
import base64
import csv
import gzip
import io
import json
import re
import subprocess
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

import lxml.html
import openpyxl
import pikepdf
import rispy
import yaml
from pybtex.database import parse_string

from multitrack.engines.bibliography import find_pandoc

_INLINE = ("gfm", "markdown-smart")
_IDLE: list[subprocess.Popen] = []
"""Pandocs that wait for a text."""
_ANY_NUMBER = {"Str", "Space", "SoftBreak", "ColWidth", "ColWidthDefault"}
_OF_SIGNS = {
    ("latex", "Math"),
    ("latex", "InlineMath"),
    ("latex", "Span"),
    ("latex", "Quoted"),
    ("latex", "SingleQuote"),
    ("latex", "DoubleQuote"),
}
"""What Pandoc sees in a minus sign, in empty braces and in typographic quotation marks."""
_SIGN, _STAND_IN = rb"\textquotesingle{}", "\ue100"
_WIDTHS = {("table", "style"), ("col", "style")}
_ADDRESS = re.compile(r"(?:href|src|xlink:href|action|formaction)$")
_ESCAPED_IN_CSS = re.compile(r"\\(.)", re.DOTALL)


@dataclass
class Read:
    """What a reader finds in a file.

    Attributes
    ----------
    texts
        Each piece of text by itself.
    elements
        The kinds of elements and attributes, which no text may change.
    addresses
        Where links lead.
    """

    texts: list[str] = field(default_factory=list)
    elements: Counter = field(default_factory=Counter)
    addresses: set[str] = field(default_factory=set)


def read_file(path):
    """Return what there is to read in a file of an edition by its ending; None if that is no text."""
    reader = _READERS.get(next((ending for ending in _READERS if path.name.endswith(ending)), ""))
    return reader(path.read_bytes()) if reader else None


def _html(content):
    read = Read()
    for element in _parse_page(content).iter():
        if not isinstance(element.tag, str):
            read.elements["comment"] += 1
            continue
        # How many shapes a picture has depends on the lengths of its words: here the kinds count.
        drawn = element.tag == "svg" or next(element.iterancestors("svg"), None) is not None
        _count(read, element.tag, drawn=drawn)
        for name, value in element.attrib.items():
            # Pandoc gives a table and its columns a width by the lengths of their words.
            if (element.tag, name) not in _WIDTHS:
                _count(read, f"{element.tag} {name}", drawn=drawn)
            if _ADDRESS.search(name):
                read.addresses.add(value)
            read.texts.append(_ESCAPED_IN_CSS.sub(r"\1", value) if name == "style" else value)
        if element.tag == "script" and element.get("type") == "application/ld+json":
            read.texts += _strings(json.loads(element.text))
        elif element.get("id") == "charts":
            read.texts += [text for line in element.text.split() for text in _unpacked(line)]
        elif drawn:  # each line of a picture's label is an element of its own
            read.texts += [" ".join(element.itertext())] if element.tag == "svg" else []
            continue
        elif element.tag not in {"script", "style", "pre"}:  # BibTeX, which the kit has as a file
            read.texts.append(element.text or "")
        read.texts.append(element.tail or "")
    return read


def _parse_page(content):
    tree = lxml.html.document_fromstring(content.decode())
    for span in tree.find_class("nocase"):  # whether citations need protection from capitals depends on their words
        span.drop_tag()
    for span in tree.find_class("minus"):  # in a column of numbers, a hyphen that is shown as this sign
        span.text = "\N{MINUS SIGN}"
        span.drop_tag()
    return tree


def _count(read, kind, *, drawn):
    read.elements[kind] = 1 if drawn else read.elements[kind] + 1


def _unpacked(line):
    return _strings(json.loads(gzip.decompress(base64.b64decode(line))))


def _svg(content):
    read = Read()
    for element in ET.fromstring(content).iter():
        # How many lines a text takes depends on its length: here the kinds count, not how many there are.
        read.elements[element.tag] = 1
        for name, value in element.attrib.items():
            read.elements[f"{element.tag} {name}"] = 1
            # Letters that are drawn as shapes are used again by the names of the shapes in the same file.
            read.addresses |= {value} if _ADDRESS.search(name) and not value.startswith("#") else set()
            read.texts.append(value)
        read.texts += [element.text or "", element.tail or ""]
    return read


def _csv(content):
    read = Read()
    for row in csv.reader(io.StringIO(content.decode(), newline=""), strict=True):
        read.texts += row
        read.elements[f"{len(row)} cells"] += 1
        read.elements["formula"] += sum(_is_formula(cell) for cell in row)
    return read


def _is_formula(cell):
    return cell.startswith(("=", "+", "@", "\t", "\r")) or bool(re.match(r"-(?![\d.]+$)", cell))


def _json(content):
    return Read(_strings(json.loads(content)))


def _yaml(content):
    return Read(_strings(yaml.safe_load(content)))


def _strings(value):
    if isinstance(value, str):
        return [value]
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        return [" ".join(value)]  # perhaps the lines of one text
    entries = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for entry in entries for text in _strings(entry)]


def _ris(content):
    return Read(_strings(rispy.loads(content.decode())))


def _bibtex(content):
    read = Read()
    database = parse_string(content.decode(), "bibtex")
    read.elements["entries"] = len(database.entries)
    for entry in database.entries.values():
        read.elements.update(entry.fields.keys())
    tree = read_tree(content, "biblatex")
    read.texts += [text for entry in tree["meta"]["references"]["c"] for text in _said(entry)]
    return read


def _markdown(content):
    read = Read()
    for form in _INLINE:
        _add_tree(read, read_tree(content, form)["blocks"], form)
    # Pandoc looks for boxes to tick when it has undone escapes, GitHub before.
    read.texts = [text.replace("☐", "[ ]").replace("☒", "[x]") for text in read.texts]
    return read


def _latex(content):
    read = Read()
    # Pandoc leaves out the one name of a sign that it does not know.
    known = content.replace(_SIGN, _STAND_IN.encode())
    _add_tree(read, read_tree(known, "latex")["blocks"], "latex")
    read.texts = [text.replace(_STAND_IN, "'") for text in read.texts]
    return read


def read_tree(content, form):
    """Return what Pandoc reads in a text, without access to any file."""
    # To begin takes longer than to read: the programs are kept, one for each thread at work.
    try:
        program = _IDLE.pop()
    except IndexError:
        program = _begin_pandoc()
    program.stdin.write(b"%s %d\n%s" % (form.encode(), len(content), content))
    program.stdin.flush()
    tree = json.loads(program.stdout.read(int(program.stdout.readline())))
    _IDLE.append(program)
    return tree


def _begin_pandoc():
    command = [find_pandoc(), "lua", Path(__file__).with_name("reader.lua")]
    program = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    atexit.register(program.communicate)
    return program


def _add_tree(read, blocks, form):
    """Add what stands in a tree of Pandoc's: texts block by block, and the kinds of blocks and inlines."""
    waiting = [blocks]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            if any(isinstance(one, dict) and one.get("t") in {"Str", "Code"} for one in node):
                read.texts.append("".join(_said(node)))
            waiting += node
        elif isinstance(node, dict):
            kind = node.get("t")
            if kind and kind not in _ANY_NUMBER and (form, kind) not in _OF_SIGNS:
                read.elements[f"{form} {kind}"] += 1
            if kind in {"Link", "Image"}:
                read.addresses.add(node["c"][2][0])
            waiting += node.values()


def _said(node):
    """Return the words and spaces of a tree, one after the other."""
    if not isinstance(node, dict):
        return [text for entry in node for text in _said(entry)] if isinstance(node, list) else []
    kind, content = node.get("t"), node.get("c")
    if kind == "MetaInlines":
        return ["".join(_said(content))]
    if kind == "Quoted":
        before, after = {"SingleQuote": "‘’", "DoubleQuote": "“”"}[content[0]["t"]]
        return [before, *_said(content[1]), after]
    if kind == "Math":
        return [content[1].replace("-", "−")]
    if kind in {"Str", "MetaString", "Code"}:
        return [content if isinstance(content, str) else content[1]]
    return [" "] if kind in {"Space", "SoftBreak"} else _said(content if kind else list(node.values()))


def _pdf(content):
    read = Read()
    with pikepdf.open(io.BytesIO(content)) as opened:
        with opened.open_outline() as outline:
            _add_outline(read, outline.root)
        for page in opened.pages:
            for note in page.get("/Annots", ()):
                action = note.get("/A", {})
                if "/URI" in action:
                    read.addresses.add(str(action["/URI"]))
        for item in opened.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") in _STRUCTURE and "/P" in item:
                read.elements[f"structure {item['/S']}"] += 1
        read.elements["scripts"] = sum("/JS" in item for item in opened.objects if isinstance(item, pikepdf.Dictionary))
        read.texts += [str(value) for value in opened.docinfo.values()]
    return read


_STRUCTURE = ("/H1", "/H2", "/H3", "/H4", "/L", "/LI", "/Code", "/Formula", "/Table", "/TR")


def _add_outline(read, items):
    for item in items:
        read.elements["outline"] += 1
        read.texts.append(str(item.title))
        _add_outline(read, item.children)


def _workbook(content):
    read = Read()
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            read.elements["formula"] += cell.data_type == "f"
            read.elements["link"] += cell.hyperlink is not None
            read.texts += [cell.value] if cell.data_type == "s" else []
    return read


_READERS = {
    ".html": _html,
    ".svg": _svg,
    ".csv": _csv,
    ".json": _json,
    ".cff": _yaml,
    ".yml": _yaml,
    ".ris": _ris,
    ".bib": _bibtex,
    ".md": _markdown,
    ".tex": _latex,
    ".pdf": _pdf,
    ".xlsx": _workbook,
}
"""Ending of a file's name → its reader."""
