"""All kits of an edition, from what was computed and woven to the files in the output folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from multitrack.kits.bars import bar, bars_script, data_link
from multitrack.kits.edition import Edition
from multitrack.kits.kit import kit_files, zip_file
from multitrack.kits.landing import NAME as PAGE
from multitrack.kits.landing import landing_page
from multitrack.weave.live import line, pack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from multitrack.citing.edition import Cited
    from multitrack.kits.exhibits import Exhibit
    from multitrack.model.dataset import Dataset
    from multitrack.model.language import Language
    from multitrack.project import Profile


@dataclass(frozen=True)
class Shelf:
    """The exhibits of an edition with everything that their kits share."""

    exhibits: tuple[Exhibit, ...]
    edition: Edition

    @classmethod
    def fill(
        cls,
        exhibits: Iterable[Exhibit],
        dataset: Dataset,
        profiles: Iterable[Profile],
        languages: Sequence[Language],
        cited: Cited,
    ) -> Self:
        """Return the shelf with the exhibits given.

        Parameters
        ----------
        profiles, languages
            All languages of the edition in its order, as they were woven.
        """
        edition = Edition(
            dataset=dataset,
            languages=tuple(languages),
            pages={one.code: f"{one.output_folder}/{one.output_name}.html" for one in profiles},
            works={work.work_id: work for work in cited.works},
            citations=cited.citations,
            study=cited.study,
        )
        return cls(tuple(exhibits), edition)

    def bars(self, woven: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return the woven files that lead to the kits: a bar below every figure and table, and what the bars say."""
        files: dict[str, bytes] = {}
        for language in self.edition.languages:
            for exhibit in self.exhibits:
                path = f"{language.code}/{exhibit.exhibit_id}"
                files[f"{path}.md"] = woven[f"{path}.md"] + f"\n{bar(exhibit, language)}\n".encode()
                if data := woven.get(f"{path}.data.html"):
                    files[f"{path}.data.html"] = data.replace(
                        b"</details>", f"\n{data_link(exhibit, language)}</details>".encode()
                    )
            said = bars_script(self.exhibits, self.edition, language)
            files |= {f"{language.code}/bars.json": said, f"{language.code}/bars.b64": line(pack(said))}
        return files

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
