"""An article rebuilt with other words at numbered lines, and blocks beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar, assert_never

from publish.model.article import Article
from publish.model.forms import values_of
from publish.model.tree import (
    Block,
    Blocks,
    Cell,
    CodeBlock,
    DefinitionList,
    Entry,
    Figure,
    Footnote,
    FormulaBlock,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Listing,
    Paragraph,
    Quote,
    SectionBreak,
    Table,
    Text,
)
from publish.model.walk import rebuilt, text_of, text_of_inlines

Group = Listing | Quote | Table | DefinitionList
Part = TypeVar("Part")
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Blocks beside a place, before it or after; at one place the lowest `order` stands first."""

    order: int
    before: bool
    blocks: Blocks


@dataclass(slots=True)
class Plan:
    """What is to stand where: `lines` by number, `blocks` by index in the body.

    `beside` are groups that join the one of their kind that holds a line; where none does they
    stand beside the block of the body. `around` are blocks beside one of the body, `opening` those
    before them all.
    """

    lines: dict[int, Blocks] = field(default_factory=dict)
    blocks: dict[int, Blocks] = field(default_factory=dict)
    beside: dict[int, list[Beside]] = field(default_factory=dict)
    around: dict[int, list[Beside]] = field(default_factory=dict)
    opening: list[Blocks] = field(default_factory=list)


@dataclass(slots=True)
class Shaped:
    """What a plan made: the article, and where each block of its body went.

    `runs` has for each block of the body as it was the first and the end of what it is now.
    """

    article: Article
    runs: list[tuple[int, int]]


def joins(group: Block, holder: Block) -> bool:
    """Whether a group's parts may stand among those of another."""
    if isinstance(group, Listing) and isinstance(holder, Listing):
        return group.ordered == holder.ordered
    return isinstance(group, Quote | Table | DefinitionList) and type(group) is type(holder)


def shaped(article: Article, plan: Plan) -> Shaped:
    """The article as the plan has it."""
    work = _Work(plan.lines, dict(plan.beside))
    title = work.words(article.title) if article.title else ()
    standfirst = work.words(article.standfirst) if article.standfirst else ()
    summary = work.words(article.summary) if article.summary else ()
    points = tuple(work.points(article.key_points))
    body: list[Block] = [block for blocks in plan.opening for block in blocks]
    runs: list[tuple[int, int]] = []
    for index, block in enumerate(article.body):
        start = work.number
        made = work.block(block)
        around = sorted(plan.around.get(index, []) + work.left(start), key=lambda each: each.order)
        body += [each for beside in around if beside.before for each in beside.blocks]
        first = len(body)
        now = plan.blocks.get(index)
        body += made if now is None else placed(now, block)
        runs.append((first, len(body)))
        body += [each for beside in around if not beside.before for each in beside.blocks]
    note = tuple(each for block in article.author_note for each in work.block(block))
    made_of = replace(
        article,
        title=title,
        standfirst=standfirst,
        summary=summary,
        key_points=points,
        body=tuple(body),
        author_note=note,
    )
    return Shaped(made_of, runs)


