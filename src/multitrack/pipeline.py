"""The pipeline from a coded study to its finished edition."""

from __future__ import annotations

import shutil
from concurrent.futures import wait
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from multitrack.bundles.bundle import BundleSet
from multitrack.charts.drawing import draw_what_is_new
from multitrack.checks.overflow import find_ill_fitting_labels, find_ill_fitting_words
from multitrack.checks.pages_alike import check_pages
from multitrack.citations.archive_metadata import check_citation_file, make_archive_files
from multitrack.citations.citation_files import make_citation_files
from multitrack.citations.publications import BIBLIOGRAPHY
from multitrack.engines.embedded import EmbeddedEngine
from multitrack.engines.programs import end_on_error
from multitrack.engines.workers import hire
from multitrack.errors import Problem, Problems
from multitrack.order import INDEX, limit_jobs
from multitrack.project import GENERATED, KITS, list_files
from multitrack.publish.export import pack_data
from multitrack.publish.index import NAME as SUMS
from multitrack.publish.index import make_checksums, make_index_page, make_sitemap
from multitrack.publish.manifest import NAME, describe_file, make_manifest, mark_woven
from multitrack.publish.staging import stage, write_files
from multitrack.publish.target import keeps_woven, target_output, target_woven
from multitrack.render.conditions import read_pages, settle_pages
from multitrack.render.figure_files import Drawings, make_figure_texts
from multitrack.render.number_files import (
    DATA_FOLDER,
    edition_file,
    find_unknown_numbers,
    make_numbers_file,
    named_numbers,
)
from multitrack.render.page_assets import SITE_STYLE, make_looks, make_translation_files
from multitrack.render.table_files import make_table_files
from multitrack.scratch import open_scratch
from multitrack.typography.fonts import cut_fonts
from multitrack.typography.hyphenation import make_hyphenation_files
from multitrack.typography.letters import find_lacking_in_pictures, find_lacking_letters

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from multitrack.charts.drawing_process import DrawAll
    from multitrack.edition import Edition
    from multitrack.engines.base import Documents, Engine, Render
    from multitrack.engines.workers import Workers
    from multitrack.order import BuildRequest
    from multitrack.project import Profile, Project
    from multitrack.publish.manifest import Provenance

DATA: Final = "data"
FONTS: Final = "fonts"

_PAGES: Final = frozenset({".qmd", ".yml", ".bib", ".html"})
_READ_BY_PAGES: Final = (
    ".md", ".bib", ".inside.html", ".yml", ".data.html", "/charts.json", "/bars.json", "/numbers.json",
)  # fmt: skip
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
        weaving = _Weaving(edition, workspace, with_bars=order.is_whole(project))

        def read_pages_beside() -> list[Future[Sequence[Render]]]:
            weaving.write(named_numbers(read_pages(workspace).values()))
            return [workers.pool.submit(engine.begin, workspace, profile, order.formats) for profile in order.profiles]

        begun = read_pages_beside() if weaving.is_kept else []
        say("load and check")
        edition.study  # noqa: B018  (reads and checks it, before what is computed is asked for)
        say("compute")
        edition.outputs  # noqa: B018
        say("weave")
        bundles = BundleSet(edition) if order.is_whole(project) else None
        if not begun:
            weaving.make(bundles, workers.draw_all)
            begun = read_pages_beside()  # while the charts are still being drawn
        woven = weaving.finish()
        workers.end_drawing()
        say("render")
        wait(begun)  # the checks would only delay what takes longest
        read = (
            (profile, page.result())
            for profile, page in zip(order.profiles, begun, strict=True)
            if not page.exception()
        )
        rendered = [(profile, workers.pool.submit(finish)) for profile, page in read for finish in page]
        _require_pages(edition, order, begun)
        if bundles:
            fonts = workspace / GENERATED / FONTS
            write_files(staging, bundles.files(woven, fonts=fonts, pool=workers.pool))
        write_files(staging, {SITE_STYLE: (workspace / GENERATED / SITE_STYLE).read_bytes()})
        write_files(staging / DATA, edition.products.make_of_sources("data-package", partial(pack_data, edition)))
        _hand_over(rendered, staging)
        say("publish")
        _publish(edition, order, origin, bundles, staging)
        edition.products.finish()
        if keeps_woven(project):
            _keep_woven(project, workspace)


