"""What the file says of itself, and what it carries unseen: docProps/ and customXml/.

Source: ECMA-376 part 1, 15.2.5, 15.2.6, 15.2.12 and 22.2; part 2, 11.1 (core properties).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from publish.compose.views import shortened
from publish.model.edition import Edition, Layout
from publish.model.walk import folded
from publish.model.word_part import NAMESPACE, payload, properties_of
from publish.writers.docx.characters import attribute, escaped
from publish.writers.docx.parts import PACKAGE

_LONGEST = 255  # characters of a core property; Word cuts the rest, python-docx refuses it
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_TYPES = "application/vnd.openxmlformats-officedocument."
_ITEM = "customXml/item1.xml"
ITEM_TARGET = f"../{_ITEM}"
"""The carried part as word/document.xml refers to it, by a relationship of the kind "customXml"."""


def core(edition: Edition, layout: Layout) -> bytes:
    """The core properties: nothing that the pages do not say, and never the clock."""
    authors = _once(name for article in edition.articles for name in article.byline)
    tags = _once(tag for article in edition.articles for tag in article.tags)
    values = (
        ("dc:title", edition.plain_title),
        ("dc:subject", layout.options.get("subject", "")),
        ("dc:creator", "; ".join(authors)),
        ("cp:keywords", ", ".join(tags)),
        ("dc:language", edition.language),
        ("cp:lastModifiedBy", "publish"),
        ("cp:revision", "1"),
    )
    said = "".join(
        f"<{tag}>{attribute(shortened(folded(value), _LONGEST))}</{tag}>"
        for tag, value in values
        if value.strip()
    )
    made = "".join(
        f'<dcterms:{tag} xsi:type="dcterms:W3CDTF">{edition.moment}</dcterms:{tag}>'
        for tag in ("created", "modified")
    )
    return (
        f'{_DECLARATION}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{said}{made}</cp:coreProperties>"
    ).encode()


def _once(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(folded(value) for value in values if value.strip()))


def custom(edition: Edition) -> bytes:
    """The custom properties: by them the file is known after a way through other formats."""
    said = "".join(
        f'<property fmtid="{_FORMAT}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{escaped(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(properties_of(edition).items(), _FIRST)
    )
    return (
        f'{_DECLARATION}<Properties xmlns="{_OFFICE}/custom-properties"'
        f' xmlns:vt="{_OFFICE}/docPropsVTypes">{said}</Properties>'
    ).encode()


_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of properties that a user made
_FIRST = 2  # 0 and 1 are the dictionary's and the code page's ([MS-OLEPS], 2.18)


def carried(edition: Edition, layout: Layout, *, comments: bool) -> dict[str, bytes]:
    """The part that holds the edition itself, its properties, and what relates the two."""
    item = payload(edition, layout.name, layout.options, comments=comments)
    digest = hashlib.sha256(item).hexdigest().upper()
    pieces = (digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:32])
    properties = (
        f'{_DECLARATION}<ds:datastoreItem xmlns:ds="{_OFFICE}/customXml"'
        f' ds:itemID="{{{"-".join(pieces)}}}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    return {
        _ITEM: item,
        "customXml/itemProps1.xml": properties.encode(),
        "customXml/_rels/item1.xml.rels": _RELATIONS.format(
            f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/customXmlProps"'
            ' Target="itemProps1.xml"/>'
        ).encode(),
    }


_RELATIONS = f'{_DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{{}}</Relationships>'

APP = (
    f'{_DECLARATION}<Properties xmlns="{_OFFICE}/extended-properties">'
    "<Application>publish</Application><DocSecurity>0</DocSecurity></Properties>"
).encode()
"""docProps/app.xml: which program made the file, and that nobody is kept from changing it."""

PACKAGE_RELATIONS = _RELATIONS.format(
    "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(
            (
                (f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
                (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                (f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
                (f"{_OFFICE}/relationships/custom-properties", "docProps/custom.xml"),
            ),
            1,
        )
    )
).encode()
"""_rels/.rels: where everything begins."""

TYPES = {
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": f"{_TYPES}extended-properties+xml",
    "docProps/custom.xml": f"{_TYPES}custom-properties+xml",
    "customXml/itemProps1.xml": f"{_TYPES}customXmlProperties+xml",
}
"""The content types of these parts, by name."""
