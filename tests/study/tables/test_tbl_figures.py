"""The table that lists what can be cited: every figure, every other table, and not itself."""

import re
from pathlib import Path

from multitrack.lang.outputs import Column, Figure, Row, Table
from multitrack.lang.values import ExhibitRef, Message, Verbatim, VersionRef
from multitrack.study.coded_study import compute
from multitrack.study.tables.tbl_figures import register


def test_every_figure_and_every_other_table_has_a_row_with_its_title_and_its_version():
    rain = Figure("fig-rain", (), lambda _: None)
    tea = Table("tbl-tea", (Column("kind", 1.0),), (Row((Verbatim("Black"),), ("Q001",)),))
    assert register([rain], [tea]).body == (
        Row((ExhibitRef("fig-rain"), Message("figures", ("fig-rain", "title")), VersionRef("fig-rain")), ()),
        Row((ExhibitRef("tbl-tea"), Message("tables", ("tbl-tea", "title")), VersionRef("tbl-tea")), ()),
    )


def test_the_edition_has_it_last_and_it_lists_all_but_itself(dataset):
    outputs = compute(dataset)
    *others, last = outputs.ids
    assert last == "tbl-figures"
    assert {row.cells[2] for row in outputs.tables[-1].body} == {VersionRef(one) for one in others}


def test_it_shows_no_row_of_the_data(dataset):
    assert compute(dataset).tables[-1].rows == ()


def test_figures_and_tables_are_in_the_order_of_the_pages(dataset):
    report = Path(__file__).parents[3] / "report"
    pages = "".join(page.read_text(encoding="utf-8") for page in sorted((report / "en").glob("*.qmd")))
    shown = [row.cells[0].shown_id for row in compute(dataset).tables[-1].body]
    for kind in ("fig", "tbl"):
        included = re.findall(rf"_generated/en/({kind}-[a-z0-9-]+)\.md", pages)
        assert [one for one in included if one != "tbl-figures"] == [one for one in shown if one.startswith(kind)]
