"""The commands: their options and output.

The imports of a command are delayed until it runs, so that ``--help`` and wrong calls answer at once.
"""

from __future__ import annotations

import gc
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from rich.console import Console
from rich.text import Text

from multitrack import __version__
from multitrack.errors import InputError, UsageError, nearest
from multitrack.interrupts import hold_interrupts
from multitrack.products import Products
from multitrack.project import Project
from multitrack.study import open_edition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from multitrack.edition import Edition
    from multitrack.project import Profile

# Output consists of names, texts and other programs' lines: brackets and colons in them are no markup, no emoji.
_OUT: Final = Console(soft_wrap=True, highlight=False, markup=False, emoji=False)
_ERR: Final = Console(stderr=True, soft_wrap=True, highlight=False, markup=False, emoji=False)
_AUTO: Final = "auto"
_ENGINES: Final = (_AUTO, "quarto", "embedded")
_OWN: Final = "en"
"""The language of help and messages; what is said of an edition is said in it, if the edition has it."""

app: Final = typer.Typer(
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def _folder(text: str | Path) -> Path:
    """Return a path of the command line; an empty one, as of a variable without a value, is none."""
    if not str(text).strip():
        message = "a path on the command line is empty: write a folder or a file, . for this one"
        raise UsageError(message)
    return Path(text)


def _path(explained: str, default: str | bool = True) -> Any:  # noqa: ANN401, FBT001, FBT002  (as Typer's)
    return typer.Option(help=explained, parser=_folder, metavar="PATH", show_default=default)


def _print_version(asked: bool) -> None:  # noqa: FBT001  (an option of the command)
    if asked:
        typer.echo(f"multitrack {__version__}")
        raise typer.Exit


_PROJECT: Final = _path("The project to work on.", "the nearest upward")
_DATA: Final = _path("Another data package, coded with the same columns.")
_OUTPUT: Final = _path("A folder that is absent, empty or an edition.", "report/_output, or report/_preview for a part")
_KIT: Final = _path("The folder in which the kit's own is put.")
_RECORD: Final = _path("metadata.json of the cited kit or data, or the kit's ZIP.", "the last build")
_LANG: Final[Any] = typer.Option(
    envvar="MULTITRACK_LANG", help="The language to say it in.", show_default="English, or else the first"
)
_VERSION: Final[Any] = typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)


@app.callback()
def _begin(*, version: Annotated[bool, _VERSION] = False) -> None:  # pyright: ignore[reportUnusedFunction, reportUnusedParameter]
    """Build, check, list and cite the reproducible edition of a study in all its languages."""


@app.command()
def build(  # noqa: PLR0913  (each parameter is an option of the command)
    *,
    lang: Annotated[str | None, typer.Option(help="One language only.", show_default="all")] = None,
    to: Annotated[
        str | None, typer.Option(help="One format only: html, pdf or docx.", show_default="html and pdf")
    ] = None,
    engine: Annotated[str, typer.Option(help="auto, quarto or embedded.")] = _AUTO,
    data: Annotated[Path | None, _DATA] = None,
    out: Annotated[Path | None, _OUTPUT] = None,
    jobs: Annotated[int, typer.Option(help="How much to draw and render at once, 1 to 64.")] = 2,
    force: Annotated[bool, typer.Option("--force", help="Build even if nothing has changed.")] = False,
    why: Annotated[bool, typer.Option("--why", help="Say for each product why it was made, or kept.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Say which engine renders, and each stage.")] = False,
    project: Annotated[Path, _PROJECT] = Path(),
) -> None:
    """Build the edition: HTML and PDF in every language, and a kit for each figure and table.

    With --lang or --to there are no kits: they hold all languages, and lead to all documents. Such a part goes to
    report/_preview, so that the whole edition in report/_output stays.
    """
    with hold_interrupts():  # some libraries break when interrupted during import
        from multitrack.build import build_edition
        from multitrack.engines.formats import FORMATS, PUBLISHED
        from multitrack.order import INDEX, BuildRequest, limit_jobs

    gc.disable()  # what a build makes it needs to its end; looking for what it does not takes a tenth of its time
    found = Project.find(project, data=data, output=out)
    order = BuildRequest(
        profiles=_chosen_profiles(found, lang),
        formats=PUBLISHED if to is None else tuple(_chosen("--to", to, list(FORMATS))),
        engine=_chosen("--engine", engine, _ENGINES)[0],
        jobs=limit_jobs(jobs),
        force=force,
    )
    found = found if out else order.place_output(found)
    with _ERR.status("multitrack") as status:

        def say(stage: str) -> None:
            _ERR.print(stage) if verbose else status.update(Text(stage))

        result = build_edition(found, order, open_edition, say=say)
    gc.freeze()  # and the system frees all memory when the program ends
    if verbose or engine != _AUTO:
        _OUT.print(result.engine_note, style="dim")
    folder = found.name(found.output)
    if result.products is None:
        _OUT.print(f"{folder} is up to date; --force builds it anyway")
    elif why:
        _OUT.print(*sorted(result.products.reasons), sep="\n")
    if result.products and (fault := result.products.describe_fault()):
        _ERR.print(fault)
    for document in order.documents():
        _OUT.print(f"{folder}/{document}")
    _OUT.print(f"open {folder}/{INDEX}")


