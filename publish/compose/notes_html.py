"""Notes: their marks, where they go, and the words of one inside another as lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import Literal, assert_never

from markupsafe import Markup, escape

from publish.compose.formula_html import formula_markup
from publish.compose.fragments import Medium, attributes, language_attributes
from publish.compose.lists_html import marks_of
from publish.model.clean import clean_text
from publish.model.forms import blocks_of
from publish.model.languages import language_tag
from publish.model.tree import (
    Block,
    Blocks,
    CodeBlock,
    DefinitionList,
    Figure,
    FormulaBlock,
    Heading,
    Inlines,
    Listing,
    Paragraph,
    Quote,
    SectionBreak,
    Table,
)
from publish.model.walk import folded, text_of

Form = Literal["line", "blocks", "bare"]
"""What a note is made of: one line, a line and blocks below it, blocks alone."""

_NOTHING = Markup("")


@dataclass(slots=True)
class Notes:
    """The notes met so far; `items` are those that go to the end.

    `prefix` and `words` ("Note", "Back to text") are the Serialiser's, `language` the article's.

    On paper a note is an `object`: it may stand in a line, and it may hold blocks. It and its item
    carry the name of their mark, and what links to and fro are called (writers/pdf/note_links.py).
    """

    medium: Medium
    language: str
    prefix: str
    words: tuple[str, str]
    at_end: bool
    items: list[Markup] = field(default_factory=list)
    _count: int = 0

    def mark(self, said: Markup, form: Form = "line", language: str = "") -> Markup:
        """What stands in the text for a note that says this, in this language.

        It stands away from the words whose language it shares: on paper from its article's too.
        """
        tag = language_tag(language)
        told = tag and (language != self.language or not self.at_end)
        spoken = language_attributes(tag, self.language, self.medium) if told else _NOTHING
        self._count += 1
        number = self._count
        anchor, mark = f"{self.prefix}note-{number}", f"{self.prefix}noteref-{number}"
        there, back = self.words
        if self.medium != "print":
            said = _followed(said, self._arrow(number, mark), form)
            self.items.append(Markup('<li id="{}"{}>{}</li>').format(anchor, spoken, said))
            link = attributes(*self._kind("noteref"), ("id", mark), ("href", f"#{anchor}"))
            return Markup("<sup><a{}>{}</a></sup>").format(link, number)
        named = attributes(("data-mark", mark), ("data-back", back))
        if not self.at_end:
            kinds = ("footnote", _room_for(number), form if form == "bare" else "")
            kind = " ".join(filter(None, kinds))
            own = attributes(("class", kind), ("id", anchor), ("data-note", there))
            said = said.replace("\n", "")  # WeasyPrint would set it as a line of its own
            return Markup("<object{}{}{}>{}</object>").format(own, named, spoken, said)
        note = Markup('<object class="note" id="{}"{}>{}</object>').format(anchor, spoken, said)
        self.items.append(Markup("<li{}>{}</li>").format(named, note))
        link = attributes(("id", mark), ("href", f"#{anchor}"), ("data-note", there))
        return Markup("<sup><a{}>{}</a></sup>").format(link, number)

    def _arrow(self, number: int, mark: str) -> Markup:
        """The way back from a note."""
        label = f"{self.words[1]} {number}"
        link = attributes(*self._kind("backlink"), ("href", f"#{mark}"), ("aria-label", label))
        return Markup("<a{}>↑</a>").format(link)

    def _kind(self, kind: str) -> tuple[tuple[str, str], ...]:
        """What an element is to an e-book reader; `epub:type` goes nowhere without its role."""
        if self.medium != "reflow":
            return ()
        return ("epub:type", kind), ("role", f"doc-{kind}")


def _room_for(number: int) -> str:
    """How much room a number wants before its note, as lists name it."""
    return "" if number < 100 else "long" if number < 1000 else "longest"


def _followed(said: Markup, arrow: Markup, form: Form) -> Markup:
    """A note with the way back in its last line, or below what is no line."""
    if form == "line":
        return Markup("{} {}").format(said, arrow)
    end = Markup("</p>")
    if said.endswith(end):
        return Markup("{} {}{}").format(said.removesuffix(end), arrow, end)
    return Markup("{}\n<p>{}</p>").format(said, arrow)


def note_markup(
    blocks: Blocks,
    line: Callable[[Inlines], Markup],
    below: Callable[[Blocks], Markup],
    *,
    at_end: bool,
) -> tuple[Markup, Form]:
    """What a note says; at the foot of a page a first paragraph is the line of its number."""
    match blocks:
        case (Paragraph(inlines),):
            return line(inlines), "line"
        case (Paragraph(inlines), *others) if not at_end:
            first = line(inlines)
            return Markup("{}\n{}").format(first, below(tuple(others))), "blocks"
        case _:
            return below(blocks), "bare"


def note_run(
    blocks: Blocks,
    line: Callable[[Inlines], Markup],
    broken: Callable[[str], Markup],
    *,
    on_paper: bool,
) -> Markup:
    """The words of a note in a note as one run."""
    inner = partial(note_lines, line=line, broken=broken, on_paper=on_paper)
    lines = list(chain.from_iterable(map(inner, blocks)))
    rest = map(Markup('<span class="line">{}</span>').format, lines[1:])
    return _NOTHING.join((*lines[:1], *rest))


def note_lines(
    block: Block,
    line: Callable[[Inlines], Markup],
    broken: Callable[[str], Markup],
    *,
    on_paper: bool,
) -> Iterator[Markup]:
    """The lines of a block of a note in a note: in brackets, where no block may stand."""
    inner = partial(note_lines, line=line, broken=broken, on_paper=on_paper)
    match block:
        case Paragraph() | Heading():
            yield line(block.inlines)
        case FormulaBlock():
            yield formula_markup(block, on_paper=on_paper)
        case DefinitionList():
            entries = chain.from_iterable(map(blocks_of, block.entries))
            yield from chain.from_iterable(map(inner, entries))
        case Listing():
            for item, mark in zip(block.items, marks_of(block), strict=True):
                for index, made in enumerate(chain.from_iterable(map(inner, item))):
                    yield made if index else mark + made
        case Quote():
            yield from chain.from_iterable(map(inner, block.blocks))
        case CodeBlock():
            for words in block.text.splitlines():
                yield Markup("<code>{}</code>").format(broken(words))
        case Figure() | Table():
            for words in text_of(block).splitlines():
                if words:
                    yield escape(folded(clean_text(words)[0]))
        case SectionBreak():
            pass
        case _:
            assert_never(block)
