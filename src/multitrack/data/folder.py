"""The data folder: bytes of files, and their names as a reader of the project writes them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from multitrack.errors import InputError, Problem

if TYPE_CHECKING:
    from multitrack.project import Project

_UNPRINTABLE: Final = frozenset({"Cc", "Zl", "Zp", "Co"})
_BIDI: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class DataFolder:
    """The data folder of a project; paths are relative to it."""

    project: Project

    def name(self, path: str) -> str:
        """Return a path as messages give it, relative to the project's root."""
        return self.project.name(self.project.data / path)

    def files(self, pattern: str) -> tuple[str, ...]:
        """Return the paths of the files that a glob pattern finds, sorted."""
        root = self.project.data
        return tuple(sorted(path.relative_to(root).as_posix() for path in root.glob(pattern) if path.is_file()))

    def read(self, path: str) -> bytes:
        """Return the bytes of a file.

        Raises
        ------
        InputError
            If it is missing or cannot be read.
        """
        try:
            return (self.project.data / path).read_bytes()
        except FileNotFoundError:
            found, remedy = "the file is missing", "restore it"
        except OSError as error:
            found, remedy = f"the file cannot be read ({error.strerror})", "make it a readable file"
        raise InputError([Problem(self.name(path), 0, "", found, remedy)])


def decode(file: str, content: bytes) -> str:
    """Return the text of a file, without the byte order mark that some programs put before it.

    Raises
    ------
    InputError
        If the bytes are not UTF-8; names the first line that is not.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{content[error.start]:02x} is not UTF-8"
        raise InputError([Problem(file, row, "", found, "save the file in the encoding UTF-8")]) from None


def unprintable(text: str) -> str:
    """Return the name of the first character that no page should print, as ``U+0007``; empty if there is none.

    Control characters, characters for private use and marks that turn the direction of the text around them.
    """
    for character in text:
        if unicodedata.category(character) in _UNPRINTABLE or character in _BIDI:
            return f"U+{ord(character):04X}"
    return ""
