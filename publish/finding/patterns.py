"""Patterns of paths: what of a folder, or of a store, one fits."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Protocol

from publish.finding.kinds import WILD, may_be_source

_ESCAPED = re.compile(r"\[([*?[])\]")


class Tree(Protocol):
    """Folders and what is in them, by paths."""

    def entries(self, folder: str) -> Iterable[tuple[str, bool]]:
        """The names in a folder, and which of them are folders; nothing where it is none."""

    def has(self, path: str) -> bool:
        """Whether something stands at a path."""

    def join(self, folder: str, name: str) -> str:
        """The path of what is called so in a folder."""


class Disk:
    """The tree of this machine."""

    def entries(self, folder: str) -> Iterable[tuple[str, bool]]:
        """A link to a folder is none that a pattern goes down into, and fits as one does."""
        try:
            with os.scandir(folder or os.curdir) as entries:
                return [(entry.name, entry.is_dir()) for entry in entries]
        except OSError:
            return []

    def has(self, path: str) -> bool:
        """A link that leads nowhere stands there too."""
        return os.path.lexists(path)

    def join(self, folder: str, name: str) -> str:
        """As the system writes it."""
        return os.path.join(folder, name)


def fitting(pattern: str) -> list[str]:
    """The files and folders that a pattern (*, ?, [], **) fits, by name."""
    anchor = Path(pattern).anchor
    return fitting_in(Disk(), anchor, Path(pattern).relative_to(anchor).parts)


def fitting_in(tree: Tree, top: str, parts: Iterable[str]) -> list[str]:
    """The same of a tree, from a folder on, by the parts of the pattern below it."""
    here = [top]
    for part in parts:
        if part == "**":
            here = [path for each in here for path in (each, *_folders_below(tree, each))]
        elif WILD.intersection(part):
            here = [path for each in here for path in _fits(tree, each, part)]
        else:
            here = [path for each in here if tree.has(path := tree.join(each, part))]
    return sorted(filter(None, set(here)))


def literal(text: str) -> str | None:
    """What a pattern says that fits one path alone (`glob.escape`); None for another one."""
    if WILD.intersection(_ESCAPED.sub("", text)):
        return None
    return _ESCAPED.sub(r"\1", text)


def _fits(tree: Tree, folder: str, pattern: str) -> Iterator[str]:
    for name, is_folder in tree.entries(folder):
        if may_be_source(name, is_folder=is_folder) and fnmatchcase(name, pattern):
            yield tree.join(folder, name)


def _folders_below(tree: Tree, top: str) -> Iterator[str]:
    """All folders below one that may hold sources; links are not followed."""
    todo = [top]
    while todo:
        folder = todo.pop()
        for name, is_folder in tree.entries(folder):
            path = tree.join(folder, name)
            if is_folder and may_be_source(name, is_folder=True) and not os.path.islink(path):
                todo.append(path)
                yield path
