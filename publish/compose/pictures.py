"""The names pictures go by on a page and in a package."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from publish.model.article import Asset

__all__ = ["picture_name"]

_SUFFIXES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
}
_STEM_LENGTH = 40


def picture_name(asset: Asset) -> str:
    """A file name for a picture: ASCII, lower case, with eight digits of its bytes' digest.

    Two pictures never share it, whichever article of an edition they come from, and one picture
    used twice is one file.
    """
    stem = asset.name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[:_STEM_LENGTH].strip("-") or "picture"
    digest = hashlib.sha256(asset.data).hexdigest()[:8]
    return f"{slug}-{digest}{_SUFFIXES.get(asset.media_type, '.bin')}"
