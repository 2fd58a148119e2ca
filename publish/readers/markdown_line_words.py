"""The inline tokens of an editor's line → leaves with their marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import get_args

from markdown_it.token import Token

from publish.model.tree import (
    Blocks,
    Checkbox,
    Code,
    Footnote,
    Formula,
    LineBreak,
    MathAttribute,
    MathName,
    MathNode,
    Picture,
)
from publish.readers.formulas.tex import of_tex
from publish.readers.inlines import Leaf, Mark, Marks, with_mark
from publish.readers.markdown_formulas import INLINE
from publish.readers.markdown_line_tags import (
    UNSEEN,
    Tag,
    cleaned,
    leaf_of,
    link_mark,
    mark_of,
    tag_of,
)

__all__ = ["Notes", "leaves_of", "picture_of"]

_SPACES = re.compile("  +")
_MARKS = {"em": "em", "strong": "strong", "s": "del", "sup": "sup", "sub": "sub"}
_NEAR = 20  # marks that are looked through for the one that a tag closes
_DEEPEST_NOTES = 5  # notes in notes, as in files
_DEEPEST = 60  # elements of a formula in each other. # guess
_NAMES = frozenset(get_args(MathName))
_ATTRIBUTES = frozenset(get_args(MathAttribute))
_FIXED = {
    "mfrac": 2,
    "mroot": 2,
    "msub": 2,
    "msup": 2,
    "munder": 2,
    "mover": 2,
    "msubsup": 3,
    "munderover": 3,
}
_LEAVES = frozenset(("mi", "mn", "mo", "ms", "mtext", "mspace", "mprescripts"))


@dataclass(slots=True)
class Notes:
    """The notes of a piece by their number; each stands at its first mark."""

    read: dict[int, Blocks] = field(default_factory=dict)
    marked: set[int] = field(default_factory=set)
    _depths: dict[int, int] = field(default_factory=dict)
    _inner: int = 0  # depth of the notes met in the one that is being read

    def keep(self, number: int, note: Blocks) -> None:
        """A note that is read, with how deep notes stand in it."""
        self.read[number] = note
        self._depths[number] = self._inner + 1
        self._inner = 0

    def at(self, number: int) -> Blocks:
        """The note at a mark; none at a second one, or where notes stand too deep in each other."""
        depth = self._depths.get(number, _DEEPEST_NOTES)
        if number in self.marked or depth >= _DEEPEST_NOTES:
            return ()
        self._inner = max(self._inner, depth)
        self.marked.add(number)
        return self.read[number]


def leaves_of(children: Sequence[Token], notes: Notes) -> Iterator[Leaf]:
    """The leaves of a paragraph's tokens; a box, a formula and a picture are one each."""
    for code, run in groupby(_leaves_of(children, notes), key=_code_mark):
        if code is None:
            yield from run
            continue
        leaves = list(run)
        yield (
            _plain(leaves[0][0]),
            Code("".join(each for _, each in leaves if isinstance(each, str))),
        )


def _code_mark(leaf: Leaf) -> Mark | None:
    """The tags of a program around a leaf of words: what they hold is one."""
    marks, said = leaf
    return next((m for m in marks if m.kind == "code"), None) if isinstance(said, str) else None


def _leaves_of(children: Sequence[Token], notes: Notes) -> Iterator[Leaf]:
    open_marks: list[tuple[str, Mark | None, Marks]] = []  # by their sign; the marks before
    marks: Marks = ()
    hidden = ""
    math: _Math | None = None
    for child in children:
        tag = tag_of(child.content) if child.type == "html_inline" else None
        if hidden:
            hidden = "" if tag and tag.closes and tag.name == hidden else hidden
        elif tag and not tag.closes and tag.name in UNSEEN:
            hidden = tag.name
        elif math is not None:
            math.takes(child, tag)
            if math.is_closed:
                yield _plain(marks), math.formula()
                math = None
        elif tag and tag.name == "math":
            math = None if tag.closes else _Math(tag)
        elif tag and not tag.closes:
            if (leaf := leaf_of(tag)) is not None:
                yield _plain(marks), leaf
            if tag.name not in ("br", "img", "input"):
                mark = mark_of(tag)
                if mark is not None and mark.kind == "code":
                    mark = Mark("code", str(id(child)))
                open_marks.append((tag.name, mark, marks))
                marks = _with(marks, open_marks[-1][1])
        elif tag:
            marks = _closed(open_marks, tag.name, marks)
        elif child.nesting == 1:
            mark = link_mark(str(child.attrGet("href") or "")) if child.tag == "a" else None
            mark = Mark(_MARKS[child.tag]) if child.tag in _MARKS else mark
            open_marks.append((f"/{child.tag}", mark, marks))
            marks = _with(marks, mark)
        elif child.nesting == -1:
            marks = _closed(open_marks, f"/{child.tag}", marks)
        else:
            yield from _leaf(child, marks, notes)
    if math is not None:
        yield _plain(marks), math.formula()


