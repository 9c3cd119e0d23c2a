"""Every work is cited in the manner of two handbooks, in the words of each language, and in notes below a copy."""

import re
from dataclasses import replace

from multitrack.citations.cite import HANDBOOKS, cite_works
from multitrack.products import Products


def test_a_figure_is_a_work_within_the_report_known_by_its_identifier(works, english):
    cited = cite_works(works, english)["fig-rain"]
    assert cited.apa == (
        "The tea team. (2026). Rain in the hills (fig-rain@1.2.0+0123456789ab) [Figure]. "
        "In Tea, 1600–1700 (Version 1.2.0)."
    )
    assert cited.chicago == (
        "The tea team. 2026. ‘Rain in the Hills’. In Tea, 1600–1700, version 1.2.0, 3 November 2026. "
        "Figure, fig-rain@1.2.0+0123456789ab."
    )


def test_another_language_has_its_own_words_and_marks(works, indonesian):
    cited = cite_works(works, indonesian)["fig-rain"]
    assert cited.apa == (
        "Tim teh. (2026). Hujan di bukit (fig-rain@1.2.0+0123456789ab) [Figure]. Dalam Teh, 1600–1700 (Versi 1.2.0)."
    )
    assert cited.chicago == (
        "Tim teh. 2026. “Hujan di bukit.” Dalam Teh, 1600–1700, versi 1.2.0, 3 November 2026. "
        "Figure, fig-rain@1.2.0+0123456789ab."
    )


def test_the_report_and_the_data_stand_for_themselves(works, english):
    cited = cite_works(works, english)
    assert (
        cited["report"].apa
        == "The tea team. (2026). Tea, 1600–1700 (Version 1.2.0; report@1.2.0+0123456789ab) [Edition]."
    )
    assert cited["data"].chicago == (
        "The tea team. 2026. Tea: Data. Version 1.2.0, 3 November 2026. Data set, data@1.2.0+0123456789ab."
    )


def test_a_question_mark_at_a_titles_end_is_not_followed_by_a_full_stop(works, english):
    assert "‘Who Drank What?’ In Tea" in cite_works(works, english)["tbl-tea"].chicago


def test_references_are_set_once_for_all_versions_of_the_same_works(works, english, tmp_path):
    cite_works(works, english, Products(tmp_path))
    kept = Products(tmp_path)
    newer = [replace(work, versioned_id=work.versioned_id.replace("0123456789ab", "ba9876543210")) for work in works]
    cited = cite_works(newer, english, kept)["fig-rain"]
    assert [reason.partition(" ")[0] for reason in kept.reasons] == ["kept", "kept"]
    assert "fig-rain@1.2.0+ba9876543210" in cited.apa
    assert "fig-rain@1.2.0+ba9876543210" in cited.chicago


def test_an_address_ends_the_reference_and_is_a_link_to_itself(published, english):
    cited = cite_works(published, english)["tbl-tea"]
    assert cited.apa.endswith("(Version 1.2.0). https://example.org/tea/tbl-tea")
    assert cited.chicago.endswith("0123456789ab. https://example.org/tea/tbl-tea.")
    link = '<a href="https://example.org/tea/tbl-tea">https://example.org/tea/tbl-tea</a>'
    assert all(link in cited.html[style] for style in HANDBOOKS)


def test_works_cited_together_get_no_letters_after_the_year(works, english):
    cited = cite_works(works, english)
    assert [one for one in cited.values() if re.search(r"2026[a-z]", one.apa + one.chicago)] == []


def test_every_work_is_cited_in_the_order_given(works, english):
    assert list(cite_works(works, english)) == ["report", "data", "fig-rain", "tbl-tea"]


def test_a_space_before_a_titles_last_sign_stays(works, english):
    cited = cite_works([works[0], replace(works[2], title={"en": "Rain !"})], english)["fig-rain"]
    assert "Rain ! (" in cited.apa


def test_a_hostile_title_stays_text(works, english):
    hostile = replace(works[2], title={"en": '<script>alert(1)</script> <b>&lt;</b> $x$ [@a] {b} "c"'})
    cited = cite_works([works[0], hostile], english)["fig-rain"]
    assert set(re.findall(r"<[^>]*>", cited.html["apa"])) == {"<em>", "</em>"}
    assert '<script>alert(1)</script> <b>&lt;</b> $x$ [@a] {b} "c"' in cited.apa


def test_the_notes_below_a_copy_name_title_identifier_author_and_licence(published, english):
    cited = cite_works(published, english)["fig-rain"]
    licence = "Creative Commons Attribution (https://creativecommons.org/licenses/by/4.0/)"
    assert cited.from_note == (
        "From “Rain in the hills” (fig-rain@1.2.0+0123456789ab). In: Tea, 1600–1700. The tea team, 2026. "
        f"Licence: {licence}. https://example.org/tea/fig-rain"
    )
    assert cited.cite_in("adapted") == (
        "After “Rain in the hills” (fig-rain@1.2.0+0123456789ab), in: Tea, 1600–1700, The tea team, 2026: "
        f"{licence}. https://example.org/tea/fig-rain"
    )
