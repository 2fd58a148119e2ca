"""What the parts of a Word file share while they are written: ids, links, pictures, lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from publish.compose.picture_files import picture_name
from publish.compose.places import anchor_id
from publish.model.article import Asset, Note
from publish.model.tree import Numbering
from publish.model.walk import digest_of
from publish.model.word_paths import Path, style_name
from publish.writers.docx.characters import attribute
from publish.writers.docx.look import style_id
from publish.writers.docx.margin import Margin

NotesKind = Literal["footnote", "endnote"]
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_LANGUAGE = re.compile(r"[\w+#.-]{1,40}", re.ASCII)  # of a program, as a style's name may hold it
_OUTSIDE = ' TargetMode="External"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


@dataclass(slots=True)
class Relations:
    """The links, pictures and other parts that one part refers to, each once.

    A kind is the last word of a relationship's type, or for what came after 2006 the whole of it.
    """

    _targets: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, kind: str, target: str) -> str:
        """The id under which the part knows the target."""
        return self._targets.setdefault((kind, target), f"rId{len(self._targets) + 1}")

    def xml(self) -> bytes:
        """The part's .rels file, or nothing when it refers to nothing."""
        if not self._targets:
            return b""
        lines = "".join(
            f'<Relationship Id="{id}" Type="{kind if ":" in kind else _OFFICE + kind}"'
            f' Target="{attribute(target)}"'
            f"{_OUTSIDE if kind == 'hyperlink' else ''}/>"
            for (kind, target), id in self._targets.items()
        )
        return _DECLARED.format("Relationships", f"{PACKAGE}/relationships", lines).encode()


_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<{0} xmlns="{1}">{2}</{0}>'


def bookmark_of(index: int, id: str) -> str:
    """What Word calls a place in the article of this number: at most 40 characters."""
    return f"_A{index + 1}_{digest_of(id)[:16]}"


@dataclass(frozen=True, slots=True)
class CountedList:
    """An ordered list that counts by itself."""

    kind: int
    level: int
    start: int
    numbering: Numbering = "decimal"
    wider: int = 0  # twips that its numbers want beyond the usual room
    shift: int = 0  # twips that it stands further in than its level says


class Inset(NamedTuple):
    """A style where its lines begin and end elsewhere, in twips; None where they do not."""

    style: str
    indent: tuple[int, int] | None


_TWIPS = 20  # of a point
_WORD = re.compile(r"(?<=[a-z])(?=[A-Z0-9])")  # where a word begins in a style's id


@dataclass(slots=True)
class Book:
    """What is counted through the whole file, over all its articles."""

    language: str
    rtl: bool
    body: Relations = field(default_factory=Relations)
    of_notes: Relations = field(default_factory=Relations)
    notes: list[str] = field(default_factory=list)
    noted: NotesKind = "footnote"
    lists: list[CountedList] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    combined: set[tuple[str, ...]] = field(default_factory=set)
    indents: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    section_sign: str = "* * *"  # what an editor types; Georgia has no asterism
    insets: dict[str, Inset] = field(default_factory=dict)
    margin: Margin = field(default_factory=Margin)
    programs: set[str] = field(default_factory=set)
    marks: dict[str, str] = field(default_factory=dict)
    drawings: int = 0
    bookmarks: int = 0
    placed: set[str] = field(default_factory=set)
    doubts: list[Note] = field(default_factory=list)

    def picture(self, asset: Asset, part: Relations) -> str:
        """The id by which the part refers to a picture; one used twice is one file."""
        name = picture_name(asset)
        self.pictures[f"word/media/{name}"] = asset.data
        return part.add("image", f"media/{name}")

    def anchor(self, index: int, name: str) -> str:
        """The bookmark of an anchor of the article of this number; of two of one name the first.

        A name of `marks` stands for the end of a comment's words instead.
        """
        if name in self.marks:
            return self.marks[name]
        bookmark = bookmark_of(index, anchor_id(name))
        if bookmark in self.placed:
            return ""
        self.placed.add(bookmark)
        self.bookmarks += 1
        return (
            f'<w:bookmarkStart w:id="{self.bookmarks}" w:name="{bookmark}"/>'
            f'<w:bookmarkEnd w:id="{self.bookmarks}"/>'
        )

    def inset(self, inset: Inset, path: Path = (), level: int = 0) -> str:
        """The id of a paragraph style for other surroundings than the style's own (styles.py).

        Of two that stand in the same containers and not as far in, the second's name says so.
        """
        base = _WORD.sub(" ", inset.style)
        name = style_name(base, path, level)
        if name == base or self.insets.setdefault(name, inset) != inset:
            left, right = inset.indent or (0, 0)
            name = style_name(base, path, level, (left / _TWIPS, right / _TWIPS))
            self.insets[name] = inset
        return style_id(name)

    def program(self, language: str) -> tuple[str, ...]:
        """The character style that says which language a program is in, and changes no looks."""
        if not _LANGUAGE.fullmatch(language):
            return ()
        self.programs.add(language)
        return (f"Language-{language}",)

    def bullets(self, level: int, shift: int) -> int:
        """The list of bullets at a level, moved by so many twips; 0 is the style's own."""
        if not shift:
            return BULLETS if level >= STYLED_LEVELS else 0
        moved = CountedList(BULLETS, level, 1, shift=shift)
        known = self.lists.index(moved) if moved in self.lists else None
        return self.new_list(moved) if known is None else FIRST_LIST + known

    def new_list(self, counted: CountedList) -> int:
        """A list that counts by itself: its number, for w:numId (numbering.py)."""
        self.lists.append(counted)
        return FIRST_LIST + len(self.lists) - 1


BULLETS, NUMBERS, KEY_POINTS = 1, 2, 3
STYLED_LEVELS = 3  # of lists: deeper ones share the last style
FIRST_LIST = 10  # below it: the lists that styles belong to
