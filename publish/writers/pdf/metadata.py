"""What the PDF says of itself: title, authors, dates, conformance, attachments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from mimetypes import MimeTypes
from posixpath import splitext
from typing import Any  # WeasyPrint has no types

from weasyprint import Attachment

from publish.model.codec import to_json
from publish.model.edition import Edition, Layout
from publish.model.titles import said_of
from publish.model.walk import folded
from publish.writers.pdf.guard import compared

GENERATOR = "publish"

# PDF/UA-1 clause 5 asks for pdfuaid:part; PDF/A-3 clause 6.6.2.3 asks for a description of every
# schema that is not its own. Both must stand in the one rdf:RDF that readers look at: with
# WeasyPrint's xmp_metadata there are two, and veraPDF fails 5-1.
_PDFUA = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


def describe(document: Any, edition: Edition, layout: Layout) -> None:
    """Give a rendered document the edition's metadata, and nothing of the machine's."""
    articles = edition.articles
    first = articles[0]
    subject = layout.options.get("subject", "") if len(articles) == 1 else ""
    metadata = document.metadata
    metadata.title = edition.plain_title
    metadata.authors = _each_once(name for article in articles for name in article.byline)
    metadata.keywords = _each_once(tag for article in articles for tag in article.tags)
    metadata.description = subject or folded(said_of(first.standfirst)) or None
    metadata.generator = GENERATOR
    metadata.created = metadata.modified = edition.moment
    metadata.lang = edition.language


def claim_conformance(document: Any) -> None:
    """Let a rendered document say that it is PDF/UA-1 too."""
    write_rdf = document.metadata.generate_rdf_metadata
    end = b"</rdf:RDF>"
    document.metadata.generate_rdf_metadata = lambda *variant: write_rdf(*variant).replace(
        end, _PDFUA + end
    )


class _Carried:
    """Bytes as WeasyPrint opens them, with their type: it would guess one from any name."""

    def __init__(self, data: bytes, media_type: str) -> None:
        self._data = data
        self._media_type = media_type

    def __enter__(self) -> tuple[BytesIO, str, None, str]:
        return BytesIO(self._data), "", None, self._media_type

    def __exit__(self, *_: object) -> None:
        pass


def attachments(edition: Edition) -> list[Attachment]:
    """The record of each article, then what the edition itself carries, such as the source.

    Relationships are those of ISO 19005-3 annex E: the page was made from the record ("Data");
    the source file is where it all came from ("Source").
    """
    moment = datetime.fromisoformat(edition.moment)
    taken: set[str] = set()

    def carried(
        name: str, data: bytes, media_type: str, said: str, relationship: str
    ) -> Attachment:
        made = Attachment(
            string=b"",
            name=_unlike(name, taken),
            description=said,
            relationship=relationship,
            created=moment,
            modified=moment,
        )
        made.source = _Carried(data, media_type)
        return made

    made = [
        carried(
            f"{article.name.rsplit('/', 1)[-1].rsplit('.', 1)[0] or 'article'}.json",
            to_json(article, generator=GENERATOR, pictures=False),
            "application/json",
            "The article and the record of what was removed",
            "Data",
        )
        for article in edition.articles
    ]
    made += [
        carried(name, data, _media_type(name), "The source as it was found", "Source")
        for name, data in sorted(edition.attachments.items())
    ]
    return made


def _unlike(name: str, taken: set[str]) -> str:
    """A file name that none of these is, in any case; it is one of them from now on."""
    stem, ending = splitext(name)
    made, count = name, 1
    while made.lower() in taken:
        count += 1
        made = f"{stem}-{count}{ending}"
    taken.add(made.lower())
    return made


_TYPES = MimeTypes()  # without what the machine knows besides
_TYPES.add_type("application/warc", ".warc")  # iana.org/assignments/media-types


def _media_type(name: str) -> str:
    """The type that the ending of a name says; the rest of the name says none, whatever it is."""
    return _TYPES.guess_type(f"source{splitext(name)[1]}")[0] or "application/octet-stream"


def _each_once(texts: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, map(folded, texts))))


HOLDS = compared(
    "weasyprint.pdf.metadata",
    "DocumentMetadata.generate_rdf_metadata",
    "DocumentMetadata.include_in_pdf",
)
