"""The articles that a file's text says now, by what its styles call each line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from publish.model.article import Article, Asset, Remark
from publish.model.dates import dates_in
from publish.model.passages import key_of
from publish.model.tree import (
    Block,
    Inlines,
    LineBreak,
    Link,
    Paragraph,
    Text,
)
from publish.model.walk import contents_of, folded, pictures_in, text_of, text_of_inlines
from publish.readers.docx.file import WordFile, WordLine
from publish.readers.docx.naming import with_pictures_named
from publish.readers.docx.own_language import in_language, language_of


def said_articles(file: WordFile) -> tuple[Article, ...]:
    """The articles of the file as its text reads now, in their order; at least one.

    What print does not show (an address, tags, what was removed …) comes from the article of our
    part that stands at the same place, where the file has one; all else from the lines alone.
    """
    count = max((line.article for line in file.lines), default=0) + 1
    told = [_Told() for _ in range(count)]
    for index, line in enumerate(file.lines):
        told[line.article].add(index, line)
    kept = _aligned(told, file.articles)
    made = [
        _article(file, one, number, kept[number])
        for number, one in enumerate(told)
        if not one.is_empty or count == 1
    ]
    return tuple(made)


def _aligned(told: Sequence[_Told], carried: Sequence[Article]) -> list[Article | None]:
    """The article of our part that each of the text's was: by place, else by title."""
    if len(told) == len(carried):
        return list(carried)
    by_title = {key_of(text_of_inlines(article.title)): article for article in reversed(carried)}
    return [by_title.get(key_of(text_of_inlines(_line(one.title)))) for one in told]


@dataclass(slots=True)
class _Told:
    """The lines of one article by their roles; `places` has where each line of the file went."""

    outlet: list[Inlines] = field(default_factory=list)
    title: list[Inlines] = field(default_factory=list)
    standfirst: list[Inlines] = field(default_factory=list)
    facts: list[WordLine] = field(default_factory=list)
    summary: list[Inlines] = field(default_factory=list)
    key_points: list[Inlines] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    author_note: list[Block] = field(default_factory=list)
    source: list[Inlines] = field(default_factory=list)
    places: dict[int, tuple[str, int, int]] = field(default_factory=dict)
    """By the index of the file's line: field, block, characters of it before the line's."""

    @property
    def is_empty(self) -> bool:
        """Whether it is no article: a cover before the first, or what an editor left of one."""
        return not (self.title or self.body or self.standfirst or self.author_note)

    def add(self, index: int, line: WordLine) -> None:
        """One more line of the file."""
        block = line.block
        match line.role:
            case "body":
                self.places[index] = "body", len(self.body), 0
                self.body.append(block)
            case "author-note":
                self.places[index] = "author_note", len(self.author_note), 0
                self.author_note.append(block)
            case "fact":
                self.facts.append(line)
            case "key-point":
                self.places[index] = "key_points", len(self.key_points), 0
                self.key_points.append(inlines_in(block))
            case "title" | "standfirst" | "summary":
                lines: list[Inlines] = getattr(self, line.role)
                before = sum(len(text_of_inlines(each)) + 1 for each in lines)
                self.places[index] = line.role, 0, before
                lines.append(inlines_in(block))
            case "outlet":
                self.outlet.append(inlines_in(block))
            case "source":
                self.source.append(inlines_in(block))
            case "label" | "front":
                pass


def inlines_in(block: Block) -> Inlines:
    """The line of a paragraph or a heading; of anything else its words."""
    inlines, blocks = contents_of(block)
    if blocks or not inlines:
        said = text_of(block)
        return (Text(said),) if said.strip() else ()
    return inlines


def _line(lines: Sequence[Inlines]) -> Inlines:
    """Lines as one, a break between two."""
    made: list[Inlines] = []
    for line in lines:
        if line:
            made.append((LineBreak(), *line) if made else line)
    return tuple(inline for line in made for inline in line)


def _plain(lines: Sequence[Inlines]) -> str:
    return folded(" ".join(map(text_of_inlines, lines)))


