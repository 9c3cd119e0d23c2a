"""A page whose parts are kept is the page written whole."""

import pytest

from engines.embedded.conftest import FIGURE, PICTURE, TABLE
from multitrack.engines.page_tree import PageTree, cut
from multitrack.engines.rendering import Rendering
from multitrack.engines.settings import read_settings
from multitrack.products import Products

ONE = "# One {#sec-one}\n\nText with @fig-two, @tbl-one and @sec-three, mot juste.\n\n## Within {#sec-within}\n\n"
TWO = FIGURE.replace("fig-one", "fig-two")
NOTE = "::: {.edition-note}\nThe edition says so.\n:::\n"
CHAPTERS = {
    "one": f"{ONE}{NOTE}\n{TABLE}",
    "two": f"# Two {{#sec-two}}\n\n{TWO}\nMore text, {{{{< n count >}}}}.\n",
    "three": "# Three {#sec-three}\n\n::: {.content-visible when-format=html}\n## A {#sec-a}\n:::\n\nSee @sec-one.\n",
}
ABSTRACT = "::: {.abstract}\n## Resumo {.unnumbered .unlisted}\n\nThe abstract.\n:::\n"
WRITERS = {"html": "html5", "pdf": "typst-citations"}


class Written:
    """A report written with what is kept of the last time."""

    def __init__(self, report):
        self.report, self.kept = report, Products.of(report.project.root)
        report.write("_generated/xx/fig-two.svg", PICTURE)
        for name, text in CHAPTERS.items():
            report.write(f"xx/{name}.qmd", text)
        self.lay_out(ABSTRACT, *CHAPTERS)

    def lay_out(self, text, *names):
        includes = [f"{{{{< include /xx/{name}.qmd >}}}}\n" for name in names]
        self.report.write("index.xx.qmd", "\n".join([text, *includes]))

    def change(self, name, old, new):
        self.report.configure(old, new, f"xx/{name}.qmd")

    def write(self, wanted):
        """Return the parts made anew, once they are proved to make the page that is written whole."""
        (profile,) = self.report.project.profiles
        settings = read_settings(self.report.folder, profile)
        kept, whole = (Rendering(self.report.folder, profile, settings, one) for one in (self.kept, Products()))
        self.kept.reasons.clear()
        written = kept.written(kept.read(), wanted)
        assert written == whole.written(whole.read(), wanted)
        made = [said.split()[1] for said in self.kept.reasons if said.startswith(f"made {WRITERS[wanted]}")]
        return [name.removesuffix(".xx:").removeprefix(WRITERS[wanted]).lstrip("-") for name in made]


@pytest.fixture
def written(report, monkeypatch):
    monkeypatch.delenv("MULTITRACK_CACHE", raising=False)
    return Written(report)


@pytest.mark.parametrize("wanted", WRITERS)
def test_only_the_part_that_was_changed_is_made_anew(written, wanted):
    assert written.write(wanted) == ["", "one", "two", "three"]
    written.change("two", "More text", "Other text")
    assert written.write(wanted) == ["", "two"]
    written.change("three", "See", "Look at")
    written.change("one", "Text with", "A text with")
    assert written.write(wanted) == ["", "one", "three"]
    assert written.write(wanted) == []


@pytest.mark.parametrize("wanted", WRITERS)
def test_all_parts_are_made_anew_where_one_has_another_outline(written, wanted):
    written.write(wanted)
    written.change("one", "## Within", f"{FIGURE}\n## Within")
    assert written.write(wanted) == ["", "one", "two", "three"]
    written.change("three", "# Three", "# A third")
    assert written.write(wanted) == ["", "one", "two", "three"]


def test_a_part_is_made_anew_when_a_file_that_it_names_is_changed(written):
    written.write("html")
    written.report.write("_generated/xx/fig-two.svg", PICTURE.replace("Picture", "Other"))
    assert written.write("html") == ["", "two"]
    written.report.write(
        "_generated/xx/edition.yml", "edition: {date: a, version: 2.0.0, digest: b, attachments: []}\n"
    )
    assert written.write("html") == [""]
    written.report.write("theme/edition.lua", "return {}\n")
    assert written.write("html") == ["", "one", "two", "three"]


def test_a_part_is_made_anew_when_a_number_in_it_is_another(written):
    written.report.write("_generated/xx/numbers.json", '{"count": "1"}')
    written.write("html")
    written.report.write("_generated/xx/numbers.json", '{"count": "1", "other": "2"}')
    assert written.write("html") == []
    written.report.write("_generated/xx/numbers.json", '{"count": "3", "other": "2"}')
    assert written.write("html") == ["", "two"]


