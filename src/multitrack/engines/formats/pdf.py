"""The document on paper, set by Typst."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final

from multitrack.engines.base import DocumentFormat
from multitrack.engines.typesetting import Typesetting, typeset
from multitrack.errors import ProgramError

if TYPE_CHECKING:
    from multitrack.engines.base import Rendering


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
    reads = {*rendering.list_readable(written), *fonts}
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


FORMAT: Final = DocumentFormat(
    name="pdf",
    quarto="typst",
    writer="typst-citations",
    end=b"%%EOF",
    keys=tuple(
        f"format.typst.{key}" for key in ("template-partials", "font-paths", "pdf-standard", "section-numbering")
    ),
    is_published=True,
    is_early=True,
    arguments=_arguments,
    finish=_finish,
)
