"""A study of ten times as many items and numbers is read, checked and computed like the real one."""

import importlib.util
from pathlib import Path

import pytest
from tests.label_collisions import find_collisions
from tests.svg_boxes import read_svg_boxes

from multitrack.lang.language import Speaker
from multitrack.products import Products
from multitrack.render.figure_files import Drawings, draw_charts, make_figure_texts, make_figure_versions
from multitrack.render.number_files import print_numbers
from multitrack.study.coded_study import compute
from multitrack.study.loading import load
from multitrack.typography.fonts import cut_fonts

FACTOR = 10


@pytest.fixture(scope="module")
def tenfold(tmp_path_factory):
    spec = importlib.util.spec_from_file_location("enlarged", Path(__file__).parent / "enlarged.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return load(module.enlarge(tmp_path_factory.mktemp("tenfold"), FACTOR))


def test_each_item_and_number_is_there_ten_times(tenfold, dataset):
    for name in ("events", "quantities", "claims", "participations", "discrepancies", "documents"):
        assert len(getattr(tenfold[0], name)) == FACTOR * len(getattr(dataset, name))


def test_ids_grow_a_digit_where_they_need_one(tenfold):
    ids = {event.event_id for event in tenfold[0].events} | {row.quantity_id for row in tenfold[0].quantities}
    assert {"T1-09", "T1-10", "T1-100", "Q999", "Q1000"} <= ids


def test_tables_and_numbers_hold_all_of_them(tenfold, dataset):
    few, many = ({table.table_id: table for table in compute(one).tables} for one in (dataset, tenfold[0]))
    for name in ("tbl-track-1", "tbl-commitments", "tbl-discrepancies"):
        assert len(many[name].body) == FACTOR * len(few[name].body)


@pytest.mark.parametrize("figure_id", ["fig-timeline", "fig-commitments", "fig-venues"])
def test_a_crowded_figure_leaves_out_the_labels_that_have_no_room_and_fits_a_page(tenfold, tokens, tmp_path, figure_id):
    dataset, languages = tenfold
    for name, content in cut_fonts().items():
        (tmp_path / name).write_bytes(content)
    figures = [figure for figure in compute(dataset).figures if figure.figure_id == figure_id]
    numbers = compute(dataset).numbers
    speakers = [Speaker.of(language, print_numbers(numbers, language)) for language in languages]
    charts = draw_charts(figures, speakers, Products(), crowded=True)
    specs = {name: {code: sizes[0].spec for code, sizes in spoken.items()} for name, spoken in charts.items()}
    texts = make_figure_texts(
        figures,
        [one.add_versions(make_figure_versions(figures, specs, "1.0.0")) for one in speakers],
        specs,
        tokens,
        lambda *_: "",
        crowded=True,
    )
    pictures = Drawings.begin(figures, speakers, charts, fonts=tmp_path).files(tokens)
    picture = read_svg_boxes(pictures[f"en/{figure_id}.svg"])
    assert list(find_collisions(picture)) == []
    assert picture.room.bottom - picture.room.top <= 640
    assert b"Labels for which the picture has no room are left out" in texts[f"en/{figure_id}.md"]
