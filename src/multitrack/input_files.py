"""Reading of source files: regular files of the project, of limited size, with text in UTF-8."""

from __future__ import annotations

import codecs
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from multitrack.characters import escape_unprintable, find_unprintable
from multitrack.errors import InputError, Problem, Problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LIMIT_BYTES: Final = 16 * 2**20
"""More than any source needs, so that an endless file cannot fill the memory."""
_DEEPEST: Final = 20
_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAB: Final = re.compile(r"^ *\t", re.MULTILINE)
_UNREADABLE: Final = ("this cannot be read as YAML", "mind indentation, colons and quotes")


@dataclass(frozen=True)
class Sources:
    """The folders of sources.

    Attributes
    ----------
    root
        The project's folder; names in messages are relative to it.
    homes
        The real paths of all folders; links out of them are refused.
    """

    root: Path
    homes: Sequence[Path]

    def name(self, path: Path) -> str:
        """Return a path for messages, relative to the root if it lies below it."""
        return escape_unprintable(
            path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)
        )

    def files(self, folder: Path, *, without: Sequence[str] = ()) -> tuple[Path, ...]:
        """Return the paths of all files below a folder, sorted.

        Hidden files and editors' backups are skipped: their names begin with a full stop or end with ``~``.

        Parameters
        ----------
        without
            Names of files and folders directly in the folder to skip.

        Raises
        ------
        InputError
            If a name cannot be printed, or a link leads to a folder.
        """
        found: list[Path] = []
        for here, folders, files in os.walk(folder):
            skipped = without if here == str(folder) else ()
            kept = [one for one in (*folders, *files) if one[0] != "." and one[-1] != "~" and one not in skipped]
            folders[:] = [name for name in folders if name in kept and not Path(here, name).is_symlink()]
            found += [Path(here, name) for name in kept if name not in folders]
        problems = [problem for path in found for problem in self._refused(path)]
        if problems:
            raise InputError(problems)
        return tuple(sorted(found))

    def read(self, path: Path) -> bytes:
        """Return the bytes of a file, those of a text as :func:`unify_text` gives them.

        Raises
        ------
        InputError
            If it is missing, unreadable, outside the folders, no regular file, or too large.
        """
        real = Path(os.path.realpath(path))
        if not any(real.is_relative_to(home) for home in self.homes):
            raise self._wrong(path, "this is a link that leads out of the project", "put a copy of the file here")
        try:
            status = real.stat()
            if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
                raise self._wrong(path, "this is no regular file", "put one in its place")
            if status.st_size > LIMIT_BYTES:
                found = f"the file has {status.st_size} bytes, and {LIMIT_BYTES} are the most that is read"
                raise self._wrong(path, found, "make it smaller")
            return unify_text(real.read_bytes())
        except FileNotFoundError:
            raise self._wrong(path, "the file is missing", "restore it") from None
        except OSError as error:
            found = f"the file cannot be read ({error.strerror})"
            raise self._wrong(path, found, "make it a readable file") from None

    def read_text(self, path: Path) -> str:
        """Return the text of a file.

        Raises
        ------
        InputError
            As :meth:`read`, or if it is not UTF-8 or has unprintable characters.
        """
        return self.require_text(path, self.read(path))

    def require_text(self, path: Path, content: bytes) -> str:
        """Return the text of a file that has been read; errors as of :meth:`read_text`."""
        name = self.name(path)
        text = decode(name, content)
        if problems := list(find_strange_characters(name, text, allowed="\t\f")):
            raise InputError(problems)
        return text

    def copy(self, folder: Path, target: Path, *, without: Sequence[str] = ()) -> dict[Path, bytes]:
        """Copy all files below a folder, and return them; parameters and errors as of :meth:`files`, :meth:`read`."""
        copied, problems = dict[Path, bytes](), Problems()
        for path in self.files(folder, without=without):
            with problems.catch():
                copied[path] = self.read(path)
                place = target / path.relative_to(folder)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(copied[path])
        problems.raise_any()
        return copied

    def _refused(self, path: Path) -> Iterator[Problem]:
        if find_unprintable(path.name):
            yield Problem(self.name(path), 0, "", "the file's name cannot be printed", "rename it, in UTF-8")
        elif path.is_symlink() and path.is_dir():
            yield Problem(self.name(path), 0, "", "this is a link to a folder", "put the files themselves here")

    def _wrong(self, path: Path, found: str, remedy: str) -> InputError:
        return InputError([Problem(self.name(path), 0, "", found, remedy)])


