"""What a Word file says of itself in its core properties.

Source: ECMA-376 part 2, 11.
"""

from __future__ import annotations

from dataclasses import dataclass

from publish.readers.docx.package import Package
from publish.readers.language_tags import clean_language
from publish.readers.values import date_of, line_of

_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"


@dataclass(frozen=True, slots=True)
class Properties:
    """The core properties; "" for what is not said. Dates begin with yyyy-mm-dd."""

    title: str = ""
    creator: str = ""
    language: str = ""
    keywords: str = ""
    created: str = ""
    modified: str = ""


NO_PROPERTIES = Properties()


def properties_of(package: Package) -> Properties:
    """The core properties of a file; none where they cannot be read."""
    root = package.optional(package.related("", "core-properties"))
    if root is None:
        return NO_PROPERTIES

    def said(name: str) -> str:
        found = root.find(name)
        return line_of(found.text or "") if found is not None else ""

    return Properties(
        said(f"{_DC}title"),
        said(f"{_DC}creator"),
        clean_language(said(f"{_DC}language")),
        said(f"{_CORE}keywords"),
        date_of(said(f"{_TERMS}created")),
        date_of(said(f"{_TERMS}modified")),
    )
