"""The page in a browser: what a reader sees, points at and reaches with the keyboard, with scripts and without."""

import base64
import csv
import gzip
import io
import re

import pytest
from fontTools.ttLib import TTFont
from playwright.sync_api import expect

from accessibility import find_barriers

PAGES = ("id/kanada-asean.html", "en/canada-asean.html")
SET_IN = """() => {
    const found = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text; (text = texts.nextNode());) {
        if (["SCRIPT", "NOSCRIPT"].includes(text.parentElement.tagName)) continue;
        const { fontFamily, fontStyle, fontWeight } = getComputedStyle(text.parentElement);
        found.push([fontFamily.split(",")[0].replaceAll('"', ""), fontStyle, fontWeight, text.data]);
    }
    return found;
}"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FIGURES = "[id^='fig-'] .picture"
BYTES_PACKED = 300_000
"""The most that a page may have in all, its charts among it, as a server sends it by gzip."""


def open_all_data(page):
    """Open every figure's data, and wait until they are laid out."""
    page.locator(".figure-data").evaluate_all("all => all.forEach(data => { data.open = true; })")
    expect(page.locator(".figure-data table")).to_have_count(page.locator(".figure-data").count())
    return page


def marks(drawing):
    """Return the places, among the elements of a drawing, of the marks that have something to say, by what they say."""
    script = (
        "svg => [...svg.querySelectorAll(':not(title)')].map((e, at) => [at, e.querySelector(':scope > title')])"
        ".filter(([, title]) => title).map(([at, title]) => [at, title.textContent])"
    )
    return [tuple(mark) for mark in drawing.evaluate(script)]


@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_no_violation_in_either_scheme_and_at_any_width(visit, page):
    at = open_all_data(visit(page))
    for width, scheme in ((1280, "dark"), (768, "light"), (320, "light")):
        at.set_viewport_size({"width": width, "height": 900})
        at.emulate_media(color_scheme=scheme)
        assert (width, scheme, find_barriers(at, RULES)) == (width, scheme, [])


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_a_page_and_its_data_open_without_requests_complaints_or_sideways_scroll(visit, edition, page, width):
    at = open_all_data(visit(page, width))
    assert [url for url in at.requests if not url.startswith("data:")] == [(edition / page).as_uri()]
    assert at.complaints == []
    assert at.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("page", PAGES)
def test_a_figure_says_the_same_of_its_marks_in_each_width(see, page):
    at = see(page, java_script_enabled=False)
    wide, narrow = (
        [sorted(words for _, words in marks(drawing)) for drawing in at.locator(f"{FIGURES} svg.{width}").all()]
        for width in ("wide", "narrow")
    )
    assert wide == narrow
    assert len(wide) == at.locator(FIGURES).count() > 0
    assert all(wide)


@pytest.mark.parametrize("page", PAGES)
def test_whoever_listens_to_the_page_is_told_every_figure_table_and_picture_by_a_name_of_its_own(see, page, opened):
    at = see(page)
    nodes = at.context.new_cdp_session(at).send("Accessibility.getFullAXTree")["nodes"]
    told = [(node["role"]["value"], node["name"]["value"]) for node in nodes if not node["ignored"] and "name" in node]
    outputs = opened.outputs
    shown = {"figure": len(outputs.ids), "table": len(outputs.tables), "image": len(outputs.figures)}
    for role, count in shown.items():
        names = [name for kind, name in told if kind == role]
        assert len(names) == len(set(names) - {""}) == count, (role, names)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("width", "shown", "hidden"), [(320, "narrow", "wide"), (1280, "wide", "narrow")])
def test_of_the_two_drawings_of_a_figure_the_one_that_fits_is_shown(see, page, width, shown, hidden):
    at = see(page, width)
    assert all(drawing.is_visible() for drawing in at.locator(f"{FIGURES} svg.{shown}").all())
    assert not any(drawing.is_visible() for drawing in at.locator(f"{FIGURES} svg.{hidden}").all())