@app.command()
def preview(
    *,
    lang: Annotated[str | None, typer.Option(help="The language to show.", show_default="the first")] = None,
    to: Annotated[str, typer.Option(help="The format to show: html, pdf or docx.")] = "html",
    whole: Annotated[
        bool, typer.Option("--whole", help="All languages, formats and kits, which takes longer.")
    ] = False,
    data: Annotated[Path | None, _DATA] = None,
    port: Annotated[int, typer.Option(help="Of the address on this machine; 0 for any.")] = 4141,
    project: Annotated[Path, _PROJECT] = Path(),
) -> None:
    """Show the edition in the browser, and build and load it again whenever a source is saved.

    What is wrong with the sources is shown below the pages, which stay as they were. Nothing in the project is changed.
    """
    with hold_interrupts():
        from multitrack.engines.formats import FORMATS, PUBLISHED
        from multitrack.order import BuildRequest
        from multitrack.preview import preview_edition

    found = Project.find(project, data=data)
    formats = PUBLISHED if whole else tuple(_chosen("--to", to, list(FORMATS)))
    profiles = found.profiles if whole else _chosen_profiles(found, lang)[:1]
    with suppress(KeyboardInterrupt):  # the way to end it
        preview_edition(found, BuildRequest(profiles=profiles, formats=formats), open_edition, port, _OUT.print)


@app.command(hidden=True)
def answer() -> None:
    """Build for a preview, as it asks on the standard input."""
    from multitrack.charts.drawing_process import answer_all
    from multitrack.products import note_code

    note_code()
    gc.disable()  # it is collected between builds
    answer_all()


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
    edition = open_edition(found, Products.of(found.root))
    with hold_interrupts():
        from multitrack.pipeline import weave_report

    weave_report(edition)
    _OUT.print(f"{folder} is woven")


@app.command()
def check(*, data: Annotated[Path | None, _DATA] = None, project: Annotated[Path, _PROJECT] = Path()) -> None:
    """Check data, texts and pages, and list every problem."""
    edition = _edition(project, data)
    with hold_interrupts():
        from multitrack.pipeline import check_edition

    _OUT.print(check_edition(edition))


@app.command()
def new(
    kind: Annotated[str, typer.Argument(help="figure or table.")],
    name: Annotated[str, typer.Argument(help="Its id without fig- or tbl-.")],
    *,
    project: Annotated[Path, _PROJECT] = Path(),
) -> None:
    """Start a new figure or table: write its module and its texts, and say what to do next."""
    from multitrack.study.beginnings import begin_exhibit

    for line in begin_exhibit(Project.find(project), kind, name):
        typer.echo(line)


@app.command("list")
def list_ids(
    what: Annotated[str, typer.Argument(help="figures, tables, numbers, events or quantities.")] = "figures",
    *,
    lang: Annotated[str | None, _LANG] = None,
    data: Annotated[Path | None, _DATA] = None,
    project: Annotated[Path, _PROJECT] = Path(),
) -> None:
    """List what can be cited or used in a page: an id and its words a line, with a tab between them."""
    edition = _edition(project, data)
    for identifier, text in edition.entries(what, _spoken(edition.project, lang)):
        typer.echo(f"{identifier}\t{text}")


@app.command("cite")
def cite_id(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="Of a figure or a table; report, data or study.")],
    *,
    style: Annotated[
        str,
        typer.Option(help="apa, chicago, in-text, bibtex, ris, csl-json; from, adapted: notes below a copy; cff."),
    ] = "apa",
    lang: Annotated[str | None, _LANG] = None,
    data: Annotated[Path | None, _DATA] = None,
    project: Annotated[Path, _PROJECT] = Path(),
) -> None:
    """Print how to cite a figure, a table, the report, its data or the study."""
    from multitrack.edition import STYLES

    edition = _edition(project, data)
    typer.echo(edition.cite(identifier, _chosen("--style", style, STYLES)[0], _spoken(edition.project, lang)))


