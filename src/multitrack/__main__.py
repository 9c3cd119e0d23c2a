"""``python -m multitrack`` and the ``multitrack`` command."""

from __future__ import annotations

import sys
from typing import Final

from multitrack.interrupts import held, take_interrupts

_INTERRUPTED: Final = 130


def main() -> None:
    """Run the program; see :func:`multitrack.cli.main`."""
    take_interrupts()
    try:
        with held():
            from multitrack.cli import main as run  # noqa: PLC0415  (it can be interrupted as it is read)

        run()
    except KeyboardInterrupt:
        sys.stderr.write("multitrack: interrupted; nothing was changed\n")
        sys.exit(_INTERRUPTED)


if __name__ == "__main__":
    main()
