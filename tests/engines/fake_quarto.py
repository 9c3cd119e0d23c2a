"""A stand-in for the program Quarto: it does what the wrapper relies on, as the real one was seen to do it.

It reads a project, a profile and pages as Quarto does, writes a page and something that looks like a PDF, and is as
silent about faults as Quarto is: status 0, warnings in colour on standard error. ``mood.json`` beside the program says
how it misbehaves; every call is noted in ``calls.jsonl`` there.
"""

from __future__ import annotations

import argparse
import html
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
MOOD = json.loads((HERE / "mood.json").read_text(encoding="utf-8"))
YELLOW, RED, PLAIN = "\x1b[33m", "\x1b[31m", "\x1b[39m"


class RenderError(Exception):
    """What makes Quarto end with status 1."""


def main() -> int:
    """Answer one call."""
    note_call()
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"{MOOD.get('version', '1.10.18')}\n")
        return MOOD.get("version_status", 0)
    parser = argparse.ArgumentParser()
    for argument in ("command", "input", "--profile", "--to"):
        parser.add_argument(argument)
    arguments = parser.parse_args()
    time.sleep(MOOD.get("slow_s", 0))
    burn(MOOD.get("burn_s", 0))
    os.chdir(arguments.input)
    try:
        render(arguments.profile, arguments.to)
    except RenderError as failure:
        say(f"{RED}ERROR: {failure}{PLAIN}")
        return 0 if MOOD.get("hides_status") else 1
    return 0


def burn(seconds: float) -> None:
    """Keep a processor busy for so long, as rendering does."""
    while time.process_time() < seconds:
        sum(range(1000))


def note_call() -> None:
    """Keep the call and what it saw, for the test to read."""
    shown = {
        name: value
        for name, value in os.environ.items()
        if name.startswith("QUARTO_") or name in {"SOURCE_DATE_EPOCH", "NO_COLOR"}
    }
    temporary = {"temporary": os.environ.get("TMPDIR", "")}
    with (HERE / "calls.jsonl").open("a", encoding="utf-8") as file:
        file.write(
            json.dumps({"arguments": sys.argv[1:], "folder": str(Path.cwd()), "environment": shown, **temporary}) + "\n"
        )


def say(line: str) -> None:
    """Write a line as Quarto does: on standard error, at once."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def warn(message: str) -> None:
    """Warn as a filter of Quarto's does: in colour even where none is wanted, and without a change of status."""
    if not MOOD.get("quiet"):
        say(f"{YELLOW}WARNING (/opt/quarto/share/filters/main.lua:1) {message}{PLAIN}")


def render(profile: str | None, target: str | None) -> None:
    """Render the project in the working folder."""
    config = read_config(profile)
    read_with_includes(Path(page_of(config)))
    config = metadata(run_pre_render(config, profile))
    formats = [target] if target else list(config["format"])
    if unknown := [name for name in formats if name not in {"html", "typst", "docx"}]:
        message = f"Unknown format {unknown[0]}"
        raise RenderError(message)
    Path(".quarto").mkdir(exist_ok=True)
    Path(".gitignore").write_text("/.quarto/\n**/*.quarto_ipynb\n", encoding="utf-8")
    page = page_of(config)
    start_child()
    say(f"{PLAIN}[1/1] {page}")
    misbehave_midway()
    for format_ in formats:
        write_document(config, page, format_)


def read_config(profile: str | None) -> dict[str, Any]:
    """Merge a profile's file over the project's: that of the group's first, in silence, if none is named or known."""
    config = yaml.safe_load(Path("_quarto.yml").read_text(encoding="utf-8"))
    default = config.get("profile", {}).get("group", [["default"]])[0][0]
    names = [Path(f"_quarto-{name}.yml") for name in (profile, default)]
    over = next((name for name in names if name.exists()), None)
    return merge(config, yaml.safe_load(over.read_text(encoding="utf-8"))) if over else config


def merge(under: Any, over: Any) -> Any:
    """Merge mappings key by key and join lists; what lies over replaces anything else."""
    if isinstance(under, dict) and isinstance(over, dict):
        return {**under, **{key: merge(under[key], value) if key in under else value for key, value in over.items()}}
    return [*under, *over] if isinstance(under, list) and isinstance(over, list) else over


def page_of(config: dict[str, Any]) -> str:
    """Return the page to render."""
    return config.get("project", {}).get("render", ["index.qmd"])[0]


