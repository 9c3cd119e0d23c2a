"""What is made for the pages stands in them."""


def test_a_figure_that_no_page_shows_is_named_with_the_page_that_should(pages):
    for language in ("en", "fr"):
        pages.edit(f"report/{language}/10-tea.qmd", f"{{{{< include /_generated/{language}/fig-tea.md >}}}}\n", "")
    assert pages.complaints() == [
        (
            "report/index.en.qmd: the pages show fig-tea 0 times; "
            "take it in once, with {{< include /_generated/en/fig-tea.md >}}"
        ),
        (
            "report/index.fr.qmd: the pages show fig-tea 0 times; "
            "take it in once, with {{< include /_generated/fr/fig-tea.md >}}"
        ),
    ]


def test_a_figure_that_no_sentence_refers_to_is_named_where_it_stands(pages):
    for language in ("en", "fr"):
        pages.edit(f"report/{language}/10-tea.qmd", " (@fig-tea)", "")
    assert pages.complaints() == [
        "report/en/10-tea.qmd:10: no sentence refers to fig-tea; write one with @fig-tea",
        "report/fr/10-tea.qmd:10: no sentence refers to fig-tea; write one with @fig-tea",
    ]


def test_a_work_that_no_page_cites_is_named_in_the_bibliography(pages):
    pages.edit("report/references.bib", "@book{okakura1906,", "@book{nobody1900,\n}\n@book{okakura1906,")
    assert pages.complaints() == [
        "report/references.bib:1: no page of report/en cites nobody1900; cite it or take it out",
        "report/references.bib:1: no page of report/fr cites nobody1900; cite it or take it out",
    ]


def test_a_chapter_that_is_not_taken_in_is_no_part_of_the_document(pages):
    for language in ("en", "fr"):
        pages.write(f"report/{language}/20-milk.qmd", "# Milk {#sec-milk}\n")
    assert pages.complaints() == [
        (
            "report/en/20-milk.qmd: report/index.en.qmd does not take the chapter in; "
            "write {{< include /en/20-milk.qmd >}} there"
        ),
        (
            "report/fr/20-milk.qmd: report/index.fr.qmd does not take the chapter in; "
            "write {{< include /fr/20-milk.qmd >}} there"
        ),
    ]
