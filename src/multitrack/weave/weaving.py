"""From values to the files that the pages take in: pure, the same input gives the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from multitrack.analysis.numbers import all_numbers
from multitrack.data.problems import Problems
from multitrack.errors import InputError
from multitrack.weave.items import item_files
from multitrack.weave.label_fit import ill_fitting_labels
from multitrack.weave.letters import lacking_in_pictures
from multitrack.weave.numbers import DATA_FOLDER, numbers_file, print_numbers
from multitrack.weave.placeholders import unknown_numbers
from multitrack.weave.tables import table_files, table_versions
from multitrack.weave.word_fit import ill_fitting_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from multitrack.model.dataset import Dataset
    from multitrack.model.language import Language
    from multitrack.model.outputs import Outputs
    from multitrack.weave.figures import Drawn

    Files = Mapping[str, bytes]
    Draw = Callable[[Sequence[Language]], Drawn]
    Dress = Callable[[Iterable[str]], Files]

_READ_BY_PAGES: Final = (".md", ".svg", ".yml", ".data.html", "/charts.json", "/bars.json")


@dataclass(frozen=True)
class Woven:
    """What was woven.

    Attributes
    ----------
    files
        Path in ``_generated/`` → bytes of everything but the pictures.
    languages
        The languages, knowing every number, and the versioned identifier of every figure and table.
    pictures
        Waits for the pictures, and returns path → bytes of what is made of them.
    """

    files: Files
    languages: tuple[Language, ...]
    pictures: Callable[[], Files]

    @property
    def versions(self) -> Mapping[str, str]:
        """The versioned identifiers by the ids of the figures and tables."""
        return self.languages[0].versions


def teach_numbers(dataset: Dataset, languages: Iterable[Language]) -> tuple[Language, ...]:
    """Return the languages knowing every number of the dataset, so that their texts can name it."""
    numbers = all_numbers(dataset)
    return tuple(language.with_printed(print_numbers(numbers, language)) for language in languages)


def weave(dataset: Dataset, outputs: Outputs, languages: Iterable[Language], *, draw: Draw) -> Woven:
    """Return the files of ``_generated/`` that say something; style and fonts come with :func:`dressed`.

    The texts are there at once. Whether all words fit their places is looked at when the pictures are asked for.

    Parameters
    ----------
    outputs
        Everything computed from the dataset.
    languages
        The languages of the edition, as they were loaded.
    draw
        Makes the files of the figures, in the languages that it is given, and says their versions.

    Raises
    ------
    InputError
        If a text names a number that does not exist, words are missing, or some are too long for their place.
    """
    speakers = teach_numbers(dataset, languages)
    if problems := list(unknown_numbers(dataset.files, speakers)):
        raise InputError(problems)
    drawn = draw(speakers)
    versions = table_versions(outputs.tables, speakers, dataset.release.version, drawn.versions)
    knowing = tuple(speaker.with_versions(versions) for speaker in speakers)
    files = {
        **{f"{DATA_FOLDER}/{path}": content for path, content in dataset.files.items()},
        **{f"{speaker.code}/numbers.yml": numbers_file(speaker, dataset) for speaker in knowing},
        **table_files(outputs.tables, knowing),
        **item_files(dataset, knowing),
        **drawn.files,
    }

    @cache
    def pictures() -> Files:
        misfits = Problems()
        misfits.extend(ill_fitting_words(outputs.tables, dataset, knowing, files))
        if not dataset.is_large:  # else the pictures have left them out
            misfits.extend(ill_fitting_labels(dataset, knowing, drawn.pictures()))
        misfits.extend(lacking_in_pictures(drawn.pictures(), {one.code: one.words.folder for one in knowing}))
        misfits.raise_any()
        return drawn.pictures()

    return Woven(files, knowing, pictures)


def dressed(files: Files, dress: Dress) -> dict[str, bytes]:
    """Return every file of ``_generated/``, sorted by path: those given, and what gives the pages their looks.

    Parameters
    ----------
    dress
        Makes fonts and ``head.html``, from texts that hold every character of the woven files.
    """
    texts = [content.decode() for path, content in files.items() if _is_read(path)]
    return dict(sorted({**files, **dress(texts)}.items()))


def _is_read(path: str) -> bool:
    return path.endswith(_READ_BY_PAGES) and not path.startswith(f"{DATA_FOLDER}/")
