"""An article in which all that a sentence can hold stands in every place, and one beside it."""

from __future__ import annotations

from publish.model.article import Article
from publish.model.tree import (
    Anchor,
    Checkbox,
    CodeBlock,
    DefinitionList,
    Deleted,
    Entry,
    Figure,
    Footnote,
    Formula,
    FormulaBlock,
    Heading,
    Inline,
    Inserted,
    Link,
    Listing,
    MathNode,
    Picture,
    Quote,
    Table,
)
from tests.build import article, asset, cell, inlines, p

__all__ = ["ROOT", "SPEED", "beside", "math", "sentence", "with_every_place"]


def math(name: str, *children: MathNode | str) -> MathNode:
    """A node of MathML; of `mi`, `mn`, `mo` and `mtext` the child is its text."""
    nodes = tuple(child for child in children if isinstance(child, MathNode))
    text = "".join(child for child in children if isinstance(child, str))
    return MathNode(name, nodes, text)  # type: ignore[arg-type]  # a test's names are right


SPEED = Formula(
    "v = s/t",
    math("mrow", math("mi", "v"), math("mo", "="), math("mfrac", math("mi", "s"), math("mi", "t"))),
)
ROOT = FormulaBlock(
    "c = √(gh)",
    math(
        "mrow",
        math("mi", "c"),
        math("mo", "="),
        math("msqrt", math("mi", "g"), math("mi", "h")),
    ),
)
_WORDS = Entry((inlines("Mole"), inlines("Jetty")), ((p("A wall in the sea."),), (p("A pier."),)))


def sentence() -> tuple[str | Inline, ...]:
    """All inlines that a sentence may hold besides those that every writer's samples hold."""
    return (
        "The fee is ",
        Deleted(inlines("100")),
        " ",
        Inserted(inlines("80")),
        " crowns in ",
        Picture("a.png", "Aland"),
        " where ",
        SPEED,
        ": ",
        Checkbox(True),
        " paid, ",
        Checkbox(),
        " not.",
    )


def _line(*more: str | Inline) -> tuple[Inline, ...]:
    return inlines(*sentence(), *more)


def with_every_place() -> Article:
    """In a list, a cell, a quote, a note, a heading, a caption, a definition and the opening."""
    line = p(*sentence())
    letters = Listing(((line,), (p("b"), ROOT)), ordered=True, numbering="lower-alpha", start=3)
    backwards = Listing(((p("two"),), (p("one"),)), ordered=True, reversed=True, start=2)
    boxes = Listing(((p(Checkbox(True), " a"),), (p(Checkbox(), " b"), ROOT)))
    valued = Listing(((p("one"),), (p("five"),), (p("six"),)), ordered=True, values=(None, 5, None))
    defined = DefinitionList((_WORDS, Entry((_line(),), ((line, letters),))))
    held = (line, ROOT, defined, letters, backwards, boxes)
    body = (
        p(
            "See ",
            Link("#the quay", inlines("the quay")),
            ", ",
            Link("https://example.org/two#end", inlines("the end of the other")),
            ", ",
            Link("https://example.org/two", inlines("the other")),
            " and ",
            Link("#lost", inlines("a place that is lost")),
            ".",
            Footnote(held),
        ),
        Heading(2, _line()),
        p(Anchor("the quay"), "The quay stands here.", Anchor("the quay")),
        *held,
        valued,
        Table(((cell("Boat"), cell("Fee")), (cell(*held), cell(valued))), _line(), head_rows=1),
        Quote(held),
        Figure("a.png", "A field", _line(), _line()),
        CodeBlock("short\n\n    " + "a_very_long_name = another_name + " * 4 + "\nend"),
    )
    return article(
        *body,
        name="one.html",
        url="https://example.org/one",
        assets={"a.png": asset()},
        standfirst=_line(),
        summary=_line(),
        key_points=(_line(),),
        author_note=(line,),
    )


def beside() -> Article:
    """An article that the first leads to, and that leads back."""
    back = Link("https://example.org/one/#the%20quay", inlines("its quay"))
    return article(
        p("Back to ", Link("https://example.org/one", inlines("the first")), " or ", back, "."),
        p(Anchor("end"), "The end."),
        title="The other",
        name="two.html",
        url="https://example.org/two",
    )