def run_pre_render(config: dict[str, Any], profile: str | None) -> dict[str, Any]:
    """Run the project's scripts in its folder, and read the configuration again.

    The pages' includes have been read once before, to see what the pages hold, so a script cannot bring the first file
    that a page includes. Metadata files that are missing then are passed over.
    """
    scripts = config.get("project", {}).get("pre-render", [])
    for script in [scripts] if isinstance(scripts, str) else scripts:
        words = [quoted or word for quoted, word in re.findall(r'"([^"]*)"|(\S+)', script)]
        seen = {"QUARTO_PROJECT_RENDER_ALL": "1", "QUARTO_PROJECT_OUTPUT_DIR": config["project"]["output-dir"]}
        try:
            done = subprocess.run(words, env={**os.environ, **seen}, check=False)
        except OSError as error:
            message = f"NotFound: {error.strerror} (os error {error.errno})"
            raise RenderError(message) from None
        if done.returncode:
            message = f"The pre-render script {words[0]} failed"
            raise RenderError(message)
    return read_config(profile) if scripts else config


def start_child() -> None:
    """Start a process, as Quarto starts Pandoc and Typst, and do not wait for it."""
    if MOOD.get("child"):
        child = subprocess.Popen([sys.executable, "-S", "-c", "import time; time.sleep(60)"])
        (HERE / "child.pid").write_text(str(child.pid), encoding="utf-8")


def misbehave_midway() -> None:
    """Crash, hang, or warn, as the mood has it."""
    if MOOD.get("stubborn"):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if MOOD.get("hang"):
        Path("index.typ").write_text("left behind", encoding="utf-8")
        time.sleep(60)
    if name := MOOD.get("signal"):
        os.kill(os.getpid(), signal.Signals[name])
    for line in MOOD.get("says", ()):
        say(line)
    if MOOD.get("crash"):
        say(f"{RED}ERROR: TypeError: Cannot read properties of undefined (reading 'x'){PLAIN}\n")
        say("Stack trace:\n    at render (quarto.js:1:1)")
        sys.exit(1)