@dataclass(slots=True)
class _Work:
    """One way through an article; it counts lines as `lines_of` does."""

    lines: dict[int, Blocks]
    beside: dict[int, list[Beside]]
    number: int = 0

    def words(self, inlines: Inlines) -> Inlines:
        """A line that is no block: a title, a caption, a term."""
        now, kept = self._line(inlines)
        return kept if now is None else run_of(now)

    def points(self, points: tuple[Inlines, ...]) -> Iterable[Inlines]:
        for point in points:
            now, kept = self._line(point)
            if now is None:
                yield kept
            else:
                yield from (run_of((block,)) for block in now)

    def left(self, start: int) -> list[Beside]:
        """What joined nothing, of what stands beside the lines from `start` on."""
        if not self.beside:
            return []
        return [each for at in range(start, self.number) for each in self.beside.get(at, ())]

    def _line(self, inlines: Inlines) -> tuple[Blocks | None, Inlines]:
        """What is to stand for the next line, None for what stands there, and that."""
        number = self.number
        self.number += 1
        kept = self._inlines(inlines)
        return self.lines.get(number), kept

    def _inlines(self, inlines: Inlines) -> Inlines:
        if len(inlines) == 1 and isinstance(inlines[0], Text):
            return inlines
        made: list[Inline] = []
        dropped = False
        for inline in inlines:
            if isinstance(inline, Footnote):
                blocks = self._blocks(inline.blocks)
                if blocks or not inline.blocks:
                    made.append(inline if blocks is inline.blocks else Footnote(blocks))
                else:
                    dropped = True
            elif dropped and isinstance(inline, Text) and made and isinstance(made[-1], Text):
                made[-1] = Text(made[-1].text + inline.text)
            else:
                made.append(rebuilt(inline, inlines=self._inlines))
        return _kept(inlines, made)

    def _blocks(self, blocks: Blocks) -> Blocks:
        made: list[Block] = []
        for block in blocks:
            made += self.block(block)
        return _kept(blocks, made)

    def block(self, block: Block) -> Blocks:
        match block:
            case Paragraph() | Heading():
                now, kept = self._line(block.inlines)
                if now is None:
                    same = kept is block.inlines
                    return (block if same else replace(block, inlines=kept),)
                if len(now) == 1 and isinstance(only := now[0], Paragraph):
                    return (replace(block, inlines=only.inlines),)
                return placed(now, block)
            case CodeBlock() | FormulaBlock():
                return self._verbatim(block)
            case Quote():
                return self._quote(block)
            case Listing():
                return self._listing(block)
            case DefinitionList():
                return self._definitions(block)
            case Figure():
                return (self._figure(block),)
            case Table():
                return self._table(block)
            case SectionBreak():
                return (block,)
            case _:
                assert_never(block)

    def _verbatim(self, block: CodeBlock | FormulaBlock) -> Blocks:
        number = self.number
        self.number += 1
        now = self.lines.get(number)
        if now is None:
            return (block,)
        if len(now) == 1 and isinstance(only := now[0], Paragraph):
            text = text_of_inlines(only.inlines)
            return (rebuilt(block, text=lambda _: text),)
        return placed(now, block)

    def _figure(self, figure: Figure) -> Figure:
        alt = text_of_inlines(self.words((Text(figure.alt),))) if figure.alt else ""
        caption = self.words(figure.caption) if figure.caption else ()
        credit = self.words(figure.credit) if figure.credit else ()
        if alt == figure.alt and caption is figure.caption and credit is figure.credit:
            return figure
        return replace(figure, alt=alt, caption=caption, credit=credit)

    def _quote(self, quote: Quote) -> Blocks:
        made: list[Block] = []
        for block in quote.blocks:
            start = self.number
            held = self.block(block)
            for said in self._around((held,), start, quote, lambda each: (each.blocks,)):
                made += said
        blocks = _kept(quote.blocks, made)
        if blocks is quote.blocks:
            return (quote,)
        return (replace(quote, blocks=blocks),) if blocks else ()

    def _listing(self, listing: Listing) -> Blocks:
        made: list[tuple[Blocks, int | None]] = []
        for item, value in zip(listing.items, values_of(listing), strict=True):
            start = self.number
            items = self._item(item, listing)
            valued = [(each, None if at else value) for at, each in enumerate(items)]
            made += self._around(valued, start, listing, _valued)
        items_now = _kept(listing.items, [item for item, _ in made])
        if items_now is listing.items:
            return (listing,)
        values = tuple(value for _, value in made) if listing.values else ()
        return (replace(listing, items=items_now, values=values),) if items_now else ()

    def _item(self, item: Blocks, listing: Listing) -> list[Blocks]:
        """What an item is now: one; none when all it held is gone; or several.

        It is several where a list of the kind stands for its only line.
        """
        held = self._blocks(item)
        if held is item:
            return [item]
        if len(item) == 1 and len(held) == 1 and isinstance(only := held[0], Listing):
            line = isinstance(item[0], Paragraph | Heading | CodeBlock | FormulaBlock)
            if line and joins(only, listing):
                return list(only.items)
        return [held] if held else []

    def _definitions(self, glossary: DefinitionList) -> Blocks:
        made: list[Entry] = []
        for entry in glossary.entries:
            start = self.number
            now = self._entry(entry)
            left = (now,) if now.terms or now.definitions or now is entry else ()
            made += self._around(left, start, glossary, lambda each: each.entries)
        entries = _kept(glossary.entries, made)
        if entries is glossary.entries:
            return (glossary,)
        return (replace(glossary, entries=entries),) if entries else ()

    def _entry(self, entry: Entry) -> Entry:
        terms = []
        for term in entry.terms:
            now, kept = self._line(term)
            terms += [kept] if now is None else [run_of((block,)) for block in now]
        definitions = []
        for blocks in entry.definitions:
            made = self._blocks(blocks)
            definitions += [made] if made or made is blocks else []
        terms_now = _kept(entry.terms, terms)
        definitions_now = _kept(entry.definitions, definitions)
        same = terms_now is entry.terms and definitions_now is entry.definitions
        return entry if same else Entry(terms_now, definitions_now)

    def _table(self, table: Table) -> Blocks:
        caption = self.words(table.caption) if table.caption else ()
        made: list[Row] = []
        heads = table.head_rows
        for index, row in enumerate(table.rows):
            start = self.number
            cells = _kept(row, [self._cell(cell) for cell in row])
            emptied = cells is not row and not any(cell.blocks for cell in cells)
            around = self._around(() if emptied else (cells,), start, table, lambda each: each.rows)
            heads += len(around) - 1 if index < table.head_rows else 0
            made += around
        rows = _kept(table.rows, made)
        if rows is table.rows and caption is table.caption:
            return (table,)
        if not rows and not caption:
            return ()
        return (replace(table, rows=rows, caption=caption, head_rows=heads),)

    def _cell(self, cell: Cell) -> Cell:
        if cell.blocks:
            blocks = self._blocks(cell.blocks)
        else:
            now, _ = self._line(())
            blocks = now or ()
        return cell if blocks is cell.blocks else replace(cell, blocks=blocks)

    def _around(
        self,
        parts: Iterable[Part],
        start: int,
        holder: Group,
        parts_of: Callable[..., Iterable[Part]],
    ) -> list[Part]:
        """Parts of a group with those that join it beside the lines from `start` on."""
        made = list(parts)
        if not self.beside:
            return made
        first: list[Part] = []
        for number in range(start, self.number):
            left: list[Beside] = []
            for beside in self.beside.get(number, ()):
                if len(beside.blocks) == 1 and joins(group := beside.blocks[0], holder):
                    (first if beside.before else made).extend(parts_of(group))
                else:
                    left.append(beside)
            self.beside[number] = left
        return first + made


def _valued(listing: Listing) -> Iterable[tuple[Blocks, int | None]]:
    return zip(listing.items, values_of(listing), strict=True)


def _kept(before: tuple[Part, ...], after: list[Part]) -> tuple[Part, ...]:
    """What was made, as the same tuple when all stayed the same objects."""
    if len(after) == len(before) and all(a is b for a, b in zip(after, before, strict=True)):
        return before
    return tuple(after)


def run_of(blocks: Blocks) -> Inlines:
    """Blocks as one run of inlines, each on a line of its own: for what holds no blocks."""
    made: list[Inline] = []
    for block in blocks:
        if made:
            made.append(LineBreak())
        if isinstance(block, Paragraph | Heading):
            made += block.inlines
        else:
            made.append(Text(text_of(block)))
    return tuple(made)


def placed(blocks: Blocks, at: Block) -> Blocks:
    """Blocks that stand for another, with its origin."""
    return tuple(replace(block, origin=at.origin) for block in blocks)
