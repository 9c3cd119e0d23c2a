"""The pipeline from a coded study to its finished edition."""

from __future__ import annotations

import shutil
from concurrent.futures import wait
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from multitrack.bundles.bundle import BundleSet
from multitrack.charts.drawing import draw_what_is_new
from multitrack.checks.overflow import find_ill_fitting
from multitrack.checks.pages_alike import check_pages
from multitrack.citations.archive_metadata import check_citation_file, make_archive_files
from multitrack.citations.citation_files import make_citation_files
from multitrack.citations.publications import BIBLIOGRAPHY
from multitrack.engines.embedded import EmbeddedEngine
from multitrack.engines.workers import hire
from multitrack.errors import Problems
from multitrack.generated_files import PRINTED
from multitrack.order import INDEX, limit_jobs
from multitrack.project import GENERATED, KITS, list_files
from multitrack.publish.export import pack_data
from multitrack.publish.index import SUMS, make_checksums, make_index_page, make_sitemap
from multitrack.publish.manifest import MANIFEST, describe_file, make_manifest, mark_woven
from multitrack.publish.staging import stage, write_files
from multitrack.publish.target import keeps_woven, target_woven
from multitrack.render.figure_files import Drawings, make_figure_texts
from multitrack.render.number_files import DATA_FOLDER, edition_file, find_unknown_numbers
from multitrack.render.page_assets import SITE_STYLE, make_looks, make_translation_files
from multitrack.render.table_files import make_table_files
from multitrack.typography.fonts import cut_fonts
from multitrack.typography.letters import find_lacking_in_pictures, find_lacking_letters
from multitrack.workspace import Woven, is_text_of_pages, open_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor, Future
    from pathlib import Path

    from multitrack.edition import Edition
    from multitrack.engines.base import Documents
    from multitrack.engines.workers import Workers
    from multitrack.lang.language import Speaker
    from multitrack.order import BuildRequest
    from multitrack.project import Profile, Project
    from multitrack.publish.manifest import Provenance
    from multitrack.workspace import Making

DATA: Final = "data"
FONTS: Final = "fonts"

_HEAD_START_S: Final = 0.1
"""The most seconds in which the rendering has the interpreter for itself, until Pandoc and Typst run."""

_PAGES: Final = frozenset({".qmd", ".yml", ".bib", ".html"})


def make_edition(edition: Edition, making: Making, origin: Provenance, say: Callable[[str], None]) -> None:
    """Make the edition in the staging folder, as :func:`multitrack.build.build_edition` describes.

    Parameters
    ----------
    origin
        The engine's and the input's entry in the manifest.
    """
    order, workers, staging = making.order, making.workers, making.staging
    bundles = BundleSet(edition) if order.is_whole(edition.project) else None
    weaving = _Weaving(edition, making.woven)
    if not making.pages:
        say("load and check")
        edition.study  # noqa: B018  (reads and checks it, before what is computed is asked for)
        say("compute")
        edition.outputs  # noqa: B018
        say("weave")
        weaving.make(bundles, workers)
        making.begin_pages()  # while the charts are still being drawn
    weaving.finish()
    workers.end_drawing()
    say("render")
    if not making.rendered:
        making.finish_early()  # what takes longest
    making.finish_late()
    wait([one for _, one in making.rendered], timeout=_HEAD_START_S)
    _require_pages(edition, making, weaving)
    if bundles:
        fonts = making.woven.workspace / GENERATED / FONTS
        write_files(staging, bundles.files(making.woven.files, fonts=fonts, pool=workers.pool))
    write_files(staging, {SITE_STYLE: (making.woven.workspace / GENERATED / SITE_STYLE).read_bytes()})
    write_files(staging / DATA, edition.products.make_of_sources("data-package", partial(pack_data, edition)))
    _hand_over(making.rendered, staging)
    say("publish")
    _publish(edition, order, origin, bundles, staging)
    edition.products.finish()
    if keeps_woven(edition.project) and len(order.profiles) == len(edition.project.profiles):
        _keep_woven(edition.project, making.woven.workspace)


def weave_report(edition: Edition) -> None:
    """Leave all files that pages include in the report, so that Quarto can render it by itself.

    Raises
    ------
    InputError
        If data or texts are wrong; the old files stay.
    """
    with open_workspace(edition.project) as workspace:
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
    with open_workspace(project) as workspace:
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
    woven = Woven.of(edition.project, workspace, edition.products, edition.project.profiles)
    with hire(limit_jobs(2), draw_at_once=not edition.products.has("charts")) as workers:
        weaving = _Weaving(edition, woven)
        weaving.make(None, workers)
        woven.write(all_numbers=True)
        weaving.finish()
        weaving.check_fit()


