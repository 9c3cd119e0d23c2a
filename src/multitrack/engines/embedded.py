"""The embedded engine: Pandoc and Typst out of Python wheels render the Quarto project where there is no Quarto.

A page is read as text (:mod:`~multitrack.engines.pages`), parsed once, checked, and written for each format.
Pandoc runs in its sandbox and reads only what its arguments name. Its filters are not bound by that, but they are the
project's own, and the pictures that they read were checked to lie in the workspace. Typst's root is the workspace.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib import metadata, resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from multitrack.engines.bibliography import pandoc_path, read_bibliography
from multitrack.engines.merge_strings import join_words
from multitrack.engines.page_lint import References
from multitrack.engines.pages import REPORT, read_page
from multitrack.engines.programs import Call, run
from multitrack.engines.settings import place_of, read_settings
from multitrack.engines.typesetting import Typesetting, typeset
from multitrack.errors import InputError, Problem, ProgramError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from multitrack.engines.base import Format, Render
    from multitrack.engines.pages import Page
    from multitrack.engines.settings import Settings
    from multitrack.project import Profile

# Raw HTML and TeX stay readable as such, so that an error can say that a page holds some.
_MARKDOWN: Final = "markdown-yaml_metadata_block"
_WRITERS: Final[Mapping[str, str]] = {"html": "html5", "pdf": "typst-citations"}
_INLINE: Final = frozenset({"html"})
"""The formats that Pandoc puts the pictures into; Typst does so itself."""
_SCRATCH: Final = "_embedded"
_PANDOC_S: Final = 60.0
"""Seconds that Pandoc may take for each megabyte begun."""
_MEGABYTE: Final = 10**6


class EmbeddedEngine:
    """Renders with the Pandoc and the Typst that pip installed."""

    @property
    def name(self) -> str:
        """The engine's name on the command line and in the manifest."""
        return "embedded"

    def versions(self) -> Mapping[str, str]:
        """Return the programs that shape the output and their versions."""
        return {"pandoc": _pandoc_version(), "typst": metadata.version("typst")}

    def check(self, workspace: Path, profiles: Iterable[Profile]) -> None:
        """Check configuration and pages of several profiles without rendering any.

        Raises
        ------
        InputError
            With every problem of every profile.
        """
        problems: list[Problem] = []
        for profile in profiles:
            try:
                rendering = _Rendering(workspace, profile, read_settings(workspace, profile))
                rendering.require(rendering.read())
            except InputError as error:
                problems += error.problems
        if problems:
            raise InputError(problems)

    def render(self, workspace: Path, profile: Profile, formats: Sequence[Format]) -> Mapping[Format, Path]:
        """Render one profile; see :meth:`multitrack.engines.base.Engine.render`."""
        return self.begin(workspace, profile, formats)()

    def begin(self, workspace: Path, profile: Profile, formats: Sequence[Format]) -> Render:
        """Read the page, and write what Typst is to set; see :meth:`multitrack.engines.base.Engine.begin`."""
        rendering = _Rendering(workspace, profile, read_settings(workspace, profile))
        read = rendering.read()
        wanted: list[Format] = [] if read.problems else [one for one in formats if one not in _INLINE]
        return partial(rendering.documents, read, {one: rendering.written(read, one) for one in wanted}, formats)


@dataclass(frozen=True)
class _Read:
    """A page that was read.

    Attributes
    ----------
    tree
        Pandoc's JSON, with the metadata.
    problems
        What is wrong with it, but for pictures.
    """

    tree: bytes
    references: References
    problems: list[Problem]


