"""What the report's filter makes of Quarto's own node for a figure or a table, handed to it as Quarto does."""

import json
import subprocess
from pathlib import Path

import pytest

from multitrack.engines.bibliography import find_pandoc

EDITION = Path(__file__).parents[2] / "report" / "theme" / "edition.lua"
HANDED = """
function Pandoc(document)
  local node = {{ attributes = {attributes}, content = document.blocks[1] }}
  for _, filter in ipairs(dofile("{edition}")) do
    local handle = filter.FloatRefTarget
    node = handle and handle(node) or node
  end
  document.meta = {{ left = pandoc.MetaMap(node.attributes) }}
  document.blocks = pandoc.Blocks(node.content)
  return document
end
"""


@pytest.fixture
def hand_over(tmp_path):
    """Hand a node to the filter, and return its attributes and its content as Pandoc's JSON."""

    def hand(markdown, attributes):
        driver = tmp_path / "driver.lua"
        driver.write_text(HANDED.format(attributes=attributes, edition=EDITION.as_posix()), encoding="utf-8")
        command = [find_pandoc(), "--from", "markdown", "--to", "json", "--lua-filter", driver]
        done = subprocess.run(command, input=markdown, capture_output=True, text=True, check=True, timeout=60)
        tree = json.loads(done.stdout)
        return tree["meta"]["left"]["c"], tree["blocks"]

    return hand


def test_a_table_takes_its_widths_from_the_node(hand_over):
    left, (table,) = hand_over("| A | B |\n|:--|--:|\n| x | 1 |\n", '{ widths = "25,75", class = "kept" }')
    assert list(left) == ["class"]
    assert table["c"][2] == [
        [{"t": "AlignDefault"}, {"t": "ColWidth", "c": 0.25}],
        [{"t": "AlignRight"}, {"t": "ColWidth", "c": 0.75}],
    ]


def test_a_picture_s_alternative_text_stays_with_the_picture(hand_over):
    left, (paragraph,) = hand_over('![](x.svg){fig-alt="A line."}', '{ ["fig-alt"] = "A line.", class = "kept" }')
    assert list(left) == ["class"]
    (image,) = paragraph["c"]
    assert image["c"][0][2] == [["fig-alt", "A line."]]
