"""The command line: what is asked for, what is said, and with which status the program ends.

What a command needs is imported when it runs, so that ``--help`` and a wrong call answer at once.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, NoReturn

import typer
from rich.console import Console
from rich.text import Text

from multitrack.characters import shown
from multitrack.errors import InputError, MachineError, MultitrackError, UsageError
from multitrack.interrupts import held, ignore_interrupts, take_interrupts
from multitrack.project import Project
from multitrack.study import open_edition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from multitrack.project import Profile

# What is printed are names, texts and other programs' lines: brackets and colons in them are no markup and no emoji.
_OUT: Final = Console(soft_wrap=True, highlight=False, markup=False, emoji=False)
_ERR: Final = Console(stderr=True, soft_wrap=True, highlight=False, markup=False, emoji=False)
_FORMATS: Final = ("html", "pdf")
_INTERRUPTED: Final = 130
_TRACEBACK: Final = "MULTITRACK_TRACEBACK"
"""Set in the environment, a fault of the program is shown with its stack."""
_BROKEN_PIPE: Final = 141
_NO_THREAD: Final = "can't start new thread"
"""What Python says when the system gives it none."""
_ENGINES: Final = ("auto", "quarto", "embedded")

app: Final = typer.Typer(
    help="Build, check and list the reproducible, bilingual edition of a study.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

_PROJECT: Final[Any] = typer.Option("--project", help="The project to work on.", show_default="the nearest upward")
_DATA: Final[Any] = typer.Option("--data", help="Another data package, coded with the same columns.")
_PLACES: Final = "report/_output, or report/_preview for a part"
_LANG: Final[Any] = typer.Option("--lang", help="One language only.", show_default="all")


@app.command()
def build(  # noqa: PLR0913  (each parameter is an option of the command)
    *,
    lang: Annotated[str | None, _LANG] = None,
    to: Annotated[str | None, typer.Option("--to", help="html or pdf only.", show_default="both")] = None,
    engine: Annotated[str, typer.Option("--engine", help="auto, quarto or embedded.")] = "auto",
    data: Annotated[Path | None, _DATA] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="A folder that is absent, empty or an edition.", show_default=_PLACES)
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", help="How much to draw and render at once, 1 to 64.")] = 2,
    force: Annotated[bool, typer.Option("--force", help="Build even if nothing has changed.")] = False,
    project: Annotated[Path, _PROJECT] = Path(),
) -> None:
    """Build the edition: HTML and PDF in every language, and a kit for each figure and table.

    With --lang or --to there are no kits: they hold all languages, and lead to all documents. Such a part goes to
    report/_preview, so that the whole edition in report/_output stays.
    """
    with held():  # some libraries do not take it well to be interrupted as they are imported
        from multitrack.build import build_edition
        from multitrack.order import Order, possible_jobs

    gc.disable()  # what a build makes it needs to its end; looking for what it does not takes a tenth of its time
    found = Project.find(project, data=data, output=out)
    order = Order(
        profiles=_profiles(found, lang),
        formats=tuple(_chosen("--to", to, _FORMATS)),
        engine=_chosen("--engine", engine, _ENGINES)[0],
        jobs=possible_jobs(jobs),
        force=force,
    )
    found = found if out else order.placed(found)
    with _ERR.status("multitrack") as status:
        result = build_edition(found, order, open_edition, say=lambda text: status.update(Text(text)))
    gc.freeze()  # nor is it worth a search when the program ends
    _OUT.print(result.engine_note, style="dim")
    if result.was_current:
        _OUT.print(f"{found.name(found.output)} is up to date; --force builds it anyway")
    for document in result.documents:
        _OUT.print(f"{found.name(found.output)}/{document}")


@app.command(hidden=True)
def weave(*, project: Annotated[Path, _PROJECT] = Path()) -> None:
    """Put what the pages take in into report/_generated, unless it is there: Quarto calls this before it renders."""
    from multitrack.project import GENERATED
    from multitrack.publish.manifest import is_woven

    found = Project.find(project)
    folder = found.name(found.report / GENERATED)
    if is_woven(found):
        _OUT.print(f"{folder} is up to date")
        return
    with held():
        from multitrack.pipeline import weave_report

    weave_report(open_edition(found))
    _OUT.print(f"{folder} is woven")


@app.command()
def check(*, data: Annotated[Path | None, _DATA] = None, project: Annotated[Path, _PROJECT] = Path()) -> None:
    """Check data, texts and pages, and list every problem."""
    with held():
        from multitrack.pipeline import check_edition

    _OUT.print(check_edition(open_edition(Project.find(project, data=data))))


@app.command("list")
def list_ids(
    what: Annotated[str, typer.Argument(help="figures, tables, numbers, events or quantities.")] = "figures",
    *,
    lang: Annotated[str | None, typer.Option("--lang", help="In which language.", show_default="the first")] = None,
    data: Annotated[Path | None, _DATA] = None,
    project: Annotated[Path, _PROJECT] = Path(),
) -> None:
    """List what can be cited or used in a page: an id and its words a line, with a tab between them."""
    from multitrack.listing import list_entries

    found = Project.find(project, data=data)
    for identifier, text in list_entries(open_edition(found), what, _profiles(found, lang)[0]):
        typer.echo(f"{identifier}\t{text}")


@app.command("cite")
def cite_id(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="Of a figure or a table; report or data.")],
    *,
    style: Annotated[
        str,
        typer.Option("--style", help="apa, chicago, bibtex, ris, csl-json; from, adapted: notes below a copy; cff."),
    ] = "apa",
    lang: Annotated[str | None, typer.Option("--lang", help="In which language.", show_default="the first")] = None,
    data: Annotated[Path | None, _DATA] = None,
    project: Annotated[Path, _PROJECT] = Path(),
) -> None:
    """Print how to cite a figure, a table, the report or its data."""
    from multitrack.edition import STYLES

    found = Project.find(project, data=data)
    edition, profile = open_edition(found), _profiles(found, lang)[0]
    typer.echo(edition.cite(identifier, _chosen("--style", style, STYLES)[0], profile))


@app.command("explain")
def explain_id(
    identifier: Annotated[
        str, typer.Argument(metavar="ID", help="Of an item, a quantity, a number, a figure, a table or any other row.")
    ],
    *,
    lang: Annotated[str | None, typer.Option("--lang", help="In which language.", show_default="the first")] = None,
    data: Annotated[Path | None, _DATA] = None,
    project: Annotated[Path, _PROJECT] = Path(),
) -> None:
    """Say where something comes from, what was computed, and where it is printed."""
    from multitrack.explain import explain

    found = Project.find(project, data=data)
    for line in explain(open_edition(found), identifier, _profiles(found, lang)[0]):
        typer.echo(line)


@app.command("export")
def export_id(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="Of a figure or a table.")],
    *,
    to: Annotated[Path, typer.Option("--to", help="The folder in which the kit's own is put.")] = Path(),
    force: Annotated[bool, typer.Option("--force", help="Replace the kit if it is there already.")] = False,
    data: Annotated[Path | None, _DATA] = None,
    project: Annotated[Path, _PROJECT] = Path(),
) -> None:
    """Write the kit of a figure or a table: pictures or grids, data, description, citations, and all as a ZIP."""
    with held():
        from multitrack.publish.export import export_kit

    for path in export_kit(open_edition(Project.find(project, data=data)), identifier, to, force=force):
        typer.echo(path)


@app.command()
def verify(
    identifier: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID@VERSION+DIGITS]", help="A figure or a table as someone cited it.", show_default=False
        ),
    ] = None,
    *,
    record: Annotated[
        Path | None,
        typer.Option("--record", help="The cited kit's metadata.json or ZIP.", show_default="the last build"),
    ] = None,
    data: Annotated[Path | None, _DATA] = None,
    project: Annotated[Path, _PROJECT] = Path(),
) -> None:
    """Say whether what someone cited is still the same, and if not, what changed; or verify the whole edition.

    Without an identifier, build twice in two fresh folders, compare every byte, and compare with
    report/checksums.sha256.
    """
    if identifier is not None:
        _verify_cited(Project.find(project, data=data), identifier, record)
        return
    from multitrack.verify import verify_edition

    with _ERR.status("build twice"):
        said = verify_edition(Project.find(project, data=data), open_edition)
    _OUT.print(said)


@app.command()
def checksums(*, project: Annotated[Path, _PROJECT] = Path()) -> None:
    """Write report/checksums.sha256 and report/versions.csv anew from the edition that was just built."""
    from multitrack.verify import write_checksums

    _OUT.print(write_checksums(Project.find(project)))


@app.command()
def bench(
    *,
    runs: Annotated[int, typer.Option("--runs", min=1, help="How often each build is run.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
    project: Annotated[Path, _PROJECT] = Path(),
) -> None:
    """Time builds from nothing, each in a process of its own: medians in seconds, peak memory, and bytes of the pages.

    Where Quarto is found, it is timed by itself and as the engine as well.
    """
    from multitrack.bench import as_table, measure, measure_quarto, to_json, weigh_pages
    from multitrack.engines.selection import NoQuarto, find_quarto

    found, quarto = Project.find(project), find_quarto()
    with _ERR.status("build and measure"):
        pages, timings = weigh_pages(found), measure(found, runs)
        if not isinstance(quarto, NoQuarto):
            timings += measure_quarto(found, quarto, runs)
    typer.echo(to_json(timings, pages) if as_json else as_table(timings, pages))
    if isinstance(quarto, NoQuarto):
        _ERR.print(f"Quarto is not timed: {quarto.why}")


def _verify_cited(project: Project, identifier: str, record: Path | None) -> None:
    from multitrack.bundles.cited_versions import check_cited

    verdict = check_cited(open_edition(project), identifier, record)
    for line in verdict.lines:
        typer.echo(line)
    if not verdict.same:
        raise typer.Exit(InputError.exit_status)


def main() -> None:
    """Run the program; end with 0 done, 1 wrong input, 2 wrong call, 3 a failed program or machine."""
    take_interrupts()
    try:
        _run()
    except InputError as error:
        count = len(error.problems)
        _end(error.exit_status, f"{shown(str(error))}\n{count} problem{'' if count == 1 else 's'}; nothing was changed")
    except MultitrackError as error:
        _end(error.exit_status, f"multitrack: {shown(str(error))}")
    except BrokenPipeError:
        _end(_BROKEN_PIPE)  # who reads has read enough
    except OSError as error:
        # What is written to files is named where that fails; what is printed is not.
        place = None if error.filename else "the standard output"
        _end(MachineError.exit_status, f"multitrack: {MachineError.of(error, place)}")
    except KeyboardInterrupt:
        _end(_INTERRUPTED, f"multitrack: interrupted; {_what_changed()}")
    except Exception as fault:
        if isinstance(fault, MemoryError) or str(fault) == _NO_THREAD:
            refused = OSError(errno.ENOMEM, os.strerror(errno.ENOMEM), "the program")
            _end(MachineError.exit_status, f"multitrack: {MachineError.of(refused)}")
        # Input is refused where it is read: whatever comes as far as this is a fault of the program, and said to be.
        if os.environ.get(_TRACEBACK):
            raise
        _end(MultitrackError.exit_status, f"multitrack: {shown(_told(fault))}")


def _told(fault: Exception) -> str:
    """Say where a fault of the program is and how to see all of it."""
    place = traceback.extract_tb(fault.__traceback__)[-1]
    kind = " ".join(f"{type(fault).__name__}: {fault}".split())
    where = f"{Path(place.filename).name}:{place.lineno}"
    return f"a fault of the program ({kind}, at {where}); {_TRACEBACK}=1 shows more of it for a report"


def _run() -> None:
    try:
        app()
    except SystemExit as end:
        # Typer makes such an exit of an interrupt and of a broken pipe, without a word.
        if isinstance(end.__context__, BrokenPipeError):
            raise BrokenPipeError from None
        if end.code == _INTERRUPTED:
            raise KeyboardInterrupt from None
        if end.code:
            raise
    if sys.stdout:
        sys.stdout.flush()


def _what_changed() -> str:
    from multitrack.publish.staging import put_in_place

    return f"{', '.join(map(str, put_in_place))} is new already" if put_in_place else "nothing was changed"


def _end(status: int, said: str = "") -> NoReturn:
    """Say the last word, if there is anyone to hear it, and leave nothing for Python to write."""
    ignore_interrupts()
    *lines, last = said.splitlines() or [""]
    with contextlib.suppress(OSError):
        for line in lines:
            _ERR.print(line)
        if last:
            _ERR.print(last, style="bold red" if lines else None)
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream:
                stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    sys.exit(status)


def _profiles(project: Project, code: str | None) -> tuple[Profile, ...]:
    chosen = _chosen("--lang", code, [profile.code for profile in project.profiles])
    return tuple(profile for profile in project.profiles if profile.code in chosen)


def _chosen(option: str, value: str | None, possible: Sequence[str]) -> Sequence[Any]:
    """Return the one value given, or all that are possible if none is.

    Raises
    ------
    UsageError
        If the value is not possible.
    """
    if value is None:
        return possible
    if value not in possible:
        message = f"{option} {value}: take one of {', '.join(possible)}"
        raise UsageError(message)
    return [value]
