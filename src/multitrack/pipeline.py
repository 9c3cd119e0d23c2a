"""The pipeline from a coded study to its finished edition."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from multitrack.bundles.bundle_set import BundleSet
from multitrack.bundles.zip_files import pack
from multitrack.checks.overflow import find_ill_fitting_labels, find_ill_fitting_words
from multitrack.checks.pages_alike import check_pages
from multitrack.citations.archive_metadata import check_citation_file, make_archive_files
from multitrack.citations.citation_files import make_citation_files
from multitrack.engines.embedded import EmbeddedEngine
from multitrack.engines.pages import REPORT
from multitrack.engines.programs import end_on_error
from multitrack.engines.workers import hire
from multitrack.errors import InputError, Problem, Problems
from multitrack.order import INDEX, limit_jobs
from multitrack.project import GENERATED, MADE
from multitrack.publish.index import NAME as SUMS
from multitrack.publish.index import list_sizes, make_checksums, make_index_page
from multitrack.publish.manifest import NAME, Manifest, ManifestEntry, mark_woven
from multitrack.publish.staging import stage, write_files
from multitrack.publish.target import keeps_woven, target_output, target_woven
from multitrack.render.conditions import settle
from multitrack.render.figure_files import Drawings, make_figure_texts
from multitrack.render.number_files import (
    DATA_FOLDER,
    edition_file,
    find_unknown_numbers,
    make_numbers_file,
    named_numbers,
)
from multitrack.render.page_assets import make_head, make_translation_files
from multitrack.render.table_files import make_table_files
from multitrack.scratch import open_scratch
from multitrack.typography.fonts import cut_fonts
from multitrack.typography.letters import find_lacking_in_pictures, find_lacking_letters

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
    from concurrent.futures import Executor, Future
    from pathlib import Path

    from multitrack.charts.drawing_process import DrawAll
    from multitrack.edition import Edition
    from multitrack.engines.base import Engine, Format, Render
    from multitrack.engines.workers import Workers
    from multitrack.order import BuildRequest
    from multitrack.project import Project
    from multitrack.publish.manifest import Provenance

DATA: Final = "data"
FONTS: Final = "fonts"

_PAGES: Final = frozenset({".qmd", ".yml", ".bib", ".html"})
_READ_BY_PAGES: Final = (".md", ".inside.html", ".yml", ".data.html", "/charts.json", "/bars.json", "/numbers.json")
_TEXTS: Final = _PAGES | {".css", ".js", ".mjs", ".lua", ".typ", ".csl", ".json", ".md"}


def make_edition(
    edition: Edition,
    order: BuildRequest,
    engine: Engine,
    origin: Provenance,
    workers: Workers,
    say: Callable[[str], None],
) -> None:
    """Make the edition and put it in place of the old one, as :func:`multitrack.build.build_edition` describes.

    Parameters
    ----------
    engine, origin
        The rendering engine, and its and the input's entry in the manifest.
    workers
        The workers beside this thread, which have finished when it ends.
    """
    project = edition.project
    with (
        stage(target_output(project)) as staging,
        _workspace(project) as workspace,
        workers.finished(),
        end_on_error(),
    ):
        say("load and check")
        edition.study  # noqa: B018  (reads and checks it, before what is computed is asked for)
        say("compute")
        ids = edition.outputs.ids
        say("weave")
        bundles = BundleSet.of(edition) if order.is_whole(project) else None
        drawings = _begin_drawings(edition, workspace, workers.draw_all)
        texts = _write_texts(edition, workspace, bundles, named_numbers(_pages(workspace).values()))
        # The pages can be read while the charts are still being drawn.
        begun = [workers.pool.submit(engine.begin, workspace, profile, order.formats) for profile in order.profiles]
        pictures = _write_pictures(edition, workspace, texts, drawings)
        workers.end_drawing()
        say("render")
        rendered = workers.pool.map(_render, begun)
        check_pages(project, order.profiles, ids)
        _write_bundles(bundles, pictures, workspace, staging, workers.pool)
        _hand_over(rendered, order, staging)
        say("publish")
        _publish(edition, order, origin, bundles, staging)
        if keeps_woven(project):
            _keep_woven(project, workspace)


def weave_report(edition: Edition) -> None:
    """Leave all files that pages include in the report, so that Quarto can render it by itself.

    Raises
    ------
    InputError
        If data or texts are wrong; the old files stay.
    """
    with _workspace(edition.project) as workspace, hire(limit_jobs(2)) as workers:
        _weave(edition, workspace, workers.draw_all)
        _keep_woven(edition.project, workspace)


def check_edition(edition: Edition) -> str:
    """Check data, texts and pages of every language without rendering any.

    Returns
    -------
    str
        A summary of the checked contents.

    Raises
    ------
    InputError
        With every problem.
    """
    project, outputs = edition.project, edition.outputs
    with _workspace(project) as workspace:
        with hire(limit_jobs(2)) as workers:
            _weave(edition, workspace, workers.draw_all)
        _raise_all(
            lambda: check_citation_file(project, edition.archive_record),
            lambda: check_pages(project, project.profiles, outputs.ids),
            lambda: EmbeddedEngine().check(workspace, project.profiles),
        )
    shown = f"{len(outputs.figures)} figures, {len(outputs.tables)} tables, {len(edition.speakers)} languages"
    counts = f"{edition.study.summary}, {len(outputs.numbers)} numbers, {shown}"
    remarks = "".join(f"; {remark}" for remark in edition.study.remarks)
    return f"data, texts and pages are in order: {counts}{remarks}"


def _raise_all(*checks: Callable[[], None]) -> None:
    """Run several checks, and raise the problems of all of them together."""
    problems: list[Problem] = []
    for check in checks:
        try:
            check()
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)


def _weave(edition: Edition, workspace: Path, draw_all: DrawAll) -> None:
    """Write all that pages take in into ``_generated/``, without bars that lead to bundles.

    All numbers are among it: who writes a page may name another.
    """
    drawings = _begin_drawings(edition, workspace, draw_all)
    every = {number.number_id for number in edition.outputs.numbers}
    _write_pictures(edition, workspace, _write_texts(edition, workspace, None, every), drawings)


def _begin_drawings(edition: Edition, workspace: Path, draw_all: DrawAll) -> Drawings:
    """Write the fonts of the charts, and begin to draw."""
    if problems := list(find_lacking_letters(edition.project, edition.package.files)):
        raise InputError(problems)
    if problems := list(find_unknown_numbers(edition.package.files, edition.numbered)):
        raise InputError(problems)
    fonts = workspace / GENERATED / FONTS
    write_files(fonts, cut_fonts())
    figures, charts = edition.outputs.figures, edition.charts
    crowded = edition.study.is_large
    return Drawings.begin(figures, edition.numbered, charts, fonts=fonts, crowded=crowded, draw_all=draw_all)


def _write_texts(edition: Edition, workspace: Path, bundles: BundleSet | None, named: set[str]) -> Mapping[str, bytes]:
    """Write and return what pages take in and are rendered with, but for pictures and looks.

    Parameters
    ----------
    bundles
        With them, a bar below each figure and table leads to its own.
    named
        The numbers that pages may name.

    Returns
    -------
    Mapping[str, bytes]
        Path in ``_generated/`` → bytes.
    """
    project, package, outputs, speakers = edition.project, edition.package, edition.outputs, edition.speakers
    tokens = edition.theme.tokens
    texts = {
        **{f"{DATA_FOLDER}/{path}": content for path, content in package.files.items()},
        **{f"{one.code}/numbers.json": make_numbers_file(one, named & one.printed.keys()) for one in speakers},
        **{f"{one.code}/edition.yml": edition_file(one, package, edition.study.conditions) for one in speakers},
        **make_table_files(outputs.tables, speakers),
        **edition.study.make_page_files(speakers),
        **make_figure_texts(outputs.figures, speakers, edition.specifications, tokens, crowded=edition.study.is_large),
        "tokens.typ": tokens.to_typst().encode(),
    }
    voices = zip(project.profiles, speakers, strict=True)
    texts |= {
        **make_citation_files(tuple(edition.works.values()), edition.citations, edition.source_study, voices),
        **make_translation_files(project.profiles, speakers),
        **(bundles.bars(texts) if bundles else {}),
    }
    write_files(workspace / GENERATED, texts)
    _settle_pages(workspace, edition.study.conditions)
    return texts


def _settle_pages(workspace: Path, conditions: Mapping[str, bool]) -> None:
    """Remove from the copies of the pages the blocks that the data have nothing for."""
    asked = {f"edition.{name}": holds for name, holds in conditions.items()}
    for page, text in _pages(workspace).items():
        settled = settle(f"{REPORT}/{page.relative_to(workspace).as_posix()}", text, asked)
        if settled != text:
            page.write_text(settled, encoding="utf-8", newline="\n")


def _pages(workspace: Path) -> Mapping[Path, str]:
    return {page: page.read_text(encoding="utf-8") for page in sorted(workspace.rglob("*.qmd"))}


def _write_pictures(
    edition: Edition, workspace: Path, texts: Mapping[str, bytes], drawings: Drawings
) -> Mapping[str, bytes]:
    """Wait for the pictures, check that all words fit, and write pictures and page assets; return the pictures.

    Raises
    ------
    InputError
        If labels or words of a table are too long.
    """
    pictures, speakers, package = drawings.files(edition.theme.tokens), edition.speakers, edition.package
    problems = Problems()
    problems.extend(find_ill_fitting_words(edition.outputs.tables, package, speakers, texts))
    for (figure, speaker), charts in zip(drawings.asked, drawings.charts, strict=True):
        problems.extend(find_ill_fitting_labels(figure, charts, speaker, package.files))
    problems.extend(find_lacking_in_pictures(pictures, {one.code: one.words.folder for one in speakers}))
    problems.raise_any()
    looks = _looks(edition, workspace, {**texts, **pictures})
    write_files(workspace / GENERATED, {**pictures, **looks})
    return pictures


def _looks(edition: Edition, workspace: Path, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Return ``head.html``, with fonts cut to the letters of pages and ``_generated/``."""
    style, *scripts = (edition.theme.texts[name] for name in ("page.css", "page.js", "charts.js"))
    titles = [str(profile.config["title"]) for profile in edition.project.profiles]
    paths = sorted(path for path in workspace.rglob("*.*") if workspace / GENERATED not in path.parents)
    pages = [path.read_text(encoding="utf-8") for path in paths if path.suffix in _PAGES]
    said = [content.decode() for path, content in files.items() if _is_read(path)]
    return {"head.html": make_head(style, "\n".join(scripts), texts=[*pages, *said], titles=titles)}


