"""The whole way, from the coded study to the finished edition."""

from __future__ import annotations

import gzip
import shutil
import tempfile
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Final

from multitrack.citing.archive import Edition, archive_files
from multitrack.citing.cff import check_citation_file
from multitrack.citing.edition import cite_edition
from multitrack.compute import compute
from multitrack.data import load
from multitrack.engines.embedded import EmbeddedEngine
from multitrack.engines.programs import ended_on_error
from multitrack.engines.selection import EngineName, find_quarto, select_engine
from multitrack.errors import InputError
from multitrack.kits.archive import pack
from multitrack.kits.shelf import Shelf
from multitrack.kits.versioned import LEDGER
from multitrack.parity import check_pages
from multitrack.publish.folder import staged, write_files
from multitrack.publish.index import index_page
from multitrack.publish.manifest import NAME, Entry, Manifest, Origin, hash_input, is_current
from multitrack.publish.page import light
from multitrack.publish.sums import NAME as SUMS
from multitrack.publish.sums import sizes, sums
from multitrack.publish.woven import GENERATED, mark_woven, shaping_versions
from multitrack.weave.charts import make_ready
from multitrack.weave.figures import figure_files, one_by_one
from multitrack.weave.fonts import font_files
from multitrack.weave.head import head_html
from multitrack.weave.live import line
from multitrack.weave.translations import translation_files
from multitrack.weave.weaving import dressed, weave

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Generator, Mapping, Sequence
    from concurrent.futures import Executor, Future

    from multitrack.citing.edition import Cited
    from multitrack.engines.base import Engine, Format, Render
    from multitrack.errors import Problem
    from multitrack.model.dataset import Dataset
    from multitrack.model.language import Language
    from multitrack.model.outputs import Outputs
    from multitrack.project import Profile, Project
    from multitrack.weave.figures import DrawAll

    Begun = Sequence[Future[Render]]

FORMATS: Final[tuple[Format, ...]] = ("html", "pdf")
INDEX: Final = "index.html"
LANDING: Final = "landing.html"
DATA: Final = "data"

_PAGES: Final = frozenset({".qmd", ".yml", ".bib", ".html"})
_NOT_COPIED: Final = shutil.ignore_patterns("_output", GENERATED, ".build-*", ".quarto", "checksums.sha256", LEDGER)


@dataclass(frozen=True, kw_only=True)
class Order:
    """What a build is asked for.

    Attributes
    ----------
    profiles
        The languages.
    formats
        The kinds of document.
    engine
        ``auto``, ``quarto`` or ``embedded``.
    jobs
        How many charts to draw, and languages to render, at once.
    force
        Whether to build even if the output is current.
    """

    profiles: tuple[Profile, ...]
    formats: tuple[Format, ...] = FORMATS
    engine: EngineName = "auto"
    jobs: int = 2
    force: bool = False

    def documents(self) -> tuple[str, ...]:
        """Return the documents ordered, as paths in the output folder."""
        stems = (f"{profile.output_folder}/{profile.output_name}" for profile in self.profiles)
        return tuple(f"{stem}.{form}" for stem in stems for form in self.formats)

    def is_whole(self, project: Project) -> bool:
        """Say whether every language and every format is asked for: only then kits are made, and lead somewhere."""
        return len(self.profiles) == len(project.profiles) and set(self.formats) == set(FORMATS)


@dataclass(frozen=True)
class Result:
    """What a build made: which engine and why, the documents, and whether they were there already."""

    engine_note: str
    documents: tuple[str, ...]
    was_current: bool = False


