"""The whole way, from the coded study to the finished edition."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from multitrack.citing.archive import Edition, archive_files
from multitrack.citing.cff import check_citation_file
from multitrack.citing.edition import cite_edition
from multitrack.compute import compute
from multitrack.data import load
from multitrack.data.problems import Problems
from multitrack.engines.drawers import drawing
from multitrack.engines.embedded import EmbeddedEngine
from multitrack.engines.pages import REPORT
from multitrack.engines.programs import ended_on_error
from multitrack.errors import InputError, Problem
from multitrack.kits.archive import pack
from multitrack.kits.exhibits import all_exhibits
from multitrack.kits.shelf import Shelf
from multitrack.order import possible_jobs
from multitrack.parity import check_pages
from multitrack.project import GENERATED, MADE
from multitrack.publish.folder import staged, write_files
from multitrack.publish.index import index_page
from multitrack.publish.manifest import NAME, Entry, Manifest
from multitrack.publish.page import light
from multitrack.publish.sums import NAME as SUMS
from multitrack.publish.sums import sizes, sums
from multitrack.publish.target import keeps_woven, output_of, woven_of
from multitrack.publish.woven import mark_woven
from multitrack.scratch import scratch
from multitrack.weave.conditions import settle
from multitrack.weave.figures import figure_files
from multitrack.weave.fonts import font_files
from multitrack.weave.head import head_html
from multitrack.weave.letters import lacking_letters
from multitrack.weave.live import line
from multitrack.weave.numbers import SECOND_CODING
from multitrack.weave.theme import read_theme
from multitrack.weave.translations import translation_files
from multitrack.weave.weaving import dressed, weave

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from multitrack.citing.edition import Cited
    from multitrack.engines.base import Engine, Format, Render
    from multitrack.engines.drawers import Drawers
    from multitrack.model.dataset import Dataset
    from multitrack.model.language import Language
    from multitrack.model.outputs import Outputs
    from multitrack.order import Order
    from multitrack.project import Project
    from multitrack.publish.manifest import Origin
    from multitrack.weave.process import DrawAll
    from multitrack.weave.weaving import Woven

INDEX: Final = "index.html"
DATA: Final = "data"
FONTS: Final = "fonts"

_PAGES: Final = frozenset({".qmd", ".yml", ".bib", ".html"})
_TEXTS: Final = _PAGES | {".css", ".js", ".mjs", ".lua", ".typ", ".csl", ".json", ".md"}


def make_edition(
    project: Project, order: Order, engine: Engine, origin: Origin, drawers: Drawers, say: Callable[[str], None]
) -> None:
    """Make the edition and put it in place of the old one; :func:`multitrack.build.build_edition` says more.

    Parameters
    ----------
    engine, origin
        What renders, and what the manifest says of it and of the input.
    drawers
        What draws the charts; it is closed when it has.
    """
    with (
        staged(output_of(project)) as staging,
        _workspace(project) as workspace,
        ThreadPoolExecutor(order.jobs) as pool,
        ended_on_error(),
    ):
        say("load and check")
        dataset, languages = _load(project)
        say("compute")
        outputs = compute(dataset)
        say("weave")
        said = dataset, outputs, languages
        texts = _weave_texts(project, workspace, said, drawers.draw_all, with_kits=order.is_whole(project))
        # The pages can be read while the charts are still being drawn.
        begun = [pool.submit(engine.begin, workspace, profile, order.formats) for profile in order.profiles]
        texts.woven.pictures()
        drawers.close()
        with _kits_beside(texts.shelf, workspace, staging, order.jobs):
            _weave_looks(project, workspace, texts)
            say("render")
            rendered = pool.map(_rendered, begun)
            check_pages(project, order.profiles, outputs.ids)
            _hand_over(rendered, order, staging)
        say("publish")
        editions = [(profile, languages[project.profiles.index(profile)]) for profile in order.profiles]
        write_files(staging, {INDEX: index_page(read_theme(workspace).index, editions, order.formats)})
        cited = texts.cited
        write_files(staging / DATA, _package(dataset, cited.works[0].release))
        write_files(
            staging,
            archive_files(Edition.of(cited.works, cited.study, dataset, project.profiles, languages), sizes(staging)),
        )
        write_files(staging, {SUMS: sums(staging)})
        entries = _entries(outputs, staging, order, texts.shelf)
        write_files(staging, {NAME: Manifest(dataset.release, origin, entries).to_json()})
        if keeps_woven(project):
            _keep_woven(project, workspace)


def weave_report(project: Project) -> None:
    """Leave in the report all that its pages take in, so that Quarto can render it by itself.

    Raises
    ------
    InputError
        If data or texts are wrong; the old files stay.
    """
    with _workspace(project) as workspace, drawing(possible_jobs(2)) as drawers:
        dataset, languages = _load(project)
        _weave_looks(
            project,
            workspace,
            _weave_texts(project, workspace, (dataset, compute(dataset), languages), drawers.draw_all),
        )
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
        with drawing(possible_jobs(2)) as drawers:
            dataset, languages = _load(project)
            outputs = compute(dataset)
            texts = _weave_texts(project, workspace, (dataset, outputs, languages), drawers.draw_all)
            _weave_looks(project, workspace, texts)
        cited = texts.cited
        _raise_all(
            lambda: check_citation_file(
                project, Edition.of(cited.works, cited.study, dataset, project.profiles, languages)
            ),
            lambda: check_pages(project, project.profiles, outputs.ids),
            lambda: EmbeddedEngine().check(workspace, project.profiles),
        )
    counts = f"{len(dataset.events)} items, {len(dataset.quantities)} quantities, {len(outputs.numbers)} numbers"
    shown = f"{len(outputs.figures)} figures, {len(outputs.tables)} tables, {len(languages)} languages"
    alone = "" if dataset.codings else "; there is no second coding, so nothing is said of its reliability"
    return f"data, texts and pages are in order: {counts}, {shown}{alone}"


def _load(project: Project) -> tuple[Dataset, tuple[Language, ...]]:
    """Read and check data and texts, and see that there are letters for all that is written."""
    dataset, languages = load(project)
    if problems := list(lacking_letters(project, dataset.files)):
        raise InputError(problems)
    return dataset, languages


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


@dataclass(frozen=True)
class _Texts:
    """What the pages take in and are rendered with, but for the pictures and the looks.

    Attributes
    ----------
    files
        Path in ``_generated/`` → bytes of what is written there.
    """

    woven: Woven
    cited: Cited
    shelf: Shelf | None
    files: Mapping[str, bytes]


def _weave_texts(
    project: Project,
    workspace: Path,
    said: tuple[Dataset, Outputs, Sequence[Language]],
    draw_all: DrawAll,
    *,
    with_kits: bool = True,
) -> _Texts:
    """Begin to write ``_generated/``: the fonts, which the charts are drawn with, and the texts.

    With kits, a bar below each figure and table leads to its own.
    """
    fonts = workspace / GENERATED / FONTS
    write_files(fonts, font_files())
    dataset, outputs, languages = said
    woven = weave(
        dataset,
        outputs,
        languages,
        draw=lambda speakers: figure_files(
            outputs.figures,
            speakers,
            dataset.release.version,
            fonts=fonts,
            crowded=dataset.is_large,
            draw_all=draw_all,
        ),
    )
    with ThreadPoolExecutor(1) as pool, ended_on_error():
        citing = pool.submit(cite_edition, project, dataset, woven.languages)
        exhibits = all_exhibits(outputs, woven) if with_kits else ()
        cited = citing.result()
    shelf = Shelf.fill(exhibits, dataset, project.profiles, woven.languages, cited) if with_kits else None
    files = {
        **woven.files,
        **cited.files,
        **translation_files(project.profiles, languages),
        **(shelf.bars(woven.files) if shelf else {}),
    }
    write_files(workspace / GENERATED, files)
    _settle_pages(workspace, dataset)
    return _Texts(woven, cited, shelf, files)


def _settle_pages(workspace: Path, dataset: Dataset) -> None:
    """Take out of the copies of the pages what the data have nothing for."""
    for page in sorted(workspace.rglob("*.qmd")):
        text = page.read_text(encoding="utf-8")
        name = f"{REPORT}/{page.relative_to(workspace).as_posix()}"
        settled = settle(name, text, {SECOND_CODING: bool(dataset.codings)})
        if settled != text:
            page.write_text(settled, encoding="utf-8", newline="\n")


def _weave_looks(project: Project, workspace: Path, texts: _Texts) -> None:
    """Write what is missing in ``_generated/``: the pictures, once they are drawn, and what gives pages their looks."""
    theme = read_theme(workspace)
    titles = [str(profile.config["title"]) for profile in project.profiles]
    paths = sorted(path for path in workspace.rglob("*.*") if workspace / GENERATED not in path.parents)
    pages = [path.read_text(encoding="utf-8") for path in paths if path.suffix in _PAGES]
    files = dressed(
        {**texts.files, **texts.woven.pictures()},
        dress=lambda said: {
            "head.html": head_html(theme.style, theme.script, theme.charts, texts=[*pages, *said], titles=titles),
            "charts.b64": line(theme.packed_charts),
        },
    )
    write_files(workspace / GENERATED, {name: content for name, content in files.items() if name not in texts.files})


def _rendered(begun: Future[Render]) -> Mapping[Format, Path]:
    """Render a language that was begun."""
    documents = begun.result()()
    if page := documents.get("html"):
        page.write_text(light(page.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    return documents


def _hand_over(rendered: Iterable[Mapping[Format, Path]], order: Order, staging: Path) -> None:
    """Move the documents of every language to the output, once all are there."""
    for profile, documents in zip(order.profiles, list(rendered), strict=True):
        for form, path in documents.items():
            target = staging / profile.output_folder / f"{profile.output_name}.{form}"
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, target)


@contextmanager
def _kits_beside(shelf: Shelf | None, workspace: Path, staging: Path, jobs: int) -> Generator[None]:
    """Make the kits while the documents are rendered, which waits for other programs most of the time.

    They are in the output when the block has ended.
    """
    if shelf is None:
        yield
        return
    landing = read_theme(workspace).landing
    with ThreadPoolExecutor(1) as pool, ended_on_error():
        making = pool.submit(lambda: write_files(staging, shelf.files(workspace / GENERATED / FONTS, landing, jobs)))
        yield
        making.result()


@contextmanager
def _workspace(project: Project) -> Generator[Path]:
    """Give a private copy of the report, so that no engine leaves anything among the sources.

    Whatever is read of it later was found readable here.
    """
    with scratch() as folder:
        workspace = folder / "report"
        _copy_report(project, workspace)
        yield workspace


def _copy_report(project: Project, workspace: Path) -> None:
    """Copy the report's sources, of which all that are text can be read as such, and none of the theme is empty."""
    project.copy_sources(workspace)
    problems = Problems()
    for path in project.sources.files(project.report, without=MADE):
        with problems.caught():
            text = project.sources.read_text(path) if path.suffix in _TEXTS else ""
            if path.suffix in _TEXTS and path.parent.name == "theme" and not text.strip():
                problems.extend([Problem(project.name(path), 0, "", "the file is empty", "restore it")])
    problems.raise_any()


def _keep_woven(project: Project, workspace: Path) -> None:
    """Leave the woven files in the report, where a plain ``quarto render`` finds them."""
    with staged(woven_of(project)) as staging:
        for entry in (workspace / GENERATED).iterdir():
            shutil.move(entry, staging)
        mark_woven(staging, project)


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