class _Weaving:
    """The making of the files that pages take in: texts first, then pictures and looks."""

    def __init__(self, edition: Edition, woven: Woven) -> None:
        self._edition = edition
        self._woven = woven
        self._drawings: Drawings | None = None
        self._pictures: Mapping[str, bytes] = {}

    def make(self, bundles: BundleSet | None, workers: Workers) -> None:
        """Make the texts, with bars for bundles, and begin to draw the pictures."""
        edition, files = self._edition, self._edition.package.files
        problems = Problems()
        problems.extend(find_lacking_letters(edition.project, files))
        problems.extend(find_unknown_numbers(files, edition.numbered))
        problems.raise_any()
        fonts = {f"{FONTS}/{name}": content for name, content in cut_fonts().items()}
        self._woven.put(fonts)
        self._drawings = Drawings.begin(
            edition.outputs.figures,
            self._drawn(edition.numbered),
            edition.charts,
            fonts=self._woven.workspace / GENERATED / FONTS,
            draw_all=draw_what_is_new(edition.products, workers.draw_all),
        )
        data = {f"{DATA_FOLDER}/{path}": content for path, content in files.items()}
        self._woven.files = {**fonts, **self._make_texts(bundles, workers.pool), **data}
        self._woven.printed = {speaker.code: speaker.printed for speaker in edition.numbered}
        self._woven.conditions = edition.study.conditions

    def finish(self) -> None:
        """Wait for the pictures, and write them and the page assets."""
        edition, woven = self._edition, self._woven
        if self._drawings:
            self._pictures = self._drawings.files(edition.theme.tokens)
            woven.put(self._pictures)
            woven.files = {**woven.files, **self._pictures}
            woven.keep(edition.products)
        titles = [str(profile.config["title"]) for profile in edition.project.profiles]
        woven.put(make_looks(edition.theme, self._read(), titles, edition.products))

    def check_fit(self) -> None:
        """Require room for all labels and words of tables, and a typeface for all letters of pictures.

        Raises
        ------
        InputError
            With every label and word that has none.
        """
        if self._drawings is None:
            return
        speakers = self._drawn(self._edition.speakers)
        problems = Problems()
        problems.extend(find_ill_fitting(self._edition, speakers))
        problems.extend(find_lacking_in_pictures(self._pictures, {one.code: one.words.folder for one in speakers}))
        problems.raise_any()

    def _make_texts(self, bundles: BundleSet | None, pool: Executor) -> Mapping[str, bytes]:
        """Return what pages take in and are rendered with, but for pictures, looks and numbers, by paths.

        It is that of all languages, since the words of one part where those of the others do not.
        """
        edition, speakers = self._edition, self._edition.speakers
        package, study, outputs, tokens = edition.package, edition.study, edition.outputs, edition.theme.tokens
        day = edition.works["data"].release
        citations = pool.submit(lambda: edition.citations)  # Pandoc sets them meanwhile
        texts = {
            **{f"{one.code}/edition.yml": edition_file(one, package, study.conditions, day) for one in speakers},
            **make_table_files(outputs.tables, speakers, edition.publications.cite, outputs.places),
            **study.make_page_files(speakers),
            **make_figure_texts(
                outputs.figures,
                speakers,
                edition.specifications,
                tokens,
                edition.publications.cite,
                crowded=study.is_large,
            ),
            BIBLIOGRAPHY: edition.publications.to_bibtex(),
            "tokens.typ": tokens.to_typst().encode(),
        }
        voices = zip(edition.project.profiles, speakers, strict=True)
        return {
            **texts,
            **make_citation_files(tuple(edition.works.values()), citations.result(), edition.source_study, voices),
            **make_translation_files(edition.project.profiles, speakers),
            **(bundles.bars(texts) if bundles else {}),
        }

    def _drawn(self, speakers: Sequence[Speaker]) -> Sequence[Speaker]:
        """Return the languages of which there are pictures."""
        by_code = {one.code: one for one in speakers}
        return [by_code[profile.code] for profile in self._woven.profiles]

    def _read(self) -> Iterator[str]:
        """Yield the texts with all letters of the pages."""
        workspace = self._woven.workspace
        for path in sorted(workspace.rglob("*.*")):
            if path.suffix in _PAGES and workspace / GENERATED not in path.parents:
                yield path.read_text(encoding="utf-8")
        for name, content in self._woven.files.items():
            if is_text_of_pages(name, PRINTED):
                yield content.decode()


def _require_pages(edition: Edition, making: Making, weaving: _Weaving) -> None:
    """Require pages in order, in themselves, in what they take in, and as the engine has read them."""
    problems = Problems()
    with problems.catch():
        weaving.check_fit()
    with problems.catch():
        check_pages(edition.project, making.order.profiles, edition.outputs)
    for page in making.pages:
        with problems.catch():
            page.result()
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
    write_files(staging, {MANIFEST: make_manifest(edition.package.release, origin, entries)})


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


def _keep_woven(project: Project, workspace: Path) -> None:
    """Leave the generated files in the report for a plain ``quarto render``."""
    with stage(target_woven(project)) as staging:
        for entry in (workspace / GENERATED).iterdir():
            shutil.move(entry, staging)
        mark_woven(staging, project)
