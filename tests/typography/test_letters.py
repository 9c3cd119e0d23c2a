"""A letter that the typefaces lack is refused at its place, before Typst would stop at it."""

import shutil
from pathlib import Path

import pytest

from multitrack.errors import InputError
from multitrack.pipeline import check_edition
from multitrack.products import Products
from multitrack.project import Project
from multitrack.study import open_edition
from multitrack.typography.letters import describe_lacking_letter, find_lacking_in_pictures

ROOT = Path(__file__).parents[2]
REMEDY = "write it in Latin letters, or another way"
SCRIPTS = {
    "Greek": "Ω", "Cyrillic": "Ж", "Han": "加", "Thai": "ไ", "Khmer": "ក", "Arabic": "ب", "Hebrew": "ש",
    "Javanese": "ꦗ", "emoji": "🙂", "ligature": "ﬁ", "superscript": "ⁿ",
}  # fmt: skip


@pytest.fixture
def copied(tmp_path):
    for name in ("data", "report"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("_*put", "_generated"))
    for name in ("pyproject.toml", "CITATION.cff"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def complaints(root):
    with pytest.raises(InputError) as caught:
        check_edition(open_edition(Project.find(root), Products.of(root)))
    return str(caught.value).splitlines()


def put(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("letter", SCRIPTS.values(), ids=SCRIPTS)
def test_letters_of_other_scripts_are_lacking(letter):
    assert describe_lacking_letter(f"Kata {letter}") == f'the typefaces have no "{letter}" (U+{ord(letter):04X})'


def test_letters_of_the_languages_around_are_there():
    assert (
        describe_lacking_letter("Nguyễn Văn Đồng; “São Tomé”, Łódź, Türkiye, naïve, 2ᵉ – 1.5 × 10\N{NO-BREAK SPACE}%\n")
        == ""
    )


def test_data_texts_pages_and_works_are_refused_at_their_places_all_at_once(copied):
    put(copied / "data/study/actors.csv", "Government of Canada", "Government of CanadΩ")
    put(copied / "data/text/en/places.yml", '"Bangkok": "', '"Bangkok": "กรุงเทพ ')
    put(copied / "report/id/60-conclusion.qmd", "Kanada", "加拿大")
    put(copied / "report/references.bib", "{", "{Ж")
    place = next(
        number
        for number, line in enumerate((copied / "report/id/60-conclusion.qmd").read_text().splitlines(), 1)
        if "加" in line
    )
    assert complaints(copied) == [
        f'data/study/actors.csv:3:name: the typefaces have no "Ω" (U+03A9); {REMEDY}',
        f'data/text/en/places.yml:3:cities.Bangkok: the typefaces have no "ก" (U+0E01); {REMEDY}',
        f'report/id/60-conclusion.qmd:{place}: the typefaces have no "加" (U+52A0); {REMEDY}',
        f'report/references.bib:1: the typefaces have no "Ж" (U+0416); {REMEDY}',
    ]


def test_letters_that_commands_of_a_bibliography_make_are_refused_too(copied):
    put(copied / "report/references.bib", "{Multi-Track", r"{Mult\k{o}")
    made = 'in what the language and the bibliography make of citations, the typefaces have no "ǫ" (U+01EB)'
    assert complaints(copied) == [
        f"report/_quarto-{code}.yml:6:lang: {made}; take another language or style, or reword" for code in ("en", "id")
    ]


def test_a_picture_with_a_month_in_another_script_is_refused():
    svg = {"en/fig-timeline.svg": "<svg><text>พ.ค.</text></svg>".encode()}
    (problem,) = find_lacking_in_pictures(svg, {"en": "data/text/en"})
    assert str(problem) == (
        f'data/text/en/figures.yml:fig-timeline: in the picture, the typefaces have no "พ" (U+0E1E); {REMEDY}'
    )
