"""Selection of the engine, and search for an installed Quarto."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from multitrack.engines.programs import Call, run
from multitrack.engines.quarto import LIMIT, LIMIT_S, QuartoEngine, silent, undisturbed
from multitrack.errors import MachineError, ProgramError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from multitrack.engines.base import Engine

EngineName = Literal["auto", "quarto", "embedded"]

_OLDEST: Final = (1, 9)
_REMEDY: Final = (
    "get Quarto with pip install 'multitrack[quarto]' or from https://quarto.org, or choose --engine embedded"
)
_NOT_FOUND: Final = (
    "Quarto was not found: QUARTO_PATH is not set, no quarto is on PATH, and the package quarto_cli is not installed"
)
_VERSION: Final = re.compile(r"(\d+)\.(\d+)\S*")


@dataclass(frozen=True)
class Selection:
    """An engine with the reason for its selection, as a sentence for the user."""

    engine: Engine
    reason: str


@dataclass(frozen=True)
class NoQuarto:
    """The reason why no Quarto is usable, and the last lines of those that did not tell their version."""

    why: str
    last_lines: tuple[str, ...] = ()

    def error(self) -> ProgramError:
        """Return the error for calls that require Quarto."""
        return ProgramError(f"{self.why}; {_REMEDY}", self.last_lines)


def find_quarto(
    environment: Mapping[str, str] = os.environ,
    *,
    limit_s: float = 20.0,
    on_line: Callable[[str, str], None] = silent,
) -> QuartoEngine | NoQuarto:
    """Return the first new enough Quarto from QUARTO_PATH, from PATH, or from the package quarto_cli.

    Parameters
    ----------
    environment
        The caller's environment.
        ``MULTITRACK_QUARTO_LIMIT`` in it is the time limit of a language in seconds.
    limit_s
        Time limit of a program to tell its version, in seconds.
    on_line
        Called by the engine with a profile's code and each line of Quarto's log.

    Raises
    ------
    UsageError
        If the limit in the environment is no number of seconds.
    """
    refusals: list[str] = []
    lines: list[str] = []
    for program in _candidates(environment):
        try:
            version = _new_enough(program, environment, limit_s)
        except MachineError as error:
            refusals.append(str(error).splitlines()[0])
            lines.extend(error.last_lines if isinstance(error, ProgramError) else ())
        else:
            return QuartoEngine(
                program=program,
                version=version,
                environment=environment,
                limit_s=_limit(environment),
                on_line=on_line,
            )
    return NoQuarto("; ".join(refusals) or _NOT_FOUND, tuple(lines))


def select_engine(
    wanted: EngineName, embedded: Engine, find: Callable[[], QuartoEngine | NoQuarto] = find_quarto
) -> Selection:
    """Return the wanted engine; with ``auto``, Quarto if a new enough one is found, else the embedded one.

    Raises
    ------
    MachineError
        If Quarto is wanted and none is usable.
    """
    if wanted == "embedded":
        return Selection(embedded, "engine embedded, as asked for")
    found = find()
    if not isinstance(found, NoQuarto):
        return Selection(found, f"engine quarto: version {found.version} at {found.program}")
    if wanted == "quarto":
        raise found.error()
    return Selection(embedded, f"engine embedded: {found.why}")


def _limit(environment: Mapping[str, str]) -> float:
    told = environment.get(LIMIT, "")
    if not told:
        return LIMIT_S
    if not re.fullmatch(r"[1-9]\d*", told):
        message = f"{LIMIT} is {told!r}: give it a whole number of seconds, or unset it for {LIMIT_S:g}"
        raise UsageError(message)
    return float(told)


def _candidates(environment: Mapping[str, str]) -> Iterator[Path]:
    named = environment.get("QUARTO_PATH")
    if named:
        yield Path(named)
        return
    on_path = shutil.which("quarto", path=environment.get("PATH", os.defpath))
    if on_path:
        yield Path(on_path).absolute()
    package = find_spec("quarto_cli")
    folders = package.submodule_search_locations if package else None
    yield from (Path(folder) / "bin" / "quarto" for folder in folders or ())


def _new_enough(program: Path, environment: Mapping[str, str], limit_s: float) -> str:
    """Return the program's version; a suffix such as ``-rc.1`` is allowed."""
    call = Call(
        what=f"{program} --version",
        arguments=[program, "--version"],
        folder=Path.cwd(),
        environment=undisturbed(environment),
        limit_s=limit_s,
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