def _is_read(path: str) -> bool:
    return path.endswith(_READ_BY_PAGES) and not path.startswith(f"{DATA_FOLDER}/")


def _render(begun: Future[Render]) -> Mapping[Format, Path]:
    return begun.result()()


def _hand_over(rendered: Iterable[Mapping[Format, Path]], order: BuildRequest, staging: Path) -> None:
    """Move the documents of all languages to the output, once all are rendered."""
    for profile, documents in zip(order.profiles, list(rendered), strict=True):
        for form, path in documents.items():
            target = staging / profile.output_folder / f"{profile.output_name}.{form}"
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, target)


def _write_bundles(
    bundles: BundleSet | None, pictures: Mapping[str, bytes], workspace: Path, staging: Path, pool: Executor
) -> None:
    if bundles:
        write_files(staging, bundles.files(pictures, fonts=workspace / GENERATED / FONTS, pool=pool))


def _publish(
    edition: Edition, order: BuildRequest, origin: Provenance, bundles: BundleSet | None, staging: Path
) -> None:
    """Add the index, the data package and the metadata for archives and programs; the manifest last."""
    voices = [(profile, edition.speaker(profile)) for profile in order.profiles]
    write_files(staging, {INDEX: make_index_page(edition.theme, voices, order.formats)})
    write_files(staging / DATA, _packed(edition))
    write_files(staging, make_archive_files(edition.archive_record, list_sizes(staging)))
    write_files(staging, {SUMS: make_checksums(staging)})
    entries = _entries(edition, staging, order, bundles)
    write_files(staging, {NAME: Manifest(edition.package.release, origin, entries).to_json()})


