"""An item of a feed → Draft: its words are read as HTML, and what it says of itself are hints."""

from __future__ import annotations

import html as marks
import re
from dataclasses import replace

from publish.errors import EmptySource
from publish.model.article import Declared, Draft, Hints, Note, Source
from publish.model.limits import Limits
from publish.readers import html
from publish.readers.feed.elements import letters
from publish.readers.feed.items import Item, item_of
from publish.readers.feed.xml import parsed
from publish.readers.fragments import opened_page

_PARAGRAPHS = re.compile(r"(?:</?(?:p|div|br|li|h\d|blockquote)\b[^<>]*>|\n[ \t]*\n)+", re.I)
_MARK = re.compile(r"</?[a-zA-Z][^<>]*>")
_STOPS = re.compile(  # a sign that words are missing, or an invitation behind the last sentence
    r"(?:(?<![.…])(?:…|\.\.\.)|\[(?:…|\.\.\.)\])[\s.»>→]*+\Z"
    r"|(?:\A|(?<=[.!?…\])»]\s))(?:(?:read|see|view|show) (?:more|on|the (?:full|whole|rest))"
    r"|continue reading|(?:weiter|mehr) ?lesen|lire la suite|leer más|leggi tutto|sigue leyendo"
    r"|lees (?:meer|verder))\b.{0,60}\Z",
    re.IGNORECASE,
)
_LONGEST_STANDFIRST = 2_000  # characters, as of a page's description
_LOOKED_AT = 120  # characters at the end of a summary. # guess
_QUOTED = 40  # characters
_LONGEST_NOTE = 300  # characters


def read(source: Source, limits: Limits) -> Draft:
    """The draft of the item in a feed of one, as the listing of a feed cuts it.

    Raises BrokenSource for what is none or has a DOCTYPE, EmptySource, OverLimit.
    """
    item = item_of(parsed(source.data, source.name, limits))
    if not item.content:
        hint = f"save the page itself: {item.url}" if item.url else "save the page itself"
        raise EmptySource("no words in it but a title", where=source.name, hint=hint)
    page = replace(source, data=_page_of(item).encode("utf-8", "replace"), form="")
    draft = html.read(page, limits)
    summary = _unsaid(item.summary, item.content)
    if len(summary) > _LONGEST_STANDFIRST:
        item = replace(item, beside=(f"a summary “{summary[:_QUOTED]}…”", *item.beside))
        summary = ""
    return replace(
        draft,
        name=source.name,
        hints=_behind(_hints_of(item, summary), draft.hints),
        notes=(*draft.notes, *_notes_on(item)),
    )


def _page_of(item: Item) -> str:
    """The item as a page that holds nothing else."""
    said = f"<html lang={_quoted(item.language)}>" if item.language else "<html>"
    base = f"<base href={_quoted(item.base)}>" if item.base else ""
    return f"{said}{base}<body><article>{_picture(item)}{opened_page(item.content)}</article>"


def _picture(item: Item) -> str:
    """The picture beside an item whose words come without any."""
    if not item.picture or "<img" in item.content:
        return ""
    caption = f"<figcaption>{marks.escape(item.caption)}</figcaption>" if item.caption else ""
    return f"<figure><img src={_quoted(item.picture)}>{caption}</figure>"


def _quoted(value: str) -> str:
    return f'"{marks.escape(value)}"'


def _hints_of(item: Item, summary: str) -> Hints:
    return Hints(
        title=item.title,
        standfirst=(Declared(summary, "feed summary"),) if summary else (),
        authors=item.authors,
        published=item.published,
        updated=item.updated,
        outlet=item.outlet,
        url=(Declared(item.url, "feed link"),) if item.url else (),
        language=(Declared(item.language, "feed language"),) if item.language else (),
        tags=item.tags,
    )


def _unsaid(summary: str, content: str) -> str:
    """A summary on one line, less its paragraphs that the text has, too; one at least stays.

    Programs put a line of theirs below the first words of an article, here and there.
    """
    if not summary:
        return ""
    parts = [" ".join(_words_of(part).split()) for part in _PARAGRAPHS.split(summary)]
    parts = [part for part in parts if letters(part)]
    said = letters(content)
    new = [part for part in parts if letters(part) not in said]
    return " ".join(new or parts[:1])


def _words_of(markup: str) -> str:
    return marks.unescape(_MARK.sub(" ", markup))


def _behind(said: Hints, of_page: Hints) -> Hints:
    """What a feed says, and behind it what the words of the item declare themselves."""
    return Hints(
        **{
            name: getattr(said, name) or getattr(of_page, name)
            for name in Hints.__dataclass_fields__
        }
    )


def _notes_on(item: Item) -> tuple[Note, ...]:
    notes = []
    end = " ".join(_words_of(item.content[-10 * _LOOKED_AT :]).split())[-_LOOKED_AT:]
    if item.is_summary or (item.is_alone and _STOPS.search(end)):
        notes.append(Note("feed.summary", f"the feed has a summary alone: “…{end[-_QUOTED:]}”"))
    if item.beside:
        lines = "; ".join(item.beside)
        short = lines if len(lines) <= _LONGEST_NOTE else f"{lines[: _LONGEST_NOTE - 1]}…"
        notes.append(Note("feed.left-out", f"said of the item besides: {short}"))
    return tuple(notes)
