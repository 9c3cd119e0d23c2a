"""A term has its counterpart in the same section of every language."""

REMEDY = "write a list of the term's forms for every language, the preferred one first"


def test_a_term_without_its_counterpart_is_named_with_both_sides(pages):
    pages.edit("report/fr/10-tea.qmd", "surtout du thé noir", "surtout du thé vert")
    assert pages.complaints() == [
        (
            'report/en/10-tea.qmd:3: the term "black tea" has no counterpart in the section of report/fr/10-tea.qmd:1; '
            'use "thé noir" there, or another word here'
        )
    ]


def test_any_form_of_a_term_will_do_in_any_case(pages):
    pages.edit("report/fr/10-tea.qmd", "surtout du thé noir", "surtout des Thés  noirs")
    pages.check()


def test_a_term_may_be_broken_over_two_lines(pages):
    pages.edit("report/fr/10-tea.qmd", "surtout du thé noir", "surtout du thé\nnoir")
    pages.check()


def test_a_longer_term_is_not_also_the_shorter_one_within_it(pages):
    pages.write(
        "data/text/glossary.yml", 'black-tea: {en: ["black tea"], fr: ["thé noir"]}\ntea: {en: ["tea"], fr: ["thé"]}\n'
    )
    pages.edit("report/en/10-tea.qmd", "Tea was drunk", "Leaves were brewed")
    pages.edit("report/en/10-tea.qmd", "# Tea ", "# Leaves ")
    assert pages.complaints()[-1] == (
        'report/fr/10-tea.qmd:1: the term "thé" has no counterpart in the section of report/en/10-tea.qmd:1; '
        'use "tea" there, or another word here'
    )


def test_what_is_marked_as_a_term_stands_in_the_glossary(pages):
    pages.edit("report/en/10-tea.qmd", "[black tea]{.term}", "black tea, not [blak tea]{.term}")
    assert pages.complaints() == [
        'report/en/10-tea.qmd:14: "blak tea" is no term of data/text/glossary.yml; take "black tea" or "black teas"'
    ]


def test_a_term_that_no_page_uses_is_named(pages):
    pages.edit("data/text/glossary.yml", "black-tea:", 'milk:\n  en: ["milk"]\n  fr: ["lait"]\nblack-tea:')
    remedy = "use the term, correct its forms or take it out"
    assert pages.complaints() == [
        f'data/text/glossary.yml:2:milk: no page in the language en has "milk" or another form of it; {remedy}',
        f'data/text/glossary.yml:2:milk: no page in the language fr has "lait" or another form of it; {remedy}',
    ]


def test_a_term_without_forms_in_a_language_is_named(pages):
    pages.edit("data/text/glossary.yml", '  fr: ["thé noir", "thés noirs"]\n', "")
    pages.edit("report/fr/10-tea.qmd", "[thé noir]{.term}", "thé noir")
    assert pages.complaints() == [
        f"data/text/glossary.yml:2:black-tea: no forms in the language fr; {REMEDY}",
    ]


def test_a_form_belongs_to_one_term(pages):
    pages.edit("data/text/glossary.yml", "black-tea:", 'oolong:\n  en: ["oolong"]\n  fr: ["thé noir"]\nblack-tea:')
    assert (
        'data/text/glossary.yml:5:black-tea: "thé noir" is a form of oolong as well; keep it with one of them'
        in pages.complaints()
    )


def test_words_not_to_be_used_are_found_in_pages_and_texts(pages):
    pages.edit(
        "data/text/glossary.yml", "black-tea:", 'not-to-be-used:\n  en: {"held against": compared with}\nblack-tea:'
    )
    pages.edit("report/en/10-tea.qmd", "The trade began", "Held\nagainst cocoa, the trade began")
    pages.write("data/text/en/labels.yml", "notes:\n  tea: held against coffee\n")
    found = '"{}" is not to be used by data/text/glossary.yml; write "compared with"'
    assert pages.complaints() == [
        f"data/text/en/labels.yml:2: {found.format('held against')}",
        f"report/en/10-tea.qmd:4: {found.format('Held against')}",
    ]


def test_words_not_to_be_used_have_better_ones(pages):
    pages.edit("data/text/glossary.yml", "black-tea:", "not-to-be-used:\n  en: {leafs: ''}\nblack-tea:")
    assert pages.complaints() == [
        "data/text/glossary.yml:2:not-to-be-used.en.leafs: no words to use instead; write some"
    ]
