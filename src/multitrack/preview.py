"""The preview: pages built and loaded again as soon as a source is saved.

::

    this process    watches the sources, and serves the pages and what is wrong
    the builder     builds in a process of its own, which stays warm until the program's code is changed
    the next one    has imported all libraries by then, and nothing yet of the program
"""

from __future__ import annotations

import gc
import sys
import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, cast

import watchfiles

import multitrack
from multitrack.build import build_edition
from multitrack.checks.pages_alike import check_pages
from multitrack.engines.programs import Call, Partner
from multitrack.errors import ChangedError, MultitrackError, Problem, Problems, UsageError
from multitrack.order import BuildRequest
from multitrack.page_server import NewsStand, serve
from multitrack.products import Products
from multitrack.project import MADE, Project
from multitrack.scratch import open_scratch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from concurrent.futures import Future

    from multitrack.build import OpenEdition
    from multitrack.edition import Edition

ANSWER: Final = "answer"
"""The command that runs the builder."""

_PACKAGE: Final = Path(multitrack.__file__).parent
_GRACE_S: Final = 3.0
_STEP_MS: Final = 20
_DEBOUNCE_MS: Final = 200
_PATIENCE_MS: Final = 100
_BEGINNING: Final = """
import contextlib, sys
sys.modules["rfc3987_syntax"] = None
with contextlib.suppress(Exception):
    import multitrack.pipeline, multitrack.study.coded_study
for name in [name for name in sys.modules if name.partition(".")[0] == "multitrack"]:
    del sys.modules[name]
sys.stdin.buffer.peek(1)
from multitrack.__main__ import main
main()
"""
"""Imports the program for its libraries, which take a second, forgets its own modules, and waits to be asked first."""
_CALL: Final = Call(
    what="the process that builds the preview",
    arguments=[sys.executable, "-P", "-c", _BEGINNING, ANSWER],
    folder=Path("/"),
    if_late="correct what its last lines name, or begin the preview again",
)


@dataclass(frozen=True)
class Wish:
    """The pages to be shown.

    Attributes
    ----------
    root, data, output
        The folders of a project.
    languages, formats
        Codes of the languages, and formats; the first of both is shown first.
    """

    root: Path
    data: Path
    output: Path
    languages: tuple[str, ...]
    formats: tuple[str, ...]
    open_edition: OpenEdition

    @property
    def project(self) -> Project:
        """The project as it is on disk now."""
        return Project.find(self.root, data=self.data, output=self.output)

    def order(self, project: Project) -> BuildRequest:
        """Return the build that makes the pages."""
        profiles = {profile.code: profile for profile in project.profiles}
        if missing := [code for code in self.languages if code not in profiles]:
            message = f"report/_quarto.yml has no language {missing[0]} any more: begin the preview again"
            raise UsageError(message)
        chosen = tuple(profiles[code] for code in self.languages)
        return BuildRequest(profiles=chosen, formats=self.formats, engine="embedded", force=True)


class Built(NamedTuple):
    """The result of a build: the page to begin with, or what is wrong; neither if sources were changed meanwhile."""

    page: str = ""
    problems: tuple[str, ...] = ()


def preview_edition(
    project: Project, order: BuildRequest, open_edition: OpenEdition, port: int, say: Callable[[str], None]
) -> None:
    """Serve what is ordered, and build it again whenever a source is saved, until interrupted.

    Parameters
    ----------
    port
        Of the address on this machine; 0 for any.
    say
        Called with the address, and with a line for each build.

    Raises
    ------
    UsageError
        If the port cannot be had.
    """
    codes = tuple(profile.code for profile in order.profiles)
    with open_scratch() as folder:
        wish = Wish(project.root, project.data.resolve(), folder / "pages", codes, order.formats, open_edition)
        wish.output.mkdir()
        stand = NewsStand()
        with (
            serve(port, wish.output, stand) as server,
            ThreadPoolExecutor(1) as pool,
            closing(_Builder()) as builder,
        ):
            say(f"open {server.address} (Ctrl-C ends the preview)")
            building, is_old = cast("Future[None] | None", None), True
            for changed in _watch(project):
                is_old = is_old or bool(changed)
                if any(Path(path).is_relative_to(_PACKAGE) for path in changed):
                    builder.restart()  # even if it works: the code may be such that it never ends
                if building and building.done():
                    building = building.result()
                if is_old and not building:
                    building, is_old = pool.submit(_renew, wish, builder, stand, say), False


def _renew(wish: Wish, builder: _Builder, stand: NewsStand, say: Callable[[str], None]) -> None:
    """Build, tell of new pages at once, and then of problems with them beside the other languages."""
    begun = time.perf_counter()
    built = builder.ask(make_pages, wish)
    if built.page:
        stand.tell_pages(built.page)
        say(f"built in {time.perf_counter() - begun:.1f} s")
        built = builder.ask(look_through, wish)
    if built.problems:
        stand.tell_problems(built.problems)
        say("\n".join(built.problems))
    builder.prepare_next()