def write_document(config: dict[str, Any], page: str, format_: str) -> None:
    """Write one document where the project wants it, whole unless the mood says otherwise."""
    folder = Path(config.get("project", {}).get("output-dir", "."))
    ending = {"html": ".html", "typst": ".pdf", "docx": ".docx"}[format_]
    text = read_with_includes(Path(page))
    content = {"html": as_html, "typst": as_pdf, "docx": as_docx}[format_](text, config, folder)
    if format_ == "typst" and "pdf-standard" in (config["format"]["typst"] or {}):
        say(f"{YELLOW}WARN: PDF standard validation requested but verapdf is not installed.")
        say(f"Install with: quarto install verapdf\nStandards requested: a-3a{PLAIN}")
    wrote = MOOD.get(f"writes_{format_}", "whole")
    if wrote != "nothing":
        folder.mkdir(parents=True, exist_ok=True)
        size = {"whole": len(content), "half": len(content) // 2, "empty": 0}[wrote]
        (folder / f"{config.get('output-file', 'index')}{ending}").write_bytes(content[:size])
    say(f"\nOutput created: {folder / config.get('output-file', 'index')}{ending}\n")


def read_with_includes(path: Path) -> str:
    """Return a page with all that it includes."""
    if not path.is_file():
        message = f"Include directive failed.\n  could not find file {path.resolve()}.\n\nStack trace:\n    at retrieve"
        raise RenderError(message)

    def include(match: re.Match[str]) -> str:
        target = match[1]
        return read_with_includes(Path(target[1:]) if target.startswith("/") else path.parent / target)

    return re.sub(r"\{\{<\s*include\s+(\S+)\s*>\}\}", include, path.read_text(encoding="utf-8"))


def as_html(text: str, config: dict[str, Any], folder: Path) -> bytes:
    """Return the page, with what is unresolved left in it as Quarto leaves it."""
    body = resolve(text, config, r"<strong>{}</strong>")
    body = re.sub(r"!\[[^]]*\]\(([^)]+)\)", lambda match: image(match[1], folder), body)
    body = re.sub(r"`([^`]+)`", lambda match: f"<code>{html.escape(match[1])}</code>", body)
    head = "<head><title>A page</title><style>a{}</style></head>"
    return f'<!DOCTYPE html>\n<html lang="{config["lang"]}">\n{head}\n<body><p>{body}</p></body>\n</html>\n'.encode()


def as_pdf(text: str, config: dict[str, Any], _folder: Path) -> bytes:
    """Return what passes for a PDF; Typst, unlike the page, refuses an image that is missing."""
    for source in re.findall(r"!\[[^]]*\]\(([^)]+)\)", text):
        if not Path(source).is_file():
            message = f"Typst\nerror: file not found (searched at {Path(source).resolve()})"
            raise RenderError(message)
    return f"%PDF-1.7\n{os.environ.get('SOURCE_DATE_EPOCH')}\n{resolve(text, config, '{}')}\n%%EOF\n".encode()


def as_docx(text: str, config: dict[str, Any], _folder: Path) -> bytes:
    """Return what passes for a document for a word processor, with one picture in it if a filter found its PNG."""
    picture = '<pic:pic descr="_generated/en/fig-a.png"><a:blip r:embed="rId1" /></pic:pic>'
    found = picture if Path("_generated/en/fig-a.png").is_file() else ""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("[Content_Types].xml", '<Types xmlns="x"></Types>')
        archive.writestr("word/document.xml", f"<w:document>{resolve(text, config, '{}')}{found}</w:document>")
        archive.writestr("word/_rels/document.xml.rels", "<Relationships></Relationships>")
    return content.getvalue()


def resolve(text: str, config: dict[str, Any], unresolved: str) -> str:
    """Resolve numbers, references and citations."""
    labels = set(re.findall(r"\{#((?:fig|tbl|sec)-[\w-]+)", text))
    text = re.sub(r"(?<!`)\{\{<\s*(\w+)\s*([^\s>]*)\s*>\}\}", lambda match: shortcode(match, config, unresolved), text)
    text = re.sub(r"(?<![\[?])@((?:fig|tbl|sec)-[\w-]+)", lambda match: reference(match[1], labels, unresolved), text)
    return re.sub(r"\[@([\w-]+)\]", lambda match: citation(match[1]), text)


def shortcode(match: re.Match[str], config: dict[str, Any], unresolved: str) -> str:
    """Return what a shortcode stands for, or how Quarto marks that it stands for nothing."""
    name, key = match.groups()
    if name == "meta":
        value: Any = config
        for part in key.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        if value is None:
            warn(f"Unknown meta key {key} specified in a metadata Shortcode.")
        return unresolved.format(f"?meta:{key}") if value is None else str(value)
    if name == "n":
        number = json.loads(Path(config["numbers"]).read_text(encoding="utf-8")).get(key)
        if number is None:
            say(f"ERROR: {{{{< n {key} >}}}} names nothing; take an id that `multitrack list numbers` prints")
            sys.exit(1)
        return re.sub(r"\\(\W)", r"\1", number)
    if name == "var":
        warn(f"Unknown var {key} specified in a var shortcode.")
        return unresolved.format(f"?var:{key}")
    warn(f"Shortcode '{name}' not found")
    return match[0]


def metadata(config: dict[str, Any]) -> dict[str, Any]:
    """Return the configuration with its metadata files."""
    for file in filter(Path.exists, map(Path, config.get("metadata-files", ()))):
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        config = merge(config, yaml.load(file.read_text(encoding="utf-8"), Loader=loader))  # noqa: S506  (a safe one)
    return config


def reference(label: str, labels: set[str], unresolved: str) -> str:
    """Return a cross-reference."""
    if label in labels:
        return f'<a href="#{label}" class="quarto-xref">{label}</a>'
    warn(f"Unable to resolve crossref @{label}")
    return unresolved.format(f"?@{label}")


def citation(key: str) -> str:
    """Return a citation."""
    works = [path for path in map(Path, ("references.bib", "_generated/sources.bib")) if path.exists()]
    if any(f"{{{key}," in path.read_text(encoding="utf-8") for path in works):
        return f'<span class="citation" data-cites="{key}">(Author 2001)</span>'
    if not MOOD.get("quiet"):
        say(f"[WARNING] Citeproc: citation {key} not found")
    return f'<span class="citation" data-cites="{key}">(<strong>{key}?</strong>)</span>'


def image(source: str, folder: Path) -> str:
    """Return an image, copied beside the page if it exists; if not, in silence."""
    if Path(source).is_file():
        (folder / source).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, folder / source)
    return f'<img src="{source}">'


if __name__ == "__main__":
    sys.exit(main())