def build_edition(project: Project, order: Order, say: Callable[[str], None] = lambda _: None) -> Result:
    """Build the edition and put it in place of the old one, whole or not at all.

    Parameters
    ----------
    say
        Told the name of each stage as it begins, and each line that Quarto writes.

    Raises
    ------
    InputError
        If data, texts or pages are wrong; lists every problem.
    MachineError
        If a program or the machine fails. In both cases the old output stays.
    """
    selection = select_engine(order.engine, EmbeddedEngine(), partial(find_quarto, on_line=_passed_on(say)))
    origin = _origin(project, selection.engine)
    if not order.force and is_current(project.output, origin, order.documents()):
        return Result(selection.reason, order.documents(), was_current=True)
    with (
        staged(project.output) as staging,
        _workspace(project) as workspace,
        ThreadPoolExecutor(order.jobs) as pool,
        ended_on_error(),
    ):
        with _drawing(order.jobs) as draw_all:
            say("load and check")
            dataset, languages = load(project)
            say("compute")
            outputs = compute(dataset)
            check_pages(project, order.profiles, outputs.ids)
            say("weave")
            said = dataset, outputs, languages
            begin = partial(_begin, pool, selection.engine, workspace, order)
            cited, shelf, begun = _weave(project, workspace, said, draw_all, begin, with_kits=order.is_whole(project))
        say("render")
        with _kits_beside(shelf, workspace, order.jobs) as kits:
            _render(pool, begun, order, staging)
        say("publish")
        write_files(staging, kits)
        editions = [(profile, languages[project.profiles.index(profile)]) for profile in order.profiles]
        write_files(staging, {INDEX: index_page(project, editions, order.formats)})
        write_files(staging / DATA, _package(dataset, cited.works[0].release))
        write_files(
            staging,
            archive_files(Edition.of(cited.works, cited.study, dataset, project.profiles, languages), sizes(staging)),
        )
        write_files(staging, {SUMS: sums(staging)})
        entries = _entries(outputs, staging, order, shelf)
        write_files(staging, {NAME: Manifest(dataset.release, origin, entries).to_json()})
        if project.output == project.report / "_output":
            _keep_woven(project, workspace)
    return Result(selection.reason, order.documents())


def weave_report(project: Project) -> None:
    """Leave in the report all that its pages take in, so that Quarto can render it by itself.

    Raises
    ------
    InputError
        If data or texts are wrong; the old files stay.
    """
    with _workspace(project) as workspace, _drawing(jobs=2) as draw_all:
        dataset, languages = load(project)
        _weave(project, workspace, (dataset, compute(dataset), languages), draw_all)
        _keep_woven(project, workspace)


def check_edition(project: Project) -> str:
    """Check data, texts and pages of every language without rendering any.

    Returns
    -------
    str
        What was found in order.

    Raises
    ------
    InputError
        With every problem.
    """
    with _workspace(project) as workspace:
        with _drawing(jobs=2) as draw_all:
            dataset, languages = load(project)
            outputs = compute(dataset)
            cited, *_ = _weave(project, workspace, (dataset, outputs, languages), draw_all)
        _raise_all(
            lambda: check_citation_file(
                project, Edition.of(cited.works, cited.study, dataset, project.profiles, languages)
            ),
            lambda: check_pages(project, project.profiles, outputs.ids),
            lambda: EmbeddedEngine().check(workspace, project.profiles),
        )
    counts = f"{len(dataset.events)} items, {len(dataset.quantities)} quantities, {len(outputs.numbers)} numbers"
    shown = f"{len(outputs.figures)} figures, {len(outputs.tables)} tables, {len(languages)} languages"
    return f"data, texts and pages are in order: {counts}, {shown}"


def _raise_all(*checks: Callable[[], None]) -> None:
    """Make several checks, and raise what all of them found in one error."""
    problems: list[Problem] = []
    for check in checks:
        try:
            check()
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)


