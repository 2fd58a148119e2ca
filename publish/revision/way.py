"""Where the lines and blocks of an article are in a later version of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from publish.model.article import Article
from publish.model.revision import At, Insert
from publish.model.tree import Block, Blocks
from publish.model.walk import text_of
from publish.revision.align import align
from publish.revision.lines import Line, lines_in
from publish.revision.places import Places
from publish.revision.tokens import words

_NEAR = 6  # lines, such as those of an item or a row, between a place and what was put in there


@dataclass(slots=True)
class Way:
    """From the lines and blocks of an article to those of a later one, by their words."""

    before: Places
    after: Places
    lines: dict[int, int] = field(default_factory=dict)
    blocks: dict[int, int] = field(default_factory=dict)
    new: dict[tuple[str, ...], list[int]] = field(default_factory=dict)
    """The words of lines and blocks that the later one alone has, and at which lines."""

    @classmethod
    def between(cls, base: Article, now: Article) -> Way:
        """The way from `base` to `now`."""
        way = cls(Places.of(base), Places.of(now))
        ours, theirs = way.before.body_lines(), way.after.body_lines()
        lines = [line.text for line in ours], [line.text for line in theirs]
        pairs = align(*lines)
        for pair in pairs:
            for i in pair.before:
                if pair.after:
                    way.lines[ours[i].number] = theirs[pair.after[0]].number
            if not pair.before:
                for j in pair.after:
                    way._add(theirs[j].text, theirs[j].number)
        texts = tuple([text_of(block) for block in body] for body in (base.body, now.body))
        for pair in pairs if texts == lines else align(*texts):
            if len(pair.before) == len(pair.after) == 1:
                way.blocks[pair.before[0]] = pair.after[0]
            elif not pair.before:
                for j in pair.after:
                    way._add(texts[1][j], way.after.first[j])
        return way

    def _add(self, text: str, number: int) -> None:
        self.new.setdefault(tuple(words(text)), []).append(number)

    def is_there(self, blocks: Blocks, after: At | None, before: At | None) -> bool:
        """Whether the later article has these blocks already, and at this place."""
        at = after or before
        if at is None:
            number = self.after.first[0]
        elif at.whole:
            number = self.after.first[self.after.blocks_at(at)[0] + 1]
        else:
            (number,) = self.after.lines_at(at)
        near = _NEAR + len(lines_in(blocks))
        return all(
            any(abs(place - number) <= near for place in self.new.get(tuple(words(text)), ()))
            for text in map(text_of, blocks)
        )

    def line(self, number: int) -> Line | None:
        """The line that this one is now; None where it is gone."""
        there = self.lines.get(number)
        return None if there is None else self.after.lines[there]

    def block(self, at: At) -> tuple[Block, Block | None]:
        """The block that a line or a block stands for, and what it is now."""
        if at.whole:
            (i,) = self.before.blocks_at(at)
            k = self.blocks.get(i)
        else:
            (number,) = self.before.lines_at(at)
            i, line = self.before.lines[number].block, self.line(number)
            k = None if line is None else line.block
        return self.before.article.body[i], None if k is None else self.after.article.body[k]

    def named(self, at: At) -> At | None:
        """What a line or a block is called now."""
        if at.whole:
            (i,) = self.before.blocks_at(at)
            return self.after.at_block(self.blocks[i]) if i in self.blocks else None
        (number,) = self.before.lines_at(at)
        return self.after.at_line(self.lines[number]) if number in self.lines else None

    def beside(self, insert: Insert) -> tuple[At | None, At | None]:
        """After what and before what blocks are to stand now.

        That is the line they stood beside, or the last one before it that is still there.
        """
        at = insert.after or insert.before
        if at is None:
            return None, None
        name = self.named(at)
        if name is not None:
            return (name, None) if insert.after else (None, name)
        if at.whole:
            number = self.before.first[self.before.blocks_at(at)[0] + 1] - 1
        else:
            (number,) = self.before.lines_at(at)
        while number >= self.before.first[0]:
            if number in self.lines:
                return self.after.at_line(self.lines[number]), None
            number -= 1
        return None, None
