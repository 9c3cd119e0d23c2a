"""The engine that lets an installed Quarto render the report; where one is found, and whether it or another renders.

Quarto works in a copy that is its own, so languages can be rendered at once, and a failed render leaves nothing behind.
It ends with status 0 and a warning where a page is not in order. So the page is read as the embedded engine reads it
before Quarto starts, which takes a second and tells page and line; of the rest, a warning is an error.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import dataclass, field
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from multitrack.engines.base import Begun
from multitrack.engines.embedded import require_sound_page
from multitrack.engines.formats import FORMATS
from multitrack.engines.programs import Call, get_last_lines, run, without_stacks
from multitrack.engines.settings import find_misspelt_keys
from multitrack.errors import InputError, MachineError, ProgramError, UsageError
from multitrack.input_files import load_yaml
from multitrack.scratch import open_scratch

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from multitrack.engines.base import Engine, Format
    from multitrack.project import Profile

EngineName = Literal["auto", "quarto", "embedded"]
LIMIT: Final = "MULTITRACK_QUARTO_LIMIT"
"""Environment variable for the time limit of a language in seconds."""
LIMIT_S: Final = 300.0

# The caller's Quarto variables would change the render, except those with the paths of an installation.
_DISTURBING: Final = re.compile(
    r"QUARTO_(?!(?:CONDA_PREFIX|DART_SASS|DENO|DENO_DOM|ESBUILD|PANDOC|SHARE_PATH|TYPST|TYPST_GATHER)$)|FORCE_COLOR$"
)
_COMPLAINT: Final = re.compile(r"\s*\[?(?:WARN(?:ING)?|ERROR|FATAL)\b|warning: |Error running ")
"""How a line begins in which Quarto, its filters, Pandoc or Typst complain."""
_HARMLESS: Final = re.compile(r"\s*WARN: PDF standard validation requested but verapdf is not installed\.")
_MOST_LINES: Final = 12

_ANSWER_S: Final = 20.0
"""Seconds in which a program must tell its version."""
_OLDEST: Final = (1, 9)
_VERSION: Final = re.compile(r"(\d+)\.(\d+)\S*")
_REMEDY: Final = (
    "get Quarto with pip install 'multitrack[quarto]' or from https://quarto.org, or choose --engine embedded"
)
_NOT_FOUND: Final = (
    "Quarto was not found: QUARTO_PATH is not set, no quarto is on PATH, and the package quarto_cli is not installed"
)


@dataclass(frozen=True, kw_only=True)
class QuartoEngine:
    """The engine of a Quarto that was found and is new enough.

    Attributes
    ----------
    environment
        The caller's environment.
    limit_s
        Time limit of one language in seconds.
    on_line
        Called with the profile's code and each line of Quarto's log.
    """

    program: Path
    version: str
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    limit_s: float = LIMIT_S
    grace_s: float = 2.0
    on_line: Callable[[str, str], None] = lambda _code, _line: None
    name: str = field(default="quarto", init=False)

    def versions(self) -> Mapping[str, str]:
        """Return Quarto's version, which determines those of its Pandoc and Typst."""
        return {"quarto": self.version}

    def begin(self, workspace: Path, profile: Profile, formats: Sequence[Format]) -> Begun:
        """Begin nothing before the pictures are drawn, since Quarto renders all at once; see `Engine.begin`."""
        return Begun(late=[partial(self.render, workspace, profile, formats)])

    def render(self, workspace: Path, profile: Profile, formats: Sequence[Format]) -> Mapping[Format, Path]:
        """Render one profile of the workspace, and return the path of each document.

        Raises
        ------
        InputError
            If a key of the configuration looks misspelt, or the page is not in order.
        MachineError
            If the profile is not in the workspace, or the copy cannot be made.
        ProgramError
            If Quarto fails, takes too long, warns of anything, or writes nothing or half.
        """
        if not (workspace / f"_quarto-{profile.code}.yml").is_file():  # Quarto would render the default one in silence
            missing = f"there is no _quarto-{profile.code}.yml in {workspace}"
            message = f"Quarto cannot render the profile {profile.code}: {missing}; add it"
            raise MachineError(message)
        if problems := find_misspelt_keys(workspace, profile):
            raise InputError(problems)
        require_sound_page(workspace, profile)
        output = Path(profile.config["project"]["output-dir"])
        try:
            with open_scratch() as folder:
                private = folder / workspace.name
                copy_project(workspace, private, {".quarto", *output.parts[:1]})
                for format_ in formats:
                    FORMATS[format_].prepare(private, profile)
                self._render_copy(private, profile, formats)
                for format_ in formats:
                    if complete := FORMATS[format_].complete:
                        document = private / _document(profile, format_)
                        document.write_bytes(complete(private, document.read_bytes()))
                shutil.copytree(private / output, workspace / output, dirs_exist_ok=True)
        except OSError as error:
            message = f"no copy of the report can be made for Quarto: {error}; make room or make the folder writable"
            raise MachineError(message) from None
        return {format_: workspace / _document(profile, format_) for format_ in formats}

    def call(self, private: Path, profile: Profile, formats: Sequence[Format], log: list[str]) -> Call:
        """Return the call that renders a copy of the project, and keeps what Quarto says in a log."""
        temporary = private.parent / "tmp"
        temporary.mkdir(exist_ok=True)

        def keep(line: str) -> None:
            log.append(line)
            self.on_line(profile.code, line)

        # Quarto takes one format or all of the profile.
        target = ["--to", FORMATS[formats[0]].quarto] if len(formats) == 1 else []
        return Call(
            what=self._subject(profile),
            arguments=[self.program, "render", ".", "--profile", profile.code, *target],
            folder=private,
            environment={**_undisturbed(self.environment), "TMPDIR": str(temporary)},
            limit_s=self.limit_s,
            grace_s=self.grace_s,
            if_late=f"its last lines say how far it came, and {LIMIT} can give it more seconds",
            on_line=keep,
        )

    def _render_copy(self, private: Path, profile: Profile, formats: Sequence[Format]) -> None:
        log: list[str] = []
        try:
            run(self.call(private, profile, formats, log))
        except ProgramError as error:
            message = str(error).splitlines()[0].replace("its last lines", "its lines")
            raise (ProgramError(message, lines) if (lines := _complaints(log)) else error) from None
        found = ""
        for format_ in formats:
            document = private / _document(profile, format_)
            if not document.is_file() or not document.read_bytes().rstrip().endswith(FORMATS[format_].end):
                found = f"it has not written {_document(profile, format_)}, or not whole; see what it says, and whether"
                found += " the profile's output-dir, output-file and formats name this document"
                break
        if not found and any(_is_fault(line) for line in log):
            found = "not all is in order; settle what it says"
        if found:
            message = f"{self._subject(profile)} ended with status 0, but {found}"
            raise ProgramError(message, _complaints(log) or get_last_lines(log))

    def _subject(self, profile: Profile) -> str:
        return f"Quarto {self.version} with the profile {profile.code}"


