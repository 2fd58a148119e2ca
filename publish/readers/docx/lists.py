"""Paragraphs one after the other → quotes, lists and definitions in each other.

Word knows no containers. What holds a paragraph is told by its style, by its number and by how far
in it stands; our own styles spell it (model/word_paths.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from publish.model.tree import (
    Block,
    Blocks,
    Checkbox,
    CodeBlock,
    DefinitionList,
    Entry,
    Heading,
    Inlines,
    Listing,
    Origin,
    Paragraph,
    Quote,
    Table,
    Text,
)
from publish.model.word_paths import LEAVES, Path, Step
from publish.readers.docx.numbering import ListMark
from publish.readers.docx.styles import ParagraphLook

_NEAR = 60  # twips: as far as a paragraph's edge may stand left of the item that it goes on in
_BOXES = {"☐": False, "☑": True, "☒": True}
_LIST, _QUOTE, _DEFINITION = Step("list"), Step("quote"), Step("definition")


@dataclass(frozen=True, slots=True)
class Placed:
    """A block of the file with the look of its paragraph, and what stands before it in a list.

    A term is a Paragraph. `block` is None for the small paragraph that our tables end with
    (kind "table-end"): its look is that of the table before it.
    """

    block: Block | None
    look: ParagraphLook = field(default_factory=ParagraphLook)
    mark: ListMark | None = None


def gathered(lines: Iterable[Placed]) -> Blocks:
    """The blocks with what holds them around them; empty paragraphs are left out.

    A numbered heading is a heading. A list that goes on counts on; where a number does not follow,
    another begins, unless our style says that it is the same.
    """
    stack = _Stack()
    for line in _tables_placed(list(lines)):
        stack.add(line)
    return stack.done()


def _tables_placed(lines: Sequence[Placed]) -> Iterable[Placed]:
    """The lines, each table with the look of the paragraph that ends it."""
    for at, line in enumerate(lines):
        if line.look.kind == "table-end" and not isinstance(line.block, Table):
            continue
        behind = lines[at + 1].look if at + 1 < len(lines) else None
        if isinstance(line.block, Table) and behind and behind.kind == "table-end":
            yield replace(line, look=behind)
        else:
            yield line


@dataclass(slots=True)
class _Open:
    """A container that paragraphs are still put into: path steps `begin` to `end` lead to it."""

    step: Step
    begin: int
    end: int
    blocks: list[Block] = field(default_factory=list)
    items: list[list[Block]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    mark: ListMark | None = None
    entries: list[tuple[list[Inlines], list[list[Block]]]] = field(default_factory=list)

    def put(self, block: Block, *, joined: bool = False) -> None:
        """One more block in what is open last."""
        match self.step.holder:
            case "quote":
                into = self.blocks
            case "list":
                into = self.items[-1]
            case _:
                definitions = self.entries[-1][1]
                if not definitions:
                    definitions.append([])
                into = definitions[-1]
        _put(into, block, joined=joined)

    def block(self) -> Block | None:
        """The container with what was put into it."""
        match self.step.holder:
            case "quote":
                made = tuple(self.blocks)
                return Quote(made, _origin(made)) if made else None
            case "list":
                return self._listing()
            case _:
                entries = tuple(
                    Entry(tuple(terms), tuple(tuple(each) for each in definitions if each))
                    for terms, definitions in self.entries
                )
                held = [block for entry in entries for each in entry.definitions for block in each]
                return DefinitionList(entries, _origin(held))

    def _listing(self) -> Listing:
        items = tuple(map(tuple, self.items))
        origin = _origin([block for item in self.items for block in item])
        if self.mark is None or not self.mark.ordered:
            return Listing(items, origin=origin)
        numbering = self.mark.numbering
        start, steps = self.numbers[0], list(zip(self.numbers, self.numbers[1:], strict=False))
        down = bool(steps) and all(after == before - 1 for before, after in steps)
        up = all(after == before + 1 for before, after in steps)
        values: tuple[int | None, ...] = ()
        if not (up or down):
            follow = (None if after == before + 1 else after for before, after in steps)
            values = (None, *follow)
        return Listing(items, True, start, origin, numbering, down, values)


@dataclass(slots=True)
class _Stack:
    """The containers that are open, outermost first, and what stands outside of all."""

    blocks: list[Block] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)

    def add(self, line: Placed) -> None:
        """One more line."""
        if line.block is None:
            return
        if _is_empty(line.block) and line.mark is None and not _task(line):
            if line.look.begins:
                self._kept(self._path(line)[0])
            return
        path, opens = self._path(line)
        joined = isinstance(line.block, CodeBlock) and not opens.new
        if opens.holder in ("list", "task"):
            self._item(line, path, opens)
        elif opens.holder == "entry":
            self._term(line, path, opens)
        else:
            for step in path[self._kept(path) :]:
                self._enter(step, 1)
            self._put(line.block, joined=joined)

    def done(self) -> Blocks:
        """All blocks, everything closed."""
        self._close(0)
        return tuple(self.blocks)

    # Where a line stands

    def _path(self, line: Placed) -> tuple[Path, Step]:
        """What holds a line, and what it opens: a list's item, an entry; "code" is nothing.

        Of what opens an item or an entry the list is not in the path.
        """
        look, mark = line.look, line.mark
        opens = Step("code")
        if look.path is not None:
            path = look.path
            if path and path[-1].holder in LEAVES:
                opens, path = path[-1], path[:-1]
        else:
            path = self._guessed(line)
        if look.kind == "term" or opens.holder in ("entry", "glossary"):
            return path, Step("entry", opens.new)
        if isinstance(line.block, Heading):
            return path, opens
        if mark is not None or _task(line):
            outer = _without_lists(path)
            inner = path[len(outer) :] or (_LIST,)
            if mark is not None:
                inner = _moved(inner, mark.level + 1 - sum(step.holder == "list" for step in path))
            return (*outer, *inner[:-1]), Step("list", inner[-1].new)
        if look.kind in ("list", "task") and look.path is not None:
            return _without_lists(path), opens  # its number was taken away
        return path, opens

    def _guessed(self, line: Placed) -> Path:
        """What holds a line whose style does not spell it."""
        look, mark = line.look, line.mark
        if mark is not None and not isinstance(line.block, Heading):
            around = (_QUOTE,) if look.kind == "quote" else ()
            return (*around, *(_LIST,) * (mark.level + 1))
        match look.kind:
            case "quote":
                return (_QUOTE, _QUOTE) if look.name == "Quote 2" else (_QUOTE,)
            case "task":
                return (_LIST,) * max(look.level, 1)
            case "continued":
                return (_LIST,) * min(max(look.level, 1), self._depth())
            case "definition":
                return (_DEFINITION,) if self._defines() else ()
            case "body" | "code" | "list":
                return self._beside(look)
            case _:
                return ()

    def _depth(self) -> int:
        """How many steps of lists are open, counted from outside."""
        depth = 0
        for each in self.open:
            if each.step.holder != "list":
                break
            depth = each.end
        return depth

    def _defines(self) -> bool:
        return bool(self.open) and self.open[0].step.holder == "definition"

    def _beside(self, look: ParagraphLook) -> Path:
        """The items that a paragraph goes on in because it stands as far in as they do."""
        if not look.indent:
            return ()
        depth = 0
        for each in self.open:
            if each.step.holder != "list" or each.mark is None or not each.mark.indent:
                break
            if look.indent < each.mark.indent - _NEAR:
                break
            depth = each.end
        return (_LIST,) * depth

    # Opening and closing

    def _kept(self, path: Path) -> int:
        """How many steps of a path are open already; all else is closed."""
        reached = 0
        for index, each in enumerate(self.open):
            steps = path[each.begin : each.end]
            fits = len(steps) == each.end - each.begin and all(
                step.holder == each.step.holder for step in steps
            )
            if not fits or any(step.new for step in steps):
                if fits and each.step.holder == "definition":
                    self._close(index + 1)
                    each.entries[-1][1].append([])
                    return each.end
                self._close(index)
                return reached
            reached = each.end
        return reached

    def _enter(self, step: Step, length: int) -> _Open:
        begin = self.open[-1].end if self.open else 0
        made = _Open(step, begin, begin + length)
        if step.holder == "list":
            made.items.append([])
        if step.holder == "definition":
            made.entries.append(([], []))
        self.open.append(made)
        return made

    def _close(self, index: int) -> None:
        """Close what is open from this index on, the innermost first."""
        while len(self.open) > index:
            made = self.open.pop().block()
            if made is not None:
                self._put(made)

    def _put(self, block: Block, *, joined: bool = False) -> None:
        if self.open:
            self.open[-1].put(block, joined=joined)
        else:
            _put(self.blocks, block, joined=joined)

    # Items and entries

    def _item(self, line: Placed, path: Path, opens: Step) -> None:
        """A line that opens an item of the list at the end of a path."""
        whole = (*path, _LIST)
        kept = self._kept_around(path, whole)
        found = self.open[-1] if self.open and self.open[-1].end == len(whole) == kept else None
        said = line.look.path is not None
        if found is not None and (opens.new or not _goes_on(found, line.mark, said=said)):
            self._close(len(self.open) - 1)
            found = None
        if found is None:
            begin = self.open[-1].end if self.open else 0
            rest = whole[begin:]
            for step in _without_lists(rest):
                self._enter(step, 1)
            begin = self.open[-1].end if self.open else 0
            found = self._enter(_LIST, len(whole) - begin)
            found.mark = line.mark
        else:
            found.items.append([])
        if line.mark is not None and line.mark.number is not None:
            found.numbers.append(line.mark.number)
        block = line.block
        if block is not None and not _is_empty(block):
            found.put(_boxed(block) if _task(line) else block)

    def _kept_around(self, path: Path, whole: Path) -> int:
        """Steps that stay open for an item: the list that it belongs to is one of them."""
        fitting = (*path, *whole[len(path) :])
        return self._kept(fitting)

    def _term(self, line: Placed, path: Path, opens: Step) -> None:
        """A term: of the entry that has no definition yet, else of a new one."""
        new = opens.new and line.look.path is not None and line.look.path[-1].holder == "glossary"
        kept = self._kept((*path, Step("definition", False)))
        found = self.open[-1] if self.open and self.open[-1].end == len(path) + 1 == kept else None
        if found is not None and new:
            self._close(len(self.open) - 1)
            found = None
        if found is None:
            for step in path[self.open[-1].end if self.open else 0 :]:
                self._enter(step, 1)
            found = self._enter(_DEFINITION, 1)
        elif opens.new or found.entries[-1][1]:
            found.entries.append(([], []))
        if isinstance(line.block, Paragraph | Heading):
            found.entries[-1][0].append(line.block.inlines)


_LAST_LEVEL = 9  # of Word's: what is deeper shares it


def _moved(lists: Path, levels: int) -> Path:
    """The lists at the end of a path, as many more or less as an editor moved their item in."""
    if levels < 0 and len(lists) + levels < _LAST_LEVEL <= len(lists):
        return lists  # nobody moved it: Word has no deeper level
    return (*lists, *(_LIST,) * levels) if levels > 0 else lists[: max(len(lists) + levels, 1)]


def _without_lists(path: Path) -> Path:
    """A path without the lists at its end."""
    end = len(path)
    while end and path[end - 1].holder == "list":
        end -= 1
    return path[:end]


def _task(line: Placed) -> bool:
    """Whether a line opens an item with a box to tick."""
    path = line.look.path
    if path is not None and path and path[-1].holder == "task":
        return True
    return line.look.kind == "task" and isinstance(line.block, Paragraph)


def _goes_on(found: _Open, mark: ListMark | None, *, said: bool) -> bool:
    """Whether an item belongs to the list that is open at its place."""
    ordered = mark is not None and mark.ordered
    if ordered != (found.mark is not None and found.mark.ordered):
        return False
    if mark is None or found.mark is None or mark.number is None:
        return True
    if mark.numbering != found.mark.numbering:
        return False
    return said or mark.number == found.numbers[-1] + 1


def _put(into: list[Block], block: Block, *, joined: bool) -> None:
    """One more block; the line of a program that goes on is put to it."""
    before = into[-1] if into else None
    if joined and isinstance(before, CodeBlock) and isinstance(block, CodeBlock):
        text = f"{before.text}\n{block.text}"
        origin = _origin([before, block])
        into[-1] = CodeBlock(text, before.language or block.language, origin)
        return
    into.append(block)


def _boxed(block: Block) -> Block:
    """A line with its box as the tree has it: the sign of our own style and the space behind it."""
    if not isinstance(block, Paragraph) or not block.inlines:
        return block
    first = block.inlines[0]
    if not isinstance(first, Text) or first.text[:1] not in _BOXES:
        return block
    rest = first.text[1:].lstrip("\t ")
    left: Inlines = (Text(f" {rest}"),) if rest else ()
    return Paragraph((Checkbox(_BOXES[first.text[0]]), *left, *block.inlines[1:]), block.origin)


def _is_empty(block: Block) -> bool:
    return isinstance(block, Paragraph) and not block.inlines


def _origin(blocks: Sequence[Block]) -> Origin:
    """From the first paragraph to the last that a container holds."""
    if not blocks:
        return Origin(0, 0)
    first, last = blocks[0].origin, blocks[-1].origin
    return Origin(first.first, max(first.first, last.last), first.unit)
