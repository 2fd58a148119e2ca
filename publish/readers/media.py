"""The pictures that a draft names: those at hand decoded, the others wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from publish.errors import OverLimit
from publish.model.article import Asset, Note
from publish.model.limits import Limits
from publish.readers.addresses import is_remote
from publish.readers.pictures import asset_of

__all__ = ["Media", "media_of"]


@dataclass(frozen=True, slots=True)
class Media:
    """Assets by the name the figures use, names still to be looked for, and what went wrong."""

    assets: Mapping[str, Asset]
    wanted: tuple[str, ...]
    notes: tuple[Note, ...]


def media_of(names: Iterable[str], companions: Mapping[str, bytes], limits: Limits) -> Media:
    """Each name once, in the order given; addresses on the web are neither decoded nor wanted."""
    local = [name for name in dict.fromkeys(names) if name and not is_remote(name)]
    if len(local) > limits.images:
        raise OverLimit("images", len(local), limits.images)
    assets: dict[str, Asset] = {}
    wanted: list[str] = []
    notes: list[Note] = []
    for name in local:
        if name not in companions:
            wanted.append(name)
        elif asset := asset_of(name, companions[name], limits):
            assets[name] = asset
        else:
            notes.append(Note("image.unreadable", f"picture cannot be used: {name}"))
    return Media(assets, tuple(wanted), tuple(notes))
