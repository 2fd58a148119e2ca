"""What the PDF says of itself: title, authors, dates, conformance, attachments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any  # WeasyPrint has no types

from weasyprint import Attachment

from publish.model.article import Article
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


def attachments(edition: Edition) -> list[Attachment]:
    """The record of each article, then what the edition itself carries, such as the source.

    Relationships are those of ISO 19005-3 annex E: the page was made from the record ("Data");
    the source file is where it all came from ("Source").
    """
    moment = datetime.fromisoformat(edition.moment)
    made = [
        Attachment(
            file_obj=_Bytes(to_json(article, generator=GENERATOR, pictures=False)),
            name=name,
            description="The article and the record of what was removed",
            relationship="Data",
            created=moment,
            modified=moment,
        )
        for name, article in _names(edition.articles)
    ]
    made += [
        Attachment(
            file_obj=_Bytes(data),
            name=name,
            description="The source as it was found",
            relationship="Source",
            created=moment,
            modified=moment,
        )
        for name, data in sorted(edition.attachments.items())
    ]
    return made


class _Bytes:
    """A file object that WeasyPrint may read more than once: each PDF attempt reads it anew."""

    name = None

    def __init__(self, data: bytes) -> None:
        self._data = data

    def read(self) -> bytes:
        """All of it, every time."""
        return self._data


def _names(articles: tuple[Article, ...]) -> Iterator[tuple[str, Article]]:
    """A file name for each article's record, no two alike."""
    taken: set[str] = set()
    for article in articles:
        stem = article.name.rsplit("/", 1)[-1].rsplit(".", 1)[0] or "article"
        name, count = f"{stem}.json", 1
        while name.lower() in taken:
            count += 1
            name = f"{stem}-{count}.json"
        taken.add(name.lower())
        yield name, article


def _each_once(texts: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, map(folded, texts))))


HOLDS = compared(
    "weasyprint.pdf.metadata",
    "DocumentMetadata.generate_rdf_metadata",
    "DocumentMetadata.include_in_pdf",
)
