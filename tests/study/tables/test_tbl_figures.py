"""The table that lists what can be cited: every figure, every other table, and not itself."""

from multitrack.lang.outputs import Column, Figure, Row, Table
from multitrack.lang.values import Code, Term, Versioned
from multitrack.study.coded_study import compute
from multitrack.study.tables.tbl_figures import register


def test_every_figure_and_every_other_table_has_a_row_with_its_title_and_its_version():
    rain = Figure("fig-rain", (), lambda _: None)
    tea = Table("tbl-tea", (Column("kind", 1.0),), (Row((Code("Black"),), ("Q001",)),))
    assert register([rain], [tea]).body == (
        Row((Term("figures", ("fig-rain", "title")), Versioned("fig-rain")), ()),
        Row((Term("tables", ("tbl-tea", "title")), Versioned("tbl-tea")), ()),
    )


def test_the_edition_has_it_last_and_it_lists_all_but_itself(dataset):
    outputs = compute(dataset)
    *others, last = outputs.ids
    assert last == "tbl-figures"
    assert [row.cells[1] for row in outputs.tables[-1].body] == [Versioned(one) for one in others]


def test_it_shows_no_row_of_the_data(dataset):
    assert compute(dataset).tables[-1].rows == ()