def unify_text(content: bytes) -> bytes:
    r"""Return a text without a byte order mark and with lines that end with ``\n``; other files as they are.

    Spreadsheets, editors on Windows and Git write texts otherwise, and identifiers are computed from the bytes. A text
    is what has no zero byte, as for Git.
    """
    return content if b"\0" in content else content.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n")


def decode(name: str, content: bytes) -> str:
    """Decode a file.

    Raises
    ------
    InputError
        If the bytes are not UTF-8; the message names the first such line.
    """
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{content[error.start]:02x} is not UTF-8"
        raise InputError([Problem(name, row, "", found, "save the file in the encoding UTF-8")]) from None


def find_strange_characters(name: str, text: str, allowed: str = "") -> Iterator[Problem]:
    """Find the lines of a file with unprintable characters."""
    if not find_unprintable(text, f"{allowed}\n"):
        return
    for row, line in enumerate(text.split("\n"), start=1):
        if character := find_unprintable(line.removesuffix("\r"), allowed):
            found = f"the line holds the character {character}, which cannot be printed"
            yield Problem(name, row, "", found, "remove it")


def compose_yaml(name: str, text: str) -> yaml.Node | None:
    """Return the root of a YAML text's tree; None if the text is empty.

    Raises
    ------
    InputError
        If it is no YAML, more than one document, indented with tabs, nested too deeply, or holds aliases.
    """
    if tab := _TAB.search(text):
        row = text.count("\n", 0, tab.start()) + 1
        raise InputError([Problem(name, row, "", "the line is indented with a tab", "indent all lines with spaces")])
    try:
        _check_events(name, text)
        return yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise _no_yaml(name, error) from None


def load_yaml(name: str, text: str) -> Any:  # noqa: ANN401  (YAML has no narrower type)
    """Load a YAML text.

    Raises
    ------
    InputError
        As :func:`compose_yaml`, or if a value is invalid or has unprintable characters.
    """
    node = compose_yaml(name, text)
    try:
        content = _LOADER("").construct_document(node) if node else None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise _no_yaml(name, error) from None
    if node and (problems := list(_strange_values(name, node))):
        raise InputError(problems)
    return content


def _check_events(name: str, text: str) -> None:
    """Refuse input that would exhaust stack or memory as a tree."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        row = event.start_mark.line + 1 if event.start_mark else 0
        if depth > _DEEPEST:
            found = f"more than {_DEEPEST} keys or lists are nested"
            raise InputError([Problem(name, row, "", found, "write them side by side")])
        if isinstance(event, yaml.AliasEvent):
            raise InputError([Problem(name, row, "", "the value is an alias of another", "write it out")])


def _no_yaml(name: str, error: Exception) -> InputError:
    mark = getattr(error, "problem_mark", None)
    return InputError([Problem(name, mark.line + 1 if mark else 0, "", *_UNREADABLE)])


def _strange_values(name: str, root: yaml.Node) -> Iterator[Problem]:
    """Find texts with escapes of unprintable characters."""
    waiting: list[Any] = [root]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, yaml.ScalarNode):
            for entry in node.value:
                waiting += entry if isinstance(entry, tuple) else [entry]
        elif character := find_unprintable(node.value, allowed="\n\t"):
            row = node.start_mark.line + 1 if node.start_mark else 0
            found = f"the text holds the character {character}, which cannot be printed"
            yield Problem(name, row, "", found, "remove it")
