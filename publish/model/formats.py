"""Output formats: one row says all that is known of one but how it is written (`writers`)."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass

END_BYTES = 1_024
"""How many of a file's first and last bytes tell whether it begins and ends as it should."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # a Word file that its editor has locked with a password


def _anything(*_: bytes) -> bool:
    return True


def _is_pdf(data: bytes) -> bool:
    return _has_ends_of_pdf(data[:END_BYTES], data[-END_BYTES:])


def _has_ends_of_pdf(first: bytes, last: bytes) -> bool:
    return first.startswith(b"%PDF-") and b"%%EOF" in last  # programs may say more behind it


def _has_ends_of_zip(first: bytes, last: bytes) -> bool:
    return first.startswith(b"PK\x03\x04") and b"PK\x05\x06" in last


def _has_ends_of_json(first: bytes, last: bytes) -> bool:
    return first.lstrip().startswith(b"{") and last.rstrip().endswith(b"}")


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
    """Whether a file is sound: whoever it was that wrote it."""
    has_ends: Callable[[bytes, bytes], bool] = _anything
    """Whether a file begins and ends as it should, by its first and last `END_BYTES`: enough to
    know of one that is byte for byte what our writer made."""
    mergeable: bool = False
    """Whether `publish merge` takes home what people have changed in it."""
    libraries: tuple[str, ...] = ()
    """Packages that make it, beside those that make all: their versions are in its key."""
    pango: bool = False
    """Whether Pango sets it: the system's libraries and the layout's fonts are needed first."""
    cuts_fonts: bool = False
    """Whether HarfBuzz, where it is here, cuts its fonts: its version is then in the key."""


PDF = Format(
    "pdf",
    "application/pdf",
    ".pdf",
    is_whole=_is_pdf,
    has_ends=_has_ends_of_pdf,
    libraries=("weasyprint", "pydyf", "pyphen", "fonttools", "deflate"),
    pango=True,
)
DOCX = Format(
    "docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".docx",
    is_whole=_is_word,
    has_ends=_has_ends_of_zip,
    mergeable=True,
    libraries=("lxml", "python-docx"),
)
EPUB = Format(
    "epub",
    "application/epub+zip",
    ".epub",
    is_whole=_is_epub,
    has_ends=_has_ends_of_zip,
    libraries=("fonttools",),
    cuts_fonts=True,
)
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
JSON = Format("json", "application/json", ".json", is_whole=_is_json, has_ends=_has_ends_of_json)

FORMATS = (PDF, DOCX, EPUB, XHTML, JSON)
"""In the order in which they are listed; `writers.WRITERS` has a writer for each."""
