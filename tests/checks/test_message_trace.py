"""What is said is traced back to the words that it is made of."""

from decimal import Decimal

import pytest

from multitrack.checks.overflow import find_message, locate_problem, trace_messages
from multitrack.lang.values import Amount, Message


def term(*path, file="labels"):
    return Message(file, path)


HEARD = {
    term("charts", "value"): "{year}: {value}",
    term("charts", "over"): "{amount} over {duration}",
    term("bases", "canada"): "Canada’s basis",
    term("places", "canada", file="places"): "Canada",
    term("joints", "list"): ", ",
}


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Canada", term("places", "canada", file="places")),
        ("Canada’s basis, 2014", term("bases", "canada")),
        ("US$4.3 million over 3 years", term("charts", "over")),
        ("basis", term("bases", "canada")),
        ("2014: 18.8", None),
    ],
)
def test_a_text_is_laid_to_the_words_that_most_of_it_is(text, of):
    assert find_message(text, HEARD) == of


def test_every_term_that_is_asked_for_is_heard(speakers):
    english = next(speaker for speaker in speakers if speaker.code == "en")
    amount = Amount(Decimal(13), scale="billion", currency="USD", qualifier="nearly")
    heard = trace_messages(lambda language: language.say(amount), english)
    assert {one.path for one in heard} == {("scales", "billion"), ("currencies", "USD"), ("qualifiers", "nearly")}


def test_a_problem_names_the_line_of_the_words(speakers):
    english = next(speaker for speaker in speakers if speaker.code == "en")
    files = {"text/en/labels.yml": b"joints:\n  list: x\n  span: y\n"}
    problem = locate_problem(term("joints", "span"), "it is long", "correct it", language=english, files=files)
    assert str(problem) == "data/text/en/labels.yml:3:joints.span: it is long; correct it"
