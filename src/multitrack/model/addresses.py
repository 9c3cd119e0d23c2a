"""Addresses of the web: the only ones that data, bibliography and configuration may lead to."""

from __future__ import annotations

import re
from typing import Final

_NAME: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_REST: Final = r"(?:[A-Za-z0-9._~:/?#@!$&'()*+,;=\[\]-]|%[0-9A-Fa-f]{2})*"
_ADDRESS: Final = re.compile(rf"https?://{_NAME}(?:\.{_NAME})*(?::[0-9]{{1,5}})?(?:[/?#]{_REST})?")

REMEDY: Final = "write an address such as https://example.org/edition"


def is_web_address(text: str) -> bool:
    """Say whether a text is an address of the web: http or https, a host, and only characters that need no quoting.

    A user's name or password before the host is refused: it makes an address look like that of another host.
    """
    return bool(_ADDRESS.fullmatch(text))
