"""What folders of this machine hold."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Literal

from publish.errors import Failure, UnreadableSource
from publish.files import NAMED, Found
from publish.finding.findings import Findings
from publish.finding.kinds import MANIFEST, OURS, may_be_source, outputs_in

Add = Callable[[Found, str], None]
"""Takes in a source, by what no other file has: its absolute path, or its address."""


class Folders:
    """Finds sources on the disk; `into` is the absolute path of the output folder, "" for none."""

    def __init__(self, into: str, findings: Findings, add: Add, *, follow_links: bool) -> None:
        self._into = into
        self._findings = findings
        self._add = add
        self._follow = follow_links
        self._visited: set[tuple[int, int]] = set()  # of folders, when links are followed

    @cached_property
    def _results(self) -> frozenset[str]:
        """What the manifest of the output folder names; asked where sources lie in that folder."""
        return _outputs(self._into) if self._into else frozenset()

    def name(self, text: str) -> None:
        """Take in what somebody named."""
        absolute = os.path.abspath(text)
        name = os.path.basename(absolute)
        if (inside := self._below_into(absolute)) and inside in self._results:
            self._findings.results += 1
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
                self._findings.results += 1
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
            self._findings.results += 1
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
            self._findings.dead += 1
        elif leads == "out" and not self._follow:
            self._findings.links += 1
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
    ours = any(entry.name == OURS for entry in entries)
    return ours and os.path.isfile(os.path.join(path, MANIFEST))


def _outputs(folder: str) -> frozenset[str]:
    """The results that the manifest of a folder names, as paths below it."""
    try:
        return outputs_in(Path(folder, MANIFEST).read_bytes().splitlines())
    except OSError:
        return frozenset()


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
