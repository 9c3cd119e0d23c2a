"""Includes and numbers, put into the text before Pandoc sees it."""

import pytest

from multitrack.engines.pages import read_page
from multitrack.errors import InputError


@pytest.fixture
def pages(tmp_path):
    def write(**files):
        for name, text in files.items():
            path = tmp_path / name.replace("__", "/")
            path.parent.mkdir(exist_ok=True)
            path.with_suffix(".qmd").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def message(workspace, page="index.qmd"):
    with pytest.raises(InputError) as caught:
        read_page(workspace, page, {"edition": {"version": "1.0.0"}}, {"q001": "9\\,03"})
    return str(caught.value)


def test_a_path_with_a_slash_starts_at_the_report_and_another_at_the_file_that_asks(pages):
    folder = pages(
        index="{{< include /a/one.qmd >}}\nend",
        a__one="1\n{{< include two.qmd >}}",
        a__two="2\n{{< include /three.qmd >}}",
        three="3",
    )
    assert read_page(folder, "index.qmd", {}, {}).text == "1\n2\n3\nend\n"


def test_every_line_knows_where_it_stands(pages):
    folder = pages(index="a\n{{< include one.qmd >}}\nb", one="x\ny")
    places = [(line.file, line.number) for line in read_page(folder, "index.qmd", {}, {}).lines]
    assert places == [("report/index.qmd", 1), ("report/one.qmd", 1), ("report/one.qmd", 2), ("report/index.qmd", 3)]


def test_the_mark_that_some_editors_put_before_a_text_is_no_part_of_it(pages):
    folder = pages(index="\ufeff# One", a="")
    assert read_page(folder, "index.qmd", {}, {}).text == "# One\n"


def test_an_include_that_leads_back_to_itself_is_shown_as_a_circle(pages):
    folder = pages(index="{{< include one.qmd >}}", one="\n{{< include index.qmd >}}")
    assert (
        message(folder)
        == "report/one.qmd:2: the include leads back to itself: index.qmd → one.qmd → index.qmd; take it out"
    )


def test_a_missing_include_names_the_line_that_asks_for_it(pages):
    folder = pages(index="text\n\n{{< include /id/none.qmd >}}")
    assert (
        message(folder) == "report/index.qmd:3: there is no file report/id/none.qmd; correct the path or add the file"
    )


def test_a_page_that_is_missing_itself_is_named(tmp_path):
    assert message(tmp_path) == "report/index.qmd: there is no file report/index.qmd; correct the path or add the file"


def test_nothing_outside_the_report_can_be_included(pages, tmp_path):
    (tmp_path / "secret.qmd").write_text("secret", encoding="utf-8")
    folder = pages(in__index="{{< include ../secret.qmd >}}") / "in"
    assert (
        message(folder) == "report/index.qmd:1: there is no file report/../secret.qmd; correct the path or add the file"
    )


def test_a_number_is_put_in_as_it_stands(pages):
    folder = pages(index="It is {{< n q001 >}}, and {{<n q001>}}.")
    assert read_page(folder, "index.qmd", {}, {"q001": "9\\,03"}).text == "It is 9\\,03, and 9\\,03.\n"


def test_an_unknown_number_says_where_to_find_one(pages):
    folder = pages(index="a\n{{< n q999 >}}")
    assert (
        message(folder)
        == "report/index.qmd:2: {{< n q999 >}} names nothing; take an id that `multitrack list numbers` prints"
    )


def test_a_name_of_several_values_is_no_value(pages):
    folder = pages(index="{{< meta edition >}}")
    assert (
        message(folder)
        == "report/index.qmd:1: {{< meta edition >}} names nothing; name a key that holds a single value"
    )


def test_an_unknown_shortcode_is_an_error(pages):
    folder = pages(index="{{< video x.mp4 >}}")
    assert (
        message(folder)
        == "report/index.qmd:1: unknown shortcode {{< video x.mp4 >}}; only include, n and meta are used here"
    )


@pytest.mark.parametrize("open_", ["{{< n q001 here.", "{{< n q001 >}} and {{< n q001 } >", "`{{{< n q001`"])
def test_a_shortcode_that_is_not_closed_is_called_that(pages, open_):
    folder = pages(index=f"a\n{open_}\n>}}}}")
    assert message(folder) == "report/index.qmd:2: a shortcode is not closed; close it with >}}, on the same line"


