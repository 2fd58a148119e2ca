"""A layout's own pictures on a page: `asset:logo.png` in its templates and style sheets.

They go by the digest of their bytes, below a folder of their own: no article's picture can have
such a name, and no turned style sheet finds a side in it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from publish.compose.fragments import Medium
from publish.model.article import Asset
from publish.model.edition import Layout

FOLDER = "layout/"
_SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg", "image/svg+xml": ".svg"}
_NAMED = r"(?P<quote>[\"']?)\s*asset:(?P<name>[^\s\"'()<>{}]+)"
_IN_SHEET = re.compile(rf"url\(\s*{_NAMED}(?P=quote)\s*\)")
_IN_PAGE = re.compile(rf"(?<=[\"'(=]){_NAMED}")


def layout_picture_name(asset: Asset) -> str:
    """What a picture of a layout is called on a page, as `layout/DIGEST.png`."""
    digest = hashlib.sha256(asset.data).hexdigest()[:16]
    return f"{FOLDER}{digest}{_SUFFIXES[asset.media_type]}"


def layout_pictures(layout: Layout) -> dict[str, Asset]:
    """The pictures by the name they go by on a page."""
    return {layout_picture_name(asset): asset for asset in layout.pictures.values()}


def addressed(layout: Layout, medium: Medium) -> Layout:
    """The layout with addresses that the medium opens in place of `asset:NAME`."""
    if not layout.pictures:
        return layout
    names = {name: layout_picture_name(asset) for name, asset in layout.pictures.items()}
    start, up = ("asset:", "") if medium == "print" else ("images/", "../")
    known = tuple(sorted(names.items()))
    return replace(
        layout,
        templates={key: _page(text, start, known) for key, text in layout.templates.items()},
        styles={key: _sheet(text, up + start, known) for key, text in layout.styles.items()},
    )


@lru_cache(maxsize=64)
def _page(text: str, start: str, known: tuple[tuple[str, str], ...]) -> str:
    return _replaced(_IN_PAGE, text, "{quote}{address}", start, dict(known))


@lru_cache(maxsize=64)
def _sheet(text: str, start: str, known: tuple[tuple[str, str], ...]) -> str:
    # Without quotes: what stands beside a quoted text is not turned for right to left.
    return _replaced(_IN_SHEET, text, "url({address})", start, dict(known))


def _replaced(
    pattern: re.Pattern[str], text: str, form: str, start: str, names: Mapping[str, str]
) -> str:
    def found(match: re.Match[str]) -> str:
        name = names.get(match["name"])
        return form.format(quote=match["quote"], address=start + name) if name else match[0]

    return pattern.sub(found, text)
