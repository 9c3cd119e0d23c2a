"""Finding things on the page: search, filters, doors, previews, a look of one's own, and a stranger's way."""

import re

import pytest
from playwright.sync_api import expect

ID, EN = "id/kanada-asean.html", "en/canada-asean.html"
PAGES = (ID, EN)
COPIED = "words => navigator.clipboard.readText().then((kept) => kept.includes(words))"
"""Tests what was copied, which takes its time, for some words."""


def search(at, words):
    """Search from wherever the reader is, and return the results."""
    at.keyboard.press("/")
    at.locator(".finder input").fill(words)
    return at.locator(".finder li")


def is_in_sight(at, locator):
    box = locator.bounding_box()
    return 0 <= box["y"] < at.viewport_size["height"]


@pytest.mark.parametrize("page", PAGES)
def test_a_row_is_found_by_its_code_and_comes_into_sight(visit, page):
    at = visit(page)
    results = search(at, "C078")
    results.first.locator("a").click()
    expect(at.locator(".finder")).not_to_be_visible()
    assert at.locator(".found").inner_text().startswith("C078")
    assert is_in_sight(at, at.locator(".found"))
    assert at.evaluate("document.activeElement.className") == "found"


@pytest.mark.parametrize(("page", "said"), [(ID, "Ditemukan: 0"), (EN, "Found: 0")])
def test_a_search_says_how_much_it_has_found(visit, page, said):
    at = visit(page)
    expect(search(at, "zzzz")).to_have_count(0)
    assert at.locator(".finder [role=status]").inner_text() == said
    at.keyboard.press("Escape")
    expect(at.locator(".finder")).not_to_be_visible()


@pytest.mark.parametrize("page", PAGES)
def test_the_keyboard_goes_through_what_was_found(visit, page):
    at = visit(page, 320)
    search(at, "asean")
    at.keyboard.press("ArrowDown")
    at.keyboard.press("ArrowDown")
    assert at.evaluate("[...document.querySelectorAll('.finder a')].indexOf(document.activeElement)") == 1
    at.keyboard.press("Enter")
    assert is_in_sight(at, at.locator(".found"))


@pytest.mark.parametrize("table", ["tbl-claims", "tbl-discrepancies"])
@pytest.mark.parametrize("page", PAGES)
def test_choices_leave_the_rows_that_fit_all_of_them_and_can_be_undone(visit, page, table):
    at = visit(page)
    chips = at.locator(f"#{table} .chips label")
    rows = at.locator(f"#{table} tbody tr:visible:not(:has(.group))")
    every = rows.count()
    words, count = chips.first.evaluate("label => [label.childNodes[1].data, Number(label.lastChild.textContent)]")
    chips.first.click()
    assert 0 < rows.count() == count < every
    assert all(words.lower() in text.lower() for text in rows.all_inner_texts())
    assert str(count) in at.locator(f"#{table} .chips [role=status]").inner_text()
    at.locator(f"#{table} .chips button").click()
    assert rows.count() == every


@pytest.mark.parametrize("page", PAGES)
def test_a_filtered_table_can_be_sorted(visit, page):
    at = visit(page)
    at.locator("#tbl-claims .chips label").first.click()
    codes = at.locator("#tbl-claims tbody tr:visible:not(.group) td:first-child")
    before = codes.all_inner_texts()
    for _ in range(2):
        at.locator("#tbl-claims th button").first.click()
    assert codes.all_inner_texts() == sorted(before, reverse=True)


@pytest.mark.parametrize("page", PAGES)
def test_the_link_of_a_part_is_copied_and_the_reader_told(visit, page):
    at = visit(page, permissions=["clipboard-read", "clipboard-write"])
    link = at.locator("#fig-series figcaption .anchor")
    link.click()
    at.wait_for_function(COPIED, arg=f"{page}#fig-series")
    copied = at.evaluate("document.body.dataset.copied")
    expect(at.locator("body > [role=status]")).to_have_text(copied)


@pytest.mark.parametrize("page", PAGES)
def test_contents_list_every_figure_and_table_by_its_title(see, page):
    at = see(page)
    listed = at.locator("#TOC .listed a").evaluate_all(
        "links => links.map(link => [link.hash.slice(1), link.textContent])"
    )
    shown = at.locator("main .quarto-float").evaluate_all("floats => floats.map(float => float.id)")
    assert sorted(target for target, _ in listed) == sorted(shown)
    assert all(re.fullmatch(r"[\d.A-Z]+ \S.{8,}", words) for _, words in listed)


@pytest.mark.parametrize("page", PAGES)
def test_a_citation_opens_beside_the_text_on_focus_and_hover_and_escape_closes_it(visit, page):
    at = visit(page)
    link, card = at.locator("main a[href='#ref-saputra2019']").first, at.locator("#card")
    link.focus()
    expect(card).to_contain_text("eJournal")
    assert link.get_attribute("aria-describedby") == "card"
    at.keyboard.press("Escape")
    expect(card).not_to_be_visible()
    at.locator("h1.title").hover()
    link.hover()
    expect(card).to_contain_text("eJournal")
    card.hover()
    at.wait_for_timeout(400)
    assert card.is_visible()


