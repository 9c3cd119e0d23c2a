"""Two languages have the same chapters, headings, numbers, citations and notes, in the same order."""

from types import SimpleNamespace

import pytest

from multitrack.checks.pages_alike import check_pages

PAGE = "report/fr/10-tea.qmd"
REMEDY = "say the same in both languages, in the same order"


def test_pages_that_say_the_same_are_in_order(pages):
    pages.check()


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (
            "## Les tasses {#sec-cups}",
            "### Les tasses {#sec-cups}",
            f"{PAGE}:12: the heading ### #sec-cups is here, and ## #sec-cups in report/en/10-tea.qmd:12",
        ),
        (
            "## Les tasses {#sec-cups}",
            "## Les tasses {#sec-tasses}",
            f"{PAGE}:12: the heading ## #sec-tasses is here, and ## #sec-cups in report/en/10-tea.qmd:12",
        ),
        (
            "{{< n year >}}",
            "{{< n cup >}}",
            "report/fr/10-tea.qmd:7: the number cup is here, and year in report/en/10-tea.qmd:7",
        ),
        (
            " [@okakura1906]",
            "",
            "report/fr/10-tea.qmd:3: the citation @fig-tea is here, and @okakura1906 in report/en/10-tea.qmd:3",
        ),
        (
            "::: {.edition-note}",
            "::: {.aside}",
            (
                "report/en/10-tea.qmd:6: the edition note .edition-note has no counterpart "
                "in the section of report/fr/10-tea.qmd:1"
            ),
        ),
    ],
)
def test_a_difference_is_named_with_both_places(pages, old, new, complaint):
    pages.edit("report/fr/10-tea.qmd", old, new)
    assert f"{complaint}; {REMEDY}" in pages.complaints()


def test_a_further_heading_is_named_alone_and_not_with_what_follows_from_it(pages):
    pages.edit("report/en/10-tea.qmd", "## Cups", "## Pots {#sec-pots}\n\n## Cups")
    pages.edit("report/en/10-tea.qmd", "1. A cup", "1. {{< n pots >}} A cup")
    assert pages.complaints() == [
        f"{PAGE}:12: the heading ## #sec-cups is here, and ## #sec-pots in report/en/10-tea.qmd:12; {REMEDY}"
    ]


def test_a_chapter_of_one_language_alone_is_missing_in_the_other(pages):
    pages.write("report/en/20-milk.qmd", "# Milk {#sec-milk}\n")
    pages.edit("report/index.en.qmd", "10-tea.qmd >}}\n", "10-tea.qmd >}}\n{{< include /en/20-milk.qmd >}}\n")
    assert pages.complaints() == [
        (
            "report/fr/20-milk.qmd: the chapter is missing, and report/en/20-milk.qmd has it; "
            "write it, or take that one out"
        ),
        (
            "report/index.en.qmd:2: the include /LANGUAGE/20-milk.qmd has no counterpart "
            f"in the section of report/index.fr.qmd:1; {REMEDY}"
        ),
    ]


def test_a_heading_without_an_anchor_would_be_linked_by_its_words(pages):
    pages.edit("report/en/10-tea.qmd", "## Cups {#sec-cups}", "## Cups")
    assert "report/en/10-tea.qmd:12: the heading has no anchor; give it one, such as {#sec-name}" in pages.complaints()


def test_what_stands_in_code_is_no_part_of_a_page(pages):
    pages.edit("report/en/10-tea.qmd", "1. A cup", "```\n# {{< n cup >}} @nobody 1999\n```\n\n1. A cup")
    pages.check()


def test_one_language_alone_is_compared_with_none(pages):
    pages.edit("report/en/10-tea.qmd", "{{< n year >}}", "{{< n cup >}}")
    check_pages(pages.project, pages.project.profiles[:1], SimpleNamespace(ids=["fig-tea"], places={}, numbers=[]))


def test_a_box_that_is_not_closed_is_told_where_it_begins(pages):
    pages.edit(PAGE, "autre source.\n:::\n", "autre source.\n")
    assert pages.complaints() == [f"{PAGE}:6: the box is not closed; end it with a line of :::"]


