"""A figure's description and data stand beside it, in words of the language."""

import base64
import gzip
import json
from dataclasses import replace

import pytest

from multitrack.errors import InputError
from multitrack.lang.language import Catalog
from multitrack.render.figure_files import make_data_tables, pack_line, write_figure_description


@pytest.fixture(scope="module")
def speakers(opened):
    return {speaker.code: speaker for speaker in opened.numbered}


@pytest.fixture(scope="module")
def figures(opened):
    return {figure.figure_id: figure for figure in opened.outputs.figures}


def table(figure, language):
    data = json.loads(make_data_tables([figure], language))["figures"][figure.figure_id]
    return [data["head"], *data["rows"]]


def test_every_point_drawn_is_a_row(figures, speakers):
    for figure in figures.values():
        for language in speakers.values():
            head, *body = table(figure, language)
            assert len(body) == len(figure.points), figure.figure_id
            assert {len(row) for row in body} == {len(head)}


def test_numbers_and_heads_are_the_languages_own(figures, speakers):
    head, *body = table(figures["fig-trade-reference"], speakers["id"])
    assert head == ["Statistik", "Harga", "Tahun", "Miliar US$", "Baris"]
    said = {tuple(cell.strip() for cell in row[:-1]) for row in body}
    assert ("Basis Kanada", "Dinyatakan studi", "2012", "15,8") in said
    english = table(figures["fig-trade-reference"], speakers["en"])[1:]
    assert ("Canada’s basis", "Stated by the study", "2012", "15.8") in {
        tuple(cell.strip() for cell in row[:-1]) for row in english
    }


def test_what_opens_says_which_figure_it_belongs_to(figures, speakers):
    html = write_figure_description(figures["fig-venues"], speakers["en"]).decode()
    assert html.startswith('<details class="figure-data"><summary>Data and description<span class="unseen">: ')
    assert html.endswith("</p></details>\n")


def test_a_figure_that_says_nothing_has_nothing_beside_it(figures, speakers):
    silent = replace(figures["fig-venues"], told=None)
    assert write_figure_description(silent, speakers["en"]) == b""
    assert json.loads(make_data_tables([silent], speakers["en"])) == {"figures": {}}


def test_a_column_without_words_is_an_error(figures, speakers):
    labels = dict(speakers["en"].words.files["labels"])
    labels["columns"] = {key: words for key, words in labels["columns"].items() if key != "city"}
    poorer = replace(speakers["en"], words=Catalog("data/text/en", {**speakers["en"].words.files, "labels": labels}))
    with pytest.raises(InputError) as caught:
        make_data_tables([figures["fig-venues"]], poorer)
    assert str(caught.value) == "data/text/en/labels.yml:columns.city: no words for this key; add them"


def test_packed_bytes_are_a_line_of_gzip_without_a_time_of_its_own():
    line = pack_line(b"abc" * 99)
    packed = base64.b64decode(line)
    assert gzip.decompress(packed) == b"abc" * 99
    assert packed[4:8] == bytes(4)
    assert line.count(b"\n") == 1
