"""Which files are sources: those that are named, and those that a folder holds."""

from __future__ import annotations

import json
import os
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import Literal

from publish.errors import Failure, UnreadableSource, shown
from publish.files import NAMED, STDIN, Found, file_of, is_address, no_address

_OURS = ".publish"
_MANIFEST = f"{_OURS}/manifest.jsonl"
_NOT_SOURCES = frozenset({"decisions.toml", "site.toml", "rules.toml", "publish.toml"})
_BELONGS_TO_ARTICLES = frozenset(
    f".{ending}"
    for ending in (
        *("png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico", "bmp", "tif", "tiff"),
        *("css", "js", "mjs", "map", "otf", "ttf", "woff", "woff2", "eot"),
    )
)
WILD = frozenset("*?[")
_OUTPUT = re.compile(rb'"output": ?("(?:[^"\\]|\\.)*")')
_GONE = re.compile(rb'\{"kind": ?"gone"')


@dataclass(slots=True)
class Findings:
    """The sources of a run in their order, and what lies beside them and was left out.

    `links` counts those that lead out of their folder, `dead` those that lead to nothing,
    `results` the folders and files that are results of a build.
    """

    found: list[Found] = field(default_factory=list)
    links: int = 0
    dead: int = 0
    results: int = 0


def find(
    paths: Iterable[str], into: str = "", *, base: str = "", follow_links: bool = False
) -> Findings:
    """The sources at these paths, in order: files as they are, folders walked by name.

    In a folder everything counts but hidden files, settings files, folders of saved pages
    (`*_files`), pictures, styles, scripts and fonts, which belong to articles, and results: the
    output folder, any folder below with a manifest, and what the folder's own manifest names. A
    source is called after its path below the folder given, or below `base`; a file by its own name,
    with as much of its path as tells it from the others. A name is always the end of its path.

    What is named and may not be read is a source with its failure; a path where nothing stands is
    one too: `load` says what is wrong with it. Each file comes once.
    """
    texts = list(dict.fromkeys(paths))
    search = _Search(
        os.path.abspath(into) if into else "", follow_links=follow_links, several=len(texts) > 1
    )
    for text in texts:
        search.name(text)
    made = search.findings
    if base:
        start = os.path.join(os.path.abspath(base), "")
        made.found = [_below(each, start) for each in made.found]
    elif len(texts) > 1:
        made.found = told_apart(made.found)
    return made


def may_be_source(name: str, *, is_folder: bool) -> bool:
    """Whether what nobody named, but a folder holds or a pattern fits, may be or hold sources."""
    if name.startswith(".") or name in _NOT_SOURCES:
        return False
    if is_folder:
        return not name.endswith("_files")
    return f".{name.rpartition('.')[2].lower()}" not in _BELONGS_TO_ARTICLES


def shared_folder(paths: Iterable[str]) -> str:
    """The folder that these files and folders share; "" where there is none."""
    folders = {
        path if os.path.isdir(path) else os.path.dirname(file_of(path))
        for path in map(os.path.abspath, paths)
    }
    try:
        return os.path.commonpath(folders) if folders else ""
    except ValueError:  # on two drives
        return ""


def fitting(pattern: str) -> list[str]:
    """The files and folders that a pattern (*, ?, [], **) fits, by name."""
    anchor = Path(pattern).anchor
    parts = Path(pattern).relative_to(anchor).parts
    here = [anchor]
    for part in parts:
        if part == "**":
            here = [path for top in here for path in (top, *_folders_below(top))]
        elif WILD.intersection(part):
            here = [path for top in here for path in _possible_in(top) if _fits(path, part)]
        else:
            here = [path for top in here if os.path.lexists(path := os.path.join(top, part))]
    return sorted(filter(None, set(here)))


def _possible_in(folder: str) -> list[str]:
    """What may be or hold sources in a folder; nothing where it cannot be read."""
    try:
        entries = _entries(folder or os.curdir)
    except OSError:
        return []
    return [
        os.path.join(folder, entry.name)
        for entry in entries
        if may_be_source(entry.name, is_folder=entry.is_dir())
    ]


def _folders_below(top: str) -> Iterator[str]:
    """All folders below one that may hold sources; links are not followed."""
    todo = [top]
    while todo:
        for path in _possible_in(todo.pop()):
            if os.path.isdir(path) and not os.path.islink(path):
                todo.append(path)
                yield path


