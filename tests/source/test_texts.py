"""A text file holds keys and plain words, and says where it does not."""

import pytest

FILE = "data/text/en/places.yml"
FIGURES = "data/text/en/figures.yml"
EVENTS = "data/text/en/events.yml"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", ": the file does not hold keys; write keys, each with its text"),
        (
            "- Bangkok\n",
            ": the file does not hold keys; write keys, each with its text",
        ),
        ("cities:\n  Bangkok: a: b\n", ":2: this cannot be read as YAML; mind indentation, colons and quotes"),
        ("cities: \x07\n", ":1: the line holds the character U+0007, which cannot be printed; remove it"),
        ("a: b\n---\nc: d\n", ":2: this cannot be read as YAML; mind indentation, colons and quotes"),
        (
            "{a: " * 100_000 + "b" + "}" * 100_000,
            ":1: more than 20 keys or lists are nested; write them side by side",
        ),
    ],
)
def test_a_file_that_cannot_be_read(study, content, complaint):
    study.path(FILE).write_text(content)
    assert study.complaints() == [f"{FILE}{complaint}"]


def test_bytes_that_are_not_utf_8(study):
    study.path(FILE).write_bytes(b"cities: {}\ncountries: {THA: Tha\xeflande}\n")
    assert study.complaints() == [f"{FILE}:2: byte 0xef is not UTF-8; save the file in the encoding UTF-8"]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("THA: Thailand", "THA: ''", "2:countries.THA: the text is empty; write it"),
        ("THA: Thailand", "THA: ~", "2:countries.THA: the text is empty; write it"),
        ("THA: Thailand", "THA: 1", "2:countries.THA: 1 is read as something else than text; put it in quotes"),
        ("THA: Thailand", "THA: [Thailand]", "2:countries.THA: a list stands where a text should be; write one text"),
        (
            "CAN: Canada}",
            "CAN: Canada, THA: Siam}",
            "2:countries.THA: the key is on line 2 already; keep one of them",
        ),
        ("{THA", "{no: Norway, THA", "2:countries.no: the key is read as something else than text; put it in quotes"),
        (
            "Bangkok: Bangkok, Ottawa: Ottawa",
            "Bangkok: &b Bangkok, Ottawa: *b",
            "1: the value is an alias of another; write it out",
        ),
        (
            "THA: Thailand",
            'THA: "Thai\\u202Eland"',
            "2:countries.THA: the text holds the character U+202E, which cannot be printed; remove it",
        ),
        (
            "THA: Thailand",
            'THA: "Thai\\nland"',
            "2:countries.THA: the text has a line break; write one paragraph; >- joins its lines",
        ),
        (
            "THA: Thailand",
            'THA: "Thai{land"',
            "2:countries.THA: a brace stands alone; write a number's id in braces, like {events}",
        ),
    ],
)
def test_words_that_are_refused(study, old, new, complaint):
    study.edit(FILE, old, new)
    assert study.complaints() == [f"{FILE}:{complaint}"]


def test_words_are_found_by_their_keys(study):
    english = study.load()[1][1]
    assert english.words.files["events"]["T1-01"]["outcome"] == "The trade came to {q002}, and all were content."
    assert english.words.folder == "data/text/en"


def test_lines_that_are_indented_with_tabs_are_told_once(study):
    path = study.path(EVENTS)
    path.write_text(path.read_text(encoding="utf-8").replace("\n  ", "\n\t"), encoding="utf-8")
    assert study.complaints() == [f"{EVENTS}:2: the line is indented with a tab; indent all lines with spaces"]
