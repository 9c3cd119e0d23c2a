"""A table in Markdown, LaTeX and HTML, with the escaping of each."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tabulate import DataRow, Line, TableFormat, tabulate

from multitrack.bundles.bundle_metadata import escape as escape_markdown
from multitrack.bundles.exhibits import Grid
from multitrack.citations.reference_records import get_language_tag
from multitrack.render.table_files import make_pipe_format

if TYPE_CHECKING:
    from collections.abc import Callable

    from multitrack.bundles.exhibits import Exhibit
    from multitrack.lang.language import Language
    from multitrack.render.page_assets import Theme

    Escape = Callable[[str], str]

_TEX: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
        "<": r"\textless{}", ">": r"\textgreater{}", '"': r"\textquotedbl{}",
        "[": "{}[", "*": "{}*",  # LaTeX would read these as options of the line break before them
        "'": r"\textquotesingle{}", "`": r"\`{}",
        **{mark: f"\\{mark}" for mark in "&%$#_"},
        "\N{NO-BREAK SPACE}": "~", "\N{MINUS SIGN}": r"\ensuremath{-}", "\N{LEFT SINGLE QUOTATION MARK}": "`",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{FIGURE SPACE}": r"\hphantom{0}", "\N{PUNCTUATION SPACE}": r"\hphantom{.}",
    }
)  # fmt: skip
_BARE: Final = str.maketrans({"\N{FIGURE SPACE}": "", "\N{PUNCTUATION SPACE}": "", "\N{MINUS SIGN}": "-"})
_LIGATURE: Final = re.compile(r"(?<=([-'`,]))(?=\1)")
_PREAMBLE: Final = (
    "% In the preamble: \\usepackage{array,booktabs,longtable}; with pdfLaTeX also \\usepackage[T1]{fontenc}.\n"
)


def write_markdown(exhibit: Exhibit, language: Language, note: str) -> bytes:
    """Return a table as a pipe table with title, caption and origin."""
    words, grid = exhibit.wording[language.code], strip_padding(_grid(exhibit, language))
    rows = _set(grid, make_pipe_format(grid.columns), escape_markdown)
    parts = [f"**{escape_markdown(words.title)}**", escape_markdown(words.caption), rows, escape_markdown(note)]
    return ("\n\n".join(parts) + "\n").encode()


def write_latex(exhibit: Exhibit, language: Language, note: str) -> bytes:
    """Return a table as a LaTeX long table with three rules and the column widths of the report."""
    words, grid = exhibit.wording[language.code], _grid(exhibit, language)
    shares = "".join(_share(column.align, column.width, len(grid.columns)) for column in grid.columns)
    caption = f"\\caption{{{_tex(words.title)}. {_tex(words.caption)}}}\\label{{{exhibit.exhibit_id}}}\\\\\n"
    head, rows = _set(grid, _LATEX, _tex).split("\\endhead")
    body = f"{head}\\endfirsthead\n{head}\\endhead{rows}"  # the caption is printed on the first page only
    origin = f"\\par\\noindent{{\\raggedright {_breakable(_tex(note))}\\par}}\n}}\n"
    # Small, as in the report, for which the column widths are made.
    opening = f"{{\\footnotesize\n\\begin{{longtable}}{{@{{}}{shares}@{{}}}}\n"
    closing = "\n\\end{longtable}\n"
    return f"{_PREAMBLE}{opening}{caption}{body}{closing}{origin}".encode()


def write_html(exhibit: Exhibit, language: Language, note: str, theme: Theme) -> bytes:
    """Return a table as a complete page of HTML."""
    grid = strip_padding(_grid(exhibit, language))
    numbers = [column.align != "left" for column in grid.columns]
    said = exhibit.wording[language.code]
    return theme.fill("table.html", lang=get_language_tag(language), said=said, grid=grid, numbers=numbers, note=note)


def strip_padding(grid: Grid) -> Grid:
    """Return a table whose numbers are as the language writes them, without what aligns them and with a plain minus."""
    numbers = [column.align != "left" for column in grid.columns]
    cells = [
        [text.translate(_BARE) if bare else text for text, bare in zip(row, numbers, strict=True)] for row in grid.cells
    ]
    return replace(grid, cells=cells)


def _grid(exhibit: Exhibit, language: Language) -> Grid:
    shown = exhibit.shown[language.code]
    if not isinstance(shown, Grid):
        raise TypeError(exhibit.exhibit_id)
    return shown


def _set(grid: Grid, form: TableFormat, escape: Escape) -> str:
    return tabulate(
        [[escape(cell) for cell in row] for row in grid.cells],
        headers=[escape(name) for name in grid.headers],
        tablefmt=form,
        disable_numparse=True,
        preserve_whitespace=True,
        stralign=None,
    )


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
