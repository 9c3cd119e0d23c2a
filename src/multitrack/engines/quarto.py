"""The engine of an installed Quarto.

Quarto works in a private copy, so languages can be rendered at once, and a failed render leaves nothing behind.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import yaml

from multitrack.engines.programs import Call, Finished, last_lines, run
from multitrack.engines.quarto_faults import Fault, faults_in_log, faults_in_page, read_pages
from multitrack.engines.settings import slips
from multitrack.errors import InputError, MachineError, ProgramError
from multitrack.scratch import scratch

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from multitrack.engines.base import Format, Render
    from multitrack.project import Profile

_PRE_RENDER: Final = ("project", "pre-render")
_NOTHING: Final = "pre-render: []"


def copy_project(workspace: Path, private: Path, left_out: Collection[str]) -> None:
    """Copy a project with its generated files but without some folders, and without its pre-render script.

    Raises
    ------
    OSError
        If the copy cannot be made.
    """
    shutil.copytree(workspace, private, ignore=_without(workspace, set(left_out)))
    for file in private.glob("_quarto*.yml"):
        content = file.read_text(encoding="utf-8", errors="surrogateescape")
        file.write_text(without_pre_render(content), encoding="utf-8", errors="surrogateescape")


def without_pre_render(config: str) -> str:
    """Remove the pre-render scripts from a Quarto configuration, and keep the numbers of all other lines.

    Text that is no YAML is returned unchanged: Quarto reports its faults best.
    """
    try:
        found = next(_entries(yaml.compose(config), _PRE_RENDER), None)
    except yaml.YAMLError:
        return config
    if not found:
        return config
    start, end = found
    entry = config[start:end]
    trailing = entry[len(entry.rstrip()) :]
    return config[:start] + _NOTHING + "\n" * entry.rstrip().count("\n") + trailing + config[end:]


def _entries(node: yaml.Node | None, path: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield start and end in the text of the entry under a path of keys."""
    pairs: list[tuple[yaml.Node, yaml.Node]] = node.value if isinstance(node, yaml.MappingNode) else []
    wanted, *deeper = path
    for key, value in pairs:
        if key.value == wanted and deeper:
            yield from _entries(value, deeper)
        elif key.value == wanted and key.start_mark and value.end_mark:
            yield key.start_mark.index, value.end_mark.index


def _without(root: Path, names: set[str]) -> Callable[[str, list[str]], set[str]]:
    """Return a filter for ``copytree`` that skips names directly in the copied folder, but not below it."""
    return lambda folder, _: names if Path(folder) == root else set()


LIMIT: Final = "MULTITRACK_QUARTO_LIMIT"
"""Environment variable for the time limit of a language in seconds."""
LIMIT_S: Final = 300.0

# The caller's Quarto variables would change the render, except those with the paths of an installation.
_PARTS: Final = frozenset(
    f"QUARTO_{part}"
    for part in (
        *("CONDA_PREFIX", "DART_SASS", "DENO", "DENO_DOM", "ESBUILD", "PANDOC"),
        *("SHARE_PATH", "TYPST", "TYPST_GATHER"),
    )
)

_TARGETS: Final[Mapping[Format, str]] = MappingProxyType({"html": "html", "pdf": "typst"})
_ENDS: Final[Mapping[Format, bytes]] = MappingProxyType({"html": b"</html>", "pdf": b"%%EOF"})


def silent(_code: str, _line: str) -> None:
    """Ignore a line of Quarto's log."""