@app.command("explain")
def explain_id(
    identifier: Annotated[
        str, typer.Argument(metavar="ID", help="Of an item, a quantity, a number, a figure, a table or any other row.")
    ],
    *,
    lang: Annotated[str | None, _LANG] = None,
    data: Annotated[Path | None, _DATA] = None,
    project: Annotated[Path, _PROJECT] = Path(),
) -> None:
    """Say where something comes from, what was computed, and where it is printed."""
    from multitrack.explain import explain

    edition = _edition(project, data)
    for line in explain(edition, identifier, _spoken(edition.project, lang)):
        typer.echo(line)


@app.command("export")
def export_id(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="Of a figure or a table, or data.")],
    *,
    to: Annotated[Path, _KIT] = Path(),
    force: Annotated[bool, typer.Option("--force", help="Replace the kit if it is there already.")] = False,
    data: Annotated[Path | None, _DATA] = None,
    project: Annotated[Path, _PROJECT] = Path(),
) -> None:
    """Write the kit of a figure or a table: pictures or grids, data, description, citations, and all as a ZIP.

    The kit of data is the data package, as files, ZIP and workbook.
    """
    with hold_interrupts():
        from multitrack.publish.export import export_kit

    for path in export_kit(_edition(project, data), identifier, to, force=force):
        typer.echo(path)


@app.command()
def verify(
    identifier: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID@VERSION+DIGITS]",
            help="A figure, a table, report or data as someone cited it.",
            show_default=False,
        ),
    ] = None,
    *,
    record: Annotated[Path | None, _RECORD] = None,
    data: Annotated[Path | None, _DATA] = None,
    project: Annotated[Path, _PROJECT] = Path(),
) -> None:
    """Say whether what someone cited is still the same, and if not, what changed; or verify the whole edition.

    Without an identifier, build twice in two fresh folders, compare every byte, and compare with
    report/checksums.sha256.
    """
    if identifier is not None:
        from multitrack.bundles.cited_versions import check_cited

        verdict = check_cited(_edition(project, data), identifier, record)
        for line in verdict.lines:
            typer.echo(line)
        if not verdict.same:
            raise typer.Exit(InputError.exit_status)
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
    runs: Annotated[int, typer.Option(min=1, help="How often each build is run.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
    project: Annotated[Path, _PROJECT] = Path(),
) -> None:
    """Time builds and the preview after each kind of change: medians in seconds, peak memory, and bytes of the pages.

    Where Quarto is found, it is timed by itself and as the engine as well.
    """
    from multitrack.bench import format_table, measure, to_json, weigh_pages
    from multitrack.bench_quarto import measure_quarto
    from multitrack.engines.quarto import NoQuarto, find_quarto

    found, quarto = Project.find(project), find_quarto()
    with _ERR.status("build and measure"):
        pages, timings = weigh_pages(found), measure(found, runs)
        if not isinstance(quarto, NoQuarto):
            timings += measure_quarto(found, quarto, runs)
    typer.echo(to_json(timings, pages) if as_json else format_table(timings, pages))
    if isinstance(quarto, NoQuarto):
        _ERR.print(f"Quarto is not timed: {quarto.why}")


def _edition(project: Path, data: Path | None) -> Edition:
    found = Project.find(project, data=data)
    return open_edition(found, Products.of(found.root))


def _chosen_profiles(project: Project, code: str | None) -> tuple[Profile, ...]:
    chosen = _chosen("--lang", code, [profile.code for profile in project.profiles])
    return tuple(profile for profile in project.profiles if profile.code in chosen)


def _spoken(project: Project, code: str | None) -> Profile:
    """Return the language asked for, or else the program's own, or the first where an edition has not that."""
    first, *others = _chosen_profiles(project, code)
    return next((profile for profile in (first, *others) if profile.locale.language == _OWN), first)


def _chosen(option: str, value: str | None, possible: Sequence[str]) -> Sequence[Any]:
    """Return the given value, or without one all possible values; refuse any other, and name the nearest."""
    if value is None:
        return possible
    if value not in possible:
        message = f"{option} {value}: take one of {', '.join(possible)}{nearest(value, possible)}"
        raise UsageError(message)
    return [value]