def _fits(path: str, pattern: str) -> bool:
    return fnmatchcase(os.path.basename(path), pattern)


class _Search:
    """What was found so far; `into` is the absolute path of the output folder, "" without one."""

    def __init__(self, into: str, *, follow_links: bool, several: bool) -> None:
        self.findings = Findings()
        self._into = into
        self._follow = follow_links
        self._seen: set[str] | None = set() if several else None  # of files, by absolute path
        self._visited: set[tuple[int, int]] = set()  # of folders, when links are followed

    @cached_property
    def _results(self) -> frozenset[str]:
        """What the manifest of the output folder names; asked where sources lie in that folder."""
        return _outputs(self._into) if self._into else frozenset()

    def name(self, text: str) -> None:
        """Take in what somebody named."""
        absolute = os.path.abspath(text)
        name = os.path.basename(absolute)
        if text == "-":
            self._add(Found(STDIN, text, named=True), text)
        elif is_address(text):
            self._add(Found(text, text, named=True, refused=Failure.of(no_address(text))), text)
        elif (inside := self._below_into(absolute)) and inside in self._results:
            self.findings.results += 1
        elif self._is_refused(absolute):
            self._add(Found(name, text, named=True, refused=_LEADS_OUT), absolute)
        elif os.path.isdir(text):
            self._walk(text.rstrip(os.sep) or os.sep, absolute)
        elif os.path.isfile(file := os.path.dirname(text)):  # an article in it, or a pattern
            name = f"{os.path.basename(file)}/{name}"
            self._add(Found(name, file, named=True, member=NAMED), absolute)
        else:
            self._add(Found(name, text, named=True), absolute)

    def _is_refused(self, absolute: str) -> bool:
        """Whether a path is a link out of its folder, or is said to lie in a file that is one."""
        links = filter(os.path.islink, (absolute, os.path.dirname(absolute)))
        leading = (each for each in links if each == absolute or os.path.isfile(each))
        return not self._follow and any(_leads(each) == "out" for each in leading)

    def _add(self, found: Found, absolute: str) -> None:
        if self._seen is not None:
            if absolute in self._seen:
                return
            self._seen.add(absolute)
        self.findings.found.append(found)

    def _below_into(self, absolute: str) -> str:
        """The path below the output folder as its manifest has it; "" for one elsewhere."""
        start = os.path.join(self._into, "")
        if not self._into or not absolute.startswith(start):
            return ""
        return absolute[len(start) :].replace(os.sep, "/")

    def _walk(self, top: str, absolute: str) -> None:
        """Take in what a folder holds; not by recursion, as folders may be thousands deep."""
        results = _outputs(absolute)
        if inside := self._below_into(absolute):
            above = f"{inside}/"
            results |= {e[len(above) :] for e in self._results if e.startswith(above)}
        start = os.path.join(top, "") if top != os.curdir else ""
        todo, linked = [("", True)], deque[str]()
        while todo or linked:
            name, is_folder = todo.pop() if todo else (linked.popleft(), True)
            if name in results:
                self.findings.results += 1
            elif not is_folder:
                self._add(Found(name, f"{start}{name}"), f"{absolute}{os.sep}{name}")
            elif not name or os.path.join(absolute, name) != self._into:
                path = os.path.join(top, name) if name else top
                todo += reversed(self._inside(path, name, linked))

    def _inside(self, path: str, name: str, linked: deque[str]) -> list[tuple[str, bool]]:
        """What may be or hold sources in a folder, by name; links to folders are put off.

        So a folder that is there twice goes by its own name, and no circle is walked.
        """
        try:
            entries = _entries(path)
            if self._follow and self._was_visited(os.stat(path)):
                return []
        except OSError:  # `load` says what is wrong with it, and the others are still published
            absolute = os.path.abspath(path)
            self._add(Found(name or os.path.basename(absolute), path), absolute)
            return []
        if name and _has_manifest(path, entries):
            self.findings.results += 1
            return []
        start = f"{name}/" if name else ""
        made: list[tuple[str, bool]] = []
        for entry in entries:
            is_folder = entry.is_dir(follow_symlinks=False)
            if not may_be_source(entry.name, is_folder=is_folder):
                continue
            if not entry.is_symlink() or self._takes(entry, start, linked):
                made.append((start + entry.name, is_folder))
        return made

    def _takes(self, link: os.DirEntry[str], start: str, linked: deque[str]) -> bool:
        """Whether a link leads to a file that is a source under its name."""
        leads = _leads(link.path)
        if leads == "nowhere":
            self.findings.dead += 1
        elif leads == "out" and not self._follow:
            self.findings.links += 1
        elif os.path.isdir(link.path):
            if self._follow and may_be_source(link.name, is_folder=True):
                linked.append(start + link.name)
        else:
            return True
        return False

    def _was_visited(self, folder: os.stat_result) -> bool:
        identity = folder.st_dev, folder.st_ino
        if identity in self._visited:
            return True
        self._visited.add(identity)
        return False


