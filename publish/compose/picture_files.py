"""The names pictures go by on a page and in a package, and the room they want."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from publish.model.article import Asset

_SUFFIXES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
}
_STEM_LENGTH = 40
_BROAD_RATIO = 1.4  # width to height
_BROAD_PX = 1_000  # 150 dpi over the 174 mm of a page


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


def shape_of(asset: Asset) -> str:
    """What a picture is for a page: "broad" (can go across it), "tall", or ""."""
    if not (asset.width_px and asset.height_px):
        return ""
    ratio = asset.width_px / asset.height_px
    if ratio >= _BROAD_RATIO and asset.width_px >= _BROAD_PX:
        return "broad"
    return "tall" if ratio <= 1 / _BROAD_RATIO else ""
