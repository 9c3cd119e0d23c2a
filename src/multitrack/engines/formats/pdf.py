"""The document on paper, set by Typst."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final

import deflate

from multitrack.engines.base import DocumentFormat
from multitrack.engines.typesetting import Typesetting, typeset
from multitrack.errors import ProgramError
from multitrack.generated_files import LOOKS

if TYPE_CHECKING:
    from multitrack.engines.rendering import Rendering

_UNSETTLED: Final = "document did not converge"
_ALL_FLOAT: Final = {"exhibits": "float"}
"""Typst's warning that places of figures kept changing each other, and the input that puts them all on top of pages."""
_PAGE: Final = re.compile(rb"/Length (\d+)/Filter/FlateDecode>>\nstream\n")
_LETTERS: Final = re.compile(rb"(?<=/ActualText<FEFF)(?:[0-9A-F]{4}){2,}(?=>>>BDC)")
_SOFT_HYPHEN: Final = re.compile(rb"00AD(?=(?:[0-9A-F]{4})*$)")
"""The text of letters next to which a word may be parted, four digits a character, and a soft hyphen in it."""
_ZLIB_HEADER: Final = b"\x78\xda"
_BLOCK_HEADER_BYTES: Final = 5
_SUM_BYTES: Final = 4
_LEVELS: Final = (9, 12)
"""Levels of compression: the second takes ten times as long as the first."""


def _arguments(rendering: Rendering) -> list[str | Path]:
    numbering = rendering.settings.get("format.typst.section-numbering")
    numbered = numbering and rendering.settings.get("number-sections")
    arguments: list[str | Path] = ["--variable", f"section-numbering={numbering}"] if numbered else []
    return [*arguments, "--template", _template(rendering)]


def _template(rendering: Rendering) -> Path:
    """Put the project's partials into the frame that Quarto would put them into."""
    template = resources.files("multitrack.engines").joinpath("main.typ").read_text(encoding="utf-8")
    for part in rendering.files("format.typst.template-partials"):
        template = template.replace(f"${part.name}()$", part.read_text(encoding="utf-8"))
    return rendering.scratch("template.typ", template.encode())


def _finish(rendering: Rendering, written: bytes) -> bytes:
    standards = ", ".join(rendering.settings.listed("format.typst.pdf-standard"))
    folders = rendering.files("format.typst.font-paths")
    fonts = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    reads = {*rendering.list_readable(written, LOOKS), *fonts}
    inputs = {"the document": written, "the standards": standards}
    return rendering.make("pdf", inputs, reads, lambda: _typeset(rendering, written))


def _typeset(rendering: Rendering, written: bytes) -> bytes:
    main = rendering.workspace / f"{Path(rendering.profile.page).stem}.typ"
    main.write_bytes(written)
    wanted = Typesetting(
        main=str(main),
        root=str(rendering.workspace),
        fonts=[str(folder) for folder in rendering.files("format.typst.font-paths")],
        packages=str(rendering.scratch("packages", None)),
        standards=rendering.settings.listed("format.typst.pdf-standard"),
    )
    try:
        made = typeset(rendering.what("Typst"), wanted)
        if any(_UNSETTLED in warning for warning in made.warnings):
            made = typeset(rendering.what("Typst"), replace(wanted, inputs=_ALL_FLOAT))
    finally:
        main.unlink()
    if made.refused:
        key, found, remedy = "format.typst.pdf-standard", made.refused.splitlines()[0], "take one of Typst's"
        raise rendering.wrong(key, found, remedy)
    if made.error:
        raise ProgramError(rendering.what("Typst") + " failed", made.error.strip().splitlines())
    if made.warnings:
        lines = [line for warning in made.warnings for line in warning.strip().splitlines()]
        raise ProgramError(rendering.what("Typst") + " gave a warning, which is an error here", lines)
    return made.pdf


def _join_parted_words(_workspace: Path, document: bytes) -> bytes:
    """Take the soft hyphens that no line ends with out of the text, which is searched and copied without them.

    A page's content keeps its length, since the places of all objects of the file are counted in bytes.
    """
    parts, end = list[bytes](), 0
    for page in _PAGE.finditer(document):
        start, stop = page.end(), page.end() + int(page[1])
        content = zlib.decompress(document[start:stop])
        joined = _LETTERS.sub(lambda letters: _SOFT_HYPHEN.sub(b"", letters[0]), content)
        if joined != content and (packed := _pack(joined, stop - start)):
            parts += [document[end:start], packed]
            end = stop
    return b"".join([*parts, document[end:]])


def _pack(content: bytes, length: int) -> bytes:
    """Compress the content of a page to a length, behind as many spaces as that takes, which are not compressed.

    A page is shorter without soft hyphens, and the compressor takes more pains than Typst's, the most only for a page
    that needs it; where that is not enough, nothing is returned.
    """
    most = length - len(_ZLIB_HEADER) - _BLOCK_HEADER_BYTES - _SUM_BYTES
    tried = (bytes(deflate.deflate_compress(content, level)) for level in _LEVELS)
    packed = next((one for one in tried if len(one) <= most), None)
    if packed is None:
        return b""
    room = most - len(packed)
    spaces = b" " * room
    size = len(spaces).to_bytes(2, "little")
    block = b"\0" + size + bytes(byte ^ 0xFF for byte in size) + spaces
    return _ZLIB_HEADER + block + packed + zlib.adler32(spaces + content).to_bytes(_SUM_BYTES, "big")


FORMAT: Final = DocumentFormat(
    quarto="typst",
    writer="typst-citations",
    end=b"%%EOF",
    keys=tuple(
        f"format.typst.{key}" for key in ("template-partials", "font-paths", "pdf-standard", "section-numbering")
    ),
    is_published=True,
    is_early=True,
    is_cut=True,
    arguments=_arguments,
    finish=_finish,
    complete=_join_parted_words,
)
