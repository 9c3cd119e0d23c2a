"""Works to cite: the report, its data, and every figure and table, each described once."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from multitrack.characters import REMEDY, is_web_address
from multitrack.errors import InputError, Problem
from multitrack.lang.values import Message
from multitrack.render.number_files import digest_files

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from multitrack.lang.language import Language
    from multitrack.project import Profile
    from multitrack.source.data_package import DataPackage

Kind = Literal["report", "figure", "table", "dataset"]

REPORT: Final = "report"
DATA: Final = "data"

_DESCRIPTION: Final = "datapackage.json"
_KINDS: Final[Mapping[str, Kind]] = {"fig": "figure", "tbl": "table"}
_FOLDERS: Final[Mapping[Kind, str]] = {"figure": "figures", "table": "tables"}
_CONFIG: Final = "report/_quarto.yml"
_DOI: Final = re.compile(r"10\.\d{4,9}/[A-Za-z0-9._;()/:-]+")


@dataclass(frozen=True)
class Licence:
    """A licence: its SPDX name, and its title and address for readers."""

    name: str
    title: str
    url: str


@dataclass(frozen=True)
class Work:
    """The description of a citable work, from which all its citations are made.

    Attributes
    ----------
    work_id
        ``fig-trade-reference``, ``tbl-claims``, ``report`` or ``data``.
    kind
        Its kind, a key of ``citing.kinds`` in ``labels.yml``.
    edition
        The data package's name, which makes citation keys unique among editions.
    title, authors, url
        By the codes of the languages. An address is empty if the edition has none.
    versioned_id
        ``WORK_ID@VERSION+DIGITS``.
    version
        The data package's version.
    release
        The day of the release.
    within
        The ``work_id`` of the whole; empty for the report and the data.
    doi
        The DOI of the edition; empty if it has none.
    """

    work_id: str
    kind: Kind
    edition: str
    title: Mapping[str, str]
    authors: Mapping[str, tuple[str, ...]]
    versioned_id: str
    version: str
    release: dt.date
    licence: Licence
    url: Mapping[str, str]
    within: str = ""
    doi: str = ""

    @property
    def digest(self) -> str:
        """The digits of the versioned identifier."""
        return self.versioned_id.rpartition("+")[2]

    def get_address(self, code: str) -> str:
        """Return the address to cite, of the DOI if there is one; empty without both."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url[code]


def make_works(
    package: DataPackage,
    profiles: Sequence[Profile],
    languages: Sequence[Language],
    versioned_ids: Mapping[str, str],
) -> tuple[Work, ...]:
    """Describe all works: the report, the data, then figures and tables in the order given.

    Parameters
    ----------
    profiles, languages
        Of all languages of the edition, in the same order; languages with the numbers that their texts name.
    versioned_ids
        Id of each figure and table → its versioned identifier.

    Raises
    ------
    InputError
        If the configuration lacks authors or the day of the release, or has an invalid address or DOI.
    """
    common = _Common.read(package, profiles, languages)
    parts = [common.part(identifier, versioned) for identifier, versioned in versioned_ids.items()]
    return (common.report(), common.data(), *parts)


