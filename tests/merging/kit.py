"""What the tests of merging share: articles, their Word files, and editors' ways with them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping

from publish.layouts import load_layout
from publish.model.article import Article
from publish.model.edition import Edition
from publish.writers.docx import write

Change = Callable[[bytes], bytes]


def word(article: Article, *, comments: bool = True) -> bytes:
    """The article as a Word file in the plainest layout."""
    options = {} if comments else {"comments": "false"}
    layout = load_layout("briefing", options={})
    from dataclasses import replace

    layout = replace(layout, options={**layout.options, **options})
    return write(Edition.of(article), layout).data


def changed(data: bytes, parts: Mapping[str, Change], without: tuple[str, ...] = ()) -> bytes:
    """The file with some of its parts changed, and without those whose names begin so."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            if not name.startswith(without or ("\0",)):
                after.writestr(name, parts.get(name, bytes)(before.read(name)))
    return made.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name)


def stripped(data: bytes) -> bytes:
    """The file as Google Docs may leave it: no part, no properties, no bookmarks, no styles."""

    def plain(xml: bytes) -> bytes:
        xml = re.sub(rb"<w:(?:pStyle|rStyle|tblStyle) [^>]*/>", b"", xml)
        return re.sub(rb"<w:bookmark(?:Start|End) [^>]*/>", b"", xml)

    def unrelated(xml: bytes) -> bytes:
        return re.sub(rb"<(?:Relationship|Override) [^>]*custom[^>]*/>", b"", xml)

    return changed(
        data,
        {
            "word/document.xml": plain,
            "word/footnotes.xml": plain,
            "_rels/.rels": unrelated,
            "word/_rels/document.xml.rels": unrelated,
            "[Content_Types].xml": unrelated,
        },
        without=("customXml", "docProps/custom.xml"),
    )
