"""The pictures that a draft names, decoded where they are at hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from publish.errors import OverLimit
from publish.model.article import Asset, Note
from publish.model.limits import Limits
from publish.model.tree import NOWHERE, Blocks
from publish.model.walk import pictures_in
from publish.readers.assets import asset_of
from publish.readers.references import is_remote


@dataclass(frozen=True, slots=True)
class Media:
    """Assets by the name the figures use, and what went wrong."""

    assets: Mapping[str, Asset]
    notes: tuple[Note, ...]


def media_of(
    names: Iterable[str],
    companions: Mapping[str, bytes],
    limits: Limits,
    seen: Mapping[str, Asset | None] = MappingProxyType({}),
    blocks: Blocks = (),
) -> Media:
    """Each name once, in the order given; addresses on the web are not looked for.

    `seen` are those that were decoded already, `blocks` what shows them.
    """
    local = [name for name in dict.fromkeys(names) if name and not is_remote(name)]
    if len(local) > limits.images:
        raise OverLimit("images", len(local), limits.images)
    assets: dict[str, Asset] = {}
    notes: list[Note] = []
    for name in filter(companions.__contains__, local):
        asset = seen[name] if name in seen else asset_of(name, companions[name], limits)
        if asset is not None:
            assets[name] = asset
        else:
            place = next((b.origin for b in blocks if name in pictures_in((b,))), NOWHERE)
            notes.append(Note("image.unreadable", f"picture cannot be used: {name}", place))
    return Media(assets, tuple(notes))
