"""What an editor changed in an article after it was cleaned, as values.

A *line* is a run of inlines that stands by itself, wherever it stands: a paragraph, a heading, an
item's line, a cell's, a term, a caption, a credit, a line of a note; so is a program and a formula
(`revision.lines`). Lines are known by their words, never by number: what is written for an article
today must find its line in the article of tomorrow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from publish.model.article import Remark, Removal
from publish.model.tree import Blocks, Inlines

Value = str | tuple[str, ...] | Inlines | tuple[Inlines, ...] | Blocks
"""What a field of an article holds."""


@dataclass(frozen=True, slots=True)
class At:
    """A line by its words, those of its notes left out; `whole`: a block of the body by all of it.

    A whole block is one that stands right in the body, with `walk.text_of` its words; the words of
    a line may also be given with those of its notes. Words are compared by `passages.key_of`. Of
    several with one key `nth`, from 1, is the one that is meant, counted in reading order: lines
    over the whole article (title, standfirst, summary, key points, body, author note), blocks over
    the body. 0 means each of them.
    """

    text: str
    nth: int = 0
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """The line at `at` reads `now`. One Paragraph: it keeps its place and its kind. None: it goes.

    Anything else takes the place of the block that the line is; items of a list of its kind stand
    where the item stood. What is left empty goes too: an item, a list, a quote, a row of a table, a
    note; a cell stays. A whole block gives way to `now` whatever it is.
    `restored` are the removals whose words stand in the line again, and nothing else is new in it.
    """

    at: At
    now: Blocks
    restored: tuple[Removal, ...] = ()


@dataclass(frozen=True, slots=True)
class Insert:
    """Blocks after a line or before it; with neither they open the body.

    They stand beside the block of the body that holds the line. But one list, quote, table or
    glossary beside a line of such a one joins it: its items, blocks, rows, entries stand beside
    that of the line. Of several inserts at one place the first stands first.
    `moved` is the line or block that these words were: blocks keep its origin.
    `restored` are the removals that these blocks are, one a block.
    """

    blocks: Blocks
    after: At | None = None
    before: At | None = None
    moved: At | None = None
    restored: tuple[Removal, ...] = ()


@dataclass(frozen=True, slots=True)
class Revision:
    """All that makes one article of another: fields by name, lines, remarks.

    Every change speaks of the article as it was before any: that one line is deleted or edited
    takes no other line its place. What finds no line there is looked for in what the changes made,
    so that a second edit of a line finds what the first one wrote. Of two on one line the later
    counts. `remarks` are None where those of the article stay, beside the words they stood on.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    changes: tuple[Edit | Insert, ...] = ()
    remarks: tuple[Remark, ...] | None = None


NO_REVISION = Revision()
