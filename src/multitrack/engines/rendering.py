"""The rendering of a page by Pandoc and Typst.

A page is read as text (:mod:`~multitrack.engines.pages`), parsed chapter by chapter, checked, and written for each
format, in parts where it can be (:mod:`~multitrack.engines.page_tree`). Pandoc is given no files to read but those in
its arguments. Its filters are not sandboxed, but they are the project's own, and read only pictures checked to be in
the workspace. Typst's root is the workspace.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from multitrack.engines.bibliography import find_pandoc, read_bibliography
from multitrack.engines.formats import FORMATS
from multitrack.engines.page_lint import References
from multitrack.engines.page_tree import PageTree, cut
from multitrack.engines.pages import REPORT, read_page
from multitrack.engines.pandoc_tree import find_citing, join_words, shift_notes
from multitrack.engines.programs import Call, run
from multitrack.engines.settings import find_place
from multitrack.errors import InputError, Problem
from multitrack.generated_files import LATE, LOOKS, NUMBERS
from multitrack.products import Products
from multitrack.project import GENERATED, OUTPUT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from multitrack.engines.base import DocumentFormat, Format
    from multitrack.engines.pages import Page
    from multitrack.engines.settings import Settings
    from multitrack.products import Wanted
    from multitrack.project import Profile

_SCRATCH: Final = "_embedded"
_THEME: Final = "theme"
_PANDOC_S: Final = 60.0
"""Time limit of Pandoc for each megabyte begun, in seconds."""
_MEGABYTE: Final = 10**6
_OF_WHOLE: Final = frozenset({"edition"})
"""Metadata of which nothing is made but at the beginning and the end of a page."""
_WORD: Final = re.compile(r"[0-9A-Za-z\x80-\U0010ffff]+")
"""What ``theme/edition.lua`` takes for a word when it parts words."""


@dataclass(frozen=True)
class _Read:
    """A page read: its tree, with the metadata, and its problems, except with pictures."""

    tree: PageTree
    references: References
    problems: list[Problem]


@dataclass(frozen=True)
class Rendering:
    """The rendering of a language's page in a private copy of the report folder, as formats see it."""

    workspace: Path
    profile: Profile
    settings: Settings
    products: Products = field(default_factory=Products)

    def read(self) -> _Read:
        """Read the page, set its citations, and find its references; that needs no pictures."""
        works = self._works()
        page = read_page(self.workspace, self.profile.page, self.settings.values, self.settings.numbers)
        tree, references = self._set(page, page.chapters)
        if references.doubled:  # Pandoc makes headings different that have no ids, but only within one text
            tree, references = self._set(page, {"page": page.text})
        problems = [*references.problems(works), *self._strange_letters(page, tree)]
        return _Read(tree, references, problems)

    def _set(self, page: Page, texts: Mapping[str, str]) -> tuple[PageTree, References]:
        """Parse a page from texts that bear on each other only by what they refer to, and set its citations."""
        trees = self._parsed(texts)
        citing, notes = list[dict[str, Any]](), 0
        for tree in trees:
            found = list(find_citing(tree["blocks"]))
            shift_notes(found, by=notes)
            citing += found
            notes += int(tree["meta"]["notes"]["c"])
        trees[-1]["blocks"] += self._cite(trees[0], citing)
        parts = {name: tree["blocks"] for name, tree in zip(texts, trees, strict=True)}
        frame = {**trees[0], "meta": _as_metadata(self._metadata())["c"]}
        del frame["blocks"]
        return PageTree(frame, parts), References.of(page, list(parts.values()))

    def _parsed(self, texts: Mapping[str, str]) -> list[dict[str, Any]]:
        """Return the trees of texts, each parsed by itself; those that were not kept by one Pandoc."""
        asked = {
            name: self.products.ask("engines", f"{name}.{self.profile.code}", {"the text": text})
            for name, text in texts.items()
        }
        new = [name for name, one in asked.items() if one.kept is None]
        given = "".join(f"{texts[name]}\0" for name in new).encode()
        lines = run(self._call(["lua", _own("read.lua")], given)).output.splitlines() if new else []
        made = {
            name: self.products.keep(asked[name], {"": _join_uncited_words(line)})
            for name, line in zip(new, lines, strict=True)
        }
        return [json.loads((made.get(name) or one.kept or {})[""]) for name, one in asked.items()]

    def _cite(self, tree: Mapping[str, Any], citing: list[dict[str, Any]]) -> list[Any]:
        """Set citations and the works cited in place, and return works for which the page has no place.

        Citeproc is given no more of a page than it may change.
        """
        given = _dump_tree({**tree, "meta": {}, "blocks": citing})
        cited = self._pandoc("citations", ["--from", "json", "--to", "json", *self._citing()], given)
        changed = _load_tree(cited)["blocks"]
        join_words(changed)
        for block, new in zip(citing, changed, strict=False):
            block.update(new)
        return changed[len(citing) :]

    def _strange_letters(self, page: Page, tree: PageTree) -> Iterator[Problem]:
        """Find letters that the typefaces lack, in lines of the page or in the configuration of rules that add one."""
        # A build with everything up to date needs nothing of what this imports.
        from multitrack.typography.letters import REMEDY, describe_lacking_letter  # noqa: PLC0415

        if not (found := describe_lacking_letter("".join(tree.texts.values()))):
            return
        lines = [(line, said) for line in page.lines if (said := describe_lacking_letter(line.text))]
        yield from (line.problem(said, REMEDY) for line, said in lines)
        if not lines:
            made = f"in what the language and the bibliography make of citations, {found}"
            place = find_place(self.workspace, self.profile.code, "lang")
            yield Problem(*place, made, "take another language or style, or reword")

    def require(self, read: _Read) -> None:
        """Require the targets of all references of a page, or raise every problem of it."""
        if problems := [*read.problems, *read.references.find_missing_pictures(self.workspace)]:
            raise InputError(problems)

    def written(self, read: _Read, wanted: Format) -> bytes:
        """Write a page in a format with Pandoc."""
        kind, arguments = FORMATS[wanted], ["--from", "json", *self._arguments(wanted)]
        reads = sorted(self.list_readable(read.tree.whole, LATE if kind.is_early else ()))

        def write() -> bytes:
            if kind.is_cut and read.tree.is_divisible:
                return self._write_parts(read.tree, kind, arguments, reads)
            return run(self._in_sandbox(arguments, read.tree.whole)).output

        inputs = {"the page": read.tree.whole, "the arguments": self._named(arguments)}
        return self.make(kind.writer, inputs, {*self._inside(arguments), *reads}, write)

    def _write_parts(
        self, tree: PageTree, kind: DocumentFormat, arguments: Sequence[str | Path], reads: Sequence[Path]
    ) -> bytes:
        """Write a page whose parts may be kept."""
        asked = self._ask_parts(tree, kind, arguments, reads)
        new = [name for name, one in asked.items() if one.kept is None]
        written = run(self._in_sandbox(arguments, tree.mark(new, kind.quarto))).output
        head, *pieces, tail = cut(written, len(asked) + 1) or [b"", b""]
        if not pieces:  # a filter has moved the marks
            return run(self._in_sandbox(arguments, tree.whole)).output
        made = {
            name: one.kept or self.products.keep(one, {"": piece})
            for (name, one), piece in zip(asked.items(), pieces, strict=True)
        }
        return b"".join([head, *(files[""] for files in made.values()), tail])

    def _ask_parts(
        self, tree: PageTree, kind: DocumentFormat, arguments: Sequence[str | Path], reads: Sequence[Path]
    ) -> Mapping[str, Wanted]:
        """Look for the parts of a page; ``theme/edition.lua`` says what filters may make one depend on."""
        _, *parts = tree.parts
        frame = json.dumps({key: value for key, value in tree.frame["meta"].items() if key not in _OF_WHOLE})
        stems = {path: path.relative_to(self.workspace).as_posix().partition(".")[0] for path in reads}
        hyphens = self.workspace / str(self.settings.get("hyphens", ""))
        parted = hyphens.read_text(encoding="utf-8").split() if hyphens.is_file() else []
        woven = {path: stem for path, stem in stems.items() if stem.startswith(f"{GENERATED}/") and stem not in frame}
        common = [path for path in reads if path not in woven and path != hyphens]
        shared = {
            "the outline": json.dumps([*tree.outlines.values()]),
            "the metadata": frame,
            "the arguments": self._named(arguments),
            "what all parts read": "".join(hashlib.sha256(path.read_bytes()).hexdigest() for path in common),
        }

        def ask(name: str) -> Wanted:
            text = tree.texts[name]
            words = set(_WORD.findall(text))
            own = {
                "the part": text,
                "its parted words": " ".join(one for one in parted if one.replace("-", "") in words),
            }
            plain = text.replace("/./", "/").replace("//", "/")
            named = [path for path, stem in woven.items() if stem in plain or "/../" in plain]
            return self._ask(f"{kind.writer}-{name}", {**own, **shared}, named)

        return {name: ask(name) for name in parts}

    def document(self, read: _Read, wanted: Format, written: bytes | None = None) -> Mapping[Format, Path]:
        """Finish the document of a format, from Pandoc's output where given, and return its path."""
        self.require(read)
        FORMATS[wanted].prepare(self.workspace, self.profile)
        path = self.workspace / OUTPUT / self.profile.document(wanted)
        path.parent.mkdir(parents=True, exist_ok=True)
        document = FORMATS[wanted].finish(self, written or self.written(read, wanted))
        if complete := FORMATS[wanted].complete:
            reads = self.list_readable(document, LOOKS if FORMATS[wanted].is_early else ())
            document = self.make(
                f"complete-{wanted}", {"document": document}, reads, partial(complete, self.workspace, document)
            )
        path.write_bytes(document)
        return {wanted: path}

    def _arguments(self, wanted: Format) -> list[str | Path]:
        kind = FORMATS[wanted]
        arguments: list[str | Path] = ["--to", kind.writer, "--output=-", "--standalone", "--wrap=none"]
        arguments += ["--fail-if-warnings", *kind.arguments(self)]
        arguments += [part for file in self.files("filters") for part in ("--lua-filter", file)]
        return [*arguments, "--lua-filter", _own("crossref.lua"), *self._contents(kind.quarto)]

    def _citing(self) -> list[str | Path]:
        """Return the arguments for citeproc: citations are set once, since all formats have the same."""
        linked = str(bool(self.settings.get("link-citations"))).lower()
        arguments: list[str | Path] = ["--citeproc", f"--metadata=link-citations:{linked}"]
        arguments.append(f"--metadata=lang:{self.profile.config['lang']}")
        arguments += [part for file in self.files("bibliography") for part in ("--bibliography", file)]
        return arguments + [part for file in self.files("csl") for part in ("--csl", file)]

    def _works(self) -> set[str]:
        """Return the keys of works in bibliographies without faults."""
        texts = {
            f"{REPORT}/{one.relative_to(self.workspace).as_posix()}": one.read_text("utf-8")
            for one in self.files("bibliography")
        }

        def read() -> bytes:
            return json.dumps(
                [key for name, text in texts.items() for key in read_bibliography(name, text).works]
            ).encode()

        return set(json.loads(self.make("works", texts, (), read)))

    def _contents(self, quarto_format: str) -> list[str | Path]:
        if not self.settings.get(f"format.{quarto_format}.toc"):
            return []
        depth = self.settings.get(f"format.{quarto_format}.toc-depth", 3)
        title = self.settings.language["toc-title-document"]
        return ["--toc", f"--toc-depth={depth}", "--variable", f"toc-title={title}"]

    def _pandoc(self, product: str, arguments: Sequence[str | Path], given: bytes) -> bytes:
        """Run Pandoc, which reads the files of its arguments."""
        inputs = {"the page": given, "the arguments": self._named(arguments)}
        return self.make(
            product, inputs, self._inside(arguments), lambda: run(self._in_sandbox(arguments, given)).output
        )

    def _named(self, arguments: Sequence[str | Path]) -> str:
        """Return arguments as they are in any workspace."""
        names = {one: one.relative_to(self.workspace).as_posix() for one in self._inside(arguments)}
        return json.dumps([names[one] if one in names else str(one) for one in arguments])

    def _inside(self, arguments: Sequence[str | Path]) -> Iterator[Path]:
        """Yield the files of the workspace among arguments."""
        return (one for one in arguments if isinstance(one, Path) and one.is_relative_to(self.workspace))

    def _in_sandbox(self, arguments: Sequence[str | Path], given: bytes) -> Call:
        return self._call(["--sandbox", "--eol=lf", *arguments], given)

    def _call(self, arguments: Sequence[str | Path], given: bytes) -> Call:
        return Call(
            what=self.what("Pandoc"),
            arguments=[find_pandoc(), *arguments],
            folder=self.workspace,
            given=given,
            limit_s=_PANDOC_S * (1 + len(given) // _MEGABYTE),
        )

    def make(
        self, product: str, inputs: Mapping[str, str | bytes], reads: Iterable[Path], act: Callable[[], bytes]
    ) -> bytes:
        """Return a product of inputs and of files of the workspace, made unless it is kept."""
        wanted = self._ask(product, inputs, reads)
        return (wanted.kept or self.products.keep(wanted, {"": act()}))[""]

    def _ask(self, product: str, inputs: Mapping[str, str | bytes], reads: Iterable[Path]) -> Wanted:
        files = {path.relative_to(self.workspace).as_posix(): path.read_bytes() for path in reads}
        return self.products.ask("engines", f"{product}.{self.profile.code}", {**inputs, **files})

    def list_readable(self, text: bytes, late: tuple[str, ...] = ()) -> Iterator[Path]:
        """Yield the files of the workspace that a document or a filter may read.

        Text and numbers of pages are in the document already, and of the folders of generated files it reads its
        language's own and those that it names, but for endings that come late.
        """
        folders = {path.name for path in (self.workspace / GENERATED).glob("*/")}
        read = {name for name in folders if name == self.profile.code or f"{GENERATED}/{name}/".encode() in text}
        for path in sorted(self.workspace.rglob("*.*")):
            first, *others = path.relative_to(self.workspace).parts
            if first != GENERATED:
                is_read = not first.startswith("_") and path.suffix not in {".qmd", ".typ"}
                is_read |= first == _THEME
            else:
                is_read = (len(others) == 1 or others[0] in read) and not path.as_posix().endswith((NUMBERS, *late))
            if is_read and path.is_file():
                yield path

    def what(self, program: str) -> str:
        """Return the work of a program as the subject of a message."""
        return f"{program} for the page {REPORT}/{self.profile.page}"

    def _metadata(self) -> Mapping[str, Any]:
        """Return the metadata for templates and filters, under Quarto's names."""
        authors = self.settings.listed("author")
        return {
            **self.settings.document,
            "author": authors,
            "by-author": [{"name": {"literal": author}} for author in authors],
            "link-citations": self.settings.get("link-citations", default=False),
            "title-delim": self.settings.get("crossref.title-delim", ":"),
            "fig-cap-location": self.settings.get("fig-cap-location", "bottom"),
            "quarto-language": self.settings.language,
        }

    def files(self, key: str) -> list[Path]:
        """Return the files that a key of the configuration names; each is there."""
        return [self._existing(key, file) for file in self.settings.listed(key)]

    def _existing(self, key: str, file: str) -> Path:
        path = (self.workspace / file).resolve()
        if file and path.exists():
            return path
        raise self.wrong(key, f"there is no file {REPORT}/{file}", "correct the path or add the file")

    def wrong(self, key: str, found: str, remedy: str) -> InputError:
        """Return a fault of a key of the configuration."""
        return InputError([Problem(*find_place(self.workspace, self.profile.code, key), found, remedy)])

    def scratch(self, name: str, content: bytes | None) -> Path:
        """Write a file, or without content make a folder, of this profile's own."""
        path = self.workspace / _SCRATCH / self.profile.code / name
        (path if content is None else path.parent).mkdir(parents=True, exist_ok=True)
        if content is not None:
            path.write_bytes(content)
        return path


def _as_metadata(value: Any) -> dict[str, Any]:  # noqa: ANN401  (YAML has no narrower type)
    """Convert a value of the configuration to metadata of Pandoc's tree, with text as plain text."""
    if isinstance(value, bool):
        return {"t": "MetaBool", "c": value}
    if isinstance(value, Mapping):
        entries = cast("Mapping[str, Any]", value)
        return {"t": "MetaMap", "c": {key: _as_metadata(entry) for key, entry in entries.items()}}
    if isinstance(value, list):
        return {"t": "MetaList", "c": [_as_metadata(entry) for entry in cast("list[Any]", value)]}
    return {"t": "MetaString", "c": str(value)}


def _load_tree(written: bytes) -> dict[str, Any]:
    """Return a tree without the hyphen that the typefaces lack: French spans of pages have it."""
    return json.loads(written.decode().replace("\N{NON-BREAKING HYPHEN}", "-"))


def _join_uncited_words(written: bytes) -> bytes:
    """Merge the words of a tree but where citations will be set: citeproc reads the words of locators one by one."""
    tree = _load_tree(written)
    join_words(tree["blocks"], but=find_citing(tree["blocks"]))
    return _dump_tree(tree)


def _dump_tree(tree: Mapping[str, Any]) -> bytes:
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode()


def _own(name: str) -> Path:
    return Path(str(resources.files("multitrack.engines") / name))
