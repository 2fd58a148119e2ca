"""Where layouts stand, and which of them a layout extends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from publish.errors import BrokenLayout, UnknownLayout, nearest
from publish.files import shipped
from publish.layouts.description import LayoutFile

SETTINGS = "layout.toml"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Level:
    """One layout of a chain: its folder, and its own layout.toml."""

    name: str
    folder: Path
    file: LayoutFile

    def text(self, name: str) -> str:
        """One of its files as text. Raises BrokenLayout."""
        return _text(self.folder / name, f"{self.name}/{name}")

    def holds(self, name: str) -> bool:
        """Whether it has a file of this name."""
        return (self.folder / name).is_file()


def is_name(name: str) -> bool:
    """Whether a layout may be called this: a name, and never a path."""
    return _NAME.fullmatch(name) is not None


def known_layouts(project: Path | None = None) -> tuple[str, ...]:
    """The names of all layouts that can be loaded, sorted."""
    return tuple(
        name for name in _folders(project) if not _level(_folders(project)[name]).file.abstract
    )


def chain_of(name: str, project: Path | None = None) -> tuple[Level, ...]:
    """A layout, the one it extends, the one that extends, and so on.

    Raises UnknownLayout, and BrokenLayout when a layout extends one there is not, or itself.
    """
    folders = _folders(project)
    if name not in folders or (first := _level(folders[name])).file.abstract:
        raise UnknownLayout(
            "no such layout", where=name, hint=nearest(name, known_layouts(project))
        )
    chain = [first]
    while parent := chain[-1].file.extends:
        where = chain[-1].file.place_of("extends")
        if parent not in folders:
            hint = nearest(parent, folders)
            raise BrokenLayout(f"there is no layout {parent!r} to extend", where=where, hint=hint)
        if any(level.name == parent for level in chain):
            circle = " → ".join([*(level.name for level in chain), parent])
            message = f"it extends itself: {circle}"
            raise BrokenLayout(message, where=where, hint="extend a layout of another name")
        chain.append(_level(folders[parent]))
    return tuple(chain)


def _folders(project: Path | None) -> dict[str, Path]:
    """Every layout's folder by name, sorted; the project's own come before shipped ones."""
    own = (project or Path()).resolve() / "layouts"
    found = {
        path.parent.name: path.parent
        for root in (shipped("layouts"), own)
        for path in root.glob(f"*/{SETTINGS}")
        if is_name(path.parent.name)
    }
    return dict(sorted(found.items()))


def _level(folder: Path) -> Level:
    where = f"{folder.name}/{SETTINGS}"
    return Level(folder.name, folder, LayoutFile.read(_text(folder / SETTINGS, where), where))


def _text(path: Path, where: str) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError as error:
        raise BrokenLayout("this file is missing", where=where, hint="add it") from error
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenLayout("cannot be read as text", where=where, hint="save as UTF-8") from error
