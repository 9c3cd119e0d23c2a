"""What Quarto passes over with status 0 is an error here: with page and line before it starts, or in its own words."""

from dataclasses import replace

import pytest
import yaml

from multitrack.errors import InputError

SILENT = "Quarto 1.10.18 with the profile en ended with status 0, but not all is in order; settle what it says"


def refused(quarto):
    """Return the lines of the message with which a page is refused before Quarto starts."""
    with pytest.raises(InputError) as caught:
        quarto.render(["html"])
    return str(caught.value).splitlines()


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("See @fig-a.", "@fig-a refers to nothing; correct it, or give the part that is meant the id #fig-a"),
        ("{{< n q999 >}} or so", "{{< n q999 >}} names nothing; take an id that `multitrack list numbers` prints"),
        ("{{< n q001 or so", "a shortcode is not closed; close it with >}}, on the same line"),
        ("{{< meta none >}}", "{{< meta none >}} names nothing; name a key that holds a single value"),
        ("{{< var place >}}", "unknown shortcode {{< var place >}}; only include, n and meta are used here"),
        ("[@nobody2001]", "@nobody2001 cites nothing; correct it, or add the entry to the bibliography"),
        ("[there](#nowhere)", "a link leads to #nowhere, which is nowhere; correct it"),
        ("[twice]{#sec-one}", "the id #sec-one occurs 2 times; give each part an id of its own"),
        ("![](none.png)", "there is no picture none.png in the report; correct the path"),
        ("{{< include two.qmd >}}", "there is no file report/en/two.qmd; correct the path or add the file"),
    ],
)  # fmt: skip
def test_a_fault_of_a_page_is_named_with_its_line_before_quarto_starts(quarto, fake, line, problem):
    quarto.write("en/one.qmd", f"# One {{#sec-one}}\n\n{line}\n")

    assert refused(quarto) == [f"report/en/one.qmd:3: {problem}"]
    assert not fake.calls


def test_what_quarto_alone_knows_is_left_to_it(quarto):
    quarto.write("_quarto.yml", quarto.read("_quarto.yml").replace("html: {}", "html: {code-fold: true}"))

    assert quarto.render(["html"])


def test_code_may_show_what_is_not_resolved(quarto):
    quarto.write("en/one.qmd", "Write `{{{< n q001 >}}}` and see `?@fig-x` or ?meta:x where it is missing.")

    assert quarto.render(["html"])


@pytest.mark.parametrize(
    "line",
    [
        "WARN: Something is odd",
        "WARNING (/opt/quarto/share/filters/main.lua:1) Unable to resolve crossref @fig-b",
        "WARNING (/opt/quarto/share/filters/main.lua:1) Unknown meta key x specified in a metadata Shortcode.",
        "[WARNING] Citeproc: citation nobody2001 not found",
        "warning: unknown font family: sans nowhere",
        "ERROR (theme/edition.lua:7) a table has 2 columns",
    ],
)
def test_a_warning_is_an_error_and_shown_without_what_came_before(quarto, fake, line):
    fake.behave(says=["metadata", "  words: many", f"\x1b[33m{line}\x1b[39m", "", "  more of it"])

    assert quarto.fail()[:3] == [SILENT, f"  | {line}", "  |   more of it"]


def test_an_error_is_shown_though_much_comes_after_it(quarto, fake):
    fake.behave(says=["ERROR: {{< n q999 >}} names nothing", *(f"  key-{one}: text" for one in range(40))], crash=True)

    message = quarto.fail()
    assert message[0] == "Quarto 1.10.18 with the profile en failed with status 1; its lines say why"
    assert message[1:3] == ["  | ERROR: {{< n q999 >}} names nothing", "  |   key-0: text"]
    assert len(message) == 13


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
