"""``python -m multitrack`` and the ``multitrack`` command."""


def main() -> None:
    """Run the program; see :func:`multitrack.cli.main`."""
    # Not imported above: a process that draws charts begins here too, and takes no commands.
    from multitrack.cli import main as run  # noqa: PLC0415

    run()


if __name__ == "__main__":
    main()
