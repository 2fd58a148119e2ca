"""Pages on the web that somebody names as sources, and what they are called."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import urlsplit

_PAGE = re.compile(r"https?://", re.IGNORECASE)
_DIGITS = 6  # of a digest, in hex


def is_page(place: str) -> bool:
    """Whether a place is the address of a page on the web."""
    return _PAGE.match(place) is not None


def path_of_page(address: str) -> str:
    """What names of a page are the end of: its host and its path.

    A query has its mark in it, before the suffix: `site.example/news/rents-3f9a2c.html`.
    """
    parts = urlsplit(address)
    path = f"{parts.netloc.rpartition('@')[2]}{parts.path}".rstrip("/")
    if not parts.query:
        return path
    mark = f"-{sha256(parts.query.encode(errors='surrogateescape')).hexdigest()[:_DIGITS]}"
    start, last = path.rfind("/") + 1, path.rfind(".")
    at = last if start and last > start else len(path)
    return f"{path[:at]}{mark}{path[at:]}"


def as_asked_for(address: str) -> str:
    """An address as a server is asked for it: without what stands behind a #."""
    scheme, _, rest = address.partition("://")
    return f"{scheme.lower()}://{rest.partition('#')[0]}"
