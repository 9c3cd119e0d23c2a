"""Kills, interrupts, starves and enlarges builds, plants hostile texts, and prints what came of it.

::

    python -m tests.soak [PART…] [--share 0.1] [--seed 7] [--json]

A part is a module beside this one with a function ``measure(soak)``, which returns its figures: how often something was
tried, and how often something went wrong. Each of the figures in ``WRONG`` has to be 0; the status is 1 if one is not.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from tabulate import tabulate

from .trial import WRONG, Soak

PARTS = ("kills", "signals", "disks", "pairs", "payloads", "languages", "scale")


def main() -> int:
    """Measure the parts that are asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description="Kill, interrupt and starve builds.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all if none is named")
    parser.add_argument("--share", type=float, default=1.0, help="how much of each part: 0.1 is a tenth")
    parser.add_argument("--seed", type=int, default=1, help="where chance begins")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    asked = parser.parse_args()
    if unknown := [part for part in asked.parts if part not in PARTS]:
        parser.error(f"{unknown[0]}: take some of {', '.join(PARTS)}")
    figures = {}
    for part in asked.parts or PARTS:
        with tempfile.TemporaryDirectory(prefix="soak-") as folder:
            soak = Soak(Path(folder).resolve(), share=asked.share, seed=asked.seed)
            figures[part] = import_module(f".{part}", __package__).measure(soak)
    rows = [(part, name, value) for part, found in figures.items() for name, value in found.items()]
    sys.stdout.write((json.dumps(figures, indent=2) if asked.json else tabulate(rows, ("part", "figure", ""))) + "\n")
    return int(any(found.get(name) for found in figures.values() for name in WRONG))


if __name__ == "__main__":
    sys.exit(main())
