"""What results are called: after a source's path; only an edition is named after its title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from slugify import slugify

from publish.errors import SettingsError
from publish.model.formats import Format

_LONGEST = 80  # characters
_LONGEST_BYTES = 120  # under the 143 of an encrypted folder, with room for a suffix
# Names that Windows keeps for devices, whatever their suffix.
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
)

# Raised and lowered figures stay: as others 10⁶ would read 106. Letters that nobody writes go
# through `slugify` in their place.
_KEPT = {ord(figure): 0x10600 + index for index, figure in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉")}


def edition_name(title: str) -> str:
    """What an edition's outputs are called: its title's words, "edition" when there are none.

    Letters stay in their script. Such a name is fit for every disk, and never a path.
    """
    kept = title.translate(_KEPT)
    slug = slugify(kept, allow_unicode=True, max_length=_LONGEST, word_boundary=True)
    slug = slug.translate({kept: figure for figure, kept in _KEPT.items()})
    slug = slug.encode()[:_LONGEST_BYTES].decode(errors="ignore").strip("-_.")
    if slug.casefold() in _RESERVED:
        return f"{slug}-edition"
    return slug or "edition"


def stems(names: Iterable[str], formats: Iterable[Format]) -> Mapping[str, str]:
    """What the outputs of each source are called, without the format's suffix.

    A source's name loses its suffix, unless two would then share a name, or an output without a
    suffix, an xhtml folder, would share its name with a folder that holds other outputs. Names are
    compared without case, as some disks do. Raises SettingsError when two sources have the very
    same name.
    """
    names = list(names)
    twice = [name for name, count in Counter(map(str.casefold, names)).items() if count > 1]
    if twice:
        raise SettingsError(
            f"two sources are called {twice[0]}",
            hint="build the folder above them, or use a --into for each",
        )
    chosen = {name: str(PurePosixPath(name).with_suffix("")) for name in names}
    bare = any(not format.suffix for format in formats)
    while clashing := _clashing(chosen, bare):
        chosen.update((name, name) for name in clashing)
    return chosen


def _clashing(chosen: Mapping[str, str], bare: bool) -> list[str]:
    """The sources whose short name cannot stand; those with their full name stay as they are."""
    taken = Counter(stem.casefold() for stem in chosen.values())
    folders: set[str] = set()
    if bare:
        for stem in chosen.values():
            folders.update(str(folder).casefold() for folder in PurePosixPath(stem).parents)
    return [
        name
        for name, stem in chosen.items()
        if stem != name and (taken[stem.casefold()] > 1 or stem.casefold() in folders)
    ]
