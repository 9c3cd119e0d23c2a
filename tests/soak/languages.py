"""The whole edition in a third language with the rules of real ones: numbers, months, plurals, words of references."""

import os
import subprocess
import sys
from pathlib import Path

TEST = Path(__file__).parents[1] / "test_third_language.py"
RULES = ("fr", "ms", "vi", "de")


def measure(soak):
    """Build and test the edition with the rules of each language."""
    tried = RULES[: soak.times(len(RULES))]
    return {"tried": len(tried), "wrong ends": sum(test(rules, soak.folder) for rules in tried)}


def test(rules, folder):
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--tb=line",
        "-p",
        "no:cacheprovider",
        f"--basetemp={folder / rules}",
        TEST,
    ]
    environment = {**os.environ, "MULTITRACK_THIRD_LANGUAGE": rules, "COLUMNS": "100"}
    ended = subprocess.run(command, env=environment, cwd=TEST.parents[1], stdout=sys.stderr, check=False)
    return ended.returncode != 0