@pytest.mark.parametrize("page", PAGES)
def test_without_scripts_every_picture_is_seen_and_a_link_leads_to_its_data(visit, edition, page):
    at = visit(page, java_script_enabled=False)
    pictures, data = at.locator(FIGURES), at.locator(".figure-data")
    assert pictures.count() == data.count() > 0
    assert all(picture.locator("svg:visible").count() == 1 for picture in pictures.all())
    for number in range(data.count()):
        link = data.nth(number).get_by_role("link")
        assert not link.is_visible()
        data.nth(number).locator("summary").click()
        assert link.is_visible()
        assert (edition / page).parent.joinpath(link.get_attribute("href").split("#")[0]).is_file()


@pytest.mark.parametrize("page", PAGES)
def test_no_letter_falls_back_to_another_typeface(visit, page):
    at = open_all_data(visit(page))
    faces = re.findall(
        r'@font-face { font-family: "([^"]+)"; font-weight: (\d+); font-style: (\w+);.*?base64,([^")]+)',
        at.evaluate("document.querySelector('style').textContent"),
    )
    letters = {
        (family, slope, weight): set(TTFont(io.BytesIO(base64.b64decode(font))).getBestCmap())
        for family, weight, slope, font in faces
    }
    missing = {
        (*face, letter)
        for *face, text in at.evaluate(SET_IN)
        for letter in text
        if not letter.isspace() or letter in "\N{FIGURE SPACE}\N{PUNCTUATION SPACE}"
        if ord(letter) not in letters.get(tuple(face), ())
    }
    assert missing == set()


@pytest.mark.parametrize("page", PAGES)
def test_a_figures_data_are_those_that_the_edition_publishes(visit, edition, page):
    at = open_all_data(visit(page))
    for data in at.locator(".figure-data").all():
        rows = data.locator("tbody tr").count()
        figure = data.evaluate("data => data.previousElementSibling.id")
        with (edition / "figures" / figure / f"{figure}.csv").open(encoding="utf-8", newline="") as file:
            assert rows == sum(1 for _ in csv.DictReader(file)), figure


@pytest.mark.parametrize(("page", "value"), [(PAGES[0], "16,097"), (PAGES[1], "16.097")])
def test_a_figures_data_are_laid_out_in_the_numbers_of_the_language(visit, page, value):
    at = open_all_data(visit(page))
    data = at.locator("#fig-trade-reference + .figure-data")
    assert data.locator("caption").text_content()
    assert data.locator("th[scope=col]").count() == 5
    assert value in {cell.strip() for cell in data.locator("tbody td:nth-child(4)").all_inner_texts()}
    assert data.locator("td:nth-child(4)").first.evaluate("cell => getComputedStyle(cell).textAlign") == "right"


@pytest.mark.parametrize(("page", "number"), [(PAGES[0], r"\b\d+,\d{3}\b"), (PAGES[1], r"\b\d+\.\d{3}\b")])
def test_a_tooltip_says_numbers_as_the_language_writes_them(see, visit, page, number):
    drawing = "#fig-trade-balance .picture svg.wide"
    place, words = marks(see(page, java_script_enabled=False).locator(drawing))[40]
    at = visit(page)
    at.locator(f"{drawing} *:not(title)").nth(place).hover(force=True)
    expect(at.locator(".tip")).to_have_text("".join(words.rsplit(" · ", 1)))
    assert re.search(number, at.locator(".tip").inner_text())
    at.keyboard.press("Escape")
    assert not at.locator(".tip").is_visible()