def weave_report(edition: Edition) -> None:
    """Leave all files that pages include in the report, so that Quarto can render it by itself.

    Raises
    ------
    InputError
        If data or texts are wrong; the old files stay.
    """
    with _workspace(edition.project) as workspace:
        _weave(edition, workspace)
        _keep_woven(edition.project, workspace)


def check_edition(edition: Edition) -> str:
    """Check data, texts and pages of every language without rendering any, and sum up what was checked.

    Raises
    ------
    InputError
        With every problem.
    """
    project, outputs = edition.project, edition.outputs
    with _workspace(project) as workspace:
        _weave(edition, workspace)
        problems = Problems()
        with problems.catch():
            check_citation_file(project, edition.archive_record)
        with problems.catch():
            check_pages(project, project.profiles, outputs)
        with problems.catch():
            EmbeddedEngine(edition.products).check(workspace, project.profiles)
        problems.raise_any()
    shown = f"{len(outputs.figures)} figures, {len(outputs.tables)} tables, {len(edition.speakers)} languages"
    counts = f"{edition.study.summary}, {len(outputs.numbers)} numbers, {shown}"
    remarks = "".join(f"; {remark}" for remark in edition.study.remarks)
    return f"data, texts and pages are in order: {counts}{remarks}"


def _weave(edition: Edition, workspace: Path) -> None:
    """Write all that pages take in into ``_generated/``, without bars that lead to bundles.

    All numbers are among it: who writes a page may name another.
    """
    with hire(limit_jobs(2), draw_at_once=not edition.products.has("charts")) as workers:
        weaving, named = _Weaving(edition, workspace), named_numbers(read_pages(workspace).values())
        if not weaving.is_kept:
            weaving.make(None, workers.draw_all)
        weaving.write({*named, *(number.number_id for number in edition.outputs.numbers)})
        weaving.finish()


