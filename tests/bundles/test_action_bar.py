"""What leads from the report's page to the kits, with scripts and without."""

import base64
import gzip
import json

import pytest


@pytest.fixture(scope="module")
def bars(bundles):
    identifiers = [exhibit.exhibit_id for exhibit in bundles.exhibits]
    woven = {f"{code}/{one}.md": b"Woven.\n" for code in ("id", "en") for one in identifiers}
    return bundles.bars({**woven, "en/fig-venues.data.html": b"<details><p>Said.</p></details>\n"})


def test_a_bar_is_a_link_that_says_to_which_page(bars):
    assert bars["en/fig-venues.md"].decode().startswith("Woven.\n\n::: {.exhibit-bar}\n[Source and reuse[")
    assert bars["en/fig-venues.md"].decode().endswith("]{.unseen}](../figures/fig-venues/index.en.html)\n:::\n")


def test_where_no_script_lays_out_a_figures_data_a_link_leads_to_them(bars, bundles):
    title = next(one for one in bundles.exhibits if one.exhibit_id == "fig-venues").wording["en"].title
    link = f'<a href="../figures/fig-venues/index.en.html">Data: {title}</a>'
    assert bars["en/fig-venues.data.html"].decode() == (
        f"<details><p>Said.</p>\n<noscript><p>{link}</p></noscript></details>\n"
    )


@pytest.mark.parametrize(("code", "copied"), [("id", "Tersalin"), ("en", "Copied")])
def test_the_script_gets_words_and_the_citation_of_every_exhibit(bars, bundles, code, copied):
    said = json.loads(bars[f"{code}/bars.json"])
    assert said["copied"] == copied
    assert said["citations"] == {
        exhibit.exhibit_id: bundles.edition.citations[code][exhibit.exhibit_id].apa_pieces
        for exhibit in bundles.exhibits
    }
    assert gzip.decompress(base64.b64decode(bars[f"{code}/bars.b64"])) == bars[f"{code}/bars.json"]