@pytest.mark.parametrize("page", PAGES)
def test_every_mark_of_a_figure_answers_the_pointer(see, visit, page):
    told = [marks(drawing) for drawing in see(page, java_script_enabled=False).locator(f"{FIGURES} svg.wide").all()]
    at = visit(page)
    silent = []
    for number, places in enumerate(told):
        parts = at.locator(f"{FIGURES} svg.wide").nth(number).locator(":not(title)")
        heard = 0
        for place, _ in places[:: max(1, len(places) // 6)]:
            parts.nth(place).hover(force=True)
            heard += at.locator(".tip").is_visible()
        if not heard:
            silent.append(number)
    assert silent == []


@pytest.mark.parametrize("page", PAGES)
def test_the_keyboard_opens_a_figures_data_and_sorts_them_by_value(visit, page):
    at = visit(page)
    data = at.locator("#fig-gdp-growth + .figure-data")
    data.locator("summary").focus()
    at.keyboard.press("Enter")
    data.locator("table").wait_for()
    column = "cells => cells.map(cell => parseFloat(cell.textContent.replace(',', '.').replace('−', '-')))"
    button = data.locator("th button").nth(3)
    for direction, backwards in (("ascending", False), ("descending", True)):
        button.focus()
        at.keyboard.press("Enter")
        assert data.locator("th").nth(3).get_attribute("aria-sort") == direction
        values = data.locator("tbody td:nth-child(4)").evaluate_all(column)
        assert values == sorted(values, reverse=backwards)
        assert len(set(values)) > 8


@pytest.mark.parametrize("page", PAGES)
def test_dates_are_sorted_by_day_month_and_year(visit, page):
    at = visit(page)
    dates = at.locator("#tbl-track-1 tbody td:nth-child(2)")
    years = "cells => cells.map(cell => Number(/\\d{4}/.exec(cell.textContent)[0]))"
    at.locator("#tbl-track-1 th button").nth(1).click()
    found = dates.evaluate_all(years)
    assert found == sorted(found)
    at.locator("#tbl-track-1 th button").nth(1).click()
    assert dates.evaluate_all(years) == sorted(found, reverse=True)


@pytest.mark.parametrize("page", PAGES)
def test_a_sorted_row_never_says_that_it_is_as_the_one_above(visit, page):
    at = visit(page)
    at.locator("#tbl-claims th button").last.click()
    same = at.evaluate("document.body.dataset.same")
    assert same not in at.locator("#tbl-claims td").all_inner_texts()


@pytest.mark.parametrize("page", PAGES)
def test_the_words_for_as_above_are_those_of_the_tables(see, languages, page):
    language = next(one for one in languages if one.code == page[:2])
    assert see(page).evaluate("document.body.dataset.same") == language.label("cells", "same")


@pytest.mark.parametrize("page", PAGES)
def test_every_part_can_be_linked_to_and_says_its_name(see, page):
    at = see(page)
    parts = at.evaluate(
        "[...document.querySelectorAll('main [id]')].filter(e => e.closest('td') || /^(sec|fig|tbl|note)-/.test(e.id))"
        ".map(e => e.id).filter(id => !id.endsWith('-caption'))"
    )
    links = at.locator(".anchor").evaluate_all("links => links.map(a => [a.hash.slice(1), a.ariaLabel])")
    assert sorted(target for target, _ in links) == sorted(parts)
    assert all(re.fullmatch(r"[^:]+: \S.*", name) for _, name in links)
    assert {part[:4] for part in parts} >= {"sec-", "fig-", "tbl-", "note"}


def test_both_languages_have_the_same_places_to_link_to(see):
    here, there = (see(page).evaluate("[...document.querySelectorAll('main [id]')].map(e => e.id)") for page in PAGES)
    assert here == there


def test_the_place_is_never_a_caption_though_quarto_gives_it_an_id(edition, browser, tmp_path):
    text = (edition / PAGES[1]).read_text(encoding="utf-8")
    start = text.index("<figcaption>", text.index('id="fig-series"'))
    named = f'<figcaption id="fig-series-caption-0ceaefa1">{text[start + len("<figcaption>") :]}'
    (tmp_path / "page.html").write_text(text[:start] + named, encoding="utf-8")
    at = browser.new_page(viewport={"width": 1280, "height": 900})
    at.goto((tmp_path / "page.html").as_uri())
    at.evaluate("document.getElementById('fig-series-caption-0ceaefa1').scrollIntoView()")
    link = at.locator("#TOC .switch a")
    link.evaluate("link => link.addEventListener('click', (event) => event.preventDefault())")
    at.wait_for_timeout(200)
    link.click()
    assert link.get_attribute("href").endswith("#fig-series")
    at.close()


@pytest.mark.parametrize("width", [768, 1280])
@pytest.mark.parametrize("code", ["D048", "C057", "Q041"])
def test_the_row_that_a_code_leads_to_is_not_covered_by_the_head_of_its_table(visit, width, code):
    page = visit(PAGES[1], width=width)
    page.evaluate("code => { location.hash = code; }", code)
    page.wait_for_timeout(300)
    row = page.locator(f"tr:has(#{code})").bounding_box()
    head = page.locator(f"table:has(#{code}) thead th").first.bounding_box()
    assert head["y"] + head["height"] <= row["y"] < page.viewport_size["height"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("place", ["fig-series", "sec-conclusion", "tbl-claims"])
def test_the_other_language_opens_at_the_same_place(visit, page, place):
    at = visit(page)
    at.evaluate(f"document.getElementById('{place}').scrollIntoView()")
    at.wait_for_timeout(200)
    at.locator("#TOC .switch a").click()
    at.wait_for_url(f"**/*.html#{place}")
    assert page[:2] not in at.url.rsplit("/", 2)[1]


@pytest.mark.parametrize("page", PAGES)
def test_contents_fold_on_a_narrow_screen_and_follow_the_reader(visit, page):
    at = visit(page, 320)
    assert not at.locator("#TOC ul").first.is_visible()
    at.evaluate("document.getElementById('sec-conclusion').scrollIntoView()")
    at.wait_for_timeout(200)
    title = at.locator("#TOC a[aria-current]").evaluate("link => link.textContent")
    assert at.locator("#TOC .now").inner_text() == title
    at.locator("#TOC > details > summary").press("Enter")
    assert at.locator("#TOC ul").first.is_visible()
    at.locator("#TOC a[href='#sec-introduction']").click()
    assert not at.locator("#TOC ul").first.is_visible()
    assert at.url.endswith("#sec-introduction")


@pytest.mark.parametrize("page", PAGES)
def test_the_keyboard_comes_to_everything_that_can_be_operated(visit, page):
    at = open_all_data(visit(page))
    operable = "main :is(a[href], button, summary, input, [tabindex]), header a, #TOC :is(a, button, select)"
    kept_out = f"[...document.querySelectorAll('{operable}')].filter(e => e.tabIndex < 0).length"
    assert at.evaluate(kept_out) == 0
    at.keyboard.press("Tab")
    assert at.evaluate("document.activeElement.className") == "skip"


@pytest.mark.parametrize("page", PAGES)
def test_on_paper_are_the_pictures_and_not_what_only_a_screen_can_do(visit, page):
    at = visit(page)
    at.emulate_media(media="print")
    for selector in ("#TOC", ".figure-data", ".anchor", ".chips", ".top", ".exhibit-bar"):
        assert not at.locator(selector).first.is_visible()
    assert all(picture.locator("svg:visible").count() == 1 for picture in at.locator(FIGURES).all())


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_light_enough_for_a_slow_line(edition, page):
    assert len(gzip.compress((edition / page).read_bytes(), 9)) < BYTES_PACKED


@pytest.mark.parametrize("page", PAGES)
def test_the_policy_allows_one_script_by_its_text_and_no_evaluation(edition, page):
    text = (edition / page).read_text(encoding="utf-8")
    policy = re.search('<meta http-equiv="Content-Security-Policy" content="([^"]*)"', text)[1]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert re.fullmatch(r"'sha256-\S+'", rules["script-src"])
    assert "unsafe-eval" not in policy
