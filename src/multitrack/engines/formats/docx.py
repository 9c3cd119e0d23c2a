"""The document for a word processor, on Pandoc's way with the styles of ``report/theme/reference.docx``.

Its pictures are SVG with a PNG beside each, for readers that know none: Pandoc puts in the PNG, and the SVG follows.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Final, cast

import typst

from multitrack.engines.base import DocumentFormat
from multitrack.engines.typesetting import Typesetting, open_compiler
from multitrack.errors import MachineError, ProgramError
from multitrack.project import GENERATED

if TYPE_CHECKING:
    from pathlib import Path

    from multitrack.engines.rendering import Rendering
    from multitrack.project import Profile

_DOTS_PER_INCH: Final = 192
_UNIX: Final = 3
_DOCUMENT: Final = "word/document.xml"
_RELATIONS: Final = "word/_rels/document.xml.rels"
_TYPES: Final = "[Content_Types].xml"
_PICTURE: Final = re.compile(
    r'descr="(?P<path>[^"]+)\.png"(?P<between>(?:(?!</pic:pic>).)*?<a:blip r:embed="[^"]+") ?/>', re.DOTALL
)
_SVG: Final = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_KIND: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


def _arguments(rendering: Rendering) -> list[str | Path]:
    arguments: list[str | Path] = ["--number-sections"] if rendering.settings.get("number-sections") else []
    for file in rendering.files("format.docx.reference-doc"):
        arguments += ["--reference-doc", file]
    if rendering.settings.get("fig-cap-location") == "top":
        arguments.append("--figure-caption-position=above")
    # Pandoc takes the words above the contents from the metadata here.
    return [*arguments, "--metadata", f"toc-title={rendering.settings.language['toc-title-document']}"]


def _draw_pictures(workspace: Path, profile: Profile) -> None:
    """Draw every picture of a language as PNG beside its SVG."""
    folder = workspace / GENERATED / profile.code
    pictures = sorted(path for path in folder.glob("*.svg") if not path.name.endswith(".slide.svg"))
    if not pictures:
        return
    pages = [f'#page(image("/{path.relative_to(workspace).as_posix()}"))' for path in pictures]
    main = workspace / f"pictures.{profile.code}.typ"  # languages are rendered at once
    main.write_text("\n".join(["#set page(width: auto, height: auto, margin: 0pt)", *pages]), encoding="utf-8")
    letters = workspace / GENERATED / "fonts"
    wanted = Typesetting(main=str(main), root=str(workspace), fonts=[str(letters)], packages=str(folder))
    try:
        drawn = open_compiler(wanted).compile(format="png", ppi=_DOTS_PER_INCH)
    except typst.TypstError as error:
        message = f"Typst for the pictures of the language {profile.code} failed"
        raise ProgramError(message, error.diagnostic.strip().splitlines()) from None
    finally:
        main.unlink()
    for path, png in zip(pictures, cast("list[bytes]", drawn if isinstance(drawn, list) else [drawn]), strict=True):
        path.with_suffix(".png").write_bytes(png)


def _add_svg(workspace: Path, document: bytes) -> bytes:
    """Put the SVG of each picture beside its PNG."""
    try:
        with zipfile.ZipFile(io.BytesIO(document)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
    except zipfile.BadZipFile:
        message = "the document for the word processor is not whole; see whether there is room, and build again"
        raise MachineError(message) from None
    relations: list[str] = []

    def extend(match: re.Match[str]) -> str:
        source = workspace / f"{match['path']}.svg"
        if not source.is_file():
            return match[0]
        name = f"svg{len(relations) + 1}"
        files[f"word/media/{name}.svg"] = source.read_bytes()
        relations.append(f'<Relationship Type="{_KIND}" Id="{name}" Target="media/{name}.svg" />')
        blip = f'<asvg:svgBlip xmlns:asvg="{_SVG}" r:embed="{name}" />'
        extension = f'<a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">{blip}</a:ext>'
        return f'descr=""{match["between"]}><a:extLst>{extension}</a:extLst></a:blip>'

    files[_DOCUMENT] = _PICTURE.sub(extend, files[_DOCUMENT].decode()).encode()
    files[_RELATIONS] = files[_RELATIONS].replace(
        b"</Relationships>", "".join(relations).encode() + b"</Relationships>"
    )
    if b'Extension="svg"' not in files[_TYPES]:
        svg = b'<Default Extension="svg" ContentType="image/svg+xml" />'
        files[_TYPES] = re.sub(rb"(<Types[^>]*>)", rb"\1" + svg, files[_TYPES], count=1)
    return _packed(files)


def _packed(files: dict[str, bytes]) -> bytes:
    """Return files as a ZIP that is the same everywhere: compressors differ from machine to machine."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for name, file in files.items():
            entry = zipfile.ZipInfo(name)
            entry.create_system = _UNIX
            archive.writestr(entry, file)
    return content.getvalue()


FORMAT: Final = DocumentFormat(
    quarto="docx",
    writer="docx",
    end=b"",
    keys=("format.docx.reference-doc",),
    arguments=_arguments,
    prepare=_draw_pictures,
    complete=_add_svg,
)
