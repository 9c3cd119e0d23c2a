"""Works to cite: the report, its data, and every figure and table, each described once."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from multitrack.characters import REMEDY, is_web_address
from multitrack.errors import InputError, Problem
from multitrack.lang.values import Message
from multitrack.project import KITS
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
        A key of ``citing.kinds`` in ``labels.yml``.
    edition, version
        The data package's name, which makes citation keys unique among editions, and its version.
    title, authors, url
        By the codes of the languages. An address is empty if the edition has none.
    versioned_id
        ``WORK_ID@VERSION+DIGITS``.
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
    authors, first = {profile.code: _authors(profile) for profile in profiles}, profiles[0]
    release, site, doi = _release(first), get_site(first), _doi(first)
    make = partial(
        Work,
        edition=package.release.name,
        authors=authors,
        version=package.release.version,
        release=release,
        licence=_licence(package),
        doi=doi,
    )

    def address(path: str) -> str:
        return f"{site}/{path}" if site else ""

    version = f"{package.release.version}+{digest_files(package.files)}"
    title = {one.code: _title(profile, one) for profile, one in zip(profiles, languages, strict=True)}
    url = {one.code: address(f"{one.output_folder}/{one.output_name}.html") for one in profiles}
    works = [make(work_id=REPORT, kind="report", title=title, versioned_id=f"{REPORT}@{version}", url=url)]
    title = {one.code: one.label("citing", "data-title", title=title[one.code]) for one in languages}
    url = dict.fromkeys(authors, address(f"data/{_DESCRIPTION}"))
    works.append(make(work_id=DATA, kind="dataset", title=title, versioned_id=f"{DATA}@{version}", url=url))
    for one, versioned_id in versioned_ids.items():
        kind = _KINDS[one.partition("-")[0]]
        title = {language.code: language.say(Message(KITS[kind], (one, "title"))) for language in languages}
        url = dict.fromkeys(authors, address(f"{KITS[kind]}/{one}/"))
        works.append(make(work_id=one, kind=kind, title=title, versioned_id=versioned_id, url=url, within=REPORT))
    return tuple(works)


def _title(profile: Profile, language: Language) -> str:
    title = profile.config.get("title-in-references", profile.config["title"])
    return language.label("citing", "full-title", title=title, subtitle=profile.config["subtitle"])


def normalise_id(text: str) -> str:
    """Return an id, with or without a version, without what a sentence puts around it or makes of it."""
    return text.strip().strip("()[]<>{}\"'“”‘’«».,;:").lower()


def _licence(package: DataPackage) -> Licence:
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
