"""What an editor changed in an article after it was cleaned, as values.

A *line* is a run of inlines that stands by itself, wherever it stands: a paragraph, a heading, an
item's line, a cell's, a term, a caption, a credit, a line of a note; so is a program and a formula
(`revision.lines`). Lines are known by their words, never by number: what is written for an article
today must find its line in the article of tomorrow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from publish.model.article import Remark
from publish.model.tree import Blocks, Inlines

Value = str | tuple[str, ...] | Inlines | tuple[Inlines, ...] | Blocks
"""What a field of an article holds."""


@dataclass(frozen=True, slots=True)
class At:
    """A line by its words (`walk.text_of_inlines`), or a block of the body by all of its words.

    Words are compared by `passages.key_of`. Of several lines with one key `nth`, from 1, is the one
    that is meant, counted in reading order over the whole article; 0 means each of them.
    """

    text: str
    nth: int = 0


@dataclass(frozen=True, slots=True)
class Edit:
    """The line at `at` reads `now`. One Paragraph: it keeps its place and its kind. None: it goes.

    Anything else takes the place of the block that the line is.
    """

    at: At
    now: Blocks


@dataclass(frozen=True, slots=True)
class Insert:
    """Blocks after a line or before it; with neither they open the body.

    Beside an item of a list, items of a list of that kind join it. `moved` is the line that these
    words were: blocks keep its origin.
    """

    blocks: Blocks
    after: At | None = None
    before: At | None = None
    moved: At | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """All that makes one article of another: fields by name, lines, remarks; applied in order.

    `remarks` are None where those of the article stay.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    changes: tuple[Edit | Insert, ...] = ()
    remarks: tuple[Remark, ...] | None = None


NO_REVISION = Revision()
