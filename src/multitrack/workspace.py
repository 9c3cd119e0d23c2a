"""The workspace of a build: a copy of the report, the files that its pages take in, and the pages being read.

What pages take in is kept, and serves again as long as nothing has changed but their texts. Then they are written,
and set by Typst while the libraries that compute and draw are imported, which takes most of a second.
"""

from __future__ import annotations

import json
from concurrent.futures import wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from multitrack.errors import Problem, Problems
from multitrack.generated_files import NUMBERS, OF_PAGES
from multitrack.project import GENERATED
from multitrack.publish.staging import write_files
from multitrack.render.conditions import read_pages, settle_pages
from multitrack.render.number_files import DATA_FOLDER, make_numbers_file, named_numbers
from multitrack.scratch import open_scratch
from multitrack.typography.hyphenation import make_hyphenation_files

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from multitrack.engines.base import Begun, Documents, Engine, Render
    from multitrack.engines.workers import Workers
    from multitrack.order import BuildRequest
    from multitrack.products import Products, Wanted
    from multitrack.project import Profile, Project

_TEXTS: Final = frozenset(
    {".qmd", ".yml", ".bib", ".html", ".css", ".js", ".mjs", ".lua", ".typ", ".csl", ".json", ".md"}
)


@contextmanager
def open_workspace(project: Project) -> Generator[Path]:
    """Copy the report for the block, so that no engine leaves files among the sources.

    Every text is found readable here, and no file of the theme empty, so that later steps can rely on it.
    """
    with open_scratch() as folder:
        workspace, problems = folder / "report", Problems()
        for path, content in project.copy_sources(workspace).items():
            with problems.catch():
                if path.suffix in _TEXTS:
                    project.sources.require_text(path, content)
                if path.parent.name == "theme" and not content.strip():
                    problems.extend([Problem(project.name(path), 0, "", "the file is empty", "restore it")])
        problems.raise_any()
        yield workspace


@dataclass
class Woven:
    """The files that pages take in and are rendered with.

    Attributes
    ----------
    workspace
        The copy of the report, in which they are written into ``_generated/``.
    profiles
        The languages with pictures: those whose pages are rendered, and others from which these take something in.
    wanted
        The product that keeps them.
    files
        Path in ``_generated/`` → bytes; of texts first, then of pictures, too.
    printed
        Code of a language → id of a number → the number as printed.
    conditions
        Conditions for blocks of pages: NAME in ``edition.NAME`` → value.
    """

    project: Project
    workspace: Path
    profiles: Sequence[Profile]
    wanted: Wanted
    files: Mapping[str, bytes] = field(default_factory=dict[str, bytes])
    printed: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, dict[str, str]])
    conditions: Mapping[str, bool] = field(default_factory=dict[str, bool])

    @classmethod
    def of(
        cls,
        project: Project,
        workspace: Path,
        products: Products,
        profiles: Sequence[Profile],
        *,
        with_bars: bool = False,
    ) -> Woven:
        """Return what is kept, perhaps nothing, for the pages of some languages.

        Parameters
        ----------
        with_bars
            Bars below figures and tables lead to their bundles.
        """
        others = {one.code for one in project.profiles} - {one.code for one in profiles}
        pages = read_pages(workspace).items()
        text = "".join(text for page, text in pages if page.relative_to(workspace).parts[0] not in others)
        woven = [one for one in project.profiles if one.code not in others or f"{GENERATED}/{one.code}/" in text]
        what = "woven-with-bars" if with_bars else "woven"
        wanted = products.ask_of_sources("-".join([what, *(one.code for one in woven)]))
        files = dict(wanted.kept or {})
        return cls(project, workspace, woven, wanted, files, **json.loads(files.pop("", b"{}")))

    @property
    def is_kept(self) -> bool:
        """True if nothing has to be read, computed and made before the files are written."""
        return self.wanted.kept is not None

    def keep(self, products: Products) -> None:
        """Keep the files, but for those that depend on the texts of pages."""
        resolved = json.dumps({"printed": self.printed, "conditions": self.conditions}).encode()
        files = {path: content for path, content in self.files.items() if not path.endswith(OF_PAGES)}
        products.keep_of_sources(self.wanted, {"": resolved, **files})

    def write(self, *, all_numbers: bool = False) -> None:
        """Write the files, with the numbers that pages name or with all, and settle the pages."""
        named = named_numbers(read_pages(self.workspace).values())
        if all_numbers:
            named.update(*self.printed.values())
        numbers = {f"{code}{NUMBERS}": make_numbers_file(code, self.printed, named) for code in self.printed}
        self.files = {**self.files, **numbers, **self._part_words()}
        self.put(self.files)
        settle_pages(self.workspace, self.conditions)

    def put(self, files: Mapping[str, bytes]) -> None:
        """Write files into ``_generated/``."""
        write_files(self.workspace / GENERATED, files)

    def _part_words(self) -> Mapping[str, bytes]:
        """Return the words of the pages with their hyphens, for languages without patterns in the typesetter."""
        pages = read_pages(self.workspace).items()
        read = {page.relative_to(self.workspace).as_posix(): text for page, text in pages}
        texts = {path: content.decode() for path, content in self.files.items() if is_text_of_pages(path, ".md")}
        return make_hyphenation_files(self.project, {**read, **texts})


def is_text_of_pages(path: str, endings: str | tuple[str, ...]) -> bool:
    """Test a generated file for an ending, and for being no copy of the data."""
    return path.endswith(endings) and not path.startswith(f"{DATA_FOLDER}/")


@dataclass
class Making:
    """A build on its way.

    Attributes
    ----------
    staging
        The folder that becomes the output.
    workers
        The workers beside this thread.
    pages
        The pages being read, in the order of the request's profiles; empty until they can be.
    rendered
        Documents being finished, each with its profile.
    """

    order: BuildRequest
    engine: Engine
    workers: Workers
    woven: Woven
    staging: Path
    pages: Sequence[Future[Begun]] = ()
    rendered: list[tuple[Profile, Future[Documents]]] = field(default_factory=list["tuple[Profile, Future[Documents]]"])

    def begin_pages(self) -> None:
        """Write what the pages take in, and begin to read them."""
        self.woven.write()
        self.pages = [
            self.workers.pool.submit(self.engine.begin, self.woven.workspace, profile, self.order.formats)
            for profile in self.order.profiles
        ]

    def finish_early(self) -> None:
        """Begin to finish what needs no more than is woven, of pages that are in order, once they are read."""
        self._finish(lambda begun: begun.early)

    def finish_late(self) -> None:
        """Begin to finish all other documents."""
        self._finish(lambda begun: begun.late)

    def _finish(self, choose: Callable[[Begun], Sequence[Render]]) -> None:
        wait(self.pages)
        pages = zip(self.order.profiles, self.pages, strict=True)
        chosen = [(profile, choose(page.result())) for profile, page in pages if not page.exception()]
        self.rendered += [
            (profile, self.workers.pool.submit(finish)) for profile, finishes in chosen for finish in finishes
        ]
