"""manifest.json: what a packager has to know of the folder it stands in."""

from __future__ import annotations

import json

from publish.writers.xhtml.folder import Folder

SCHEMA_ID = "publish/folder/1"


def manifest_of(folder: Folder) -> bytes:
    """The manifest, UTF-8, keys in fixed order.

    `files` are all others than itself; `properties` are those of EPUB 3.3's package document.
    """
    facts = folder.facts
    document = {
        "schema": SCHEMA_ID,
        "identifier": facts.identifier,
        "title": facts.title,
        "language": facts.languages[0],
        "languages": facts.languages,
        "direction": facts.direction,
        "authors": facts.authors,
        "outlets": facts.outlets,
        "date": facts.date,
        "modified": facts.modified,
        "urls": facts.addresses,
        "tags": facts.tags,
        "description": facts.description,
        "reading_order": [*filter(None, [folder.front]), *(page.path for page in folder.pages)],
        "sections": [
            {
                "title": each.title,
                "pages": [page.path for page in folder.pages[each.first : each.end]],
            }
            for each in folder.sections
        ],
        "contents": [
            {
                "title": page.title,
                "path": page.path,
                "headings": [
                    {"level": line.level, "text": line.text, "path": f"{page.path}#{line.anchor}"}
                    for line in page.headings
                ],
            }
            for page in folder.pages
        ],
        "files": [
            {"path": path, "media_type": part.media_type, "properties": part.properties}
            for path, part in sorted(folder.parts.items())
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
