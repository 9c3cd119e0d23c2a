"""``python -m multitrack`` and the ``multitrack`` command."""

from multitrack.cli import main

if __name__ == "__main__":
    main()
