"""Files as one ZIP that is the same on every machine.

The entries are stored and not compressed: builds of Python carry different compressors (zlib, zlib-ng) that make
different bytes of the same input, and the pictures, which are the most of it, are compressed already.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

_UNIX: Final = 3
_REGULAR_FILE: Final = 0o100644 << 16


def pack(files: Mapping[str, bytes], folder: str, day: dt.date) -> bytes:
    """Return the files, sorted by name and dated to a day, in a folder of a ZIP file."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{name}", (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system = _UNIX
            entry.external_attr = _REGULAR_FILE
            archive.writestr(entry, files[name])
    return content.getvalue()
