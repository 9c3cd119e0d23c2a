"""Compares two outputs, or records one as what is expected.

::

    python -m tests.conformance OUTPUT OTHER      what readers of the two get otherwise
    python -m tests.conformance --record OUTPUT   renew tests/conformance/expected; look at what changes
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .account import differences
from .records import account, documents, engine_of, record


def main() -> int:
    """Do what is asked for; 0 if there is no difference, 1 if there is one."""
    parser = argparse.ArgumentParser(prog="python -m tests.conformance", description="Compare what readers get.")
    parser.add_argument("--record", action="store_true", help="record the output as what is expected")
    parser.add_argument("output", type=Path)
    parser.add_argument("other", type=Path, nargs="?")
    asked = parser.parse_args()
    if asked.record:
        if engine_of(asked.output) != "embedded":
            parser.error("only what the embedded engine made is recorded")
        sys.stdout.writelines(f"{path}\n" for path in record(asked.output))
        return 0
    if asked.other is None:
        parser.error("name two outputs, or --record and one")
    found = [
        f"{name}: {difference}"
        for name in sorted({*documents(asked.output), *documents(asked.other)})
        for difference in _compared(asked.output, asked.other, name)
    ]
    sys.stdout.writelines(f"{line}\n" for line in found or ["no difference"])
    return bool(found)


def _compared(output: Path, other: Path, name: str) -> list[str]:
    missing = [str(folder) for folder in (output, other) if not (folder / name).is_file()]
    if missing:
        return [f"not in {folder}" for folder in missing]
    return differences(account(output, name), account(other, name))


if __name__ == "__main__":
    sys.exit(main())