def test_a_part_is_made_anew_when_a_word_in_it_is_parted_otherwise(written):
    written.report.configure("lang: pt-BR", "lang: pt-BR\nhyphens: _generated/xx/hyphens.txt", "_quarto-xx.yml")
    written.report.write("_generated/xx/hyphens.txt", "ref-erences\n")
    written.write("pdf")
    written.report.write("_generated/xx/hyphens.txt", "ref-erences\ntexte\nTe-xt\n")
    assert written.write("pdf") == ["", "one"]
    written.report.write("_generated/xx/hyphens.txt", "ref-erences\nnowhere\nTe-xt\n")
    assert written.write("pdf") == [""]


@pytest.mark.parametrize("wanted", WRITERS)
def test_what_stands_before_all_chapters_goes_with_every_part(written, wanted):
    written.write(wanted)
    written.lay_out(ABSTRACT.replace("The abstract", "Another abstract"), *CHAPTERS)
    assert written.write(wanted) == [""]


def test_an_abstract_is_lifted_out_of_a_part_that_is_kept(written):
    written.change("two", "More text", f"{ABSTRACT}\nMore text")
    written.lay_out("", "one", "two")
    written.write("pdf")
    written.change("one", "Text with @fig-two, @tbl-one and @sec-three", "No references")
    assert written.write("pdf") == ["", "one"]


@pytest.mark.parametrize("lead", ["- item\n\n  ", "> "])
def test_an_abstract_is_lifted_out_of_a_list_or_a_quote_that_is_kept(written, lead):
    nested = "\n".join((lead if place == 0 else lead[-2:]) + line for place, line in enumerate(ABSTRACT.splitlines()))
    written.change("two", "More text", f"{nested}\n\nMore text")
    written.lay_out("", "one", "two")
    written.write("pdf")
    written.change("one", "Text with @fig-two, @tbl-one and @sec-three", "No references")
    assert written.write("pdf") == ["", "one"]


def test_a_part_is_made_anew_when_a_picture_is_changed_that_it_names_in_a_roundabout_way(written):
    written.change("three", "See", "![](_generated/./xx/../xx/fig-one.svg)\n\nSee")
    written.report.write("_generated/xx/fig-one.svg", PICTURE)
    written.write("html")
    written.report.write("_generated/xx/fig-one.svg", PICTURE.replace("Picture", "Other"))
    assert "three" in written.write("html")


def test_a_page_with_notes_at_its_end_is_written_whole(written):
    written.change("two", "More text", "More text^[A note]")
    written.write("html")
    written.change("one", "Text with", "A text^[with a note] with")
    assert written.write("html") == [""]


def test_a_page_is_written_whole_where_a_filter_takes_the_marks_out(written):
    written.report.write("theme/paper.lua", "return { { RawBlock = function() return {} end } }\n")
    written.write("html")
    written.change("two", "More text", "Other text")
    assert written.write("html") == ["", "one", "two", "three"]


def test_headings_figures_and_tables_are_found_wherever_they_stand():
    heading = {"t": "Header", "c": [2, ["a", [], []], []]}
    figure = {"t": "Div", "c": [["fig-a", [], []], [{"t": "Para", "c": []}]]}
    quoted = {"t": "BlockQuote", "c": [figure]}
    text = {"t": "Para", "c": [{"t": "Str", "c": "a"}]}
    within = {"t": "Div", "c": [["", ["content-visible"], []], [text, heading]]}
    tree = PageTree({}, {"one": [text, heading, figure, quoted, {"t": "Div", "c": [["", [], []], [text]]}, within]})
    assert tree.outlines["one"] == (
        '{"t":"Header","c":[2,["a",[],[]],[]]},{"t":"Div","c":[["fig-a",[],[]],[]]},'
        '{"t":"BlockQuote","c":[{"t":"Div","c":[["fig-a",[],[]],[{"t":"Para","c":[]}]]}]},'
        '{"t":"Div","c":[["",["content-visible"],[]],[{"t":"Header","c":[2,["a",[],[]],[]]}]]}'
    )


def test_what_is_written_is_cut_only_if_every_mark_is_there_in_its_place():
    marks = [b"<!-- part 1 of multitrack -->\n", b"// part 2 of multitrack\n\n"]
    assert cut(b"a\n%sb\n%sc" % tuple(marks), 2) == [b"a\n", b"b\n", b"c"]
    assert cut(b"a\n%sb\n" % marks[0], 2) == []
    assert cut(b"a\n%sb\n%sc" % tuple(reversed(marks)), 2) == []
