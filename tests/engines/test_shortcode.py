"""The shortcode with which Quarto prints a number, called as Quarto calls it: the embedded engine prints the same."""

import json
import subprocess
from pathlib import Path

import pytest

from multitrack.engines.bibliography import find_pandoc
from multitrack.render.markdown import escape

SHORTCODE = Path(__file__).parents[2] / "report" / "theme" / "numbers.lua"
CALL = """
local n = loadfile(arg[1])().n
local meta = { numbers = arg[2] ~= "" and pandoc.Inlines(arg[2]) or nil }
for place = 3, #arg do
  print(pandoc.write(pandoc.Pandoc({ pandoc.Plain(n({ arg[place] }, {}, meta)) }), "json"))
end
"""
PRINTED = {
    "q041": "US$9.03 billion",
    "year": "1977",
    "range": "1–2 *",
    "money": "Rp\u00a09,03 miliar",
    "at": "@fig-a -- ...",
}


@pytest.fixture
def call(tmp_path):
    """Return what calls the shortcode with ids, and returns what the program said."""
    (tmp_path / "call.lua").write_text(CALL, encoding="utf-8")
    woven = {number_id: escape(text) for number_id, text in PRINTED.items()}
    (tmp_path / "numbers_en.json").write_text(json.dumps(woven), encoding="utf-8")

    def run(*ids, file="numbers_en.json"):
        command = [find_pandoc(), "lua", "call.lua", SHORTCODE, file, *ids]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=20)

    return run


def test_it_prints_what_the_embedded_engine_puts_into_the_page(call):
    done = call(*PRINTED)
    for said, text in zip(done.stdout.splitlines(), PRINTED.values(), strict=True):
        command = [find_pandoc(), "--from=markdown", "--to=json"]
        page = subprocess.run(command, input=escape(text), capture_output=True, text=True, check=True, timeout=20)
        assert json.loads(said)["blocks"][0]["c"] == json.loads(page.stdout)["blocks"][0]["c"]


@pytest.mark.parametrize(
    ("number_id", "file", "error"),
    [
        ("q999", "numbers_en.json", "{{< n q999 >}} names nothing; take an id that `multitrack list numbers` prints"),
        ("q041", "", "there are no numbers: render the whole project in one language, as with --profile en"),
        ("q041", "none.json", "there are no numbers: render the whole project in one language, as with --profile en"),
    ],
)
def test_a_number_that_is_not_there_ends_the_render(call, number_id, file, error):
    done = call(number_id, file=file)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"ERROR: {error}\n")
