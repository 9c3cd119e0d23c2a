"""What Quarto passes over with status 0 is an error here, with the place that it comes from."""

from dataclasses import replace

import pytest
import yaml

from multitrack.errors import InputError

SILENT = "Quarto 1.10.18 with the profile en ended with status 0, but not all is in order. "


@pytest.mark.parametrize("mood", [{}, {"quiet": True}], ids=["log", "page alone"])
@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("See @fig-nowhere.", "the reference @fig-nowhere leads nowhere; correct its name or add what it names"),
        ("{{< n q999 >}} or so", "no metadata has the key n.q999; correct the key or give it a value"),
        ("{{< var place >}}", "no variable is named place; correct the name or give it a value"),
        ("{{< lipsum 3 >}}", "no shortcode is named lipsum; take one that Quarto knows"),
        ("[@nobody2001]", "the citation @nobody2001 is not in the bibliography; correct its key or add the work"),
    ],
)
def test_what_stays_unresolved_is_named_with_page_and_line(quarto, fake, mood, line, problem):
    fake.behave(**mood)
    quarto.write("en/one.qmd", f"# One\n\n{line}\n")

    assert quarto.fail()[0] == f"{SILENT}report/en/one.qmd:3: {problem}"


@pytest.mark.parametrize("formats", [["html"], ["pdf"]])
def test_it_is_named_whatever_the_format(quarto, formats):
    quarto.write("en/one.qmd", "{{< n q999 >}}")

    assert quarto.fail(formats)[0] == (
        f"{SILENT}report/en/one.qmd:1: no metadata has the key n.q999; correct the key or give it a value"
    )


def test_every_place_of_every_fault_is_named(quarto):
    quarto.write("en/one.qmd", "@tbl-a and @fig-b\n\nagain @tbl-a\n\nnot @tbl-a-b {#tbl-a-b}")
    quarto.write("id/one.qmd", "@tbl-a in a page of another language")

    assert quarto.fail()[0] == (
        f"{SILENT}report/en/one.qmd:1: the reference @fig-b leads nowhere; correct its name or add what it names. "
        "report/en/one.qmd:1: the reference @tbl-a leads nowhere; correct its name or add what it names. "
        "report/en/one.qmd:3: the reference @tbl-a leads nowhere; correct its name or add what it names"
    )


def test_the_last_lines_of_quarto_follow(quarto):
    quarto.write("en/one.qmd", "@fig-b")

    assert quarto.fail(["html"])[1:] == [
        "  | [1/1] index.en.qmd",
        "  | WARNING (/opt/quarto/share/filters/main.lua:1) Unable to resolve crossref @fig-b",
        "  | Output created: _output/en/study.html",
    ]


def test_an_image_that_is_missing_in_silence_is_named(quarto):
    quarto.write("en/one.qmd", "# One\n\n![](picture.svg)\n![](_generated/en/fig-a.svg)")

    assert quarto.fail(["html"])[0] == (
        f"{SILENT}report/en/one.qmd:4: the file _generated/en/fig-a.svg does not exist; correct its path or add it"
    )


def test_an_image_that_stops_typst_is_named_with_its_line(quarto):
    quarto.write("en/one.qmd", "# One\n\n![](_generated/en/fig-a.svg)")

    assert quarto.fail()[0] == (
        "Quarto 1.10.18 with the profile en failed. "
        "report/en/one.qmd:3: the file fig-a.svg does not exist; correct its path or add it"
    )


def test_code_may_show_what_is_not_resolved(quarto):
    quarto.write("en/one.qmd", "Write `{{< n q001 >}}` and see `?@fig-x` where it is missing.")

    assert quarto.render(["html"])


def test_any_other_warning_is_an_error(quarto, fake):
    fake.behave(says=["\x1b[33mWARN: Something is odd\x1b[39m"])

    assert quarto.fail()[0] == (f"{SILENT}report/index.en.qmd: Quarto says WARN: Something is odd; settle what it says")


def test_a_font_that_typst_replaces_is_an_error(quarto, fake):
    fake.behave(says=["warning: unknown font family: sans nowhere", "  ┌─ study.typ:12:8"])

    assert quarto.fail()[0] == (
        f"{SILENT}report/index.en.qmd: the font family sans nowhere is not there; "
        "correct its name or add it to the font paths"
    )


def test_the_missing_validator_is_no_error(quarto):
    lines = []

    quarto.render(["pdf"], on_line=lambda _code, line: lines.append(line))

    assert "WARN: PDF standard validation requested but verapdf is not installed." in lines


@pytest.mark.parametrize(
    ("change", "where", "meant"),
    [
        (("_quarto.yml", "html: {}", "html: {tocc: true}"), "report/_quarto.yml:5:format.html.tocc", "toc"),
        (("_quarto-en.yml", "lang: en", "langauge: en.yml"), "report/_quarto-en.yml:3:langauge", "language"),
    ],
)
def test_a_key_that_looks_misspelt_is_named(quarto, fake, change, where, meant):
    file, old, new = change
    english = quarto.profile()
    quarto.write(file, (quarto.workspace / file).read_text(encoding="utf-8").replace(old, new))
    english = replace(english, config=yaml.safe_load((quarto.workspace / file).read_text(encoding="utf-8")))

    with pytest.raises(InputError) as caught:
        quarto.engine.render(quarto.workspace, english, ["html"])
    remedy = f"write {meant}, or a name that cannot be taken for it"
    assert str(caught.value) == f"{where}: Quarto would pass over this key in silence; {remedy}"
    assert not fake.calls


def test_a_key_of_the_authors_own_is_no_slip(quarto):
    file = quarto.workspace / "_quarto.yml"
    own = "        authors: [A]\n        mine: {tocc: 1}\n        "
    file.write_text(file.read_text(encoding="utf-8").rstrip() + f"\n{own}", encoding="utf-8")

    assert quarto.render(["html"])