class _Weaving:
    """The files that pages take in and are rendered with: texts first, then pictures, or both as they were kept.

    Parameters
    ----------
    workspace
        The copy of the report, in which they are written into ``_generated/``.
    with_bars
        A bar below each figure and table leads to its bundle.

    Attributes
    ----------
    is_kept
        True if texts and pictures were kept, so that nothing has to be read, computed and made before they are written.
    """

    def __init__(self, edition: Edition, workspace: Path, *, with_bars: bool = False) -> None:
        self._edition = edition
        self._workspace = workspace
        self._wanted = edition.products.ask_of_sources("woven-with-bars" if with_bars else "woven")
        self._made: Mapping[str, bytes] = self._wanted.kept or {}
        self.is_kept = bool(self._made)
        self._drawings: Drawings | None = None

    def make(self, bundles: BundleSet | None, draw_all: DrawAll) -> None:
        """Make the texts, with bars for bundles, and begin to draw the pictures."""
        edition, files = self._edition, self._edition.package.files
        problems = Problems()
        problems.extend(find_lacking_letters(edition.project, files))
        problems.extend(find_unknown_numbers(files, edition.numbered))
        problems.raise_any()
        fonts = {f"{FONTS}/{name}": content for name, content in cut_fonts().items()}
        write_files(self._workspace / GENERATED, fonts)
        self._drawings = Drawings.begin(
            edition.outputs.figures,
            edition.numbered,
            edition.charts,
            fonts=self._workspace / GENERATED / FONTS,
            draw_all=draw_what_is_new(edition.products, draw_all),
        )
        data = {f"{DATA_FOLDER}/{path}": content for path, content in files.items()}
        self._made = {**fonts, **_make_texts(edition, bundles), **data}

    def write(self, named: set[str]) -> None:
        """Write the texts, and pictures that were kept, with the numbers that pages name, and settle the pages."""
        printed = self._edition.printed
        numbers = {f"{code}/numbers.json": make_numbers_file(code, printed, named) for code in printed}
        self._made = {**self._made, **numbers, **self._part_words()}
        write_files(self._workspace / GENERATED, self._made)
        settle_pages(self._workspace, self._edition.conditions)

    def _part_words(self) -> Mapping[str, bytes]:
        """Return the words of the pages with their hyphens, for languages without patterns in the typesetter."""
        pages = read_pages(self._workspace).items()
        read = {page.relative_to(self._workspace).as_posix(): text for page, text in pages}
        texts = {path: content.decode() for path, content in self._made.items() if _is_read_by_pages(path, ".md")}
        return make_hyphenation_files(self._edition.project, {**read, **texts})

    def finish(self) -> Mapping[str, bytes]:
        """Wait for the pictures, check that all words fit, and write pictures and page assets.

        Returns
        -------
        Mapping[str, bytes]
            Path in ``_generated/`` → bytes of texts and pictures.

        Raises
        ------
        InputError
            If labels or words of a table are too long.
        """
        edition, pictures = self._edition, dict[str, bytes]()
        if self._drawings:
            pictures = self._drawings.files(edition.theme.tokens)
            _check_fit(edition, self._drawings, pictures)
            self._made = {**self._made, **pictures}
            edition.products.keep_of_sources(
                self._wanted, {path: content for path, content in self._made.items() if _is_of_sources(path)}
            )
        titles = [str(profile.config["title"]) for profile in edition.project.profiles]
        looks = make_looks(edition.theme, self._read(), titles, edition.products)
        write_files(self._workspace / GENERATED, {**pictures, **looks})
        return self._made

    def _read(self) -> Iterator[str]:
        """Yield the texts with all letters of the pages."""
        for path in sorted(self._workspace.rglob("*.*")):
            if path.suffix in _PAGES and self._workspace / GENERATED not in path.parents:
                yield path.read_text(encoding="utf-8")
        for name, content in self._made.items():
            if _is_read_by_pages(name, _READ_BY_PAGES):
                yield content.decode()


def _is_read_by_pages(path: str, endings: str | tuple[str, ...]) -> bool:
    """Test a generated file for an ending, and for being no copy of the data."""
    return path.endswith(endings) and not path.startswith(f"{DATA_FOLDER}/")


def _is_of_sources(path: str) -> bool:
    """Test a generated file for being the same whatever the pages say."""
    return not path.endswith(("/numbers.json", "/hyphens.txt"))


def _make_texts(edition: Edition, bundles: BundleSet | None) -> Mapping[str, bytes]:
    """Return what pages take in and are rendered with, but for pictures, looks and numbers, by paths."""
    project, package, outputs, speakers = edition.project, edition.package, edition.outputs, edition.speakers
    tokens = edition.theme.tokens
    day = edition.works["data"].release
    texts = {
        **{f"{one.code}/edition.yml": edition_file(one, package, edition.conditions, day) for one in speakers},
        **make_table_files(outputs.tables, speakers, edition.publications.cite, outputs.places),
        **edition.study.make_page_files(speakers),
        **make_figure_texts(
            outputs.figures,
            speakers,
            edition.specifications,
            tokens,
            edition.publications.cite,
            crowded=edition.study.is_large,
        ),
        BIBLIOGRAPHY: edition.publications.to_bibtex(),
        "tokens.typ": tokens.to_typst().encode(),
    }
    voices = zip(project.profiles, speakers, strict=True)
    return {
        **texts,
        **make_citation_files(tuple(edition.works.values()), edition.citations, edition.source_study, voices),
        **make_translation_files(project.profiles, speakers),
        **(bundles.bars(texts) if bundles else {}),
    }


