"""What lets the page draw its figures again."""

import base64
import gzip
import json
from pathlib import Path

import vl_convert

from multitrack.charts.drawing import RenderedChart
from multitrack.render.interactive import make_interactive_data, pack_line

SPEC = {
    "data": [
        {"name": "points", "values": [{"x": 1.2345, "part": "a", "idle": 1}, {"x": 2, "part": "b", "words": "c"}]},
        {"name": "some", "source": "points", "transform": [{"type": "filter", "expr": "(datum.part !== 'a')"}]},
    ],
    "marks": [{"encode": {"x": {"field": "x"}, "text": {"signal": 'datum["words"]'}}}],
}
ROOT = Path(__file__).parents[2]


def told(opened, figure_id="fig-trade-reference"):
    speaker = next(one for one in opened.numbered if one.code == "id")
    figure = opened.shown(figure_id)
    return json.loads(make_interactive_data([(figure, RenderedChart(b"", b"", (("", json.dumps(SPEC)),)))], speaker))


def test_a_specification_keeps_the_fields_that_it_reads_column_by_column(opened):
    points, some = told(opened)["figures"]["fig-trade-reference"]["specs"][""]["data"]
    assert points["values"] == {"x": [1.23, 2], "part": ["a", "b"], "words": [None, "c"]}
    assert some == SPEC["data"][1]


def test_numbers_and_times_come_in_the_rules_of_the_language(opened):
    content = told(opened)
    assert content["numbers"]["decimal"] == ","
    assert content["times"]["months"][7] == "Agustus"


def test_views_come_with_the_words_to_choose_them_by(opened):
    figure = told(opened)["figures"]["fig-trade-reference"]
    assert figure["choose"] == "Tampilkan"
    assert figure["views"] == [["", "semuanya"], ["current", "harga berlaku"], ["constant", "harga konstan"]]
    assert "views" not in told(opened, "fig-timeline")["figures"]["fig-timeline"]


def test_a_figures_data_come_in_the_words_of_the_language(opened):
    figure = told(opened)["figures"]["fig-trade-reference"]
    assert figure["head"][-1] == "Miliar US$"
    assert "15,8" in {row[-1].strip() for row in figure["rows"]}
    assert figure["numbers"] == [3, 4]


def test_packed_bytes_are_a_line_of_gzip_without_a_time_of_its_own():
    line = pack_line(b"abc" * 99)
    packed = base64.b64decode(line)
    assert gzip.decompress(packed) == b"abc" * 99
    assert packed[4:8] == bytes(4)
    assert line.count(b"\n") == 1


def test_the_pages_vega_is_the_one_that_the_pictures_are_drawn_with():
    script = (ROOT / "report/theme/charts.js").read_text(encoding="utf-8")
    assert script.startswith(f"/* Vega {vl_convert.get_vega_version()} with D3.\n")
    assert "University of Washington Interactive Data Lab" in script
    assert "</script" not in script
