"""Random trees, drafts and articles for property tests."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from publish.model.article import Declared, Draft, Hints
from publish.model.tree import (
    Block,
    Cell,
    Code,
    CodeBlock,
    Emphasis,
    Figure,
    Footnote,
    Foreign,
    Heading,
    Inline,
    LineBreak,
    Link,
    Listing,
    Origin,
    Paragraph,
    Quote,
    SectionBreak,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
)

PHRASES = st.sampled_from(
    [
        "Rents rose for the ninth month in a row, the city said on Monday.",
        "the a of Iraq",
        "Tags: ,",
        "tags: housing, rents",
        "Share Tweet",
        "ShareTweet",
        "By Ann Ode and Bo Li",
        "“so” – 140",
        "Réunion Москва 日本 العراق",
        "Photo: AP",
        "Read more",
        "word",
        "x",
    ]
)
TEXTS = st.builds(Text, PHRASES | st.sampled_from([" ", "one\ntwo", "  spaced  "]))


def _inlines(inner: st.SearchStrategy[Inline]) -> st.SearchStrategy[tuple[Inline, ...]]:
    return st.lists(inner, min_size=1, max_size=3).map(tuple)


def _nested(inner: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    many = _inlines(inner)
    return st.one_of(
        *(st.builds(kind, many) for kind in (Emphasis, Strong, Superscript, Subscript)),
        st.builds(Link, st.just("https://example.org/a"), many),
        st.builds(Foreign, st.sampled_from(["fr", "ar"]), many),
        st.builds(
            Footnote, st.lists(st.builds(Paragraph, many), min_size=1, max_size=2).map(tuple)
        ),
    )


INLINES = _inlines(
    st.recursive(TEXTS | st.builds(Code, PHRASES) | st.builds(LineBreak), _nested, max_leaves=3)
)

_SIMPLE: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, INLINES),
    st.builds(Heading, st.integers(1, 6), INLINES),
    st.builds(Figure, st.sampled_from(["", "a.png"]), PHRASES | st.just(""), INLINES | st.just(())),
    st.builds(CodeBlock, PHRASES),
    st.builds(SectionBreak),
)


def _holding(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    many = st.lists(inner, min_size=1, max_size=3).map(tuple)
    rows = st.lists(
        st.lists(st.builds(Cell, many, st.integers(1, 2)), min_size=1, max_size=3).map(tuple),
        min_size=1,
        max_size=3,
    ).map(tuple)
    return st.one_of(
        st.builds(Quote, many),
        st.builds(Listing, st.lists(many, min_size=1, max_size=3).map(tuple), st.booleans()),
        st.builds(Table, rows, INLINES | st.just(()), st.integers(0, 1)),
    )


BLOCKS: st.SearchStrategy[Block] = st.recursive(_SIMPLE, _holding, max_leaves=3)


def _placed(blocks: list[Block]) -> Draft:
    """Each block on a line of its own, so that a removal's origin names one block."""
    origins = (Origin(2 * i + 1, 2 * i + 1) for i in range(len(blocks)))
    placed = tuple(replace(b, origin=o) for b, o in zip(blocks, origins, strict=True))
    return Draft("random.txt", placed, Hints(language=(Declared("en", "test"),)))


DRAFTS = st.lists(BLOCKS, min_size=1, max_size=6).map(_placed)