def copy_project(workspace: Path, private: Path, left_out: Collection[str]) -> None:
    """Copy a project with its generated files but without some folders, and without its pre-render script.

    Raises
    ------
    OSError
        If the copy cannot be made.
    """
    shutil.copytree(workspace, private, ignore=lambda folder, _: left_out if Path(folder) == workspace else ())
    for file in private.glob("_quarto*.yml"):
        config = cast("dict[str, Any]", load_yaml(file.name, file.read_text(encoding="utf-8")) or {})
        if config.get("project", {}).pop("pre-render", None):
            # JSON is YAML in which no reader takes a text for anything else.
            file.write_text(json.dumps(config, ensure_ascii=False, indent=1, default=str), encoding="utf-8")


def _is_fault(line: str) -> bool:
    return bool(_COMPLAINT.match(line)) and not _HARMLESS.match(line)


def _complaints(log: Sequence[str]) -> tuple[str, ...]:
    """Return the lines from the first complaint on, without what Quarto says of its progress before it."""
    first = next((place for place, line in enumerate(log) if _is_fault(line)), len(log))
    return without_stacks(log[first:])[:_MOST_LINES]


def _undisturbed(environment: Mapping[str, str]) -> Mapping[str, str]:
    """Return the environment without variables that would change Quarto's output or colour its log."""
    kept = {name: value for name, value in environment.items() if not _DISTURBING.match(name)}
    return {"SOURCE_DATE_EPOCH": "0"} | kept | {"NO_COLOR": "1"}


