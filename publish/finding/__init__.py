"""Which files are sources: those that are named, and those that a folder holds."""

from __future__ import annotations

import os
from collections.abc import Iterable

from publish import stores
from publish.errors import Failure
from publish.files import STDIN, Found, file_of, is_address, is_stored, no_address
from publish.finding.findings import Findings
from publish.finding.folders import Folders
from publish.finding.kinds import WILD, may_be_source
from publish.finding.names import below, start_of, told_apart
from publish.finding.objects import Objects
from publish.finding.pages import as_asked_for, is_page
from publish.finding.patterns import fitting

__all__ = [
    "WILD",
    "Findings",
    "find",
    "fitting",
    "may_be_source",
    "plain",
    "shared_folder",
    "told_apart",
]


def find(
    paths: Iterable[str],
    into: str = "",
    *,
    base: str = "",
    follow_links: bool = False,
    http: bool = False,
) -> Findings:
    """The sources at these paths, in order: files as they are, folders walked by name.

    In a folder everything counts but hidden files, settings files, folders of saved pages
    (`*_files`), pictures, styles, scripts and fonts, which belong to articles, and results: the
    output folder, any folder below with a manifest, and what the folder's own manifest names. A
    source is called after its path below the folder given, or below `base`; a file by its own name,
    with as much of its path as tells it from the others. A name is always the end of its path.

    What is named and may not be read is a source with its failure; a path where nothing stands is
    one too: `load` says what is wrong with it. Each file comes once. A path may be the address of
    an object or of a folder of a store (`Objects`), and with `http` that of a page on the web.
    """
    texts = list(dict.fromkeys(map(plain, paths)))
    made = Findings()
    several = len(texts) > 1 or any(is_stored(text) and WILD.intersection(text) for text in texts)
    seen: set[str] | None = set() if several else None  # by what `Add` says

    def add(found: Found, place: str) -> None:
        if seen is not None:
            if place in seen:
                return
            seen.add(place)
        made.found.append(found)

    on_disk = "" if not into or is_stored(into) else os.path.abspath(into)
    folders = Folders(on_disk, made, add, follow_links=follow_links)
    objects = Objects(into.rstrip("/") if is_stored(into) else "", made, add)
    objects.expect(text for text in texts if is_stored(text) and (http or not is_page(text)))
    for text in texts:
        if text == "-":
            add(Found(STDIN, text, named=True), text)
        elif is_address(text) and not (http and is_page(text)):
            add(Found(text, text, named=True, refused=Failure.of(no_address(text))), text)
        elif is_page(text):
            objects.name_page(as_asked_for(text))
        elif is_stored(text):
            objects.name(text)
        else:
            folders.name(text)
    if base:
        start = start_of(plain(base))
        made.found = [below(each, start) for each in made.found]
    elif several:
        made.found = told_apart(made.found)
    return made


def plain(path: str) -> str:
    """A path or an address as we keep it: of a file on this machine, its path.

    Raises SettingsError for an address that nobody here can use.
    """
    return path if is_address(path) and not is_page(path) else stores.named(path, http=True)


def shared_folder(paths: Iterable[str]) -> str:
    """The folder that these files and folders share; "" where there is none."""
    folders: set[str] = set()
    for path in paths:
        if is_stored(path):
            folders.add(path.rpartition("/")[0])  # with a slash at its end it is one
            continue
        absolute = os.path.abspath(path)
        folders.add(absolute if os.path.isdir(absolute) else os.path.dirname(file_of(absolute)))
    if any(map(is_stored, folders)):
        return _shared_address(folders)
    try:
        return os.path.commonpath(folders) if folders else ""
    except ValueError:  # on two drives
        return ""


def _shared_address(folders: Iterable[str]) -> str:
    """The longest address that all of these are, or lie below; "" of two stores or buckets."""
    first, *others = (f"{folder}/" for folder in folders)
    while first != "/" and not all(other.startswith(first) for other in others):
        first = f"{first.rstrip('/').rpartition('/')[0]}/"
    return first.rstrip("/") if is_stored(first) else ""
