"""Where results go: names made from a source's path, never from a title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from publish.errors import SettingsError

__all__ = ["FOLDER_FORMATS", "output_name", "stems"]

FOLDER_FORMATS = frozenset({"xhtml"})
"""Formats that are a folder of files."""


def output_name(stem: str, format: str) -> str:
    """The path of an output below the output folder; a folder for xhtml."""
    return stem if format in FOLDER_FORMATS else f"{stem}.{format}"


def stems(names: Iterable[str], formats: Iterable[str]) -> Mapping[str, str]:
    """What the outputs of each source are called, without the format's suffix.

    A source's name loses its suffix, unless two would then share a name, or an xhtml folder would
    share its name with a folder that holds other outputs. Names are compared without case, as some
    disks do. Raises SettingsError when two sources have the very same name.
    """
    names = list(names)
    twice = [name for name, count in Counter(map(str.casefold, names)).items() if count > 1]
    if twice:
        raise SettingsError(
            f"two sources are called {twice[0]}",
            hint="build the folder above them, or use a --into for each",
        )
    chosen = {name: str(PurePosixPath(name).with_suffix("")) for name in names}
    has_folders = any(format in FOLDER_FORMATS for format in formats)
    while clashing := _clashing(chosen, has_folders):
        chosen.update((name, name) for name in clashing)
    return chosen


def _clashing(chosen: Mapping[str, str], has_folders: bool) -> list[str]:
    """The sources whose short name cannot stand; those with their full name stay as they are."""
    taken = Counter(stem.casefold() for stem in chosen.values())
    folders: set[str] = set()
    if has_folders:
        for stem in chosen.values():
            folders.update(str(folder).casefold() for folder in PurePosixPath(stem).parents)
    return [
        name
        for name, stem in chosen.items()
        if stem != name and (taken[stem.casefold()] > 1 or stem.casefold() in folders)
    ]
