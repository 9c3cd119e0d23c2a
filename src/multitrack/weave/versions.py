"""Identifiers that name one state of a figure or a table, so that a citation can be checked."""

from __future__ import annotations

import hashlib
from typing import Final

_DIGITS: Final = 12


def version(identifier: str, release_version: str, payload: bytes) -> str:
    """Return ``IDENTIFIER@VERSION+DIGITS``: the data package's version and the first twelve digits of a sha256.

    Parameters
    ----------
    payload
        Data and specification of the figure or table, in one canonical form.
    """
    return f"{identifier}@{release_version}+{hashlib.sha256(payload).hexdigest()[:_DIGITS]}"