def _packed(edition: Edition) -> dict[str, bytes]:
    """Return the data package as released: its files, and a zip of all of them."""
    release, files = edition.package.release, edition.package.files
    name = f"{release.name}-{release.version}"
    return {**files, f"{name}.zip": pack(files, name, edition.works["data"].release)}


def _entries(
    edition: Edition, staging: Path, order: BuildRequest, bundles: BundleSet | None
) -> tuple[ManifestEntry, ...]:
    """Describe every file of the output."""
    outputs, documents = edition.outputs, set(order.documents())
    exhibits = {exhibit.folder: exhibit for exhibit in (bundles.exhibits if bundles else ())}

    def made_from(name: str) -> tuple[Sequence[str], Sequence[str]]:
        exhibit = exhibits.get(name.rpartition("/")[0])
        if exhibit:
            return (exhibit.exhibit_id,), exhibit.rows
        return (outputs.ids, outputs.rows) if name in documents else ((), ())

    return tuple(ManifestEntry.of(staging, staging / name, *made_from(name)) for name in list_sizes(staging))


@contextmanager
def _workspace(project: Project) -> Generator[Path]:
    """Copy the report for the block, so that no engine leaves files among the sources.

    Every file is found readable here, so that later steps can rely on it.
    """
    with open_scratch() as folder:
        workspace = folder / "report"
        _copy_report(project, workspace)
        yield workspace


def _copy_report(project: Project, workspace: Path) -> None:
    """Copy the report's sources, and require readable texts and a theme without empty files."""
    project.copy_sources(workspace)
    problems = Problems()
    for path in project.sources.files(project.report, without=MADE):
        with problems.catch():
            text = project.sources.read_text(path) if path.suffix in _TEXTS else ""
            if path.suffix in _TEXTS and path.parent.name == "theme" and not text.strip():
                problems.extend([Problem(project.name(path), 0, "", "the file is empty", "restore it")])
    problems.raise_any()


def _keep_woven(project: Project, workspace: Path) -> None:
    """Leave the generated files in the report for a plain ``quarto render``."""
    with stage(target_woven(project)) as staging:
        for entry in (workspace / GENERATED).iterdir():
            shutil.move(entry, staging)
        mark_woven(staging, project)
