"""A table in Markdown, LaTeX, HTML and for a word processor, with the escaping of each."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape as xml_escape

from tabulate import DataRow, Line, TableFormat

from multitrack.bundles.bundle_metadata import escape as escape_markdown
from multitrack.bundles.bundle_metadata import get_words
from multitrack.bundles.zip_files import store
from multitrack.citations.reference_records import TEX_SIGNS
from multitrack.engines.bibliography import find_pandoc
from multitrack.engines.programs import Call, run
from multitrack.engines.settings import find_place
from multitrack.errors import InputError, Problem
from multitrack.project import look_up
from multitrack.render.markdown import escape as escape_all
from multitrack.render.table_files import write_pipe_table, write_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from multitrack.bundles.exhibits import Exhibit, Grid
    from multitrack.edition import Edition
    from multitrack.lang.language import Language
    from multitrack.render.page_assets import Theme

_TEX: Final = str.maketrans(
    {
        **TEX_SIGNS, "<": r"\textless{}", ">": r"\textgreater{}", "'": r"\textquotesingle{}",
        "[": "{}[", "*": "{}*",  # LaTeX would read these as options of the line break before them
        "\N{NO-BREAK SPACE}": "~", "\N{MINUS SIGN}": r"\ensuremath{-}",
        "\N{LEFT SINGLE QUOTATION MARK}": "`", "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{FIGURE SPACE}": r"\hphantom{0}", "\N{PUNCTUATION SPACE}": r"\hphantom{.}",
    }
)  # fmt: skip
_BARE: Final = str.maketrans({"\N{FIGURE SPACE}": "", "\N{PUNCTUATION SPACE}": "", "\N{MINUS SIGN}": "-"})
_DOCUMENT: Final = "word/document.xml"
_PROPERTIES: Final = "docProps/core.xml"
_MARK: Final = '<w:p><w:bookmarkStart w:id="0" w:name="table" /><w:bookmarkEnd w:id="0" /></w:p>'
_MARKER: Final = re.compile(
    r'<w:p>\s*<w:bookmarkStart w:id="0" w:name="table" ?/>\s*<w:bookmarkEnd w:id="0" ?/>\s*</w:p>'
)
_BODY: Final = re.compile(r"<w:body>|(?=<w:sectPr(?:(?!<w:sectPr).)*</w:body>)|(?=</w:body>)", re.DOTALL)
_CORE: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<cp:coreProperties'
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:creator>{authors}</dc:creator>'
    "<dc:identifier>{identifier}</dc:identifier>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created></cp:coreProperties>\n'
)
_DASHES: Final = 200
"""Dashes below the head of a table in Markdown, by whose shares Pandoc shares its width out."""
_REFERENCE: Final = "format.docx.reference-doc"
_LETTERS: Final = 90
"""Letters in the width of a page."""
_LATEX: Final = TableFormat(
    lineabove=Line("\\toprule", "", "", ""),
    linebelowheader=Line("\\midrule\n\\endhead", "", "", ""),
    linebetweenrows=None,
    linebelow=Line("\\bottomrule", "", "", ""),
    headerrow=DataRow("", " & ", " \\\\"),
    datarow=DataRow("", " & ", " \\\\"),
    padding=0,
    with_header_hide=None,
)
_LIGATURE: Final = re.compile(r"(?<=([-'`,]))(?=\1)")
_PREAMBLE: Final = (
    "% In the preamble: \\usepackage{array,booktabs,longtable}; with pdfLaTeX also \\usepackage[T1]{fontenc}.\n"
)


def write_markdown(exhibit: Exhibit, language: Language, note: str) -> bytes:
    """Return a table as a pipe table with title, caption and origin."""
    words, grid = exhibit.wording[language.code], strip_padding(exhibit.grids[language.code])
    rows = write_pipe_table(grid.columns, *_escape_all(grid, escape_markdown))
    below = [escape_markdown(text) for text in (_say_source(exhibit, language), note)]
    parts = [f"**{escape_markdown(words.title)}**", escape_markdown(words.caption), rows, *below]
    return ("\n\n".join(parts) + "\n").encode()


def write_latex(exhibit: Exhibit, language: Language, note: str) -> bytes:
    """Return a table as a LaTeX long table with three rules and the column widths of the report."""
    words, grid = exhibit.wording[language.code], exhibit.grids[language.code]
    shares = "".join(_share(column.align, column.width, len(grid.columns)) for column in grid.columns)
    head, rows = write_rows(*_escape_all(grid, _tex), _LATEX).split("\n\\endhead\n")
    lines = [
        # Small, as in the report, for which the column widths are made.
        f"{_PREAMBLE}{{\\footnotesize",
        f"\\begin{{longtable}}{{@{{}}{shares}@{{}}}}",
        f"\\caption{{{_tex(words.title)}. {_tex(words.caption)}}}\\label{{{exhibit.exhibit_id}}}\\\\",
        head,
        "\\endfirsthead",  # the caption is printed on the first page only
        head,
        "\\endhead",
        rows,
        "\\end{longtable}",
        f"\\par\\noindent{{\\raggedright {_breakable(_tex(note))}\\par}}",
        "}",
    ]
    return ("\n".join(lines) + "\n").encode()


def write_html(exhibit: Exhibit, language: Language, note: str, theme: Theme) -> bytes:
    """Return a table as a complete page of HTML."""
    grid, said = strip_padding(exhibit.grids[language.code]), exhibit.wording[language.code]
    return theme.fill("table.html", lang=language.tag, said=said, grid=grid, note=note)


def write_documents(exhibits: Sequence[Exhibit], edition: Edition, language: Language) -> Mapping[str, bytes]:
    """Return id → document for a word processor, with a real table, for each table among the exhibits.

    Pandoc sets all of them as one document, which is parted then: starting it takes longer than setting a table.

    Raises
    ------
    ProgramError
        If Pandoc fails.
    """
    tables = [exhibit for exhibit in exhibits if exhibit.kind == "table"]
    if not tables:
        return {}
    notes = edition.citations[language.code]
    markdown = "\n\n".join(_for_word(one, language, notes[one.exhibit_id].from_note) for one in tables)
    with zipfile.ZipFile(io.BytesIO(_run_pandoc(markdown, edition, language))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    before, body, after = _BODY.split(files[_DOCUMENT].decode(), maxsplit=2)
    _, *parts = _MARKER.split(body)
    made: dict[str, bytes] = {}
    for exhibit, part in zip(tables, parts, strict=True):
        work = edition.works[exhibit.exhibit_id]
        core = _CORE.format(
            title=xml_escape(exhibit.wording[language.code].title),
            authors=xml_escape("; ".join(work.authors[language.code])),
            identifier=xml_escape(work.versioned_id),
            day=work.release.isoformat(),
        )
        own = {_DOCUMENT: f"{before}<w:body>{part}{after}".encode(), _PROPERTIES: core.encode()}
        made[exhibit.exhibit_id] = store({**files, **own}, work.release)
    return made


def _for_word(exhibit: Exhibit, language: Language, note: str) -> str:
    """Return a table as Pandoc's Markdown, behind a marker."""
    words, grid = exhibit.wording[language.code], strip_padding(exhibit.grids[language.code])
    texts = zip(grid.headers, *grid.cells, strict=True)
    longest = [max(len(word) for text in column for word in text.split()) for column in texts]
    # No column is too narrow for its longest word in whichever typeface is at hand.
    widths = [max(column.width, (most + 2) / _LETTERS) for column, most in zip(grid.columns, longest, strict=True)]
    rows = write_pipe_table(grid.columns, *_escape_all(grid, escape_all), [round(_DASHES * width) for width in widths])
    caption = f": **{escape_all(words.title)}.** {escape_all(words.caption)}"
    marker = f"```{{=openxml}}\n{_MARK}\n```"
    return "\n\n".join([marker, rows, caption, escape_all(_say_source(exhibit, language)), escape_all(note)])