def picture_of(image: Token) -> Picture:
    """A picture by its name and its words."""
    words = "".join(
        " " if each.type in ("softbreak", "hardbreak") else each.content
        for each in image.children or ()
        if each.type != "html_inline"
    )
    return Picture(cleaned(str(image.attrGet("src") or "")), cleaned(words))


def _leaf(child: Token, marks: Marks, notes: Notes) -> Iterator[Leaf]:
    match child.type:
        case "text":
            yield marks, _SPACES.sub(" ", cleaned(child.content))
        case "text_special":
            yield marks, cleaned(child.content)
        case "softbreak":
            yield marks, " "
        case "hardbreak":
            yield _plain(marks), LineBreak()
        case "code_inline":
            yield _plain(marks), Code(cleaned(child.content))
        case "checkbox":
            yield _plain(marks), Checkbox(bool(child.meta["checked"]))
        case "image":
            yield _plain(marks), picture_of(child)
        case "footnote_ref":
            number = int(child.meta.get("id", 0))
            if blocks := notes.at(number):
                yield _plain(marks), Footnote(blocks)
            else:
                yield with_mark(_plain(marks), Mark("sup")), f"{number + 1}"
        case kind if kind in INLINE:
            text, node = of_tex(child.content)
            yield _plain(marks), Formula(text, node)


def _plain(marks: Marks) -> Marks:
    """The marks without that of a program, which is a leaf of its own."""
    return tuple(each for each in marks if each.kind != "code") if marks else marks


def _with(marks: Marks, mark: Mark | None) -> Marks:
    return marks if mark is None else with_mark(marks, mark)


def _closed(open_marks: list[tuple[str, Mark | None, Marks]], sign: str, marks: Marks) -> Marks:
    """The marks that hold behind a sign which closes; those opened since go on."""
    for at in range(1, min(_NEAR, len(open_marks)) + 1):
        if open_marks[-at][0] != sign:
            continue
        since = open_marks[len(open_marks) - at + 1 :]
        marks = open_marks[-at][2]
        del open_marks[len(open_marks) - at :]
        for name, mark, _ in since:
            open_marks.append((name, mark, marks))
            marks = _with(marks, mark)
        return marks
    return marks


class _Math:
    """A formula in the making, from its tags; what MathML does not know is left out."""

    def __init__(self, tag: Tag) -> None:
        self.is_closed = False
        self._said = cleaned(tag.attributes.get("alttext", ""))
        self._open: list[tuple[Tag, list[MathNode], list[str]]] = []
        self._drawn: list[MathNode] = []
        self._sound = True
        self._words: list[str] = []

    def takes(self, child: Token, tag: Tag | None) -> None:
        """The next token inside it."""
        if tag is None:
            words = cleaned(child.content)
            self._words.append(words)
            if self._open:
                self._open[-1][2].append(words)
        elif tag.name == "math":
            self.is_closed = tag.closes
        elif not tag.closes:
            self._open.append((tag, [], []))
            self._sound = self._sound and len(self._open) <= _DEEPEST
        elif self._open and self._open[-1][0].name == tag.name:
            self._close()
        else:
            self._sound = False

    def _close(self) -> None:
        tag, children, words = self._open.pop()
        said = "" if tag.name not in _LEAVES else "".join(words)
        allowed = tag.name in _NAMES and not (tag.name in _LEAVES and children)
        if not allowed or len(children) != _FIXED.get(tag.name, len(children)):
            self._sound = False
            return
        attributes = tuple((k, v) for k, v in tag.attributes.items() if k in _ATTRIBUTES)
        node = MathNode(tag.name, tuple(children), said, attributes)  # type: ignore[arg-type]
        (self._open[-1][1] if self._open else self._drawn).append(node)

    def formula(self) -> Formula:
        """The formula; one that is not drawn as MathML may be is its text alone."""
        whole = self._sound and not self._open and self._drawn
        node = self._drawn[0] if len(self._drawn) == 1 else MathNode("mrow", tuple(self._drawn))
        return Formula(self._said or "".join(self._words), node if whole else None)
