"""From a source's bytes to a clean article, and the record of all that went between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Literal, get_args

from publish.model.notes import Weight, weight_of
from publish.model.tree import NOWHERE, Blocks, Inlines, Origin

Span = tuple[int, int]
"""Characters of a block's plain text (`walk.text_of`), from 0, end excluded."""


Changes = Literal["accept", "reject", "show"]
"""What becomes of tracked changes; `show` keeps both, as deleted and inserted words."""

CHANGES: tuple[Changes, ...] = get_args(Changes)


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one article before anything was understood.

    `name` is the path below the folder given, with `/`; of a single file its own name; of standard
    input `stdin`. `companions` are bytes that came with it, by the name it calls them. `changes`
    says what of a Word file's tracked changes is read: one of CHANGES. `fields` are the names that
    an object in JSON has for our fields, by ours (`json_fields`). `form` is the name of the reader
    that has to read it, "" where the bytes tell.
    """

    name: str
    data: bytes = field(repr=False)
    companions: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    changes: Changes = "accept"
    form: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asset:
    """A picture, decoded once and known to be sound; the size is in pixels."""

    name: str
    media_type: str
    data: bytes = field(repr=False)
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True)
class Note:
    """Something odd but survivable; `code` is a stable `room.thing`.

    `weight` is that of the code (`model.notes`) where it is not given.
    """

    code: str
    message: str
    origin: Origin = NOWHERE
    weight: Weight = field(default=None)  # type: ignore[arg-type]  # filled in right away

    def __post_init__(self) -> None:
        if self.weight is None:
            object.__setattr__(self, "weight", weight_of(self.code))


@dataclass(frozen=True, slots=True)
class Declared:
    """What a source says about itself; `where` names the place, such as "og:title"."""

    value: str
    where: str


@dataclass(frozen=True, slots=True)
class Hints:
    """What the format declares, the most trusted first in each field."""

    title: tuple[Declared, ...] = ()
    standfirst: tuple[Declared, ...] = ()
    authors: tuple[Declared, ...] = ()
    published: tuple[Declared, ...] = ()
    updated: tuple[Declared, ...] = ()
    outlet: tuple[Declared, ...] = ()
    url: tuple[Declared, ...] = ()
    language: tuple[Declared, ...] = ()
    tags: tuple[Declared, ...] = ()
    summary: tuple[Declared, ...] = ()
    key_points: tuple[Declared, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """A person's comment on an article, as Word shows it in the margin.

    It stands on the words `span` of a block's plain text (`walk.text_of`), or on the whole block:
    number `block`, from 0, of the article's `field`: "title", "standfirst", "summary",
    "key_points", "body" or "author_note", or "" for the article as a whole. In a Draft the field is
    "body" and counts the draft's blocks. `parent` is the index, among the remarks it stands with,
    of the one that it answers. `date` is yyyy-mm-ddThh:mm:ssZ or empty.
    """

    author: str
    text: str
    initials: str = ""
    date: str = ""
    field: str = "body"
    block: int = 0
    span: Span | None = None
    parent: int | None = None
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything the file says, as blocks with origins; nothing is judged yet.

    `authored` says that a person set the text in named styles (Word): what these call a title is
    one, and no model judges the rest. `article` is what a file of ours carries, with what was
    changed in the file since: it is not cleaned again.
    """

    name: str
    blocks: Blocks
    hints: Hints = Hints()
    assets: Mapping[str, Asset] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    remarks: tuple[Remark, ...] = ()
    authored: bool = False
    article: Article | None = None

    @property
    def anonymous(self) -> Draft:
        """The same draft for those who want it cleaned as a web page is, whoever wrote it."""
        return replace(self, authored=False, article=None)


@dataclass(frozen=True, slots=True)
class Lifts:
    """Fields of an article that a finding takes its words into; None where it lifts nothing."""

    title: Inlines | None = None
    standfirst: Inlines | None = None
    byline: tuple[str, ...] | None = None
    dateline: str | None = None
    published: str | None = None
    updated: str | None = None
    outlet: str | None = None
    tags: tuple[str, ...] | None = None
    author_note: Blocks | None = None

    def names(self) -> tuple[str, ...]:
        """The fields that are lifted, in the order above."""
        return tuple(f.name for f in fields(self) if getattr(self, f.name) is not None)


