"""Random articles and what editors do to them, by structure: for tests of many, quickly made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import TypeVar

from publish.model.article import Article
from publish.model.tree import (
    Block,
    Blocks,
    Cell,
    CodeBlock,
    DefinitionList,
    Emphasis,
    Entry,
    Figure,
    Footnote,
    FormulaBlock,
    Heading,
    Inline,
    Inlines,
    Link,
    Listing,
    Paragraph,
    Quote,
    SectionBreak,
    Table,
    Text,
)
from tests.build import article, inlines, p

Part = TypeVar("Part")
# few, so that many lines are alike
_WORDS = ["river", "harbour", "mayor", "school", "bread", "night", "street", "bridge", "boat"]
_WORDS += ["sand", "cellar", "summer", "council", "rent", "house", "garden", "market", "tower"]


class Editor:
    """Makes articles, and edits them; the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self.draw = Random(seed)

    def article(self) -> Article:
        return article(*(self._block(0) for _ in range(self.draw.randint(3, 12))))

    def edited(self, before: Article) -> Article:
        body = before.body
        for _ in range(self.draw.choice([1, 1, 1, 2, 4])):
            body = self._run(body, 0)
        return replace(before, body=body)

    # What there is

    def _said(self, least: int = 1, most: int = 14) -> str:
        return " ".join(self.draw.choices(_WORDS, k=self.draw.randint(least, most)))

    def _line(self) -> Inlines:
        made: list[Inline] = [Text(self._said())]
        if self.draw.random() < 0.2:
            made.append(Footnote((p(self._said()),)))
        if self.draw.random() < 0.2:
            made.append(Emphasis(inlines(f" {self._said(1, 2)}")))
        if self.draw.random() < 0.2:
            made.append(Link("https://example.org/", inlines(f" {self._said(1, 2)}")))
        return tuple(made)

    def _block(self, depth: int) -> Block:
        short = [self._paragraph, self._paragraph, self._paragraph, self._heading]
        whole = [self._list, self._quote, self._table, self._figure, self._glossary, self._thing]
        kind = self.draw.choice(short if depth > 1 else [*short, *whole])
        return kind(depth)

    def _paragraph(self, _: int = 0) -> Block:
        return Paragraph(self._line())

    def _heading(self, _: int) -> Block:
        return Heading(self.draw.randint(1, 3), inlines(self._said(1, 3)))

    def _few(self, make: Callable[[], Part], most: int) -> tuple[Part, ...]:
        return tuple(make() for _ in range(self.draw.randint(1, most)))

    def _held(self, depth: int) -> Blocks:
        return tuple(self._block(depth + 1) for _ in range(self.draw.choice([1, 1, 1, 2])))

    def _list(self, depth: int) -> Block:
        return Listing(self._few(lambda: self._held(depth), 5), self.draw.random() < 0.3)

    def _quote(self, depth: int) -> Block:
        return Quote(self._held(depth))

    def _table(self, _: int) -> Block:
        columns = self.draw.randint(1, 3)
        rows = self._few(lambda: self._row(columns), 5)
        caption = inlines(self._said(1, 3)) if self.draw.random() < 0.5 else ()
        return Table(rows, caption, self.draw.randint(0, 1))

    def _row(self, columns: int) -> tuple[Cell, ...]:
        return tuple(
            Cell((p(self.draw.choice(["5", "6", self._said(1, 2)])),) * (self.draw.random() < 0.9))
            for _ in range(columns)
        )

    def _figure(self, _: int) -> Block:
        alt = self._said(1, 3) if self.draw.random() < 0.7 else ""
        caption = inlines(self._said(1, 4)) if self.draw.random() < 0.7 else ()
        return Figure("a.png", alt, caption, inlines("AP") if self.draw.random() < 0.5 else ())

    def _glossary(self, _: int) -> Block:
        return DefinitionList(self._few(self._entry, 3))

    def _entry(self) -> Entry:
        return Entry((inlines(self._said(1, 2)),), ((self._paragraph(),),))

    def _thing(self, _: int) -> Block:
        return self.draw.choice(
            [SectionBreak(), CodeBlock(f"x = {self._said(1, 2)}"), FormulaBlock("v = s/t")]
        )

    # What becomes of it

    def _run(self, blocks: Blocks, depth: int) -> Blocks:
        """Blocks with one changed, gone, new, moved, split or joined."""
        if not blocks:
            return (self._paragraph(),)
        made, at, way = list(blocks), self.draw.randrange(len(blocks)), self.draw.random()
        match made[at : at + 2]:
            case [Paragraph((Text(text),)), *_] if way < 0.07:
                words = text.split(" ")
                half = len(words) // 2
                made[at : at + 1] = [p(" ".join(words[:half])), p(" ".join(words[half:]))]
                return tuple(made)
            case [Paragraph() as one, Paragraph() as other] if way < 0.14:
                made[at : at + 2] = [Paragraph((*one.inlines, Text(" "), *other.inlines))]
                return tuple(made)
        return self._some(
            blocks, lambda block: self._changed(block, depth), lambda: self._block(depth)
        )

    def _some(
        self,
        parts: Sequence[Part],
        change: Callable[[Part], Part],
        new: Callable[[], Part],
    ) -> tuple[Part, ...]:
        made, at, way = list(parts), self.draw.randrange(len(parts)), self.draw.random()
        if way < 0.6:
            made[at] = change(made[at])
        elif way < 0.75 and len(made) > 1:
            del made[at]
        elif way < 0.9:
            made.insert(at, new())
        else:
            made.insert(self.draw.randrange(len(made)), made.pop(at))
        return tuple(made)

    def _reworded(self, run: Inlines) -> Inlines:
        made, at = list(run), self.draw.randrange(len(run))
        match made[at]:
            case Text(text):
                words = text.split(" ")
                place = self.draw.randrange(len(words))
                kept = self.draw.choice([0, 1])
                words[place : place + kept] = [self.draw.choice(_WORDS)]
                made[at] = Text(" ".join(words))
            case Footnote(blocks) if self.draw.random() < 0.7:
                made[at] = Footnote(self._run(blocks, 3))
            case Footnote():
                del made[at]
            case Emphasis() | Link() as mark:
                made[at] = replace(mark, inlines=self._reworded(mark.inlines))
        return tuple(made)

    def _changed(self, block: Block, depth: int) -> Block:
        rarely = self.draw.random() < 0.1
        match block:
            case Paragraph():
                return Heading(2, block.inlines) if rarely else self._worded(block)
            case Heading():
                level = replace(block, level=self.draw.randint(1, 3))
                return self.draw.choice([level, Paragraph(block.inlines), self._worded(block)])
            case Quote():
                return replace(block, blocks=self._run(block.blocks, depth + 1))
            case Listing():
                if rarely:
                    return replace(block, ordered=not block.ordered)
                items = self._some(
                    block.items,
                    lambda item: self._run(item, depth + 1),
                    lambda: (self._paragraph(),),
                )
                return replace(block, items=items)
            case Table():
                if rarely:
                    return replace(block, head_rows=1 - block.head_rows)
                columns = len(block.rows[0])
                return replace(
                    block, rows=self._some(block.rows, self._celled, lambda: self._row(columns))
                )
            case Figure():
                caption = self._reworded(block.caption) if block.caption and not rarely else ()
                said = replace(block, alt=self._said(1, 2))
                return self.draw.choice([said, replace(block, caption=caption)])
            case DefinitionList():
                return replace(block, entries=self._some(block.entries, self._entered, self._entry))
            case CodeBlock() | FormulaBlock():
                return replace(block, text=f"{block.text} {self._said(1, 1)}")
            case _:
                return block

    def _worded(self, block: Paragraph | Heading) -> Block:
        return replace(block, inlines=self._reworded(block.inlines) or inlines("x"))

    def _celled(self, row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        made, at = list(row), self.draw.randrange(len(row))
        made[at] = replace(made[at], blocks=self._run(made[at].blocks, 3))
        return tuple(made)

    def _entered(self, entry: Entry) -> Entry:
        if self.draw.random() < 0.5:
            return replace(entry, terms=(self._reworded(entry.terms[0]),))
        return replace(entry, definitions=(self._run(entry.definitions[0], 3),))