def _check_fit(edition: Edition, drawings: Drawings, pictures: Mapping[str, bytes]) -> None:
    """Require that all labels and words of tables have room, and all letters of pictures a typeface."""
    speakers, package = edition.speakers, edition.package
    problems = Problems()
    problems.extend(find_ill_fitting_words(edition.outputs.tables, package, speakers))
    for (figure, speaker), charts in zip(drawings.asked, drawings.charts, strict=True):
        problems.extend(find_ill_fitting_labels(figure, charts, speaker, package.files))
    problems.extend(find_lacking_in_pictures(pictures, {one.code: one.words.folder for one in speakers}))
    problems.raise_any()


def _require_pages(edition: Edition, order: BuildRequest, begun: Iterable[Future[Sequence[Render]]]) -> None:
    """Require pages in order, in themselves and as the engine has read them."""
    problems = Problems()
    with problems.catch():
        check_pages(edition.project, order.profiles, edition.outputs)
    for one in begun:
        with problems.catch():
            one.result()
    problems.raise_any()


def _hand_over(rendered: Iterable[tuple[Profile, Future[Documents]]], staging: Path) -> None:
    """Move the documents of all languages to the output, once all are rendered."""
    for profile, documents in [(profile, one.result()) for profile, one in rendered]:
        for form, path in documents.items():
            target = staging / profile.document(form)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, target)


def _publish(
    edition: Edition, order: BuildRequest, origin: Provenance, bundles: BundleSet | None, staging: Path
) -> None:
    """Add the index and the metadata for archives and programs; the manifest last."""
    write_files(staging, {INDEX: make_index_page(edition, order, staging, bundles.exhibits if bundles else ())})
    sizes = {name: path.stat().st_size for name, path in list_files(staging).items()}
    write_files(staging, make_archive_files(edition.archive_record, sizes))
    write_files(staging, make_sitemap(edition, staging))
    write_files(staging, {SUMS: make_checksums(staging)})
    entries = _describe_files(edition, staging, order, bundles)
    write_files(staging, {NAME: make_manifest(edition.package.release, origin, entries)})


def _describe_files(
    edition: Edition, staging: Path, order: BuildRequest, bundles: BundleSet | None
) -> Iterator[dict[str, Any]]:
    """Describe every file of the output."""
    outputs, documents = edition.outputs, set(order.documents())
    folders = {f"{folder}/{one}": one for folder in KITS.values() for one in outputs.ids} if bundles else {}

    def made_from(name: str) -> tuple[Sequence[str], Sequence[str]]:
        if one := folders.get(name.rpartition("/")[0]):
            return (one,), outputs.shown[one].rows
        return (outputs.ids, outputs.rows) if name in documents else ((), ())

    return (describe_file(staging, name, *made_from(name)) for name in list_files(staging))


@contextmanager
def _workspace(project: Project) -> Generator[Path]:
    """Copy the report for the block, so that no engine leaves files among the sources.

    Every text is found readable here, and no file of the theme empty, so that later steps can rely on it.
    """
    with open_scratch() as folder:
        workspace, problems = folder / "report", Problems()
        for path, content in project.copy_sources(workspace).items():
            with problems.catch():
                text = project.sources.require_text(path, content) if path.suffix in _TEXTS else "no text"
                if path.parent.name == "theme" and not text.strip():
                    problems.extend([Problem(project.name(path), 0, "", "the file is empty", "restore it")])
        problems.raise_any()
        yield workspace


def _keep_woven(project: Project, workspace: Path) -> None:
    """Leave the generated files in the report for a plain ``quarto render``."""
    with stage(target_woven(project)) as staging:
        for entry in (workspace / GENERATED).iterdir():
            shutil.move(entry, staging)
        mark_woven(staging, project)
