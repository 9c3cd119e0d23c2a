"""All kits of an edition, from what was computed and woven to the files in the output folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from multitrack.citing.cite import citations
from multitrack.citing.works import make_works
from multitrack.kits.bars import bar
from multitrack.kits.edition import Edition
from multitrack.kits.exhibits import all_exhibits
from multitrack.kits.kit import kit_files, zip_file
from multitrack.kits.landing import NAME as PAGE
from multitrack.kits.landing import landing_page
from multitrack.weave.numbers import print_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from multitrack.kits.exhibits import Exhibit
    from multitrack.model.dataset import Dataset
    from multitrack.model.language import Language
    from multitrack.model.outputs import Outputs
    from multitrack.project import Profile


@dataclass(frozen=True)
class Shelf:
    """The exhibits of an edition with everything that their kits share."""

    exhibits: tuple[Exhibit, ...]
    edition: Edition

    @classmethod
    def fill(
        cls,
        dataset: Dataset,
        outputs: Outputs,
        profiles: Sequence[Profile],
        languages: Sequence[Language],
        woven: Mapping[str, bytes],
    ) -> Self:
        """Return the shelf with every figure and table of ``outputs``.

        Parameters
        ----------
        profiles, languages
            All languages of the edition, in the same order.
        woven
            The woven files, among them the picture and the specification of every figure in every language.

        Raises
        ------
        InputError
            If the configuration does not say who made the edition and when it was released, or words are missing.
        """
        speakers = [language.with_printed(print_numbers(outputs.numbers, language)) for language in languages]
        exhibits = all_exhibits(outputs, speakers, dataset.release.version, woven)
        works = make_works(dataset, profiles, speakers, {one.exhibit_id: one.versioned_id for one in exhibits})
        edition = Edition(
            dataset=dataset,
            languages=speakers,
            pages={one.code: f"{one.output_folder}/{one.output_name}.html" for one in profiles},
            works={work.work_id: work for work in works},
            citations={speaker.code: citations(works, speaker) for speaker in speakers},
        )
        return cls(exhibits, edition)

    def bars(self, woven: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return the woven Markdown of every figure and table with a bar below it."""
        return {
            path: woven[path] + f"\n{bar(exhibit, self.edition, language)}\n".encode()
            for exhibit in self.exhibits
            for language in self.edition.languages
            for path in [f"{language.code}/{exhibit.exhibit_id}.md"]
        }

    def files(self, fonts: Path, theme: str, jobs: int) -> dict[str, bytes]:
        """Return the files of all kits with their pages, by their paths in the output folder.

        Parameters
        ----------
        fonts
            Folder with the edition's static fonts.
        theme
            The frame of a kit's page, ``theme/landing.html`` of the report.
        jobs
            How many kits to make at once.
        """
        return {
            f"{one.folder}/{name}": made for one, kit in self._kits(fonts, theme, jobs) for name, made in kit.items()
        }

    def _kits(self, fonts: Path, theme: str, jobs: int) -> Iterator[tuple[Exhibit, Mapping[str, bytes]]]:
        made = kit_files(self.exhibits, self.edition, fonts, jobs)
        for exhibit, files in zip(self.exhibits, made, strict=True):
            name, content = zip_file(exhibit, self.edition, files)
            whole = {**files, name: content}
            yield exhibit, {**whole, PAGE: landing_page(exhibit, self.edition, whole, theme)}
