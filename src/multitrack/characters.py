"""Characters and addresses that texts of an edition may not hold."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_NAME: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_REST: Final = r"(?:[A-Za-z0-9._~:/?#@!$&'()*+,;=\[\]-]|%[0-9A-Fa-f]{2})*"
_ADDRESS: Final = re.compile(rf"https?://{_NAME}(?:\.{_NAME})*(?::[0-9]{{1,5}})?(?:[/?#]{_REST})?")

REMEDY: Final = "write an address such as https://example.org/edition"


def is_web_address(text: str) -> bool:
    """Test a text for a web address: http or https, a host, and only characters that need no quoting.

    A user name or a password before the host is refused, since it makes an address look like that of another host.
    """
    return bool(_ADDRESS.fullmatch(text))


_LEADING: Final = tuple(".,;")
_QUOTES: Final = "“‘"


def find_leading_punctuation(text: str) -> tuple[str, str] | None:
    """Return the fault of a text that begins with punctuation, if it shall stand in a reference, and its remedy.

    Citeproc takes it for punctuation between two parts of the reference: it leaves out the space and the full stop
    before it, and all but one of several dots. Opening quotation marks around it make no difference.
    """
    begun = text.lstrip(_QUOTES)
    if not begun.startswith(_LEADING):
        return None
    return f'the text begins with "{begun[0]}", which references run into what stands before', "begin it with a word"


_UNPRINTABLE: Final = frozenset({"Cc", "Zl", "Zp", "Co", "Cs"})
_HIDDEN: Final = re.compile(
    "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that reverse the direction of the text around them
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"  # a byte order mark within a text, marks of annotations, tags
    "\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))  # Unicode's noncharacters
    + "]"
)


def find_unprintable(text: str, allowed: str = "") -> str:
    """Return the name of the first unprintable character, as ``U+0007``; empty if there is none.

    These are control characters, surrogates, noncharacters, private-use characters, and invisible marks that reorder or
    hide the text around them.

    Parameters
    ----------
    allowed
        Control characters that are allowed.
    """
    refused = {character for character in set(text).difference(allowed) if _is_refused(character)}
    return f"U+{ord(next(character for character in text if character in refused)):04X}" if refused else ""


def escape_unprintable(text: str) -> str:
    r"""Escape the unprintable characters of a text, other than line breaks, as ``\x1b``."""
    return "".join(
        character.encode("unicode_escape").decode() if character != "\n" and _is_refused(character) else character
        for character in text
    )


@lru_cache(maxsize=1 << 12)
def _is_refused(character: str) -> bool:
    return unicodedata.category(character) in _UNPRINTABLE or bool(_HIDDEN.match(character))