@dataclass(frozen=True)
class _Rendering:
    workspace: Path
    profile: Profile
    settings: Settings

    def read(self) -> _Read:
        """Read the page, set its citations, and find what it refers to; that takes no picture."""
        works = self._works()
        page = read_page(self.workspace, self.profile.page, self.settings.values)
        arguments = ["--from", _MARKDOWN, "--to", "json", "--lua-filter", _own("setaside.lua"), *self._citing()]
        tree = json.loads(self._pandoc(arguments, page.text.encode()))
        join_words(tree["blocks"])
        references = References.of(page, tree["blocks"])
        whole = _as_json({**tree, "meta": _as_metadata(self._metadata())["c"]})
        problems = [*references.problems(works), *self._strange_letters(page, tree["blocks"])]
        return _Read(whole, references, problems)

    def _strange_letters(self, page: Page, blocks: list[Any]) -> Iterator[Problem]:
        """Find a letter that the typefaces lack, on its line of the page, or where the rules that make it are named."""
        # It takes seconds to import, which a build that finds everything up to date has no use for.
        from multitrack.typography.letters import REMEDY, lacking  # noqa: PLC0415

        if found := lacking(json.dumps(blocks, ensure_ascii=False)):
            line = next((line for line in page.lines if lacking(line.text)), None)
            made = f"in what the language and the bibliography make of citations, {found}"
            place = place_of(self.workspace, self.profile.code, "lang")
            yield (
                line.problem(found, REMEDY)
                if line
                else Problem(*place, made, "take another language or style, or reword")
            )

    def require(self, read: _Read) -> None:
        """Require that everything that a page refers to is there.

        Raises
        ------
        InputError
            Listing everything that is wrong with the page.
        """
        _ = self._html_template()
        if problems := read.problems + read.references.missing_pictures(self.workspace):
            raise InputError(problems)

    def written(self, read: _Read, wanted: Format) -> bytes:
        """Return what Pandoc makes of a page for a format."""
        return self._pandoc(["--from", "json", *self._arguments(wanted)], read.tree)

    def documents(
        self, read: _Read, written: Mapping[Format, bytes], formats: Sequence[Format]
    ) -> Mapping[Format, Path]:
        """Write the document of each format and return their paths; what Pandoc has written of some is given."""
        self.require(read)
        return {wanted: self._document(written.get(wanted) or self.written(read, wanted), wanted) for wanted in formats}

    def _document(self, written: bytes, wanted: Format) -> Path:
        path = self.workspace / "_output" / self.profile.output_folder / f"{self.profile.output_name}.{wanted}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written if wanted == "html" else self._typeset(written))
        return path

    def _arguments(self, wanted: Format) -> list[str | Path]:
        arguments: list[str | Path] = ["--to", _WRITERS[wanted], "--standalone", "--wrap=none", "--fail-if-warnings"]
        arguments += ["--template", self._html_template() if wanted == "html" else self._typst_template()]
        arguments += [part for file in self._files("filters") for part in ("--lua-filter", file)]
        arguments += ["--lua-filter", _own("crossref.lua")]
        return arguments + (self._html_arguments() if wanted == "html" else self._typst_arguments())

    def _citing(self) -> list[str | Path]:
        """Return what citeproc needs: citations are the same in every format, and are set once."""
        linked = str(bool(self.settings.get("link-citations"))).lower()
        arguments: list[str | Path] = ["--citeproc", f"--metadata=link-citations:{linked}"]
        arguments.append(f"--metadata=lang:{self.profile.config['lang']}")
        arguments += [part for file in self._files("bibliography") for part in ("--bibliography", file)]
        return arguments + [part for file in self._files("csl") for part in ("--csl", file)]

    def _works(self) -> set[str]:
        """Return the keys of what can be cited, from bibliographies in which nothing is wrong."""
        files = {f"{REPORT}/{path.relative_to(self.workspace)}": path for path in self._files("bibliography")}
        return {key for name, path in files.items() for key in read_bibliography(name, path.read_text("utf-8")).works}

    def _html_arguments(self) -> list[str | Path]:
        arguments: list[str | Path] = ["--section-divs", "--mathml", "--email-obfuscation=none"]
        arguments += ["--number-sections"] if self.settings.get("number-sections") else []
        for file in self._files("format.html.include-in-header"):
            arguments += ["--include-in-header", file]
        return arguments + self._contents("html")

    def _typst_arguments(self) -> list[str | Path]:
        numbering = self.settings.get("format.typst.section-numbering")
        numbered = numbering and self.settings.get("number-sections")
        return [*(["--variable", f"section-numbering={numbering}"] if numbered else []), *self._contents("typst")]

    def _contents(self, quarto_format: str) -> list[str | Path]:
        if not self.settings.get(f"format.{quarto_format}.toc"):
            return []
        depth = self.settings.get(f"format.{quarto_format}.toc-depth", 3)
        title = self.settings.language["toc-title-document"]
        return ["--toc", f"--toc-depth={depth}", "--variable", f"toc-title={title}"]

    def _html_template(self) -> Path:
        key = "format.html.template"
        path = self._existing(key, self.settings.get(key, ""))
        if "$body$" not in path.read_text(encoding="utf-8"):
            raise self._wrong(key, f"{REPORT}/{path.relative_to(self.workspace)} has no place for $body$", "put it in")
        return path

    def _typst_template(self) -> Path:
        """Put the project's partials into the frame that Quarto would put them into."""
        template = _own("main.typ").read_text(encoding="utf-8")
        for part in self._files("format.typst.template-partials"):
            template = template.replace(f"${part.name}()$", part.read_text(encoding="utf-8"))
        return self._scratch("template.typ", template.encode())

    def _typeset(self, document: bytes) -> bytes:
        main = self.workspace / f"{Path(self.profile.page).stem}.typ"
        main.write_bytes(document)
        wanted = Typesetting(
            main=str(main),
            root=str(self.workspace),
            fonts=[str(folder) for folder in self._files("format.typst.font-paths")],
            packages=str(self._scratch("packages", None)),
            standards=self.settings.listed("format.typst.pdf-standard"),
        )
        try:
            made = typeset(self._what("Typst"), wanted)
        finally:
            main.unlink()
        if made.refused:
            key, found, remedy = "format.typst.pdf-standard", made.refused.splitlines()[0], "take one of Typst's"
            raise self._wrong(key, found, remedy)
        if made.error:
            raise ProgramError(self._what("Typst") + " failed", made.error.strip().splitlines())
        if made.warnings:
            lines = [line for warning in made.warnings for line in warning.strip().splitlines()]
            raise ProgramError(self._what("Typst") + " gave a warning, which is an error here", lines)
        return made.pdf

    def _pandoc(self, arguments: Sequence[str | Path], given: bytes) -> bytes:
        call = Call(
            what=self._what("Pandoc"),
            arguments=[pandoc_path(), "--sandbox", *arguments],
            folder=self.workspace,
            given=given,
            limit_s=_PANDOC_S * (1 + len(given) // _MEGABYTE),
        )
        return run(call).output

    def _what(self, program: str) -> str:
        return f"{program} for the page {REPORT}/{self.profile.page}"

    def _metadata(self) -> Mapping[str, Any]:
        """Return what the templates and filters can name, under the names that Quarto gives it."""
        authors = self.settings.listed("author")
        return {
            **self.settings.document,
            "author": authors,
            "by-author": [{"name": {"literal": author}} for author in authors],
            "link-citations": self.settings.get("link-citations", default=False),
            "title-delim": self.settings.get("crossref.title-delim", ":"),
            "quarto-language": self.settings.language,
        }

    def _files(self, key: str) -> list[Path]:
        return [self._existing(key, file) for file in self.settings.listed(key)]

    def _existing(self, key: str, file: str) -> Path:
        path = (self.workspace / file).resolve()
        if file and path.exists():
            return path
        raise self._wrong(key, f"there is no file {REPORT}/{file}", "correct the path or add the file")

    def _wrong(self, key: str, found: str, remedy: str) -> InputError:
        return InputError([Problem(*place_of(self.workspace, self.profile.code, key), found, remedy)])

    def _scratch(self, name: str, content: bytes | None) -> Path:
        """Return a file, or a folder if it has no content, of this profile's own."""
        path = self.workspace / _SCRATCH / self.profile.code / name
        (path if content is None else path.parent).mkdir(parents=True, exist_ok=True)
        if content is not None:
            path.write_bytes(content)
        return path


def _as_metadata(value: Any) -> dict[str, Any]:  # noqa: ANN401  (YAML has no narrower type)
    """Return a value of the configuration as metadata of Pandoc's tree: plain text stays plain."""
    if isinstance(value, bool):
        return {"t": "MetaBool", "c": value}
    if isinstance(value, Mapping):
        entries = cast("Mapping[str, Any]", value)
        return {"t": "MetaMap", "c": {key: _as_metadata(entry) for key, entry in entries.items()}}
    if isinstance(value, list):
        return {"t": "MetaList", "c": [_as_metadata(entry) for entry in cast("list[Any]", value)]}
    return {"t": "MetaString", "c": str(value)}


def _as_json(tree: Mapping[str, Any]) -> bytes:
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode()


def _own(name: str) -> Path:
    return Path(str(resources.files("multitrack.engines") / name))


@cache
def _pandoc_version() -> str:
    question = [pandoc_path(), "--version"]
    call = Call(what="Pandoc asked for its version", arguments=question, folder=Path(__file__).parent)
    return run(call).output.decode().split()[1]
