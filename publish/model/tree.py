"""The body of an article: a closed tree of blocks and inlines.

What this tree cannot say cannot reach a page: no script, no style, no raw markup. A document that
needs more gets a new type here. mypy lists every place that must learn it (`assert_never`), and
tests/test_nodes.py fails for those that mypy cannot see.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True, init=False)
class Origin:
    """Where in the source a block stood.

    `first` and `last` count `unit`s from 1, both included: lines of a text file ("line"), blocks of
    an HTML page in document order ("block"), paragraphs of a Word file ("paragraph").
    `trail` is what the format said around it, outermost first: `("main", "div.share-bar")`.
    """

    first: int
    last: int
    unit: str = "line"
    trail: tuple[str, ...] = ()

    def __init__(
        self, first: int, last: int, unit: str = "line", trail: tuple[str, ...] = ()
    ) -> None:
        _set_first(self, first)
        _set_last(self, last)
        _set_unit(self, unit)
        _set_trail(self, trail)

    def __str__(self) -> str:
        if self.first < 1:
            return ""
        if self.first == self.last:
            return f"{self.unit} {self.first}"
        return f"{self.unit}s {self.first}–{self.last}"


# A page makes hundreds of Origins, Texts, Links and Paragraphs. The __init__ that dataclasses write
# for frozen classes takes three times as long as one that fills the slots by descriptors.
_set_first = Origin.__dict__["first"].__set__
_set_last = Origin.__dict__["last"].__set__
_set_unit = Origin.__dict__["unit"].__set__
_set_trail = Origin.__dict__["trail"].__set__

NOWHERE = Origin(0, 0)


@dataclass(frozen=True, slots=True, init=False)
class Text:
    """Characters, as they are to be read."""

    text: str

    def __init__(self, text: str) -> None:
        _set_text(self, text)


_set_text = Text.__dict__["text"].__set__


@dataclass(frozen=True, slots=True)
class Code:
    """Characters of a program, set in the mono face and never hyphenated."""

    text: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced new line inside a block: verse, addresses."""


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed words; italics in most scripts."""

    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Strong:
    """Important words; bold."""

    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Superscript:
    """Raised characters."""

    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Subscript:
    """Lowered characters."""

    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Deleted:
    """Words that hold no longer; struck out."""

    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Inserted:
    """Words put in later; underlined."""

    inlines: Inlines


@dataclass(frozen=True, slots=True, init=False)
class Link:
    """Words that lead to `url`: an absolute http, https or mailto address, or `#` and an anchor."""

    url: str
    inlines: Inlines

    def __init__(self, url: str, inlines: Inlines) -> None:
        _set_url(self, url)
        _set_linked(self, inlines)


_set_url = Link.__dict__["url"].__set__
_set_linked = Link.__dict__["inlines"].__set__


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note, standing where its mark stands (pandoc's choice)."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words in another language; `language` is a BCP 47 tag."""

    language: str
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in a sentence, as high as its letters; `asset` and `alt` as in a Figure.

    One that was not found reads as its `alt`.
    """

    asset: str
    alt: str = ""


MathName = Literal[
    "mi", "mn", "mo", "ms", "mtext", "mspace",
    "mrow", "mfrac", "msqrt", "mroot",
    "msub", "msup", "msubsup", "munder", "mover", "munderover", "mmultiscripts", "mprescripts",
    "mtable", "mtr", "mtd",
]  # fmt: skip
"""The elements of MathML Core that say something; a reader writes others out with these."""

MathAttribute = Literal[
    "accent", "accentunder", "columnspan", "displaystyle", "fence", "form", "linethickness",
    "mathvariant", "rowspan", "separator", "stretchy",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class MathNode:
    """An element of MathML: characters in the leaves (mi, mn, mo, ms, mtext), children elsewhere.

    Those that have a fixed number of children (mfrac, mroot, msub …) have that many.
    """

    name: MathName
    children: tuple[MathNode, ...] = ()
    text: str = ""
    attributes: tuple[tuple[MathAttribute, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in a sentence: `text` says it on one line, as `v = s/t`, `mathml` draws it.

    `mathml` stands inside the `math` element, which writers put around it.
    """

    text: str
    mathml: MathNode | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place to which a Link of the url `#name` leads; it has no words."""

    name: str


@dataclass(frozen=True, slots=True)
class Checkbox:
    """A box to tick, of a list of things to do; it reads ☑ or ☐."""

    checked: bool = False

    @property
    def sign(self) -> str:
        """The character that it reads as."""
        return "☑" if self.checked else "☐"


Inline = (
    Text
    | Code
    | LineBreak
    | Emphasis
    | Strong
    | Superscript
    | Subscript
    | Deleted
    | Inserted
    | Link
    | Footnote
    | Foreign
    | Picture
    | Formula
    | Anchor
    | Checkbox
)
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True, init=False)
class Paragraph:
    """Running text."""

    inlines: Inlines
    origin: Origin = field(default=NOWHERE, compare=False)

    def __init__(self, inlines: Inlines, origin: Origin = NOWHERE) -> None:
        _set_inlines(self, inlines)
        _set_origin(self, origin)


_set_inlines = Paragraph.__dict__["inlines"].__set__
_set_origin = Paragraph.__dict__["origin"].__set__


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the body; `level` 1 to 6, of which 1 is the highest below the title."""

    level: int
    inlines: Inlines
    origin: Origin = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of someone else, set apart."""

    blocks: Blocks
    origin: Origin = field(default=NOWHERE, compare=False)


Numbering = Literal["decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman"]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; each item holds blocks. An ordered one counts from `start`, down when `reversed`.

    `values` has the number of each item that the source gives one, None for one that counts on; it
    is empty, or as long as `items`. `forms.numbers_of` tells what stands before each.
    """

    items: tuple[Blocks, ...]
    ordered: bool = False
    start: int = 1
    origin: Origin = field(default=NOWHERE, compare=False)
    numbering: Numbering = "decimal"
    reversed: bool = False
    values: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What is defined, in one way or several, and what is said of it."""

    terms: tuple[Inlines, ...]
    definitions: tuple[Blocks, ...]


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """Terms with their definitions: a glossary, questions and answers."""

    entries: tuple[Entry, ...]
    origin: Origin = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture. `asset` is the name of an Asset, or of one that was not found.

    `alt` says in words what the picture shows; it is read aloud, not printed.
    """

    asset: str
    alt: str = ""
    caption: Inlines = ()
    credit: Inlines = ()
    origin: Origin = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines of a program; `language` is a name such as "python", or empty."""

    text: str
    language: str = ""
    origin: Origin = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class FormulaBlock:
    """A formula on a line of its own; `text` and `mathml` as in a Formula."""

    text: str
    mathml: MathNode | None = None
    origin: Origin = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table, over `columns` columns and `rows` rows."""

    blocks: Blocks
    columns: int = 1
    rows: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first `head_rows` rows are repeated on every page."""

    rows: tuple[tuple[Cell, ...], ...]
    caption: Inlines = ()
    head_rows: int = 0
    origin: Origin = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class SectionBreak:
    """A change of scene or subject without a heading."""

    origin: Origin = field(default=NOWHERE, compare=False)


Block = (
    Paragraph
    | Heading
    | Quote
    | Listing
    | DefinitionList
    | Figure
    | CodeBlock
    | FormulaBlock
    | Table
    | SectionBreak
)
Blocks = tuple[Block, ...]