@dataclass(frozen=True, kw_only=True)
class QuartoEngine:
    """The engine of a Quarto that was found and is new enough.

    Attributes
    ----------
    program, version
        Its path and its version.
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
    on_line: Callable[[str, str], None] = silent
    name: str = field(default="quarto", init=False)

    def versions(self) -> Mapping[str, str]:
        """Return Quarto's version, which determines those of its Pandoc and Typst."""
        return {"quarto": self.version}

    def begin(self, workspace: Path, profile: Profile, formats: Sequence[Format]) -> Render:
        """Begin nothing before the pictures are drawn, since Quarto renders all at once; see `Engine.begin`."""
        return partial(self.render, workspace, profile, formats)

    def render(self, workspace: Path, profile: Profile, formats: Sequence[Format]) -> Mapping[Format, Path]:
        """Render one profile of the workspace; see `Engine.render`.

        Raises
        ------
        InputError
            If a key of the configuration seems misspelt.
        MachineError
            If the profile is not in the workspace, or the copy cannot be made.
        ProgramError
            If Quarto fails, takes too long, writes nothing or half, or ignores a fault.
        """
        _require_profile(workspace, profile)
        if problems := slips(workspace, profile):
            raise InputError(problems)
        output = Path(profile.config["project"]["output-dir"])
        try:
            with scratch() as folder:
                private = folder / workspace.name
                copy_project(workspace, private, {".quarto", *output.parts[:1]})
                self._render_copy(private, profile, formats)
                shutil.copytree(private / output, workspace / output, dirs_exist_ok=True)
        except OSError as error:
            message = f"no copy of the report can be made for Quarto: {error}; make room or make the folder writable"
            raise MachineError(message) from None
        return {format_: workspace / _document(profile, format_) for format_ in formats}

    def _render_copy(self, private: Path, profile: Profile, formats: Sequence[Format]) -> None:
        finished = self._run(private, profile, formats)
        for format_ in formats:
            self._require_whole(private / _document(profile, format_), profile, format_, finished.log)
        page = private / _document(profile, "html")
        faults = [*faults_in_log(finished.log), *(faults_in_page(page) if "html" in formats else ())]
        if faults:
            found = f"ended with status 0, but not all is in order. {_places(faults, private, profile)}"
            message = f"{self._subject(profile)} {found}"
            raise ProgramError(message, last_lines(finished.log))

    def _run(self, private: Path, profile: Profile, formats: Sequence[Format]) -> Finished:
        log: list[str] = []

        def keep(line: str) -> None:
            log.append(line)
            self.on_line(profile.code, line)

        # Quarto takes one format or all of the profile.
        target = ["--to", _TARGETS[formats[0]]] if len(formats) == 1 else []
        call = Call(
            what=self._subject(profile),
            arguments=[self.program, "render", ".", "--profile", profile.code, *target],
            folder=private,
            environment=undisturbed(self.environment),
            limit_s=self.limit_s,
            grace_s=self.grace_s,
            if_late=f"its last lines say how far it came, and {LIMIT} can give it more seconds",
            on_line=keep,
        )
        try:
            return run(call)
        except ProgramError as error:
            faults = [fault for fault in faults_in_log(log) if fault.has_source]
            if not faults:
                raise
            message = f"{self._subject(profile)} failed. {_places(faults, private, profile)}"
            raise ProgramError(message, error.last_lines) from None

    def _require_whole(self, document: Path, profile: Profile, format_: Format, log: Sequence[str]) -> None:
        """Refuse a missing, empty or truncated document."""
        name = _document(profile, format_).as_posix()
        if not document.is_file():
            found = f"has not written {name}"
        elif not document.stat().st_size:
            found = f"has written nothing into {name}"
        elif not document.read_bytes().rstrip().endswith(_ENDS[format_]):
            found = f"has written only a part of {name}"
        else:
            return
        remedy = "see its last lines, and whether the profile's output-dir, output-file and formats name this document"
        message = f"{self._subject(profile)} ended with status 0, but {found}; {remedy}"
        raise ProgramError(message, last_lines(log))

    def _subject(self, profile: Profile) -> str:
        return f"Quarto {self.version} with the profile {profile.code}"


def undisturbed(environment: Mapping[str, str]) -> Mapping[str, str]:
    """Return the environment without variables that would change Quarto's output or colour its log."""
    kept = {name: value for name, value in environment.items() if not name.startswith("QUARTO_") or name in _PARTS}
    kept.pop("FORCE_COLOR", None)
    return {"SOURCE_DATE_EPOCH": "0"} | kept | {"NO_COLOR": "1"}


def _require_profile(workspace: Path, profile: Profile) -> None:
    """Refuse a profile without a file, since Quarto would silently render the default one."""
    if not (workspace / f"_quarto-{profile.code}.yml").is_file():
        missing = f"there is no _quarto-{profile.code}.yml in {workspace}"
        message = f"Quarto cannot render the profile {profile.code}: {missing}; add it"
        raise MachineError(message)


def _document(profile: Profile, format_: Format) -> Path:
    """Return Quarto's path of a document, relative to the project."""
    folder = Path(profile.config["project"]["output-dir"]) / Path(profile.page).parent
    return folder / f"{profile.output_name}.{format_}"


def _places(faults: Iterable[Fault], root: Path, profile: Profile) -> str:
    """Return all faults with their places, as sentences of one paragraph."""
    pages = read_pages(root, profile.page)
    problems = {problem for fault in faults for problem in fault.problems(pages)}
    return ". ".join(str(problem) for problem in sorted(problems))
