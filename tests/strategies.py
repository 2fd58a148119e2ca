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

_LONG = " ".join(["Rents rose for the ninth month in a row, the city said on Monday."] * 2)
LINES = st.sampled_from(
    [
        _LONG,
        f"{_LONG} People were back by June.",
        "What comes next",
        "2.1 How it was counted",
        "3. Mai",
        "Ann Ode",
        "“Nobody asked the river.”",
        "— Ann Ode, engineer",
        "– Is he coming? – He is.",
        "- a fork with four teeth",
        "• straw",
        "•straw and * stars",
        "1. Wash the leeks.",
        "2. Let them sweat.",
        "3. Mash half of it.",
        "2) Count to nine.",
        "(3) Go home.",
        "١. لا يرفع أحد صوته.",
        "٢. من جاء ضيفًا لا يعود بيد فارغة.",
        "① まず東の端から始める。",
        "②次に線路の側へ移る。",
        "> They wrote that the mill had not been shut by anybody at all.",
        ">> deeper",
        ">",
        "* * *",
        "*",
        "---",
        "1.",
        "Will it last?",
        "花壇のはじまり",
    ]
)
"""Lines of a text file, with all the marks that its structure is read from."""

PLAIN_DRAFTS = st.lists(
    st.one_of(
        st.builds(lambda line: Paragraph((Text(line),)), LINES),
        st.builds(lambda a, b: Paragraph((Text(a), LineBreak(), Text(b))), LINES, LINES),
    ),
    min_size=1,
    max_size=12,
).map(_placed)
