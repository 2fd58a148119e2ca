"""The pictures that a draft names, decoded where they are at hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from publish.errors import OverLimit
from publish.model.article import Asset, Note
from publish.model.limits import Limits
from publish.readers.assets import asset_of
from publish.readers.references import is_remote


@dataclass(frozen=True, slots=True)
class Media:
    """Assets by the name the figures use, and what went wrong."""

    assets: Mapping[str, Asset]
    notes: tuple[Note, ...]


def media_of(names: Iterable[str], companions: Mapping[str, bytes], limits: Limits) -> Media:
    """Each name once, in the order given; addresses on the web are not looked for."""
    local = [name for name in dict.fromkeys(names) if name and not is_remote(name)]
    if len(local) > limits.images:
        raise OverLimit("images", len(local), limits.images)
    assets: dict[str, Asset] = {}
    notes: list[Note] = []
    for name in filter(companions.__contains__, local):
        if asset := asset_of(name, companions[name], limits):
            assets[name] = asset
        else:
            notes.append(Note("image.unreadable", f"picture cannot be used: {name}"))
    return Media(assets, tuple(notes))
