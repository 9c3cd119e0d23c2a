"""``python -m multitrack`` and the ``multitrack`` command."""

from __future__ import annotations

import sys
from typing import Final

_INTERRUPTED: Final = 130


def main() -> None:
    """Run the program; see :func:`multitrack.cli.main`."""
    try:
        from multitrack.cli import main as run  # noqa: PLC0415  (it can be interrupted as it is read)

        run()
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)


if __name__ == "__main__":
    main()
