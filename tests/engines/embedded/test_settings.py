"""What the embedded engine takes from the Quarto configuration."""

import pytest

from multitrack.errors import InputError


def test_an_unknown_key_is_named_with_its_file_and_line(report):
    report.configure(
        "    toc: true\n    toc-depth: 2\n  typst", "    code-fold: true\n    toc: true\n    toc-depth: 2\n  typst"
    )
    remedy = "take it out, or build with --engine quarto"
    assert report.complaints() == [
        f"report/_quarto.yml:22:format.html.code-fold: the embedded engine does not know this key; {remedy}"
    ]


def test_an_unknown_format_is_an_unknown_key(report):
    before = (report.folder / "_quarto-xx.yml").read_text(encoding="utf-8")
    report.write("_quarto-xx.yml", before + "format:\n  epub:\n    toc: true\n")
    line = before.count("\n") + 3
    remedy = "take it out, or build with --engine quarto"
    assert report.complaints() == [
        f"report/_quarto-xx.yml:{line}:format.epub.toc: the embedded engine does not know this key; {remedy}"
    ]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("number-sections: true", "number-sections: true\nexecute: {echo: false}", "execute.echo"),
        ("crossref:\n", "crossref:\n  fig-labels: arabic\n", "crossref.fig-labels"),
        ("  type: default\n", "  type: default\n  resources: [a.csv]\n", "project.resources"),
        ("number-sections: true", "number-sections: true\ntoc-depht: 2", "toc-depht"),
        ("    toc: true\n    toc-depth: 2\n  typst", "    css: [a.css]\n    toc: true\n  typst", "format.html.css"),
    ],
)
def test_a_key_is_unknown_wherever_it_stands(report, old, new, key):
    report.configure(old, new)
    remedy = "take it out, or build with --engine quarto"
    told = [complaint.split(":", 1)[1].split(":", 1) for complaint in report.complaints()]
    assert [text for _, text in told] == [f"{key}: the embedded engine does not know this key; {remedy}"]
    written = (report.folder / "_quarto.yml").read_text(encoding="utf-8").splitlines()
    assert key.rpartition(".")[2] in written[int(told[0][0]) - 1]


def test_an_entry_with_keys_of_its_own_is_an_error_and_not_printed_as_it_is(report):
    text = (report.folder / "_quarto-xx.yml").read_text(encoding="utf-8")
    report.write("_quarto-xx.yml", text.replace("keywords:\n", "keywords:\n  - {a: b}\n"))
    (complaint,) = report.complaints()
    assert complaint == (
        "report/_quarto-xx.yml:keywords: found {'a': 'b'}; write a text, in quotes where YAML would not"
    )


def test_a_second_page_is_an_error_and_not_left_out(report):
    report.configure("    - index.xx.qmd", "    - index.xx.qmd\n    - more.qmd", "_quarto-xx.yml")
    found = "the embedded engine renders one page a language, and here are 2"
    remedy = "name one that includes the others, or build with --engine quarto"
    assert report.complaints() == [f"report/_quarto-xx.yml:3:project.render: {found}; {remedy}"]


def test_what_a_metadata_file_may_not_say_is_an_error(report):
    file = report.folder / "_generated/xx/edition.yml"
    report.write("_generated/xx/edition.yml", file.read_text(encoding="utf-8") + "format: {html: {toc: false}}\n")
    found = "the embedded engine does not take this key from a metadata file"
    assert report.complaints() == [
        f"report/_generated/xx/edition.yml:format.html.toc: {found}; move it to _quarto.yml or a profile's file"
    ]


def test_a_value_that_only_quarto_can_serve_is_an_error(report):
    report.configure("theme: none", "theme: cosmo")
    remedy = "write none, or build with --engine quarto"
    assert report.complaints() == [
        f"report/_quarto.yml:18:format.html.theme: the embedded engine cannot do 'cosmo'; {remedy}"
    ]


def test_a_missing_word_of_the_language_is_an_error(report):
    report.configure('crossref-tbl-title: "Tabela"\n', "", "language/xx.yml")
    assert report.complaints() == ["report/language/xx.yml:crossref-tbl-title: no words for this key; add them"]


def test_a_missing_metadata_file_is_an_error(report):
    (report.folder / "_generated/xx/numbers.json").unlink()
    assert report.complaints() == ["report/_generated/xx/numbers.json: the file is missing; restore it"]


def test_a_missing_filter_is_an_error(report):
    (report.folder / "theme/edition.lua").unlink()
    found = "there is no file report/theme/edition.lua"
    assert report.complaints() == [f"report/_quarto.yml:14:filters: {found}; correct the path or add the file"]


def test_an_unknown_pdf_standard_is_an_error(report):
    report.configure("[a-3a, ua-1]", "a-9")
    with pytest.raises(InputError) as caught:
        report.pdf("# A\n")
    expected = "report/_quarto.yml:29:format.typst.pdf-standard: unknown pdf standard: a-9; take one of Typst's"
    assert str(caught.value) == expected


def test_without_number_sections_there_are_no_numbers(report):
    report.configure("number-sections: true", "number-sections: false")
    assert "header-section-number" not in report.html("# Part\n")


def test_the_contents_go_as_deep_as_the_configuration_says(report):
    body = "# One\n\n## Two\n\n### Three\n"
    assert "#three" not in report.html(body)
    report.configure("    toc-depth: 2\n  typst", "    toc-depth: 3\n  typst")
    assert '<a href="#three"' in report.html(body)
