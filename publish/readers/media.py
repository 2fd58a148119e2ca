"""The pictures that a draft names, decoded where they are at hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

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


def missing_note(names: Iterable[str]) -> tuple[Note, ...]:
    """One note for pictures among words that are not there, nor words for them.

    Others go by a rule.
    """
    first, *more = dict.fromkeys(names) or ("",)
    if not first:
        return ()
    and_more = f" and {len(more):,} more" if more else ""
    message = f"pictures among words are not there and have no words: {first}{and_more}"
    return (Note("image.missing", message),)


def media_of(
    names: Iterable[str],
    companions: Mapping[str, bytes],
    limits: Limits,
    seen: Mapping[str, Asset | None] = MappingProxyType({}),
) -> Media:
    """Each name once, in the order given; addresses on the web are not looked for.

    `seen` are those that were decoded already.
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
            notes.append(Note("image.unreadable", f"picture cannot be used: {name}"))
    return Media(assets, tuple(notes))
