"""The table that lists what can be cited: every figure, every other table, and not itself."""

from multitrack.lang.outputs import Column, Figure, Row, Table
from multitrack.lang.values import Message, Verbatim, VersionRef
from multitrack.study.coded_study import compute
from multitrack.study.tables.tbl_figures import register


def test_every_figure_and_every_other_table_has_a_row_with_its_title_and_its_version():
    rain = Figure("fig-rain", (), lambda _: None)
    tea = Table("tbl-tea", (Column("kind", 1.0),), (Row((Verbatim("Black"),), ("Q001",)),))
    assert register([rain], [tea]).body == (
        Row((Message("figures", ("fig-rain", "title")), VersionRef("fig-rain")), ()),
        Row((Message("tables", ("tbl-tea", "title")), VersionRef("tbl-tea")), ()),
    )


def test_the_edition_has_it_last_and_it_lists_all_but_itself(dataset):
    outputs = compute(dataset)
    *others, last = outputs.ids
    assert last == "tbl-figures"
    assert [row.cells[1] for row in outputs.tables[-1].body] == [VersionRef(one) for one in others]


def test_it_shows_no_row_of_the_data(dataset):
    assert compute(dataset).tables[-1].rows == ()