def _article(file: WordFile, told: _Told, number: int, base: Article | None) -> Article:
    language = base.language if base else _language(file, told)
    byline, dateline, published = _facts(told, base)
    body, note = tuple(told.body), tuple(told.author_note)
    lines = (*told.title, *told.standfirst, *told.summary, *told.key_points)
    held = (*map(Paragraph, lines), *body, *note)
    made = in_language(
        Article(
            name=base.name if base else file.name,
            title=_line(told.title),
            body=body,
            standfirst=_line(told.standfirst),
            byline=byline,
            dateline=dateline,
            published=published,
            outlet=_plain(told.outlet),
            url=_address(told),
            language=language,
            summary=_line(told.summary),
            key_points=tuple(told.key_points),
            author_note=note,
            assets={n: file.assets[n] for n in pictures_in(held) if n in file.assets},
            remarks=_remarks(file, told, number),
        ),
        file.language,
    )
    if base is None:
        return made
    names = _own_names(made.assets, base.assets)
    return replace(
        made,
        body=with_pictures_named(made.body, names),
        author_note=with_pictures_named(made.author_note, names),
        outlet=made.outlet if key_of(made.outlet) != key_of(base.outlet) else base.outlet,
        updated=base.updated,
        url=base.url,
        tags=base.tags,
        removals=base.removals,
        notes=base.notes,
        assets={**base.assets, **{n: a for n, a in made.assets.items() if n not in names}},
    )


def _own_names(shown: Mapping[str, Asset], own: Mapping[str, Asset]) -> dict[str, str]:
    """What the record calls the pictures of a file, which are called by their contents there."""
    by_data = {asset.data: name for name, asset in reversed(tuple(own.items()))}
    return {n: by_data[asset.data] for n, asset in shown.items() if asset.data in by_data}


def _language(file: WordFile, told: _Told) -> str:
    """The language of an article: of ours one alone is in the file's own."""
    if file.styled and all(line.article == 0 for line in file.lines):
        return file.language
    return language_of((*map(Paragraph, told.title), *told.body), file.language)


def _facts(told: _Told, base: Article | None) -> tuple[tuple[str, ...], str, str]:
    """Byline, dateline and day of publication as the title block has them.

    A value that reads as the record's own is the record's. Where the styles that tell them apart
    are gone, a value that is a date is the day, and the record tells the others.
    """
    byline, dateline, published = "", "", ""
    for fact in told.facts:
        value = folded(text_of(fact.block))
        of = fact.field or _field_of(value, base, byline=bool(byline))
        if of == "byline":
            byline = byline or value
        elif of == "dateline":
            dateline = dateline or value
        elif of == "published":
            published = published or value
    return (
        _names(byline, base),
        _same(dateline, base.dateline if base else ""),
        _day(published, base.published if base else ""),
    )


def _field_of(value: str, base: Article | None, *, byline: bool) -> str:
    if base is not None and key_of(value) == key_of(", ".join(base.byline)):
        return "byline"
    if base is not None and base.dateline and key_of(value) == key_of(base.dateline):
        return "dateline"
    if any(each.day for each in dates_in(value)):
        return "published"
    return "byline" if base is not None and base.byline and not byline else ""


def _names(value: str, base: Article | None) -> tuple[str, ...]:
    if base is not None and key_of(value) == key_of(", ".join(base.byline)):
        return base.byline
    return tuple(name for each in value.split(", ") if (name := each.strip()))


def _same(value: str, known: str) -> str:
    return known if key_of(value) == key_of(known) else value


def _day(value: str, known: str) -> str:
    """The day that a printed date means; the record's own moment where it is of that day."""
    day = next((each.day for each in dates_in(value) if each.day), "")
    return known if day and known.startswith(day) else day


def _address(told: _Told) -> str:
    """The address that the lines of the source lead to."""
    for line in told.source:
        for inline in line:
            if isinstance(inline, Link):
                return inline.url
    return ""


# Remarks

OURS = ("publish", "pb")
"""Author and initials of the writer's comments: what was taken out, what is doubted."""


def is_of_ours(remark: Remark) -> bool:
    """Whether a comment is one that the writer made, and no person's."""
    return (remark.author, remark.initials) == OURS


def _remarks(file: WordFile, told: _Told, number: int) -> tuple[Remark, ...]:
    """The comments of people on one article, on its own fields and blocks."""
    made: list[Remark] = []
    index: dict[int, int] = {}
    for at, remark in enumerate(file.remarks):
        line = file.lines[remark.block] if remark.field and file.lines else None
        if is_of_ours(remark) or (line.article if line else 0) != number:
            continue
        parent = index.get(remark.parent) if remark.parent is not None else None
        index[at] = len(made)
        made.append(replace(_stood(remark, told), parent=parent))
    return tuple(made)


def _stood(remark: Remark, told: _Told) -> Remark:
    place = told.places.get(remark.block) if remark.field else None
    if place is None:
        return replace(remark, field="", block=0, span=None)
    name, block, before = place
    span = remark.span and (remark.span[0] + before, remark.span[1] + before)
    return replace(remark, field=name, block=block, span=span)
