"""A table in Markdown, LaTeX and HTML, with the escaping of each."""

from __future__ import annotations

import re
from html import escape as escape_html
from typing import TYPE_CHECKING, Final

from tabulate import DataRow, Line, TableFormat, tabulate

from multitrack.bundles.exhibits import Grid
from multitrack.citations.reference_records import bcp47
from multitrack.render.markdown import escape as escape_markdown
from multitrack.render.table_files import pipes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from multitrack.bundles.exhibits import Exhibit
    from multitrack.lang.language import Language

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
_LIGATURE: Final = re.compile(r"(?<=([-'`,]))(?=\1)")
_PREAMBLE: Final = (
    "% In the preamble: \\usepackage{array,booktabs,longtable}; with pdfLaTeX also \\usepackage[T1]{fontenc}.\n"
)


def markdown(exhibit: Exhibit, language: Language, note: str) -> bytes:
    """Return a table as a pipe table with title, caption and origin."""
    words, grid = exhibit.wording[language.code], _grid(exhibit, language)
    rows = _set(grid, pipes(grid.columns), escape_markdown)
    parts = [f"**{escape_markdown(words.title)}**", escape_markdown(words.caption), rows, escape_markdown(note)]
    return ("\n\n".join(parts) + "\n").encode()


def latex(exhibit: Exhibit, language: Language, note: str) -> bytes:
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


def html(exhibit: Exhibit, language: Language, note: str) -> bytes:
    """Return a table as a complete page of HTML."""
    words, grid = exhibit.wording[language.code], _grid(exhibit, language)
    caption = f"<caption>{escape_html(words.title)}. {escape_html(words.caption)}</caption>"
    table = _set(grid, _html_rows(grid), escape_html).replace("<table>", f"<table>\n{caption}", 1)
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{bcp47(language)}">',
        f'<head><meta charset="utf-8"><title>{escape_html(words.title)}</title></head>',
        "<body>",
        table,
        f"<p>{escape_html(note)}</p>",
        "</body>",
        "</html>",
    ]
    return ("\n".join(lines) + "\n").encode()


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


def _html_rows(grid: Grid) -> TableFormat:
    """Return the format of an HTML table with right-aligned numbers."""
    sides = ["" if column.align == "left" else ' style="text-align: right"' for column in grid.columns]
    return TableFormat(
        lineabove=_line("<table>\n<thead>"),
        linebelowheader=_line("</thead>\n<tbody>"),
        linebetweenrows=None,
        linebelow=_line("</tbody>\n</table>"),
        headerrow=_row("th", sides),
        datarow=_row("td", sides),
        padding=0,
        with_header_hide=None,
    )


def _line(text: str) -> Callable[[Sequence[int], Sequence[str]], str]:
    def line(_widths: Sequence[int], _aligns: Sequence[str]) -> str:
        return text

    return line


def _row(tag: str, sides: Sequence[str]) -> Callable[[Sequence[str], Sequence[int], Sequence[str]], str]:
    def row(cells: Sequence[str], _widths: Sequence[int], _aligns: Sequence[str]) -> str:
        parts = (f"<{tag}{side}>{cell}</{tag}>" for cell, side in zip(cells, sides, strict=True))
        return f"<tr>{''.join(parts)}</tr>"

    return row


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
