"""Output formats: one row says all that is known of one but how it is written (`writers`)."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass

_END_OF_PDF_BYTES = 1_024  # "%%EOF" stands in them: programs that add to a PDF may say more
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # a Word file that its editor has locked with a password


def _anything(_: bytes) -> bool:
    return True


def _is_pdf(data: bytes) -> bool:
    return data.startswith(b"%PDF-") and b"%%EOF" in data[-_END_OF_PDF_BYTES:]


def _is_word(data: bytes) -> bool:
    return data.startswith(_OLE) or _is_zip(data, "[Content_Types].xml")


def _is_epub(data: bytes) -> bool:
    return _is_zip(data, "META-INF/container.xml")


def _is_zip(data: bytes, member: str) -> bool:
    """Whether a zip is whole and holds this member, which all packages of its kind do."""
    import zipfile  # here, not above: whoever lists the formats opens none
    import zlib

    broken = (
        *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError),
        *(RuntimeError, ValueError, LookupError, NotImplementedError, OverflowError),
    )  # what zipfile raises for bytes that hold to nothing
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return member in package.namelist() and package.testzip() is None
    except broken:
        return False


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def _listed(data: bytes) -> frozenset[str] | None:
    """The files that the manifest.json of an xhtml folder names; None for another's."""
    try:
        said = json.loads(data)
        if not said["schema"].startswith("publish/folder/"):
            return None
        return frozenset(str(each["path"]) for each in said["files"])
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        return None


@dataclass(frozen=True, slots=True)
class Format:
    """What an output of one kind is called, what it is, and what it depends on."""

    name: str
    """What people ask for: `--to NAME`."""
    media_type: str
    suffix: str
    """What the output's name ends in; "" where it is called as its source without a suffix."""
    folder: bool = False
    """Whether it is a folder of files, and not one file."""
    page: str = ""
    """The file to open in such a folder, where it holds one article."""
    mark: str = ""
    """A file in such a folder by which it is known as ours."""
    listed: Callable[[bytes], frozenset[str] | None] | None = None
    """The paths of the others in it, as this mark names them; None for a mark of another's."""
    is_whole: Callable[[bytes], bool] = _anything
    """Whether the bytes of a file begin and end as they should."""
    mergeable: bool = False
    """Whether `publish merge` takes home what people have changed in it."""
    libraries: tuple[str, ...] = ()
    """Packages that make it, beside those that make all: their versions are in its key."""
    pango: bool = False
    """Whether Pango sets it: the system's libraries and the layout's fonts are needed first."""


PDF = Format(
    "pdf",
    "application/pdf",
    ".pdf",
    is_whole=_is_pdf,
    libraries=("weasyprint", "pydyf", "pyphen", "fonttools"),
    pango=True,
)
DOCX = Format(
    "docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".docx",
    is_whole=_is_word,
    mergeable=True,
    libraries=("lxml", "python-docx"),
)
EPUB = Format("epub", "application/epub+zip", ".epub", is_whole=_is_epub, libraries=("fonttools",))
XHTML = Format(
    "xhtml",
    "application/xhtml+xml",
    "",
    folder=True,
    page="article.xhtml",
    mark="manifest.json",
    listed=_listed,
    libraries=("fonttools",),
)
JSON = Format("json", "application/json", ".json", is_whole=_is_json)

FORMATS = (PDF, DOCX, EPUB, XHTML, JSON)
"""In the order in which they are listed; `writers.WRITERS` has a writer for each."""
