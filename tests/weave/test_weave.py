"""The woven files are complete, and the same input gives the same bytes."""

from dataclasses import replace

import pytest

from multitrack.compute import compute
from multitrack.errors import InputError
from multitrack.model.values import Term
from multitrack.weave.figures import Drawn
from multitrack.weave.weaving import dressed, teach_numbers, weave

DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 440 9" />'


def woven(dataset, languages):
    outputs = compute(dataset)

    def draw(speakers):
        files = {f"{speaker.code}/fig-x.svg": DRAWN.encode() for speaker in speakers}
        return Drawn({}, {figure.figure_id: f"{figure.figure_id}@1" for figure in outputs.figures}, lambda: files)

    made = weave(dataset, outputs, languages, draw=draw)
    return dressed(
        {**made.files, **made.pictures()},
        dress=lambda texts: {"head.html": b"dressed" if DRAWN in texts else b"bare"},
    )


def test_every_language_has_its_numbers_tables_items_and_figures(loaded):
    files = woven(*loaded)
    kinds = {path.split("/")[1] for path in files if path.startswith("en/")}
    tables = {f"{table.table_id}.md" for table in compute(loaded[0]).tables}
    assert kinds == {"numbers.yml", "fig-x.svg", *tables, *(f"items-track-{track}.md" for track in range(1, 6))}
    assert {path.split("/")[1] for path in files if path.startswith("id/")} == kinds


def test_the_data_package_and_the_dress_lie_beside_them(loaded):
    dataset, _ = loaded
    files = woven(*loaded)
    assert {path.removeprefix("data/"): files[path] for path in files if path.startswith("data/")} == dict(
        dataset.files
    )
    assert files["head.html"] == b"dressed"


def test_the_same_input_gives_the_same_bytes_in_the_same_order(loaded):
    dataset, languages = loaded
    again = replace(dataset, files=dict(reversed(dataset.files.items())))
    assert list(woven(dataset, languages).items()) == list(woven(again, languages).items())


def test_a_text_that_names_no_number_is_an_error(loaded):
    dataset, languages = loaded
    name = f"text/{languages[0].code}/tables.yml"
    spoiled = dataset.files[name].replace(b"{tracks-words}", b"{no-such}", 1)
    with pytest.raises(InputError) as caught:
        woven(replace(dataset, files={**dataset.files, name: spoiled}), languages)
    assert str(caught.value) == (
        f"data/{name}:5: the text names a number {{no-such}} that does not exist; "
        "take an id that `multitrack list numbers` prints"
    )


def terms(file, entry, path=()):
    if isinstance(entry, str):
        yield Term(file, path)
        return
    for key, below in entry.items():
        yield from terms(file, below, (*path, key))


def test_every_text_names_only_numbers_that_exist(loaded):
    speakers = teach_numbers(*loaded)
    said = [
        speaker.say(term)
        for speaker in speakers
        for file, entries in speaker.words.files.items()
        if file != "labels"  # whose braces are filled by what uses the pattern
        for term in terms(file, entries)
    ]
    assert [text for text in said if "{" in text] == []
