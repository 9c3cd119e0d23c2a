"""A copy of the real texts, of which a test may make some too long."""

import re
import shutil
from pathlib import Path

import pytest

from multitrack.data import load
from multitrack.project import Project
from multitrack.weave.weaving import teach_numbers

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def speakers(loaded):
    return teach_numbers(*loaded)


@pytest.fixture
def retold(tmp_path):
    """Give the data, the languages and the line of the words, after those of one key in a text file were replaced."""

    def load_with(name, key, words):
        shutil.copytree(ROOT / "data", tmp_path / "data")
        shutil.copytree(ROOT / "report", tmp_path / "report", ignore=shutil.ignore_patterns("_*output", "_generated"))
        shutil.copy(ROOT / "pyproject.toml", tmp_path)
        path = tmp_path / "data" / "text" / name
        lines = path.read_text(encoding="utf-8").splitlines()
        places = {number: line.index(key) for number, line in enumerate(lines) if re.match(rf" *{key}: ", line)}
        at = min(places, key=places.__getitem__)  # the outermost of that name
        lines[at] = f'{lines[at].partition(":")[0]}: "{words}"'
        path.write_text("\n".join(lines), encoding="utf-8")
        dataset, languages = load(Project.find(tmp_path))
        return dataset, teach_numbers(dataset, languages), at + 1

    return load_with
