"""Random trees, drafts and articles for property tests."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from hypothesis import strategies as st

from publish.model.article import Declared, Draft, Hints
from publish.model.tree import (
    Anchor,
    Block,
    Cell,
    Checkbox,
    Code,
    CodeBlock,
    DefinitionList,
    Deleted,
    Emphasis,
    Entry,
    Figure,
    Footnote,
    Foreign,
    Formula,
    FormulaBlock,
    Heading,
    Inline,
    Inserted,
    LineBreak,
    Link,
    Listing,
    MathNode,
    Numbering,
    Origin,
    Paragraph,
    Picture,
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
        *(st.builds(kind, many) for kind in (Deleted, Inserted)),
        st.builds(Link, st.just("https://example.org/a"), many),
        st.builds(Foreign, st.sampled_from(["eu", "ar"]), many),
        st.builds(
            Footnote, st.lists(st.builds(Paragraph, many), min_size=1, max_size=2).map(tuple)
        ),
    )


_LEAVES = st.builds(
    MathNode,
    st.sampled_from(["mi", "mn", "mo", "mtext"]),
    st.just(()),
    st.sampled_from(["x", "2", "<", "Москва"]) | PHRASES,
    st.just(()) | st.just((("stretchy", "false"),)),
)
MATHS: st.SearchStrategy[MathNode] = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.builds(MathNode, st.just("mrow"), st.lists(inner, max_size=3).map(tuple)),
        st.builds(MathNode, st.sampled_from(["mfrac", "msup"]), st.tuples(inner, inner)),
    ),
    max_leaves=4,
)


def _said(node: MathNode) -> str:
    """The characters of a formula, one after the other."""
    return node.text + "".join(map(_said, node.children))


FORMULAS = st.builds(Formula, PHRASES) | MATHS.map(lambda node: Formula(_said(node), node))

INLINES = _inlines(
    st.recursive(
        TEXTS
        | st.builds(Code, PHRASES)
        | st.builds(LineBreak)
        | st.builds(Picture, st.sampled_from(["", "a.png"]), PHRASES | st.just(""))
        | FORMULAS
        | st.builds(Anchor, st.sampled_from(["quay", "кай 1"]))
        | st.builds(Checkbox, st.booleans()),
        _nested,
        max_leaves=3,
    )
)

_SIMPLE: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, INLINES),
    st.builds(Heading, st.integers(1, 6), INLINES),
    st.builds(Figure, st.sampled_from(["", "a.png"]), PHRASES | st.just(""), INLINES | st.just(())),
    st.builds(CodeBlock, PHRASES, st.sampled_from(["", "python"])),
    FORMULAS.map(lambda said: FormulaBlock(said.text, said.mathml)),
    st.builds(SectionBreak),
)


def _numbered(
    items: list[tuple[int | None, tuple[Block, ...]]],
) -> st.SearchStrategy[Block]:
    """Ordered lists of these items, each with the number that it is given."""
    return st.builds(
        Listing,
        st.just(tuple(item for _, item in items)),
        ordered=st.just(True),
        start=st.integers(-1, 5000),
        numbering=st.sampled_from(get_args(Numbering)),
        reversed=st.booleans(),
        values=st.just(()) | st.just(tuple(value for value, _ in items)),
    )


def _holding(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    many = st.lists(inner, min_size=1, max_size=3).map(tuple)
    rows = st.lists(
        st.lists(st.builds(Cell, many, st.integers(1, 2)), min_size=1, max_size=3).map(tuple),
        min_size=1,
        max_size=3,
    ).map(tuple)
    entries = st.builds(
        Entry,
        st.lists(INLINES, min_size=1, max_size=2).map(tuple),
        st.lists(many, max_size=2).map(tuple),
    )
    return st.one_of(
        st.builds(Quote, many),
        st.builds(Listing, st.lists(many, min_size=1, max_size=3).map(tuple), st.booleans()),
        st.lists(st.tuples(st.none() | st.integers(0, 99), many), min_size=1, max_size=3).flatmap(
            _numbered
        ),
        st.builds(DefinitionList, st.lists(entries, min_size=1, max_size=2).map(tuple)),
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