@dataclass(frozen=True)
class _Common:
    """Fields that all works of an edition share."""

    package: DataPackage
    profiles: Sequence[Profile]
    languages: Sequence[Language]
    release: dt.date
    authors: Mapping[str, tuple[str, ...]]
    site: str
    doi: str

    @classmethod
    def read(cls, package: DataPackage, profiles: Sequence[Profile], languages: Sequence[Language]) -> _Common:
        authors = {profile.code: _authors(profile) for profile in profiles}
        first = profiles[0]
        return cls(package, profiles, languages, _release(first), authors, get_site(first), _doi(first))

    @property
    def titles(self) -> Mapping[str, str]:
        return {
            profile.code: language.label(
                "citing",
                "full-title",
                title=profile.config.get("title-in-references", profile.config["title"]),
                subtitle=profile.config["subtitle"],
            )
            for profile, language in zip(self.profiles, self.languages, strict=True)
        }

    def report(self) -> Work:
        pages = {
            profile.code: self._address(f"{profile.output_folder}/{profile.output_name}.html")
            for profile in self.profiles
        }
        return self._work(REPORT, "report", self.titles, self._fingerprint(REPORT), pages)

    def data(self) -> Work:
        titles = {
            language.code: language.label("citing", "data-title", title=self.titles[language.code])
            for language in self.languages
        }
        return self._work(DATA, "dataset", titles, self._fingerprint(DATA), self._everywhere(f"data/{_DESCRIPTION}"))

    def part(self, identifier: str, versioned_id: str) -> Work:
        kind = _KINDS[identifier.partition("-")[0]]
        term = Message(_FOLDERS[kind], (identifier, "title"))
        titles = {language.code: language.say(term) for language in self.languages}
        return self._work(
            identifier, kind, titles, versioned_id, self._everywhere(f"{_FOLDERS[kind]}/{identifier}/"), REPORT
        )

    def _work(
        self,
        work_id: str,
        kind: Kind,
        titles: Mapping[str, str],
        versioned_id: str,
        url: Mapping[str, str],
        within: str = "",
    ) -> Work:
        release = self.package.release
        return Work(
            work_id,
            kind,
            release.name,
            titles,
            self.authors,
            versioned_id,
            release.version,
            self.release,
            get_licence(self.package),
            url,
            within,
            self.doi,
        )

    def _fingerprint(self, work_id: str) -> str:
        return f"{work_id}@{self.package.release.version}+{digest_files(self.package.files)}"

    def _everywhere(self, path: str) -> Mapping[str, str]:
        return {profile.code: self._address(path) for profile in self.profiles}

    def _address(self, path: str) -> str:
        return f"{self.site}/{path}" if self.site else ""


def normalise_id(text: str) -> str:
    """Return an id, with or without a version, without what a sentence puts around it or makes of it."""
    return text.strip().strip("()[]<>{}\"'“”‘’«».,;:").lower()


def get_licence(package: DataPackage) -> Licence:
    """Return the licence of the data package, and so of the figures and tables made from it."""
    described = json.loads(package.files[_DESCRIPTION])["licenses"][0]
    name = described["name"]
    return Licence(name, described.get("title", name), described.get("path", f"https://spdx.org/licenses/{name}"))


def get_site(profile: Profile) -> str:
    """Return the address of the published edition without a slash at its end; empty if it has none.

    Raises
    ------
    InputError
        If ``site-url`` is no web address.
    """
    site = profile.config.get("site-url")
    if site is None:
        return ""
    if not is_web_address(str(site)) or any(mark in str(site) for mark in "?#"):
        raise InputError([Problem(_CONFIG, 0, "site-url", f"found {site!r}", REMEDY)])
    return str(site).rstrip("/")


def _doi(profile: Profile) -> str:
    doi = profile.config.get("doi", "")
    if doi and not _DOI.fullmatch(str(doi)):
        remedy = "write it without an address before it, like 10.5281/zenodo.1234567"
        raise InputError([Problem(_CONFIG, 0, "doi", f"found {doi!r}", remedy)])
    return str(doi)


def _release(profile: Profile) -> dt.date:
    released = profile.config.get("released")
    try:
        return dt.date.fromisoformat(str(released))
    except ValueError:
        found = "no such key" if released is None else f"found {released!r}"
        remedy = "write the day of the release as YYYY-MM-DD, in quotes"
        raise InputError([Problem(_CONFIG, 0, "released", found, remedy)]) from None


def _authors(profile: Profile) -> tuple[str, ...]:
    named: Any = profile.config.get("author")
    authors = tuple(map(str, cast("list[Any]", named) if isinstance(named, list) else [named or ""]))
    if not all(author.strip() for author in authors):
        file = f"report/_quarto-{profile.code}.yml"
        raise InputError([Problem(file, 0, "author", "no author is named", "name those who answer for the edition")])
    return authors
