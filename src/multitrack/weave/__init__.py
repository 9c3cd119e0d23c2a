"""From values to the files that the pages take in: pure, the same input gives the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from multitrack.analysis.numbers import all_numbers
from multitrack.data.problems import Problems
from multitrack.errors import InputError
from multitrack.tables import all_tables
from multitrack.weave.items import item_files
from multitrack.weave.label_fit import ill_fitting_labels
from multitrack.weave.numbers import DATA_FOLDER, numbers_file, print_numbers
from multitrack.weave.placeholders import unknown_numbers
from multitrack.weave.tables import table_files
from multitrack.weave.word_fit import ill_fitting_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from multitrack.model.dataset import Dataset
    from multitrack.model.language import Language

    Files = Mapping[str, bytes]
    Draw = Callable[[Sequence[Language]], Files]
    Dress = Callable[[Iterable[str]], Files]

_READ_BY_PAGES: Final = (".md", ".svg", ".yml", ".data.html")


def teach_numbers(dataset: Dataset, languages: Iterable[Language]) -> tuple[Language, ...]:
    """Return the languages knowing every number of the dataset, so that their texts can name it."""
    numbers = all_numbers(dataset)
    return tuple(language.with_printed(print_numbers(numbers, language)) for language in languages)


def weave(dataset: Dataset, languages: Iterable[Language], *, draw: Draw, dress: Dress) -> dict[str, bytes]:
    """Return every file of ``_generated/``: its path there → its bytes, sorted by path.

    Parameters
    ----------
    languages
        The languages of the edition, as they were loaded.
    draw
        Makes the files of the figures, in the languages that it is given.
    dress
        Makes fonts, ``head.html`` and ``charts.html``, from texts that hold every character of the woven files.

    Raises
    ------
    InputError
        If a text names a number that does not exist, words are missing, or some are too long for their place.
    """
    speakers = teach_numbers(dataset, languages)
    if problems := list(unknown_numbers(dataset.files, speakers)):
        raise InputError(problems)
    tables = all_tables(dataset)
    woven = {
        **{f"{DATA_FOLDER}/{path}": content for path, content in dataset.files.items()},
        **{f"{speaker.code}/numbers.yml": numbers_file(speaker, dataset) for speaker in speakers},
        **table_files(tables, speakers, dataset.release.version),
        **item_files(dataset, speakers),
        **draw(speakers),
    }
    misfits = Problems()
    misfits.extend(ill_fitting_words(tables, dataset, speakers, woven))
    misfits.extend(ill_fitting_labels(dataset, speakers, woven))
    misfits.raise_any()
    texts = [content.decode() for path, content in woven.items() if _is_read(path)]
    return dict(sorted({**woven, **dress(texts)}.items()))


def _is_read(path: str) -> bool:
    return path.endswith(_READ_BY_PAGES) and not path.startswith(f"{DATA_FOLDER}/")