def _say_source(exhibit: Exhibit, language: Language) -> str:
    return f"{get_words(language, 'page', 'source')}: {exhibit.wording[language.code].source}"


def _run_pandoc(markdown: str, edition: Edition, language: Language) -> bytes:
    profile = next(one for one in edition.project.profiles if one.code == language.code)
    reference = look_up(profile.config, _REFERENCE)
    styles = edition.project.report / str(reference)
    if reference and not styles.is_file():
        place = find_place(edition.project.report, language.code, _REFERENCE)
        raise InputError([Problem(*place, f"there is no file report/{reference}", "correct the path or add the file")])
    looks = ["--reference-doc", styles] if reference else []
    call = Call(
        what="Pandoc for the tables in documents for a word processor",
        arguments=[
            find_pandoc(), "--from=markdown-smart", "--to=docx", "--columns=20", "--output=-",
            f"--metadata=lang:{language.tag}", *looks,
        ],
        folder=edition.project.report,
        given=markdown.encode(),
    )  # fmt: skip
    return run(call).output


def strip_padding(grid: Grid) -> Grid:
    """Return a table whose numbers are as the language writes them, not aligned and with a plain minus."""
    cells = [
        [text.translate(_BARE) if bare else text for text, bare in zip(row, grid.numbers, strict=True)]
        for row in grid.cells
    ]
    return replace(grid, cells=cells)


def _escape_all(grid: Grid, escape: Callable[[str], str]) -> tuple[list[str], list[list[str]]]:
    """Return names and cells escaped."""
    return [escape(name) for name in grid.headers], [[escape(cell) for cell in row] for row in grid.cells]


def _tex(text: str) -> str:
    # TeX joins two hyphens or two quotes into one sign.
    return _LIGATURE.sub("{}", text.translate(_TEX))


def _breakable(text: str) -> str:
    """Allow line breaks after the slashes of addresses, which LaTeX would not break otherwise."""
    return re.sub(r"(?<=[^\s/]/)(?=[^\s/])", r"\\allowbreak{}", text)


def _share(align: str, width: float, columns: int) -> str:
    side = "raggedright" if align == "left" else "raggedleft"
    gaps = 2 * (columns - 1)
    # TeX does not hyphenate the first word of a cell, except after a space of no width.
    before = f">{{\\{side}\\arraybackslash\\hspace{{0pt}}}}"
    return f"{before}p{{\\dimexpr {width:.4f}\\linewidth-{gaps * width:.4f}\\tabcolsep\\relax}}"
