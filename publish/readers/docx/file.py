"""A Word file line by line: what each says, and what its style calls it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from publish.model.article import Article, Asset, Changes, Note, Remark
from publish.model.limits import DEFAULT_LIMITS, Limits
from publish.model.tree import Block, Blocks, Heading, Paragraph, Text
from publish.model.walk import text_of_inlines
from publish.model.word_roles import FACTS, Part, Role, is_ours, part_of, role_of
from publish.readers.docx.carried import record_of
from publish.readers.docx.hints import NO_PROPERTIES, Properties, properties_of
from publish.readers.docx.items import Item, blocks_of, with_headings
from publish.readers.docx.left_out import notes_on
from publish.readers.docx.lines import FACT, inlines_of, meant, parted
from publish.readers.docx.names import W
from publish.readers.docx.opening import Opened, opened_package
from publish.readers.docx.reading import Reading
from publish.readers.docx.remarks import Place, cut_out, remarks_of
from publish.readers.docx.story import Story
from publish.readers.language_tags import primary
from publish.readers.sizes import check_blocks


@dataclass(frozen=True, slots=True)
class WordLine:
    """One top-level block of the file and its role; `article` counts the articles, from 0.

    A fact's block is its value, its `label` what stands before. A label's `part` is what it stands
    above. `field` is the article's field that a fact says, where its style tells: "byline",
    "dateline" or "".
    """

    role: Role
    block: Block
    article: int = 0
    label: str = ""
    part: Part | None = None
    field: str = ""


@dataclass(frozen=True, slots=True)
class WordFile:
    """A Word file as it reads now, and what it carries of the edition that it was made from.

    `articles` are those of our part, `sources` the names and digests of our properties; both are
    empty where there is none. `assets` are the pictures that it shows. Remarks stand on `lines` as
    a draft's do on its blocks. `styled` says that our styles are still in it, `language` is the one
    that is not marked as foreign.
    """

    name: str
    lines: tuple[WordLine, ...]
    articles: tuple[Article, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    layout: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    assets: Mapping[str, Asset] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    remarks: tuple[Remark, ...] = ()
    styled: bool = False
    language: str = ""
    properties: Properties = NO_PROPERTIES

    @property
    def blocks(self) -> Blocks:
        """All that it says, a block a line: a fact with its label before it."""
        return tuple(map(_whole, self.lines))


def _whole(line: WordLine) -> Block:
    if line.role == "fact" and line.label and isinstance(line.block, Paragraph):
        label = Text(f"{line.label} " if line.block.inlines else line.label)
        return replace(line.block, inlines=(label, *line.block.inlines))
    return line.block


def opened(
    data: bytes, name: str, limits: Limits = DEFAULT_LIMITS, changes: Changes = "accept"
) -> WordFile:
    """The file in these bytes, all of it read.

    Raises SourceError: BrokenSource, EncryptedSource, UnknownFormat, OverLimit.
    """
    file = opened_package(data, name, limits, changes)
    styled = any(map(is_ours, file.reading.sheet.names))
    record = record_of(file.package, file.relations)
    properties = properties_of(file.package)
    if styled or record.sources:
        file.reading.ours = True
        file.reading.sheet = file.reading.sheet.unspoken
        file.reading.base = properties.language or file.reading.base
    reading, items = _walked(file)
    if not styled:
        items = with_headings(items)
    lines, places = _without_signs(list(_lines(items)))
    check_blocks(tuple(line.block for line in lines), limits, name)
    return WordFile(
        name,
        lines,
        record.articles,
        record.sources,
        record.layout,
        record.options,
        reading.gallery.assets,
        (*notes_on(reading, file.package), *record.notes),
        remarks_of(file.comments, list(file.comments), places, file.extended),
        styled,
        reading.base,
        properties,
    )


def _walked(file: Opened) -> tuple[Reading, list[Item]]:
    """The items of the body, with the language of most words as the one that is not marked.

    A file of ours is trusted: it says which language it is in.
    """
    reading = file.reading
    body = file.document.find(f"{W}body")
    for _ in range(2):
        story = Story.of(reading, "main")
        if body is not None:
            story.walk(body)
        most = max(reading.languages, key=reading.languages.__getitem__, default="")
        share = reading.languages[most] * 2 > reading.languages.total()
        if reading.ours or not share or primary(most) == primary(reading.base):
            break
        reading = reading.again(most)
    return reading, story.items


@dataclass(slots=True)
class _Place:
    """Where in the file the next line stands."""

    article: int = 0
    below: Part | None = None
    titled: bool = False
    begun: bool = False

    def enter(self, role: Role, before: Role | None) -> None:
        """A line of this role comes."""
        if role == "front":
            if self.titled or self.begun:
                self.article, self.titled, self.begun = self.article + 1, False, False
            self.below = None
        elif role in ("outlet", "sender") or (role == "title" and before != "title"):
            if self.begun or (self.titled and role != "title"):
                self.article, self.titled, self.begun = self.article + 1, False, False
            self.below = None
            self.titled = role == "title"
        elif role != "title":
            self.begun = True


def _lines(items: Sequence[Item]) -> Iterator[WordLine]:
    """The items as lines: what our styles call by name one by one, running text as its blocks."""
    place, flow, before = _Place(), list[Item](), None
    now: tuple[Role, int] = ("body", 0)
    for item in items:
        role = _role(item)
        place.enter(role, before)
        before = role
        if role == "label":
            place.below = part_of(_named(item))
        if role == "body" and place.below == "author-note":
            role = "author-note"
        if flow and (role, place.article) != now:
            yield from _flowing(flow, *now)
            flow = []
        now = role, place.article
        if role in ("body", "author-note"):
            flow.append(item)
        else:
            yield _line(item, role, place)
    yield from _flowing(flow, *now)


def _flowing(items: list[Item], role: Role, article: int) -> Iterator[WordLine]:
    for block in blocks_of(items):
        yield WordLine(role, block, article)


def _line(item: Item, role: Role, place: _Place) -> WordLine:
    block = item.placed.block or Paragraph(())
    if role == "label":
        return WordLine(role, block, place.article, part=place.below)
    if role not in ("fact", "sender"):
        return WordLine(role, block, place.article)
    name, value = parted(item.leaves)
    if not value:
        name, value = [], name
    styles = [mark.value for marks, _ in value for mark in marks if mark.kind == FACT]
    said = Paragraph(inlines_of(meant(value)), block.origin)
    label = text_of_inlines(inlines_of(meant(name)))
    field = next((FACTS[style] for style in styles if style in FACTS), "")
    return WordLine("fact", said, place.article, label, field=field)


def _named(item: Item) -> str:
    return item.placed.look.base or item.placed.look.name


def _role(item: Item) -> Role:
    """The role of an item by its style, in any language's name for what is built into Word."""
    if not isinstance(item.placed.block, Paragraph | Heading):
        return "body"
    built_in: Mapping[str, Role] = {"title": "title", "subtitle": "standfirst"}
    return built_in.get(item.placed.look.kind) or role_of(_named(item))


def _without_signs(lines: Sequence[WordLine]) -> tuple[tuple[WordLine, ...], dict[int, Place]]:
    """The lines without the signs of comments' ends, and where the comments stand."""
    blocks, places = cut_out(tuple(line.block for line in lines))
    pairs = zip(lines, blocks, strict=True)
    return tuple(
        line if block is line.block else replace(line, block=block) for line, block in pairs
    ), places