def test_an_include_within_a_line_is_an_error(pages):
    folder = pages(index="See {{< include one.qmd >}}.", one="1")
    assert message(folder) == "report/index.qmd:1: an include is within a line; give it a line of its own"


def test_a_shortcode_in_three_braces_is_shown_and_not_followed(pages):
    folder = pages(index="Write `{{{< n q001 >}}}`.")
    assert read_page(folder, "index.qmd", {}, {}).text == "Write `{{< n q001 >}}`.\n"


def test_metadata_in_a_page_are_an_error(pages):
    folder = pages(index="---\ntitle: X\n---\n")
    assert (
        message(folder)
        == "report/index.qmd:1: the file begins with metadata; move them to _quarto.yml or a profile's file"
    )


def test_every_problem_is_told_at_once(pages):
    folder = pages(index="{{< n a >}} {{< n b >}}\n{{< include no.qmd >}}")
    assert len(message(folder).splitlines()) == 3


def chapters(folder):
    return list(read_page(folder, "index.qmd", {}, {}).chapters.items())


def test_each_included_file_is_read_by_itself_with_what_stands_behind_it(pages):
    folder = pages(
        index="a\n\n{{< include one.qmd >}}\nb\n\n{{< include two.qmd >}}\n{{< include three.qmd >}}",
        one="# One\n\n{{< include three.qmd >}}",
        two="# Two",
        three="3",
    )
    assert chapters(folder) == [("index", "a\n\n"), ("one", "# One\n\n3\nb\n\n"), ("two", "# Two\n3\n")]


@pytest.mark.parametrize(
    "index",
    [
        "::: {.a}\n\n{{< include one.qmd >}}\n\n:::",
        "```\n\n{{< include one.qmd >}}\n\n```",
        "- a\n\n{{< include indented.qmd >}}",
        "a\n{{< include one.qmd >}}",
        "[a]\n\n{{< include one.qmd >}}\n\n[a]: https://example.org",
        "a[^1]\n\n{{< include one.qmd >}}\n\n[^1]: note",
        "(@a) example\n\n{{< include one.qmd >}}",
        "\\newcommand{\\a}{b}\n\n{{< include one.qmd >}}",
        "See [part, one].\n\n{{< include one.qmd >}}",
        "See [part, one][].\n\n{{< include one.qmd >}}",
        "## Other [sic] one\n\n{{< include one.qmd >}}\n\nSee [other [sic] one].",
        "> ## Other\n\n{{< include one.qmd >}}\n\nSee [other].",
        "1. ## Other\n\n{{< include one.qmd >}}\n\nSee [other].",
        "[a\nb]\n\n{{< include one.qmd >}}\n\n[a\nb]: https://example.org",
        "[a]\n\n{{< include one.qmd >}}\n\n> [a]: https://example.org",
        "- (@) example\n\n{{< include one.qmd >}}\n\n> (@) example",
        "Text <!-- begun\n\n{{< include one.qmd >}}\n\nand ended -->",
        "<div>\n\n{{< include one.qmd >}}\n\n</div>",
        '<div style="width: 9em">\n\n{{< include one.qmd >}}\n\n</div>',
        "Other\n=====\n\nb\n\n{{< include one.qmd >}}\n\nSee [the\nother]\nand [other].",
        "a\n\n{{< include text.qmd >}}",
    ],
)
def test_what_one_file_can_say_of_another_is_read_with_it(pages, index):
    folder = pages(index=index, one="# Part\\, One {#a}\n\nb", indented="  - c", text="- c")
    assert [name for name, _ in chapters(folder)] == ["index"]


def test_a_div_that_is_closed_again_does_not_keep_files_together(pages):
    folder = pages(index=':::: {.a style="x:y"}\n::: b\nc\n:::\n::::\n\n{{< include one.qmd >}}', one="# One")
    assert [name for name, _ in chapters(folder)] == ["index", "one"]


def test_a_file_included_twice_does_not_begin_a_part_twice(pages):
    folder = pages(index="{{< include one.qmd >}}\n\n{{< include one.qmd >}}", one="# B")
    assert chapters(folder) == [("one", "# B\n\n# B\n")]