def test_a_box_that_is_closed_twice_is_told_where(pages):
    pages.edit(PAGE, "autre source.\n:::\n", "autre source.\n:::\n\n:::\n")
    found = "a box is closed here that was not begun; take the line out, or begin the box"
    assert pages.complaints() == [f"{PAGE}:10: {found}"]


def test_a_chapter_that_is_empty_in_both_languages_is_refused(pages):
    for language in ("en", "fr"):
        pages.write(f"report/{language}/20-coffee.qmd", "\n")
        pages.write(
            f"report/index.{language}.qmd",
            "".join(f"{{{{< include /{language}/{name}.qmd >}}}}\n" for name in ("10-tea", "20-coffee")),
        )
    remedy = "restore it, or take it out of the report"
    assert pages.complaints() == [
        f"report/{language}/20-coffee.qmd: the chapter is empty; {remedy}" for language in ("en", "fr")
    ]


def test_a_cover_of_what_the_pages_have_is_in_order(pages):
    pages.edit("report/_quarto.yml", "profile:", "cover:\n  findings: sec-cups\n  figure: fig-tea\nprofile:")
    pages.check()


@pytest.mark.parametrize(
    ("key", "name", "remedy"),
    [
        ("findings", "sec-cup", "name a section with a numbered list"),
        ("figure", "fig-cup", "multitrack list figures prints those that there are"),
    ],
)
def test_a_cover_shows_what_the_pages_have(pages, key, name, remedy):
    pages.edit("report/_quarto.yml", "profile:", f"cover:\n  {key}: {name}\nprofile:")
    assert pages.complaints() == [
        f"report/_quarto.yml:3:cover.{key}: the pages in {code} have no {name}; {remedy}" for code in ("en", "fr")
    ]


def test_a_code_that_leads_nowhere_is_refused_in_pages_and_texts(pages):
    for code in ("en", "fr"):
        pages.edit(f"report/{code}/10-tea.qmd", "(@fig-tea)", "(@fig-tea; [D002](#D002))")
        pages.write(f"data/text/{code}/claims.yml", "C1:\n  basis: As in T1-02\n")
    said = [line for line in pages.complaints() if "leads" in line]
    remedy = "leads nowhere; take the code of a row that exists"
    assert sorted(said) == [
        f"data/text/en/claims.yml:2: the code T1-02 {remedy}",
        f"data/text/fr/claims.yml:2: the code T1-02 {remedy}",
        f"report/en/10-tea.qmd:3: the code D002 {remedy}",
        f"report/fr/10-tea.qmd:3: the code D002 {remedy}",
    ]


def test_a_code_in_a_page_is_a_link_to_its_place(pages):
    for code in ("en", "fr"):
        pages.edit(f"report/{code}/10-tea.qmd", "(@fig-tea)", "(@fig-tea; T1-01; [D001](#sec-tea))")
    said = [line for line in pages.complaints() if line.startswith("report/en") and "the code" in line]
    assert sorted(said) == [
        "report/en/10-tea.qmd:3: the code D001 leads to #sec-tea; write [D001](#D001)",
        "report/en/10-tea.qmd:3: the code T1-01 is no link; write [T1-01](#sec-t1-01)",
    ]


def test_chapters_are_in_the_order_of_their_numbers_each_under_its_part(pages):
    for code in ("en", "fr"):
        pages.write(f"report/{code}/08-part.qmd", "# A part {#sec-part-a}\n")
        include = f"{{{{< include /{code}/10-tea.qmd >}}}}\n\n{{{{< include /{code}/08-part.qmd >}}}}\n"
        pages.write(f"report/index.{code}.qmd", include)
    assert pages.complaints()[0] == (
        "report/index.en.qmd:3: 08-part.qmd comes after 10-tea.qmd; "
        "put the chapters in the order of their numbers, each under its own part"
    )


def test_a_chapter_without_a_number_belongs_to_no_part(pages):
    for code in ("en", "fr"):
        pages.write(f"report/{code}/cups.qmd", "# Cups {#sec-more}\n")
        pages.edit(f"report/index.{code}.qmd", ">}}\n", f">}}}}\n\n{{{{< include /{code}/cups.qmd >}}}}\n")
    assert pages.complaints()[0] == (
        "report/index.en.qmd:3: cups.qmd has no number; begin its name with two digits, such as 72-name.qmd"
    )
