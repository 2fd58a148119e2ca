"""Whatever elements hold them: a page's words and the marks that bear meaning are in its draft.

What the tree cannot say, a note names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from publish.model.article import Draft, Source
from publish.model.tree import (
    Block,
    Code,
    CodeBlock,
    Deleted,
    Figure,
    Formula,
    Inline,
    Inserted,
    Link,
    Picture,
    Subscript,
    Superscript,
    Text,
)
from publish.model.walk import contents_of
from publish.readers import read

# Tags as a page nests them. What a browser closes for itself is not nested here: `<p>` in `<p>`.
_MARKS = {"del": Deleted, "s": Deleted, "ins": Inserted, "sup": Superscript, "sub": Subscript}
_PHRASES = """
    em strong span code u small font mark q abbr label output x-note kbd samp tt bdi data time var
    struck-by-style cite dfn big nobr
"""
_BLOCKS = """
    div section article blockquote main address center fieldset aside nav header footer hgroup
    x-part form menu
"""
_LINES = "p h1 h2 h3 h4 h6 div legend"
_WHOLE = "pre bare figure noscript textarea video object svg select"

_HOLDERS = "ul ol dl table thead caption details srcdoc"

Piece = str | tuple[str, tuple["Piece", ...]]

_WORD = st.just("word")
_IN_LINE = st.recursive(
    _WORD | st.sampled_from(("br", "img", "control", "wbr")),
    lambda inner: st.tuples(
        st.sampled_from((*_MARKS, *_PHRASES.split(), "a", "ruby")),
        st.lists(inner, min_size=1, max_size=3).map(tuple),
    ),
    max_leaves=5,
)
_LINE = st.lists(_IN_LINE, min_size=1, max_size=3).map(tuple)
_BLOCK = st.recursive(
    st.tuples(st.sampled_from(_LINES.split() + _WHOLE.split()), _LINE),
    lambda inner: st.tuples(
        st.sampled_from(_BLOCKS.split() + _HOLDERS.split()),
        st.lists(inner | st.tuples(st.just("bare"), _LINE), min_size=1, max_size=3).map(tuple),
    ),
    max_leaves=6,
)


@dataclass
class Written:
    """A page, the words in it, and of each the kinds of the marks around it and its link."""

    words: dict[str, frozenset[str]] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=count)

    def pieces(self, pieces: Sequence[Piece], around: frozenset[str] = frozenset()) -> str:
        return " ".join(self.piece(each, around) for each in pieces)

    def piece(self, piece: Piece, around: frozenset[str]) -> str:
        if isinstance(piece, str):
            return self._leaf(piece, around)
        tag, held = piece
        match tag:
            case "a":
                if "link" in around:
                    return self.pieces(held, around)
                inside = self.pieces(held, around | {"link"})
                return f'<a href="https://example.org/{next(self._numbers)}">{inside}</a>'
            case "ruby":
                read_so = f"<rp>(</rp><rt>{self._word(around)}</rt>"
                return f"<ruby>{self.pieces(held, around)}{read_so}</ruby>"
            case "ul" | "ol":
                items = "".join(f"<li>{self.piece(each, around)}</li>" for each in held)
                return f"<{tag}>{items}</{tag}>"
            case "dl":
                rows = (
                    f"<dt>{self._word(around)}</dt><dd>{self.piece(e, around)}</dd>" for e in held
                )
                return f"<dl>{''.join(rows)}</dl>"
            case "table" | "thead":
                cell = "th" if tag == "thead" else "td"
                heads = (f"<{cell}>{self._word(around)}</{cell}>" for _ in held)
                cells = (f"<td>{self.piece(each, around)}</td>" for each in held)
                rows = "".join(f"<tr>{a}{b}</tr>" for a, b in zip(heads, cells, strict=True))
                return f"<table>{rows}</table>"
            case "caption":
                rows = "".join(f"<tr><td>{self.piece(each, around)}</td></tr>" for each in held)
                return f"<table><caption>{self._word(around)}</caption>{rows}</table>"
            case "struck-by-style":
                inside = self.pieces(held, around | {"s"})
                return f'<span style="text-decoration: line-through">{inside}</span>'
            case "textarea":
                return f"<textarea>{self._word(frozenset())}</textarea>"
            case "video" | "object":
                return f"<{tag}>{self.pieces(held, around)}</{tag}>"
            case "svg":
                return f"<svg><text>{self._word(frozenset())}</text></svg>"
            case "select":
                return f"<select><option>{self._word(frozenset())}</select>"
            case "details":
                inside = self.pieces(held, around)
                return f"<details><summary>{self._word(around)}</summary>{inside}</details>"
            case "figure":
                caption = self.pieces(held, around)
                return (
                    f'<figure><img src="a.png" alt=""><figcaption>{caption}</figcaption></figure>'
                )
            case "srcdoc":
                inside = self.pieces(held, around).replace("&", "&amp;").replace('"', "&quot;")
                return f'<iframe srcdoc="{inside}"></iframe>'
            case "noscript":
                return f'<noscript><img src="b.png" alt="{self._word(around)}"></noscript>'
            case "bare":
                return self.pieces(held, around)
            case _:
                marks = around | {tag} if tag in _MARKS else around
                return f"<{tag}>{self.pieces(held, marks)}</{tag}>"

    def _leaf(self, leaf: str, around: frozenset[str]) -> str:
        match leaf:
            case "img":
                return f'<img src="c.png" alt="{self._word(frozenset())}">'
            case "control":
                return f"<button>{self._word(around)}</button>"
            case "word":
                return self._word(around)
            case _:
                return f"<{leaf}>"

    def _word(self, around: frozenset[str]) -> str:
        word = f"w{next(self._numbers)}w"
        self.words[word] = around
        return word


def said_in(draft: Draft) -> dict[str, frozenset[str]]:
    """The words of a draft, and of each the marks around it."""
    said: dict[str, frozenset[str]] = {}

    def visit(node: Block | Inline, around: frozenset[str]) -> None:
        texts: tuple[str, ...] = ()
        match node:
            case Text() | Code() | CodeBlock() | Formula():
                texts = (node.text,)
            case Figure() | Picture():
                texts = (node.alt,)
            case Link():
                around |= {"link"}
            case Deleted() | Inserted() | Subscript() | Superscript():
                around |= {tag for tag, kind in _MARKS.items() if isinstance(node, kind)}
        for text in texts:
            for word in re.findall(r"w\d+w", text):
                said[word] = said.get(word, frozenset()) | around
        for held in contents_of(node):
            for each in held:
                visit(each, around)

    for block in draft.blocks:
        visit(block, frozenset())
    return said


@given(st.lists(_BLOCK, min_size=1, max_size=4))
def test_every_word_and_every_mark_of_a_page_is_in_its_draft(blocks: list[Piece]) -> None:
    written = Written()
    first = written._word(frozenset())
    page = f"<html><body><p>{first}</p>{written.pieces(blocks)}</body></html>"

    draft = read(Source("page.html", page.encode()))
    said, notes = said_in(draft), "\n".join(note.message for note in draft.notes)

    lost = {word for word in written.words if word not in said and word not in notes}
    assert lost == set(), page
    codes = {note.code for note in draft.notes}
    unmarked = {
        word: marks - said[word]
        for word, marks in written.words.items()
        if word in said and marks - said[word]
    }
    assert not unmarked or "code.marks" in codes, (page, unmarked)