def _watch(project: Project) -> Iterator[set[str]]:
    """Yield the paths of the sources that are saved, made or removed, as they come; none if some time has passed."""
    folders = {project.data.resolve(), project.report.resolve(), _PACKAGE.resolve()}

    def is_source(_: object, path: str) -> bool:
        top = next(folder for folder in folders if Path(path).is_relative_to(folder))
        parts = Path(path).relative_to(top).parts or (".",)
        hidden = any(part.startswith((".", "__pycache__")) or part.endswith("~") for part in parts)
        return not hidden and not (top == project.report.resolve() and parts[0] in MADE)

    saved = watchfiles.watch(
        *folders,
        watch_filter=is_source,
        step=_STEP_MS,
        debounce=_DEBOUNCE_MS,
        rust_timeout=_PATIENCE_MS,
        yield_on_timeout=True,
    )
    yield {path for _, path in next(saved)}  # it watches from here on, while the first pages are built
    yield from ({path for _, path in changes} for changes in saved)


class _Builder:
    """The process that builds, begun when it is first needed, and the next one.

    One thread asks, while another may restart and close it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._partner: Partner | None = None
        self._next: Partner | None = None
        self._is_closed = False

    def ask(self, act: Callable[[Wish], Built], wish: Wish) -> Built:
        """Return the answer of the builder, or why there is none; nothing if it has been restarted meanwhile."""
        partner = None
        try:
            with self._lock:
                if self._is_closed:
                    return Built()
                partner = self._partner = self._partner or self._begin()
            made, error = partner.ask((act, wish))
        except MultitrackError as failure:
            made, error = None, failure
        if partner is not self._partner:
            return Built()
        if error:
            self.restart()
            return Built(problems=_find_syntax_error() or _describe(error))
        return cast("Built", made)

    def prepare_next(self) -> None:
        """Begin the process that builds when the program's code has been changed."""
        with self._lock:
            if not self._is_closed:
                self._next = self._next or Partner(_CALL)

    def restart(self, grace_s: float = 0.0) -> None:
        """End the process, so that the next takes its place; one that may be building is given some seconds for it."""
        with self._lock:
            partner, self._partner = self._partner, None
        if partner:
            partner.end(grace_s)

    def close(self) -> None:
        """End both processes."""
        self._is_closed = True
        self.restart(_GRACE_S)
        with self._lock:
            if self._next:
                self._next.end()
            self._next = None

    def _begin(self) -> Partner:
        begun, self._next = self._next, None
        return begun if begun and begun.is_running else Partner(_CALL)


def _find_syntax_error() -> tuple[str, ...]:
    """Return the first syntax error of the program's code as a line, if there is one."""
    for path in sorted(_PACKAGE.rglob("*.py")):
        try:
            compile(path.read_bytes(), path, "exec")
        except (SyntaxError, ValueError) as error:
            return _describe(error)
    return ()


def _describe(error: Exception) -> tuple[str, ...]:
    """Return an error as lines: as it says itself, or with the place in the program's code that it comes from."""
    if isinstance(error, MultitrackError):
        return tuple(str(error).splitlines())
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_own(frame.filename)]
    file, row = (frames[-1].filename, frames[-1].lineno or 0) if frames else ("", 0)
    found = f"{type(error).__name__}: {error}"
    if isinstance(error, SyntaxError) and error.filename:
        file, row, found = error.filename, error.lineno or 0, error.msg
    place = Path(file).relative_to(_PACKAGE.parents[1]).as_posix() if _is_own(file) else file or "the program"
    return (str(Problem(place, row, "", found, "correct it")),)


def _is_own(file: str) -> bool:
    return Path(file).is_relative_to(_PACKAGE)


class _Warm:
    """What the builder keeps from build to build: products, the edition with its sources, and who draws."""

    def __init__(self) -> None:
        self.drawing: list[Partner] = []
        self.products: Products | None = None
        self.opened: tuple[Mapping[str, str], Edition] | None = None

    def open(self, wish: Wish, project: Project, products: Products) -> Edition:
        """Return the edition of the last build, unless more has changed than the texts of its pages."""
        if self.opened is None or self.opened[0] != products.sources:
            self.opened = products.sources, wish.open_edition(project, products)
        return self.opened[1]


_WARM: Final = _Warm()


def make_pages(wish: Wish) -> Built:
    """Build what is wished for, in the builder."""
    try:
        project = wish.project
        order = wish.order(project)
        _WARM.products = _WARM.products or Products.of(project.root)
        build_edition(project, order, partial(_WARM.open, wish), products=_WARM.products, idle=_WARM.drawing)
    except ChangedError:  # the change is seen as well, and the next build begins
        _WARM.opened = None
        return Built()
    except Exception as error:  # noqa: BLE001  (whatever is wrong with a source or a module, the preview goes on)
        _WARM.opened = None  # perhaps it was read as its sources were changed
        return Built(problems=_describe(error))
    return Built(page=order.documents()[0])


def look_through(wish: Wish) -> Built:
    """Check the pages and words of all languages, in the builder, and free the memory of builds before."""
    gc.collect()
    try:
        # What it imports takes most of a second, and the process that serves has no use for it.
        from multitrack.checks.overflow import find_ill_fitting  # noqa: PLC0415

        if _WARM.opened:
            edition, problems = _WARM.opened[1], Problems()
            problems.extend(find_ill_fitting(edition, edition.speakers))
            with problems.catch():
                check_pages(wish.project, wish.project.profiles, edition.outputs)
            problems.raise_any()
    except Exception as error:  # noqa: BLE001  (as above)
        return Built(problems=_describe(error))
    return Built()
