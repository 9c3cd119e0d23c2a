"""What a picture says of itself, so that it can be traced when it has been copied out of its kit.

As Dublin Core in RDF, the one form that SVG, and PNG through XMP, both take.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from multitrack.citations.reference_records import bcp47

if TYPE_CHECKING:
    from collections.abc import Iterable

    from multitrack.bundles.exhibits import Exhibit
    from multitrack.citations.cite import Citation
    from multitrack.citations.works import Work
    from multitrack.lang.language import Language

_NAMESPACES: Final = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "cc": "http://creativecommons.org/ns#",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
}


@dataclass(frozen=True, kw_only=True)
class Imprint:
    """The origin of a picture in one language.

    Attributes
    ----------
    identifier
        The versioned identifier.
    date
        The day of the release, ISO 8601.
    citation
        How to cite it, as plain text.
    source
        What the edition is based on; empty if nothing.
    url
        Its address; empty if it has none.
    language
        BCP 47.
    """

    title: str
    description: str
    identifier: str
    authors: tuple[str, ...]
    date: str
    licence: str
    licence_url: str
    citation: str
    source: str
    url: str
    language: str

    @classmethod
    def of(cls, exhibit: Exhibit, work: Work, citation: Citation, source: str, language: Language) -> Imprint:
        """Return what an exhibit's picture says of itself in a language."""
        code, words = language.code, exhibit.wording[language.code]
        return cls(
            title=words.title,
            description=words.description,
            identifier=exhibit.versioned_id,
            authors=work.authors[code],
            date=work.release.isoformat(),
            licence=work.licence.title,
            licence_url=work.licence.url,
            citation=citation.apa,
            source=source,
            url=work.url[code],
            language=bcp47(language),
        )

    def to_rdf(self, media_type: str) -> str:
        """Return the imprint as ``rdf:RDF``, in the shapes that XMP prescribes."""
        names = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _NAMESPACES.items())
        rights = f"{self.licence} ({self.licence_url})"
        parts = [
            _alternatives("dc:title", self.title, self.language),
            _alternatives("dc:description", self.description, self.language),
            f"<dc:identifier>{escape(self.identifier)}</dc:identifier>",
            _list("dc:creator", "Seq", self.authors),
            _list("dc:date", "Seq", [self.date]),
            _list("dc:language", "Bag", [self.language]),
            _alternatives("dc:rights", rights, self.language),
            *([f"<dc:source>{escape(self.source)}</dc:source>"] if self.source else []),
            f"<dc:format>{media_type}</dc:format>",
            _list("dc:type", "Bag", ["StillImage"]),
            f"<dcterms:bibliographicCitation>{escape(self.citation)}</dcterms:bibliographicCitation>",
            f"<cc:license rdf:resource={quoteattr(self.licence_url)}/>",
            f"<xmpRights:WebStatement>{escape(self.licence_url)}</xmpRights:WebStatement>",
            *([f"<dcterms:isPartOf>{escape(self.url)}</dcterms:isPartOf>"] if self.url else []),
        ]
        return f'<rdf:RDF {names}><rdf:Description rdf:about="">{"".join(parts)}</rdf:Description></rdf:RDF>'


def _alternatives(name: str, text: str, language: str) -> str:
    """Return a text of a language, which is also the one for any other."""
    said = "".join(f"<rdf:li xml:lang={quoteattr(lang)}>{escape(text)}</rdf:li>" for lang in ("x-default", language))
    return f"<{name}><rdf:Alt>{said}</rdf:Alt></{name}>"


def _list(name: str, kind: str, texts: Iterable[str]) -> str:
    items = "".join(f"<rdf:li>{escape(text)}</rdf:li>" for text in texts)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"