def _weave(
    project: Project,
    workspace: Path,
    said: tuple[Dataset, Outputs, Sequence[Language]],
    draw_all: DrawAll,
    begin: Callable[[], Begun] = tuple,
    *,
    with_kits: bool = True,
) -> tuple[Cited, Shelf | None, Begun]:
    """Write ``_generated/``: the fonts first, since the charts are drawn with them.

    The texts come next, and ``begin`` is called: the pages can be read while the charts are still being drawn. With
    kits, a bar below each figure and table leads to its own.
    """
    fonts = workspace / GENERATED / "fonts"
    write_files(fonts, font_files())
    theme = workspace / "theme"
    style, script = ((theme / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    charts = (theme / "charts.js.gz").read_bytes()
    titles = [str(profile.config["title"]) for profile in project.profiles]
    pages = [path.read_text(encoding="utf-8") for path in sorted(workspace.rglob("*.*")) if path.suffix in _PAGES]
    dataset, outputs, languages = said
    woven = weave(
        dataset,
        outputs,
        languages,
        draw=lambda speakers: figure_files(
            outputs.figures, speakers, dataset.release.version, fonts=fonts, draw_all=draw_all
        ),
    )
    cited = cite_edition(project, dataset, woven.languages)
    shelf = Shelf.fill(dataset, outputs, project.profiles, woven, cited) if with_kits else None
    written = {
        **woven.files,
        **cited.files,
        **translation_files(project.profiles, languages),
        **(shelf.bars(woven.files) if shelf else {}),
    }
    write_files(workspace / GENERATED, written)
    begun = begin()
    files = dressed(
        {**written, **woven.pictures()},
        dress=lambda texts: {
            "head.html": head_html(
                style, script, gzip.decompress(charts).decode(), texts=[*pages, *texts], titles=titles
            ),
            "charts.b64": line(charts),
        },
    )
    write_files(workspace / GENERATED, {name: content for name, content in files.items() if name not in written})
    return cited, shelf, begun


@contextmanager
def _drawing(jobs: int) -> Generator[DrawAll]:
    """Give the way to draw charts: in processes of their own, since vl-convert draws one at a time in a process.

    They make themselves ready while the data are loaded. A process takes as long to get ready as to draw a dozen
    charts, so there is one for every two jobs; the rest of the work is done beside it.
    """
    if jobs == 1:
        yield one_by_one
        return
    processes = jobs // 2
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=make_ready) as pool:
        for _ in range(processes):
            pool.submit(int)
        yield pool.map


def _begin(pool: Executor, engine: Engine, workspace: Path, order: Order) -> Begun:
    """Begin to render every language."""
    return [pool.submit(engine.begin, workspace, profile) for profile in order.profiles]


def _render(pool: Executor, begun: Begun, order: Order, staging: Path) -> None:
    """Render every language that was begun and move its documents to the output."""

    def render(language: Future[Render]) -> Mapping[Format, Path]:
        documents = language.result()(order.formats)
        if page := documents.get("html"):
            page.write_text(light(page.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
        return documents

    rendered = list(pool.map(render, begun))
    for profile, documents in zip(order.profiles, rendered, strict=True):
        for form, path in documents.items():
            target = staging / profile.output_folder / f"{profile.output_name}.{form}"
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, target)


def _passed_on(say: Callable[[str], None]) -> Callable[[str, str], None]:
    """Return what tells a profile's code and a line of the program that renders it, unless the line is empty."""
    return lambda code, line: say(f"render {code}: {line}") if line.strip() else None


@contextmanager
def _kits_beside(shelf: Shelf | None, workspace: Path, jobs: int) -> Generator[dict[str, bytes]]:
    """Make the kits while the documents are rendered, and give the mapping that holds them when the block has ended.

    Rendering waits for other programs most of the time.
    """
    kits: dict[str, bytes] = {}
    if shelf is None:
        yield kits
        return
    theme = (workspace / "theme" / LANDING).read_text(encoding="utf-8")
    with ThreadPoolExecutor(1) as pool, ended_on_error():
        making = pool.submit(shelf.files, workspace / GENERATED / "fonts", theme, jobs)
        yield kits
        kits |= making.result()


@contextmanager
def _workspace(project: Project) -> Generator[Path]:
    """Give a private copy of the report, so that no engine leaves anything among the sources."""
    with tempfile.TemporaryDirectory(prefix="multitrack-") as folder:
        workspace = Path(folder).resolve() / "report"
        shutil.copytree(project.report, workspace, ignore=_NOT_COPIED)
        yield workspace


def _keep_woven(project: Project, workspace: Path) -> None:
    """Leave the woven files in the report, where a plain ``quarto render`` finds them."""
    with staged(project.report / GENERATED) as staging:
        shutil.copytree(workspace / GENERATED, staging, dirs_exist_ok=True)
        mark_woven(staging, project)


def _origin(project: Project, engine: Engine) -> Origin:
    return Origin(engine.name, {**engine.versions(), **shaping_versions()}, hash_input(project))


def _package(dataset: Dataset, released: dt.date) -> dict[str, bytes]:
    """Return the data package as released: its files, and all of them in one."""
    name = f"{dataset.release.name}-{dataset.release.version}"
    return {**dataset.files, f"{name}.zip": pack(dataset.files, name, released)}


def _entries(outputs: Outputs, staging: Path, order: Order, shelf: Shelf | None) -> tuple[Entry, ...]:
    """Describe every file of the output."""
    exhibits = {exhibit.folder: exhibit for exhibit in (shelf.exhibits if shelf else ())}
    documents = set(order.documents())

    def made_from(name: str) -> tuple[Sequence[str], Sequence[str]]:
        exhibit = exhibits.get(name.rpartition("/")[0])
        if exhibit:
            return (exhibit.exhibit_id,), exhibit.rows
        return (outputs.ids, outputs.rows) if name in documents else ((), ())

    return tuple(Entry.of(staging, staging / name, *made_from(name)) for name in sizes(staging))