@pytest.mark.parametrize("page", PAGES)
def test_the_first_tap_shows_a_citation_and_the_second_follows_it(visit, page):
    at = visit(page, 390, has_touch=True)
    link = at.locator("main a[href='#ref-saputra2019']").first
    link.tap()
    expect(at.locator("#card")).to_contain_text("eJournal")
    assert "#" not in at.url
    link.tap()
    assert at.url.endswith("#ref-saputra2019")


@pytest.mark.parametrize("page", PAGES)
def test_a_reader_chooses_the_dark_page_and_finds_it_dark_again(visit, page):
    at = visit(page, color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = at.evaluate(ground)
    at.locator("#TOC select").select_option("dark")
    dark = at.evaluate(ground)
    assert dark != light
    at.reload()
    at.wait_for_function(f"{ground} === '{dark}'")
    at.locator("#TOC select").select_option("")
    assert at.evaluate(ground) == light


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("page", PAGES)
def test_on_a_phone_a_row_is_a_card_that_names_each_value(see, page, scripts):
    at = see(page, 320, java_script_enabled=scripts)
    label = "cells => cells.map(cell => getComputedStyle(cell, '::before').content.slice(1, -1))"
    named = at.locator("#tbl-track-1 tbody tr:nth-child(2) td").evaluate_all(label)
    heads = at.locator("#tbl-track-1 th").all_text_contents()
    assert named == [head.strip() for head in heads]
    assert not at.locator("#tbl-track-1 thead").is_visible()
    assert at.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("page", PAGES)
def test_the_abstract_of_the_other_language_is_a_link_away(visit, page):
    at = visit(page)
    link = at.locator("main [lang] a[href$='#sec-abstract']")
    link.click()
    assert at.url.endswith(f"{PAGES[1 - PAGES.index(page)]}#sec-abstract")


@pytest.mark.parametrize("page", PAGES)
def test_heads_that_print_repeats_say_words_and_buttons_return_after_it(visit, page):
    at = visit(page)
    head = at.locator("#tbl-claims th").first
    words = head.text_content()
    at.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert (head.locator("button").count(), head.text_content()) == (0, words)
    at.evaluate("dispatchEvent(new Event('afterprint'))")
    assert (head.locator("button").count(), head.text_content()) == (1, words)


@pytest.mark.parametrize("page", PAGES)
def test_tables_and_pictures_have_names_and_pictures_descriptions(see, page):
    at = see(page)
    named = (
        "all => all.map(e => e.getAttribute('aria-labelledby').split(' ')"
        ".map(id => document.getElementById(id).textContent))"
    )
    names = at.locator("main .quarto-float table").evaluate_all(named)
    assert all(re.fullmatch(r"\w+\W[\dA-Z.]+", label.rstrip(".")) and len(title) > 8 for label, title in names)
    told = at.locator(".picture").evaluate_all(
        "all => all.map(e => document.getElementById(e.getAttribute('aria-describedby')).textContent)"
    )
    assert min(map(len, told)) > 100


# A stranger asks five questions


@pytest.mark.parametrize("page", PAGES)
def test_what_did_the_study_find(visit, page):
    at = visit(page)
    at.locator("#TOC a[href='#sec-glance']").click()
    assert is_in_sight(at, at.locator("#sec-glance-study"))


@pytest.mark.parametrize(("page", "words"), [(ID, "dialog ke-9"), (EN, "9th dialogue")])
def test_in_which_track_is_the_9th_dialogue_and_is_its_year_right(visit, page, words):
    results = search(visit(page), words).all_inner_texts()
    assert any("T1-11" in text and "2012" in text for text in results[:8])


@pytest.mark.parametrize(("page", "words", "amount", "source"), [
    (ID, "perdagangan 2013", "16,5", "statistik Kanada"), (EN, "trade 2013", "16.5", "Canadian statistics"),
])  # fmt: skip
def test_how_much_was_trade_in_2013_and_by_whose_statistics(visit, page, words, amount, source):
    results = search(visit(page), words).all_inner_texts()
    assert any(amount in text and source.lower() in text.lower() for text in results[:8])


@pytest.mark.parametrize("page", PAGES)
def test_which_headings_are_wrong(visit, page):
    at = visit(page)
    at.locator("#TOC a[href='#sec-discrepancies']").click()
    at.locator("#TOC a[href='#sec-headings']").click()
    assert is_in_sight(at, at.locator("#sec-headings h2"))
    assert at.locator("#sec-headings #fig-heading-shift").count() == 1


@pytest.mark.parametrize(("page", "words", "cite"), [(ID, "Gambar 4", "Kutip"), (EN, "Figure 4", "Cite")])
def test_how_do_i_cite_figure_4(visit, page, words, cite):
    at = visit(page, permissions=["clipboard-read", "clipboard-write"])
    search(at, words).first.locator("a").click()
    bar = at.locator(".found").locator(
        "xpath=ancestor::*[contains(@class, 'quarto-float')]/following-sibling::*[contains(@class, 'exhibit-bar')][1]"
    )
    bar.get_by_role("button", name=re.compile(f"^{cite}")).click()
    figure = at.url.rsplit("#")[1]
    at.wait_for_function(COPIED, arg=f"{figure}@")
