"""Output formats: one row says all that is known of one but how it is written (`writers`)."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass

_END_OF_PDF_BYTES = 32  # "%%EOF" stands in the last of them, with line ends after it


def _anything(_: bytes) -> bool:
    return True


def _is_pdf(data: bytes) -> bool:
    return data.startswith(b"%PDF-") and b"%%EOF" in data[-_END_OF_PDF_BYTES:]


def _is_zip(data: bytes) -> bool:
    import zipfile  # here, not above: whoever lists the formats opens none

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return package.testzip() is None
    except (zipfile.BadZipFile, zipfile.LargeZipFile):
        return False


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except ValueError:
        return False
    return True


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
    mark: str = ""
    """A file in such a folder by which it is known as ours."""
    is_whole: Callable[[bytes], bool] = _anything
    """Whether the bytes of a file begin and end as they should."""
    editable: bool = False
    """Whether people edit it, so that one who did must not lose the work (`batch.word_files`)."""
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
    libraries=("weasyprint", "pydyf", "pyphen", "fonttools", "deflate"),
    pango=True,
)
DOCX = Format(
    "docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".docx",
    is_whole=_is_zip,
    editable=True,
    libraries=("lxml", "python-docx"),
)
EPUB = Format(
    "epub",
    "application/epub+zip",
    ".epub",
    is_whole=_is_zip,
    libraries=("fonttools",),
    cuts_fonts=True,
)
XHTML = Format(
    "xhtml",
    "application/xhtml+xml",
    "",
    folder=True,
    mark="article.xhtml",
    libraries=("fonttools",),
)
JSON = Format("json", "application/json", ".json", is_whole=_is_json)

FORMATS = (PDF, DOCX, EPUB, XHTML, JSON)
"""In the order in which they are listed; `writers.WRITERS` has a writer for each."""
