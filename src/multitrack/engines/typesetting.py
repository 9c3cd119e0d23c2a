"""Typst in a process of its own, which frees the memory of a document by ending.

Run as a program with the document's path, it writes a line of JSON and then the PDF to its standard output.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import typst

from multitrack.engines.programs import Call, run

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LIMIT_S: Final = 300.0
"""Time limit of a document in seconds."""


@dataclass(frozen=True, kw_only=True)
class Typesetting:
    """A document to be set.

    Attributes
    ----------
    root
        The only folder it may read.
    fonts
        The only folders with typefaces.
    packages
        An empty folder: it may use no packages.
    standards
        The standards of the PDF, by Typst's names.
    inputs
        The values that the document finds in Typst's ``sys.inputs``.
    """

    main: str
    root: str
    fonts: Sequence[str]
    packages: str
    standards: Sequence[str] = ()
    inputs: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class Typeset:
    """The result of typesetting.

    Attributes
    ----------
    error, warnings
        Typst's messages, as lines.
    refused
        The reason why the standards are unknown or exclude each other.
    """

    pdf: bytes = b""
    error: str = ""
    warnings: Sequence[str] = ()
    refused: str = ""


def typeset(what: str, wanted: Typesetting) -> Typeset:
    """Set a document; ``what`` is the work, as the subject of a message.

    Raises
    ------
    ProgramError
        If the process is killed or takes too long.
    """
    call = Call(
        what=what,
        arguments=[sys.executable, "-P", "-m", __name__],
        folder=Path(wanted.root),
        given=json.dumps(asdict(wanted)).encode(),
        limit_s=LIMIT_S,
    )
    said, _, pdf = run(call).output.partition(b"\n")
    return Typeset(pdf, **json.loads(said))


def open_compiler(wanted: Typesetting) -> typst.Compiler:
    """Return a compiler that reads nothing but what is wanted."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(wanted.fonts))
    return typst.Compiler(
        wanted.main, root=wanted.root, font_paths=fonts, ignore_system_fonts=True,
        package_path=wanted.packages, package_cache_path=wanted.packages, sys_inputs=dict(wanted.inputs),
    )  # fmt: skip


def _typeset(wanted: Typesetting) -> Typeset:
    compiler = open_compiler(wanted)
    try:
        standards = cast("Any", wanted.standards)
        pdf, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=standards)
    except typst.TypstError as error:
        return Typeset(error=error.diagnostic)
    except ValueError as error:
        return Typeset(refused=str(error))
    return Typeset(cast("bytes", pdf), warnings=[warning.diagnostic for warning in warnings])


if __name__ == "__main__":
    made = _typeset(Typesetting(**json.load(sys.stdin)))
    told = {"error": made.error, "warnings": made.warnings, "refused": made.refused}
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + made.pdf)