def _document(profile: Profile, format_: Format) -> Path:
    """Return Quarto's path of a document, relative to the project."""
    folder = Path(profile.config["project"]["output-dir"]) / Path(profile.page).parent
    return folder / f"{profile.output_name}.{format_}"


@dataclass(frozen=True)
class Selection:
    """An engine, and the sentence that tells the reader why it is this one."""

    engine: Engine
    reason: str


@dataclass(frozen=True)
class NoQuarto:
    """Why no Quarto will do, and the last lines of those that would not even tell their version."""

    why: str
    last_lines: tuple[str, ...] = ()


def find_quarto(
    environment: Mapping[str, str] = os.environ, *, on_line: Callable[[str, str], None] = lambda _code, _line: None
) -> QuartoEngine | NoQuarto:
    """Return the first Quarto that is new enough: what QUARTO_PATH names, else on PATH, else in the package quarto_cli.

    Parameters
    ----------
    environment
        The caller's environment; ``MULTITRACK_QUARTO_LIMIT`` in it is the number of seconds that a language may take.
    on_line
        What the engine calls with a profile's code and each line that Quarto writes.

    Raises
    ------
    UsageError
        If the limit in the environment is no number of seconds.
    """
    refusals: list[str] = []
    lines: list[str] = []
    for program in _candidates(environment):
        try:
            version = _new_enough(program, environment)
        except MachineError as error:
            refusals.append(str(error).splitlines()[0])
            lines.extend(error.last_lines if isinstance(error, ProgramError) else ())
        else:
            seconds = _limit(environment)
            return QuartoEngine(
                program=program, version=version, environment=environment, limit_s=seconds, on_line=on_line
            )
    return NoQuarto("; ".join(refusals) or _NOT_FOUND, tuple(lines))


def _limit(environment: Mapping[str, str]) -> float:
    told = environment.get(LIMIT, "")
    if told and not re.fullmatch(r"[1-9]\d*", told):
        message = f"{LIMIT} is {told!r}: give it a whole number of seconds, or unset it for {LIMIT_S:g}"
        raise UsageError(message)
    return float(told or LIMIT_S)


def _candidates(environment: Mapping[str, str]) -> Iterator[Path]:
    if named := environment.get("QUARTO_PATH"):
        yield Path(named)
        return
    if on_path := shutil.which("quarto", path=environment.get("PATH", os.defpath)):
        yield Path(on_path).absolute()
    package = find_spec("quarto_cli")
    folders: Iterable[str] = (package.submodule_search_locations if package else None) or ()
    yield from (Path(folder) / "bin" / "quarto" for folder in folders)


def _new_enough(program: Path, environment: Mapping[str, str]) -> str:
    """Return the program's version; a suffix such as ``-rc.1`` is allowed."""
    call = Call(
        what=f"{program} --version",
        arguments=[program, "--version"],
        folder=Path.cwd(),
        environment=_undisturbed(environment),
        limit_s=_ANSWER_S,
    )
    answer = run(call).output.decode("utf-8", "replace").strip()
    version = _VERSION.fullmatch(answer)
    if not version:
        message = f"{program} is no Quarto: it gives its version as {answer[:60]!r}"
        raise MachineError(message)
    if (int(version[1]), int(version[2])) < _OLDEST:
        message = f"{program} is Quarto {answer}, and {'.'.join(map(str, _OLDEST))} or later is needed"
        raise MachineError(message)
    return answer


def select_engine(
    wanted: EngineName, embedded: Engine, find: Callable[[], QuartoEngine | NoQuarto] = find_quarto
) -> Selection:
    """Return the wanted engine; with ``auto``, Quarto where one is found that is new enough, else the embedded one.

    Raises
    ------
    MachineError
        If Quarto is wanted and there is none that will do.
    """
    if wanted == "embedded":
        return Selection(embedded, "engine embedded, as asked for")
    found = find()
    if not isinstance(found, NoQuarto):
        return Selection(found, f"engine quarto: version {found.version} at {found.program}")
    if wanted == "quarto":
        message = f"{found.why}; {_REMEDY}"
        raise ProgramError(message, found.last_lines)
    return Selection(embedded, f"engine embedded: {found.why}")
