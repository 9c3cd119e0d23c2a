"""Words that the typesetter has no patterns for."""

from itertools import pairwise
from pathlib import Path

import pytest

from multitrack.errors import InputError
from multitrack.typography.hyphenation import Hyphenation

RULES = Path(__file__).parents[2] / "report" / "language" / "id-hyphens.yml"


@pytest.fixture(scope="module")
def indonesian():
    return Hyphenation.read("rules.yml", RULES.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "parted",
    [
        "per-da-gangan", "ma-sya-ra-kat", "me-nye-leng-ga-ra-kan", "ke-inginan", "sem-bi-lan", "teks-nya", "ber-akhir",
        "di-alog-nya", "ke-dua-nya", "me-nga-ta-kan", "se-ma-ngat", "ab-strak", "pen-da-pat", "trans-por-tasi",
    ],
)  # fmt: skip
def test_a_word_is_parted_between_its_syllables(indonesian, parted):
    assert indonesian.part(parted.replace("-", "")) == parted


def test_no_sound_of_two_letters_and_no_vowel_alone_is_parted_from_its_word(indonesian):
    words = indonesian.list_words([path.read_text(encoding="utf-8") for path in RULES.parents[1].glob("id/*.qmd")], [])
    parts = [word.split("-") for word in words.decode().split()]
    assert len(parts) > 500
    assert min(len(part) for word in parts for part in (word[0], *word[1:-1])) >= 2
    assert min(len(word[-1]) for word in parts) >= 3
    assert [word for word in parts if not all(set(part) & set("aeiou") for part in word)] == []
    torn = {("n", "g"), ("n", "y"), ("s", "y"), ("k", "h")}
    assert [word for word in parts for a, b in pairwise(word) if (a[-1], b[0]) in torn] == []


def test_names_codes_short_words_and_words_of_another_language_are_not_listed(indonesian):
    texts = ["Perdagangan dari kuantitas1 dan tbl-perdagangan di peacebuilding, pertemuan."]
    assert indonesian.list_words(texts, ["On peacebuilding."]) == b"per-da-gangan\nper-te-muan\n"


def test_wrong_rules_are_told_by_key():
    with pytest.raises(InputError) as caught:
        Hyphenation.read("report/x.yml", "patterns: xx\nword: [a]\nwords: [Kata, ka-ta]\n")
    assert str(caught.value).splitlines() == [
        "report/x.yml:patterns: Pyphen has none for xx; take one of its languages",
        "report/x.yml:word: unknown key; take one of patterns, digraphs, prefixes, words",
        'report/x.yml:words: "Kata"; write it in small letters, with hyphens where it may be parted',
    ]
