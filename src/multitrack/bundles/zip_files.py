"""ZIP files with the same bytes on every machine.

Entries are stored without compression: builds of Python have different compressors (zlib, zlib-ng) with different
output, and the pictures, the largest part, are compressed already.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from multitrack.errors import InputError, Problem

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

_UNIX: Final = 3
_REGULAR_FILE: Final = 0o100644 << 16


def require_inside(name: str) -> str:
    """Return a relative path if it stays inside its folder.

    Raises
    ------
    InputError
        If it leads out of the folder.
    """
    if name.startswith("/") or any(part in {"", ".", ".."} for part in name.split("/")) or "\0" in name:
        raise InputError([Problem(name, 0, "", "this name of a file leads out of its folder", "correct it")])
    return name


def pack(files: Mapping[str, bytes], folder: str, day: dt.date) -> bytes:
    """Return the files, sorted by name and dated to a day, in a folder of a ZIP file."""
    return store({f"{folder}/{name}": files[name] for name in sorted(files)}, day)


def store(files: Mapping[str, bytes], day: dt.date) -> bytes:
    """Return the files, in their order and dated to a day, as a ZIP file."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for name, file in files.items():
            entry = zipfile.ZipInfo(require_inside(name), (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system = _UNIX
            entry.external_attr = _REGULAR_FILE
            archive.writestr(entry, file)
    return content.getvalue()
