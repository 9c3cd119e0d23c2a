"""The recorded accounts of the edition, and the accounts of an output folder."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from .html_reader import read_html
from .pdf_reader import read_pdf

EXPECTED = Path(__file__).with_name("expected")
READERS = {".html": read_html, ".pdf": read_pdf}


def documents(output: Path) -> list[str]:
    """Return the names of the documents in an output folder: those in the folders of the report's languages."""
    report = Path(__file__).parents[2] / "report"
    languages = [path.stem.removeprefix("_quarto-") for path in report.glob("_quarto-*.yml")]
    found = (path for code in languages for path in (output / code).glob("*") if path.suffix in READERS)
    return sorted(path.relative_to(output).as_posix() for path in found)


@cache
def account(output: Path, name: str) -> list[str]:
    """Return the facts of a document, whole."""
    return [str(fact) for fact in READERS[Path(name).suffix](output / name)]


def short_account(output: Path, name: str) -> list[str]:
    """Return the facts of a document as they are recorded."""
    return [fact.line for fact in READERS[Path(name).suffix](output / name)]


def record_of(name: str) -> Path:
    """Return the file that holds what is expected of a document."""
    return EXPECTED / f"{name.replace('/', '.')}.txt"


def record(output: Path) -> list[Path]:
    """Write what an output folder holds as what is expected, and remove records of documents that are gone."""
    written = {record_of(name): short_account(output, name) for name in documents(output)}
    for stale in set(EXPECTED.glob("*.txt")) - set(written):
        stale.unlink()
    for path, lines in written.items():
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return sorted(written)


def engine_of(output: Path) -> str:
    """Return the engine that an output folder says it was made with."""
    return json.loads((output / "manifest.json").read_text(encoding="utf-8"))["engine"]["name"]
