"""Blocks of pages that are there only if the data have something for them."""

import pytest

from multitrack.errors import InputError
from multitrack.render.conditions import settle

PAGE = """\
# Page
:::: {.content-visible when-meta="edition.second-coding"}
::: {.edition-note}
Agreement: {{< n alpha >}}.
:::
::::
:::: {.content-hidden when-meta="edition.second-coding"}
Coded once.
::::
End.
"""


def test_what_is_true_stays_without_its_marks_and_on_its_lines():
    assert settle("report/x.qmd", PAGE, {"edition.second-coding": True}).splitlines() == [
        "# Page", "", "::: {.edition-note}", "Agreement: {{< n alpha >}}.", ":::", "", "", "", "", "End.",
    ]  # fmt: skip


def test_what_is_false_goes_out_whole():
    assert settle("report/x.qmd", PAGE, {"edition.second-coding": False}).split() == [
        "#",
        "Page",
        "Coded",
        "once.",
        "End.",
    ]


def test_a_block_with_another_key_is_left_as_it_is():
    assert settle("report/x.qmd", PAGE, {"edition.other": True}) == PAGE


def test_a_block_that_is_not_closed_is_refused_with_its_line():
    with pytest.raises(InputError) as caught:
        settle("report/x.qmd", PAGE.replace("::::\nEnd", "End"), {"edition.second-coding": True})
    remedy = "close it with a line of 4 colons"
    assert str(caught.value) == f"report/x.qmd:7: the block is never closed; {remedy}"
