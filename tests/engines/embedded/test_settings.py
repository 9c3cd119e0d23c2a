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
    report.write("_quarto-xx.yml", before + "format:\n  docx:\n    toc: true\n")
    line = before.count("\n") + 3
    remedy = "take it out, or build with --engine quarto"
    assert report.complaints() == [
        f"report/_quarto-xx.yml:{line}:format.docx.toc: the embedded engine does not know this key; {remedy}"
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
    (report.folder / "_generated/xx/numbers.yml").unlink()
    assert report.complaints() == ["report/_generated/xx/numbers.yml: the file is missing; restore it"]


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