NO_LIFTS = Lifts()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule points at: the blocks `first` to `last` (indices from 0, both included).

    With a `span`, only these characters of the one block `first`. `why` is a sentence a person can
    check. `moved_to` is the field that holds the words from now on; a finding that only reads a
    field from words that stay gives `keeps=True`. A `note` is a doubt for the editor.
    """

    first: int
    last: int
    why: str
    span: Span | None = None
    lifts: Lifts = NO_LIFTS
    moved_to: str = ""
    keeps: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Removal:
    """Words that were taken out of the body: which, where, by what rule and why.

    `span` counts in the plain text of the block as the draft had it; None is the whole block.
    `moved_to` is "" or the field of the article into which the words were lifted.
    """

    rule: str
    origin: Origin
    span: Span | None
    text: str
    why: str
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words an editor ruled about, by digest (`walk.digest_of`) and as a person reads them.

    With `whole` they are meant where they are all of a block, and not where they stand in others.
    """

    digest: str
    text: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class LineEdit:
    """A line of the cleaned article that reads `now`, in Markdown; "" takes it out.

    A line is a paragraph, a heading, an item, a cell, a caption, a note; the passage may also be
    all the words of a block, and `now` then blocks. Of several lines with the same words `nth`,
    from 1, is the one that is meant; 0 means each.
    """

    passage: Passage
    now: str
    nth: int = 0


@dataclass(frozen=True, slots=True)
class LineInsert:
    """Blocks, in Markdown, after a line or before it; with neither before the first of the body.

    `nth` is that of the line beside them. `origin` is the digest of the words that moved here.
    """

    text: str
    after: Passage | None = None
    before: Passage | None = None
    nth: int = 0
    origin: str = ""


@dataclass(frozen=True, slots=True)
class LineRemark:
    """A person's comment on a passage, or on the article as a whole; `re` is what it answers."""

    author: str
    text: str
    on: Passage | None = None
    date: str = ""
    re: str = ""
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class Decisions:
    """An editor's word about one article. None leaves a field as found; "" empties it."""

    title: str | None = None
    standfirst: str | None = None
    byline: tuple[str, ...] | None = None
    dateline: str | None = None
    published: str | None = None
    updated: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    tags: tuple[str, ...] | None = None
    summary: str | None = None
    key_points: tuple[str, ...] | None = None
    author_note: str | None = None
    restore: tuple[Passage, ...] = ()
    strip: tuple[Passage, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    edit: tuple[LineEdit, ...] = ()
    insert: tuple[LineInsert, ...] = ()
    remark: tuple[LineRemark, ...] = ()
    settled: tuple[str, ...] = ()
    """Digests of comments of ours that a person resolved or deleted."""

    def over(self, below: Decisions) -> Decisions:
        """These decisions laid over others: fields win, passages and options add up."""
        fields_set = {
            f.name: getattr(self, f.name)
            for f in fields(self)
            if f.name not in _ADDING and getattr(self, f.name) is not None
        }
        return replace(
            below,
            **fields_set,
            restore=below.restore + self.restore,
            strip=below.strip + self.strip,
            options={**below.options, **self.options},
            edit=below.edit + self.edit,
            insert=below.insert + self.insert,
            remark=below.remark + self.remark,
            settled=below.settled + self.settled,
        )


_ADDING = frozenset({"restore", "strip", "options", "edit", "insert", "remark", "settled"})
NO_DECISIONS = Decisions()


@dataclass(frozen=True, slots=True)
class Recurring:
    """A line that stands in `count` of a site's articles, at one place.

    `key` is `recurring.key_of` its text. `where` is "above", "inside" or "below" the article's own
    prose, `step` the element of an HTML page that mostly holds it. A person who adds a line of his
    own may leave out both: a count of 0 is his word that it is furniture, a `where` of "" means
    any place. `kept` says why cleaning leaves it in the articles all the same, "" where it does
    not: what was seen when the profile was learned, and no order.
    """

    key: str
    text: str
    count: int = 0
    where: str = ""
    step: str = ""
    kept: str = ""


@dataclass(frozen=True, slots=True)
class SiteProfile:
    """What recurs over the articles of one site or folder: evidence, not a verdict."""

    site: str = ""
    articles: int = 0
    lines: tuple[Recurring, ...] = ()

    @property
    def kept(self) -> int:
        """How many lines stay in the articles, at each place in which they stand."""
        taken = {line.key for line in self.lines if not line.kept}
        return len({line.key for line in self.lines} - taken)


NO_PROFILE = SiteProfile()


@dataclass(frozen=True, slots=True)
class Article:
    """What a reader wants printed. Dates begin with yyyy-mm-dd; `language` is BCP 47.

    `settled` are digests of comments of ours, in Word, that need not be made again.
    """

    name: str
    title: Inlines
    body: Blocks
    standfirst: Inlines = ()
    byline: tuple[str, ...] = ()
    dateline: str = ""
    published: str = ""
    updated: str = ""
    outlet: str = ""
    url: str = ""
    language: str = "en"
    tags: tuple[str, ...] = ()
    summary: Inlines = ()
    key_points: tuple[Inlines, ...] = ()
    author_note: Blocks = ()
    assets: Mapping[str, Asset] = field(default_factory=dict)
    removals: tuple[Removal, ...] = ()
    notes: tuple[Note, ...] = ()
    remarks: tuple[Remark, ...] = ()
    settled: tuple[str, ...] = ()
