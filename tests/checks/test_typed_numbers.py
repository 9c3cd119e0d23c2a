"""A digit that is typed has a reason, and a reason its digit."""

import pytest

BIND = "take it from the data with {{< n … >}}, or give the reason in report/typed-numbers.yml"
ENTRY = 'write "typed" with the text, or with a text for each language, and "why" with the reason'


def test_a_typed_digit_without_a_reason_is_named_with_its_line(pages):
    pages.edit("report/fr/10-tea.qmd", "surtout", "(12 à Paris), surtout")
    assert pages.complaints() == [f'report/fr/10-tea.qmd:3: "12" is typed; {BIND}']


@pytest.mark.parametrize("name", ["events", "discrepancies", "claims", "documents", "figures", "tables"])
def test_so_is_one_in_the_texts_beside_the_data(pages, name):
    for language in ("en", "fr"):
        pages.write(f"data/text/{language}/{name}.yml", 'T1-01:\n  title: "Tea of {t1-01-year}"\n')
    pages.edit(f"data/text/en/{name}.yml", "Tea", "9 cups of tea")
    remedy = "take it from the data with {…}, or give the reason in report/typed-numbers.yml"
    assert pages.complaints() == [f'data/text/en/{name}.yml:2: "9" is typed; {remedy}']


def test_a_part_of_a_longer_number_is_not_excused(pages):
    pages.edit("report/en/10-tea.qmd", "in 1610.", "in 1610 or 16104.")
    assert pages.complaints() == [f'report/en/10-tea.qmd:4: "16104" is typed; {BIND}']


@pytest.mark.parametrize(
    "excused",
    ["`a2`", "[a cup](https://example.org/2)", "<https://example.org/2>", "[@okakura1906, page]", "[tea]{lang=x2}"],
)
def test_code_addresses_citations_and_attributes_are_no_numbers(pages, excused):
    for language in ("en", "fr"):
        pages.edit(f"report/{language}/10-tea.qmd", "1610.", f"1610. {excused}")
    pages.check()


def test_a_reason_may_have_words_of_its_own_in_each_language(pages):
    pages.write("report/typed-numbers.yml", '- typed: {en: "began in 1610", fr: "commença en 1610"}\n  why: "none"\n')
    pages.check()


def test_a_reason_that_no_page_needs_is_taken_out(pages):
    pages.edit("report/typed-numbers.yml", "- typed", '- typed: "1999"\n  why: "a slip"\n- typed')
    assert pages.complaints() == [
        'report/typed-numbers.yml:1:typed: no page of report/en has "1999"; correct the entry or take it out',
        'report/typed-numbers.yml:1:typed: no page of report/fr has "1999"; correct the entry or take it out',
    ]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('- typed: "1610"\n', f"report/typed-numbers.yml:1: the entry is not complete; {ENTRY}"),
        ('- typed: "1610"\n  why: ""\n', f"report/typed-numbers.yml:1: the entry is not complete; {ENTRY}"),
        ("typed: 1610\n", f"report/typed-numbers.yml:1: the file is no list; {ENTRY}"),
        (
            '- typed: {en: "1610"}\n  why: "none"\n',
            "report/typed-numbers.yml:1:typed: no words for the language fr; add them",
        ),
    ],
)
def test_an_entry_that_is_not_complete_is_named(pages, text, complaint):
    pages.write("report/typed-numbers.yml", text)
    assert complaint in pages.complaints()


def test_a_list_that_is_no_yaml_is_named_with_its_line(pages):
    pages.write("report/typed-numbers.yml", '- typed: "1610"\n  why: [\n')
    assert pages.complaints() == [
        "report/typed-numbers.yml:3: this cannot be read as YAML; mind indentation, colons and quotes"
    ]
