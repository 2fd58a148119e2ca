"""Notes: their words as lines, and those at the end of an article, with the list they go to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import assert_never

from markupsafe import Markup, escape

from publish.compose.formula_html import formula_markup
from publish.compose.fragments import Medium, attributes
from publish.compose.lists_html import marks_of
from publish.model.clean import clean_text
from publish.model.forms import blocks_of
from publish.model.tree import (
    Block,
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
from publish.model.walk import text_of

_NOTHING = Markup("")


@dataclass(slots=True)
class EndNotes:
    """The notes met so far; `prefix` and `back_word` as the Serialiser has them."""

    medium: Medium
    prefix: str
    back_word: str
    items: list[Markup] = field(default_factory=list)

    def mark(self, lines: Markup, given: Markup = _NOTHING) -> Markup:
        """Put a note, with its attributes, into the list; what stands in the text for it."""
        number = len(self.items) + 1
        anchor, mark = f"{self.prefix}note-{number}", f"{self.prefix}noteref-{number}"
        label = f"{self.back_word} {number}"
        back = attributes(*self._kind("backlink"), ("href", f"#{mark}"), ("aria-label", label))
        arrow = Markup(" <a{}>↑</a>").format(back) if self.medium != "print" else _NOTHING
        self.items.append(Markup('<li id="{}"{}>{}{}</li>').format(anchor, given, lines, arrow))
        there = attributes(*self._kind("noteref"), ("id", mark), ("href", f"#{anchor}"))
        return Markup("<sup><a{}>{}</a></sup>").format(there, number)

    def _kind(self, kind: str) -> tuple[tuple[str, str], ...]:
        """What an element is to an e-book reader; `epub:type` goes nowhere without its role."""
        if self.medium != "reflow":
            return ()
        return ("epub:type", kind), ("role", f"doc-{kind}")


def note_lines(
    block: Block,
    line: Callable[[Inlines], Markup],
    broken: Callable[[str], Markup],
    *,
    on_paper: bool,
) -> Iterator[Markup]:
    """The lines of a note's block: it stands inside a line, where no block may stand."""
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
                    yield escape(clean_text(words)[0])
        case SectionBreak():
            pass
        case _:
            assert_never(block)
