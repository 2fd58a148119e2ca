"""A paragraph of WordprocessingML as what is compared of it: words, spaces, notes, pictures."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

Element = Any
"""lxml has no types."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_PIECES = re.compile(r"\s+|\w+|[^\w\s]")
_NOTES = (f"{W}footnoteReference", f"{W}endnoteReference")
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a paragraph: a run with one word, or an element such as a formula.

    `key` is what is compared; a token without one says nothing (a bookmark, a field) and stays as
    the edited text has it. `link` is the hyperlink around it, without what that holds.
    """

    key: str
    element: Element
    link: Element | None = None

    @property
    def is_gap(self) -> bool:
        """Whether it is white space or a sign, which alone hold nothing together."""
        return not any(char.isalnum() for char in self.key) and len(self.key) < 2

    @property
    def is_run(self) -> bool:
        """Whether it is a run of text."""
        return bool(self.element.tag == f"{W}r")


def is_words(run: Element) -> bool:
    """Whether a run says letters, spaces and signs alone."""
    return all(each.tag in (f"{W}rPr", f"{W}t", f"{W}noBreakHyphen") for each in run)


def element(tag: str, attributes: Mapping[str, str] | None = None) -> Element:
    """A new element of WordprocessingML."""
    return etree.Element(tag, attributes or {}, nsmap={"w": W[1:-1], "r": R[1:-1]})


Keys = Callable[[Element], str]
"""What a reference is known by: that of a note by its words, of a link or picture by its target."""


def tokens_of(paragraph: Element, key: Keys) -> list[Token]:
    """The pieces of a paragraph in order. A field with its result is one, and has no key."""
    made: list[Token] = []
    depth = 0
    for found, link in _leaves(paragraph):
        kinds = [each.get(f"{W}fldCharType") for each in found.iter(f"{W}fldChar")]
        begins, ends = kinds.count("begin"), kinds.count("end")
        if depth or begins:
            depth += begins - ends
            made.append(Token("", found, link))
            continue
        made += _pieces(found, link, key)
    return made


def _leaves(paragraph: Element) -> Iterator[tuple[Element, Element | None]]:
    """What stands in a paragraph, with the link around it."""
    for child in paragraph:
        if child.tag == f"{W}hyperlink":
            around = element(child.tag, dict(child.attrib))
            yield from ((inner, around) for inner in child)
        elif child.tag != f"{W}pPr":
            yield child, None


def _pieces(found: Element, link: Element | None, key: Keys) -> Iterator[Token]:
    target = f"\0{key(link)}" if link is not None else ""
    if found.tag in (f"{_M}oMath", f"{_M}oMathPara"):
        yield Token(f"formula {''.join(found.itertext())}{target}", found, link)
        return
    if found.tag != f"{W}r":
        yield Token("", found, link)
        return
    look = found.find(f"{W}rPr")
    for child in found:
        if child is look:
            continue
        if child.tag == f"{W}t":
            for piece in _PIECES.findall(child.text or ""):
                yield Token(_folded(piece) + target, _run(look, _text(piece)), link)
        elif child.tag in _SIGNS:
            yield Token(_SIGNS[child.tag] + target, _run(look, child), link)
        elif child.tag in _NOTES:
            yield Token(f"note {key(child)}", _run(look, child), link)
        elif child.tag == f"{W}drawing":
            yield Token(f"picture {key(child)}{target}", _run(look, child), link)
        else:
            yield Token("", _run(look, child), link)


def _folded(piece: str) -> str:
    """A piece without what typography and programs set anew: which space, which hyphen it is."""
    return " " if piece.isspace() else "-" if piece in "\u2010\u2011" else piece


def _run(look: Element | None, content: Element) -> Element:
    made = element(f"{W}r")
    if look is not None:
        made.append(copy.deepcopy(look))
    made.append(copy.deepcopy(content))
    return made


def _text(words: str) -> Element:
    made = element(f"{W}t")
    made.set(_XML_SPACE, "preserve")
    made.text = words
    return made


def said(block: Element) -> str:
    """The words of a paragraph or a table, with alternative texts and formulas, for aligning."""
    pieces = []
    for each in block.iter(f"{W}t", f"{_M}t", f"{W}tab", f"{W}br", f"{WP}docPr", f"{W}p"):
        if each.tag in (f"{W}t", f"{_M}t"):
            pieces.append(each.text or "")
        elif each.tag == f"{WP}docPr":
            pieces.append(f" {each.get('descr', '')} ")
        else:
            pieces.append(" ")
    return "".join(pieces).strip()


def same_look(one: Element, other: Element) -> bool:
    """Whether two runs look alike."""
    return _look(one) == _look(other)


def _look(run: Element) -> bytes:
    found = run.find(f"{W}rPr")
    return b"" if found is None or not len(found) else bytes(etree.tostring(found, method="c14n"))


def joined(runs: list[Element]) -> list[Element]:
    """Runs, those of text that look alike as one."""
    made: list[Element] = []
    for run in runs:
        last = made[-1] if made else None
        ours = run.find(f"{W}t")
        theirs = last.find(f"{W}t") if last is not None and last.tag == f"{W}r" else None
        if run.tag == f"{W}r" and ours is not None and theirs is not None and same_look(last, run):
            theirs.text += ours.text
        else:
            made.append(run)
    return made
