"""The design tokens: one file, from which charts, pages and paper take colours, sizes and typefaces."""

import pytest

from multitrack.charts import theme
from multitrack.charts.tokens import read_tokens
from multitrack.errors import InputError

FILE = "report/theme/tokens.yml"
REMEDY = "take colours further apart"


@pytest.fixture(scope="module")
def words(project):
    return (project.root / FILE).read_text(encoding="utf-8")


@pytest.fixture
def refused(words):
    """Return what is said of the tokens after a replacement, with the line of the new words."""

    def after(old, new):
        assert words.count(old) == 1
        line = words[: words.index(old)].count("\n") + 1
        with pytest.raises(InputError) as caught:
            read_tokens(FILE, words.replace(old, new).encode())
        return line, str(caught.value).splitlines()

    return after


def test_a_colour_that_is_none(refused):
    line, said = refused('track-2: {light: "#5B9B8C"', 'track-2: {light: "sea green"')
    assert said == [
        f"{FILE}:{line}:colours.track-2.light: sea green is no colour; write # and six hexadecimal digits, in quotes"
    ]


def test_two_tracks_that_one_kind_of_sight_cannot_tell_apart(refused):
    line, said = refused('dark: "#D05A57"', 'dark: "#C9776B"')
    assert said == [
        (
            f"{FILE}:{line}:colours.track-4.dark: "
            f"track-3 and track-4 are 22.5 apart in deutan sight, and 24 is the least; {REMEDY}"
        )
    ]


def test_independent_statistics_in_the_red_of_what_is_wrong(refused):
    line, said = refused('wrong: {light: "#A42E30"', 'wrong: {light: "#5A5C8A"')
    assert said == [
        (
            f"{FILE}:{line}:colours.wrong.light: "
            f"independent and wrong are 11.4 apart in normal sight, and 20 is the least; {REMEDY}"
        )
    ]


def test_text_that_is_too_pale(refused):
    line, said = refused('muted: {light: "#62676F"', 'muted: {light: "#8A8F97"')
    assert said == [f"{FILE}:{line}:colours.muted.light: the contrast to paper is 3.25, and 4.5 is the least; {REMEDY}"]


def test_a_missing_token_and_one_that_nothing_takes(refused):
    line, said = refused("  code: 8pt\n", "  footer: 8pt\n")
    assert said == [
        f"{FILE}:{line - 5}:sizes.code: the token is missing; add it",
        f"{FILE}:{line}:sizes.footer: nothing takes this token; remove it",
    ]


def test_a_size_without_its_unit_and_a_typeface_that_the_edition_lacks(refused):
    line, said = refused("  code: 8pt\n", "  code: 8 px\n")
    assert said == [f"{FILE}:{line}:sizes.code: 8 px is no size in points; write it like 8.5pt"]
    line, said = refused("sans: Source Sans 3,", "sans: Helvetica,")
    assert said == [
        (
            f"{FILE}:{line}:faces.sans: the edition has no typeface called Helvetica; "
            "begin with one of Source Code Pro, Source Sans 3, Source Serif 4, Source Serif 4 Display"
        )
    ]


def test_charts_are_set_in_the_typeface_of_the_tokens(tokens):
    assert f"'{tokens.faces['sans'][0]}'" == theme.FONT


def test_a_picture_by_itself_is_painted_for_white_paper(tokens):
    assert tokens.paint('<path fill="var(--track-3)"/>') == '<path fill="#C88307"/>'


def test_a_colour_of_a_chart_that_no_token_has(tokens):
    with pytest.raises(ValueError, match=r"^no colour is called beige$"):
        tokens.paint("var(--ink) var(--beige)")


def test_a_page_takes_the_colours_for_the_scheme_of_its_reader(browser, tokens):
    page = browser.new_page(color_scheme="dark")
    page.set_content(f'<style>{tokens.to_css()}</style><svg><path fill="var(--track-2)"/></svg>')
    colour = 'getComputedStyle(document.querySelector("path")).fill'
    assert page.evaluate(colour) == "rgb(151, 233, 209)"
    page.evaluate('document.documentElement.dataset.scheme = "light"')
    assert page.evaluate(colour) == "rgb(91, 155, 140)"
    page.close()


def test_typst_takes_the_same_values(tokens):
    said = tokens.to_typst().splitlines()
    assert '#let independent = rgb("#2B5C8A")' in said
    assert "#let note-size = 8.5pt" in said
    assert '#let display = "Source Serif 4 Display"' in said