def _entries(path: str) -> list[os.DirEntry[str]]:
    """What a folder holds, by name."""
    with os.scandir(path) as entries:
        return sorted(entries, key=lambda entry: entry.name)


def _has_manifest(path: str, entries: list[os.DirEntry[str]]) -> bool:
    """Whether a folder is one of results."""
    ours = any(entry.name == _OURS for entry in entries)
    return ours and os.path.isfile(os.path.join(path, _MANIFEST))


def _outputs(folder: str) -> frozenset[str]:
    """The results that the manifest of a folder names, as paths below it."""
    try:
        lines = Path(folder, _MANIFEST).read_bytes().splitlines()
    except OSError:
        return frozenset()
    made: set[str] = set()
    for line in lines:  # one regular expression: to parse 100,000 lines takes 2 s
        if found := _OUTPUT.search(line):
            with suppress(ValueError):  # a line that is not understood is as good as none
                change = made.discard if _GONE.match(line) else made.add
                change(str(json.loads(found[1])))
    return frozenset(made)


def _leads(link: str) -> Literal["in", "out", "nowhere"]:
    """Where a link leads, seen from the folder it lies in."""
    try:
        target = os.path.realpath(link, strict=True)
    except OSError:
        return "nowhere"
    home = os.path.join(os.path.realpath(os.path.dirname(link)), "")
    return "in" if target.startswith(home) else "out"


_LEADS_OUT = Failure(
    UnreadableSource.code, "a link that leads out of its folder", "--follow-links follows it"
)


def _below(found: Found, start: str) -> Found:
    """The source called after its path below a folder; one that lies elsewhere fails."""
    if found.refused or found.place == "-":
        return found
    absolute = os.path.abspath(found.place)
    if not absolute.startswith(start):
        hint = "--below takes a folder that all sources lie below"
        why = Failure(UnreadableSource.code, f"does not lie below {shown(start)}", hint)
        return replace(found, name=found.place, refused=why)
    return _called(found, absolute[len(start) :].replace(os.sep, "/"), absolute)


def told_apart(found: Iterable[Found]) -> list[Found]:
    """The sources, those that share a name with so much more of their path as tells them apart.

    Of their path as it was given, if that will do.
    """
    made, whole = list(found), False
    while twice := _twice(each.name for each in made):
        longer = [_longer(each, whole=whole) if each.name in twice else each for each in made]
        if longer == made and whole:  # both are stdin, or a file over two links
            break
        made, whole = longer, longer == made
    return made


def _longer(found: Found, *, whole: bool) -> Found:
    """The source with one more folder in its name; as it is where its path has no more."""
    place = os.path.abspath(found.place) if whole else found.place
    above = place.replace(os.sep, "/").removesuffix(found.file_name).rstrip("/")
    folder = above.rpartition("/")[2]
    if found.place == "-" or folder in ("", os.curdir, os.pardir):
        return found
    return _called(found, f"{folder}/{found.file_name}", place)


def _twice(names: Iterable[str]) -> set[str]:
    return {name for name, count in Counter(names).items() if count > 1}


def _called(found: Found, name: str, absolute: str) -> Found:
    """The source by another name of its file, which is the end of the path."""
    whole = found.place.replace(os.sep, "/")
    place = found.place if whole == name or whole.endswith(f"/{name}") else absolute
    return replace(found, name=f"{name}/{found.article}" if found.member else name, place=place)
