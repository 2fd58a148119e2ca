"""The package document: what the book is, what it holds, how it is read and by whom it can be.

Sources: EPUB 3.3, section 5; EPUB Accessibility 1.1, section 3; schema.org's vocabulary of
accessibility, of which only what is true of this book is claimed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import escape

from publish.writers.xhtml.folder import Folder, Part

COVER_PAGE = "cover.xhtml"
COVER_IMAGE = "images/cover.png"
NAV = "nav.xhtml"
NCX = "toc.ncx"
_IBOOKS = "http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"
_PACKAGE = """\
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" \
xml:lang="{language}" dir="{direction}" prefix="ibooks: {ibooks}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
{metadata}
</metadata>
<manifest>
{manifest}
</manifest>
<spine toc="ncx"{progression}>
{spine}
</spine>
</package>
"""


def package_document(folder: Folder, parts: Mapping[str, Part]) -> bytes:
    """The package document of a book with these pages and parts, by path."""
    ids = _ids(folder, parts)
    facts = folder.facts
    rtl = facts.direction == "rtl"
    return _PACKAGE.format(
        ibooks=_IBOOKS,
        language=escape(facts.languages[0]),
        direction=facts.direction,
        metadata="\n".join((*_facts(folder, parts), *_accessibility(folder))),
        manifest="\n".join(_item(path, ids[path], parts[path]) for path in sorted(parts)),
        progression=' page-progression-direction="rtl"' if rtl else "",
        spine="\n".join(_spine(folder, ids)),
    ).encode()


def _ids(folder: Folder, parts: Mapping[str, Part]) -> dict[str, str]:
    """An id for each part: names that people read for pages, numbers for the rest."""
    known = {COVER_PAGE: "cover", COVER_IMAGE: "cover-image", NAV: "nav", NCX: "ncx"}
    known |= {folder.front: "front"} if folder.front else {}
    known |= {page.path: page.path.removesuffix(".xhtml") for page in folder.pages}
    rest = (path for path in sorted(parts) if path not in known)
    return known | {path: f"file-{number}" for number, path in enumerate(rest, 1)}


def _item(path: str, id: str, part: Part) -> str:
    said = f'<item id="{escape(id)}" href="{escape(path)}" media-type="{part.media_type}"'
    properties = f' properties="{" ".join(part.properties)}"' if part.properties else ""
    return f"{said}{properties}/>"


def _spine(folder: Folder, ids: Mapping[str, str]) -> Iterator[str]:
    """Cover, front page, articles, contents.

    The contents are read where several articles have no front page, and then before them.
    """
    read = len(folder.pages) > 1 and not folder.front
    yield f'<itemref idref="{ids[COVER_PAGE]}"/>'
    if read:
        yield f'<itemref idref="{ids[NAV]}"/>'
    for path in filter(None, (folder.front, *(page.path for page in folder.pages))):
        yield f'<itemref idref="{ids[path]}"/>'
    if not read:
        yield f'<itemref idref="{ids[NAV]}" linear="no"/>'


# Metadata


def _facts(folder: Folder, parts: Mapping[str, Part]) -> Iterator[str]:
    facts = folder.facts
    yield f'<dc:identifier id="id">{escape(facts.identifier)}</dc:identifier>'
    yield _element("title", facts.title)
    for number, name in enumerate(facts.authors, 1):
        id = f"author-{number}"
        yield f'<dc:creator id="{id}">{escape(name)}</dc:creator>'
        yield _meta("role", "aut", refines=id, scheme="marc:relators")
    for language in facts.languages:
        yield _element("language", language)
    if facts.date:
        yield _element("date", facts.date)
    for outlet in facts.outlets:
        yield _element("publisher", outlet)
    for address in facts.addresses:
        yield _element("source", address)
    for tag in facts.tags:
        yield _element("subject", tag)
    if facts.description:
        yield _element("description", facts.description)
    yield _meta("dcterms:modified", facts.modified)
    if any(path.startswith("fonts/") for path in parts):
        yield _meta("ibooks:specified-fonts", "true")  # or Apple Books sets its own


def _accessibility(folder: Folder) -> Iterator[str]:
    """Who can read the book: EPUB Accessibility 1.1, sections 3.2 and 3.3.

    A picture that no words stand for breaks WCAG 1.1.1, so such a book claims no conformance.
    """
    described = not folder.undescribed
    moving = any(part.media_type == "image/gif" for part in folder.parts.values())
    yield _meta("schema:accessMode", "textual")
    if folder.pictures:
        yield _meta("schema:accessMode", "visual")
    yield _meta("schema:accessModeSufficient", "textual" if described else "textual,visual")
    yield _meta("schema:accessibilityFeature", "tableOfContents")
    yield _meta("schema:accessibilityFeature", "readingOrder")
    yield _meta("schema:accessibilityFeature", "structuralNavigation")
    yield _meta("schema:accessibilityFeature", "displayTransformability")
    if folder.pictures and described:
        yield _meta("schema:accessibilityFeature", "alternativeText")
    if any("mathml" in part.properties for part in folder.parts.values()):
        yield _meta("schema:accessibilityFeature", "MathML")
    yield _meta("schema:accessibilityHazard", "unknown" if moving else "none")
    yield _meta("schema:accessibilitySummary", _summary(folder))
    if described:
        claim = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
        yield _meta("dcterms:conformsTo", claim, id="claim")
        yield _meta("a11y:certifiedBy", "publish (automated checks only)", refines="claim")


def _summary(folder: Folder) -> str:
    said = "Text that reflows, with headings and a table of contents; notes are linked both ways."
    if not folder.pictures:
        return f"{said} There are no pictures."
    if folder.undescribed:
        return f"{said} Pictures without a description: {folder.undescribed}."
    return f"{said} Every picture has a description."


def _element(name: str, text: str) -> str:
    return f"<dc:{name}>{escape(text)}</dc:{name}>"


def _meta(name: str, text: str, *, refines: str = "", scheme: str = "", id: str = "") -> str:
    attributes = "".join(
        f' {key}="{value}"'
        for key, value in (
            ("id", id),
            ("refines", refines and f"#{refines}"),
            ("property", name),
            ("scheme", scheme),
        )
        if value
    )
    return f"<meta{attributes}>{escape(text)}</meta>"
