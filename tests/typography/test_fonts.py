"""The typefaces of charts, PDF and page."""

import io

import typst
from fontTools.ttLib import TTFont

from multitrack.typography.fonts import FACES, cut_fonts, cut_page_fonts, find_characters

REGULAR, SANS = "SourceSerif4-Regular.ttf", "SourceSans3-Regular.ttf"


def opened(font):
    return TTFont(io.BytesIO(font), recalcTimestamp=False)


def test_typst_finds_every_face_by_its_family_weight_and_slope(tmp_path):
    for name, font in cut_fonts().items():
        (tmp_path / name).write_bytes(font)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[tmp_path])
    found = {(font.family, font.weight, font.style) for font in fonts.fonts()}
    assert found == {(face.family, face.weight, "italic" if face.italic else "normal") for face in FACES}


def test_no_face_varies_any_more():
    assert [name for name, font in cut_fonts().items() if "fvar" in opened(font) or "gvar" in opened(font)] == []


def test_a_weight_is_really_cut_and_not_only_named():
    semibold = REGULAR.replace("Regular", "Semibold")
    dots = [opened(cut_fonts()[name])["glyf"]["period"] for name in (REGULAR, semibold)]
    assert dots[1].xMax - dots[1].xMin > dots[0].xMax - dots[0].xMin


def test_the_same_faces_have_the_same_bytes():
    first = dict(cut_fonts())
    cut_fonts.cache_clear()
    assert dict(cut_fonts()) == first


def test_the_characters_of_a_face_are_known_before_it_is_cut():
    for face in FACES:
        assert find_characters(face) == set(opened(cut_fonts()[f"{face.file}.ttf"]).getBestCmap())


def test_numbers_can_be_set_in_columns():
    for name in (REGULAR, SANS):
        font = opened(cut_fonts()[name])
        widths = {sign: font["hmtx"][font.getBestCmap()[ord(sign)]][0] for sign in "0123456789.\u2007\u2008"}
        assert len({widths[sign] for sign in "0123456789\u2007"}) == 1
        assert widths["\u2008"] == widths["."]


def test_prose_can_have_old_style_figures_and_pairs_are_kerned():
    for name in (REGULAR, SANS):
        font = opened(cut_fonts()[name])
        records = [*font["GSUB"].table.FeatureList.FeatureRecord, *font["GPOS"].table.FeatureList.FeatureRecord]
        assert {"kern", "onum"} <= {record.FeatureTag for record in records}


def test_every_latin_script_and_every_sign_that_numbers_need_is_there():
    for font in cut_fonts().values():
        missing = [
            sign
            for sign in "azAZéčğńřşûÿ–—‘’“”…−≈≤≥×·€ \N{FIGURE SPACE}\N{PUNCTUATION SPACE}"
            if ord(sign) not in opened(font).getBestCmap()
        ]
        assert missing == []


def test_the_pages_fonts_hold_what_its_texts_use_and_no_more():
    fonts = dict(cut_page_fonts(["*naïve*", "*– 10 €*"], ["naïve 10 – €"]))
    assert len(fonts) == sum(face.on_page for face in FACES)
    for font in fonts.values():
        letters = set(opened(font).getBestCmap())
        assert {ord(sign) for sign in "nave 10ï–€"} <= letters
        assert ord("é") not in letters


def test_the_pages_fonts_are_small():
    assert sum(len(font) for _, font in cut_page_fonts(["Kanada–ASEAN"], ["ASEAN"])) < 55_000


def test_the_face_of_the_titles_holds_the_titles_and_no_more():
    letters = {
        face.for_titles: set(opened(font).getBestCmap()) for face, font in cut_page_fonts(["Kanada"], ["ASEAN 1977"])
    }
    assert {ord(sign) for sign in "ASEN 197"} <= letters[True]
    assert ord("K") not in letters[True]


def test_italics_hold_what_is_emphasised_and_the_titles_of_works():
    texts = ["Roman *slanted* and **bold**", "  booktitle = {XYZ},\n  note = {Q},\n"]
    (letters,) = (set(opened(font).getBestCmap()) for face, font in cut_page_fonts(texts, ["ASEAN"]) if face.italic)
    assert {ord(sign) for sign in "slantedXYZ"} <= letters
    assert not {ord(sign) for sign in "RmQbo"} & letters
