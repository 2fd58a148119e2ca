"""What an object is said to be, so that a browser shows it."""

from __future__ import annotations

from publish.model.formats import FORMATS

# A table of our own: the system's differs from machine to machine.
_TYPES = {
    **{each.suffix: each.media_type for each in FORMATS if each.suffix},
    ".xhtml": "application/xhtml+xml",
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".toml": "application/toml",
    ".jsonl": "application/jsonl",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}


def media_type_of(key: str) -> str:
    """The media type of an object by what its key ends in."""
    name = key.rpartition("/")[2]
    return _TYPES.get(f".{name.rpartition('.')[2]}".lower(), "application/octet-stream")
