"""What a reader sees of a page's fields: its headline, and whether a label's value is there at all.

Told by the page alone, not by what any tool gave.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from benchmarks.normaliser.labels import Record, tokens
from benchmarks.normaliser.scores import NEAR, same_words
from publish.model.dates import dates_in

__all__ = ["holds", "titles_seen"]

_OPENING = 5  # words of the body by which its beginning is found
_PASSAGES = 5  # passages of a page without a body that are looked for
_SILENT = frozenset(("script", "style", "noscript", "template"))
_HEADINGS = ("h1", "h2", "h3")
_TAG = re.compile(r"<[^>]*>")


def titles_seen(page: str, record: Record) -> tuple[str, ...]:
    """What counts as the page's headline beside the label.

    Its main heading is the last of the first level above the body (of a lower one, where there is
    none), unless the label itself is a heading there; og:title counts unless it is the site's name.
    """
    if not record.get("title"):
        return ()
    parser = LexborHTMLParser(page)
    shared, site = _meta(parser, "og:title"), _meta(parser, "og:site_name")
    found = [shared] if shared and shared != site else []
    heading = _heading_above(parser, record)
    return tuple([*found, heading] if heading else found)


def holds(page: str, record: Record, field: str) -> bool:
    """Whether the source of a page has the label's title, one author's name or day at all."""
    source = unescape(page)
    if field == "date":
        day = record["date"][:10]
        days = ((each.day, *each.either) for each in dates_in(source))
        return day.replace("-", "") in source or any(day in each for each in days)
    value = record["authors"] if field == "author" else record["title"]
    wanted = [" ".join(tokens(each)) for each in ([value] if isinstance(value, str) else value)]
    texts = [f" {' '.join(tokens(text))} " for text in (source, _TAG.sub(" ", source))]
    return any(f" {each} " in text for each in wanted for text in texts)


def _meta(parser: LexborHTMLParser, name: str) -> str:
    node = parser.css_first(f'meta[property="{name}"]')
    return " ".join((node.attributes.get("content") or "").split()) if node is not None else ""


def _heading_above(parser: LexborHTMLParser, record: Record) -> str:
    """The words of the main heading; "" of a page without, and where the label is a heading.

    Above that one the others of a page name its site or a part of it.
    """
    words: list[str] = []
    headings: list[tuple[int, str, str]] = []  # where in the words, tag, text
    for node in _shown(parser.body):
        if node.tag in _HEADINGS:
            headings.append((len(words), node.tag, " ".join(node.text(separator=" ").split())))
        elif node.tag == "-text":
            words += tokens(node.text())
    begins = _begins(" ".join(words), record)
    if any(same_words(record["title"], text) >= NEAR for at, _, text in headings if at <= begins):
        return ""
    for tag in _HEADINGS:
        own = [(at, text) for at, each, text in headings if each == tag and tokens(text)]
        above = [text for at, text in own if at <= begins]
        if own:
            return above[-1] if above else own[0][1]
    return ""


def _shown(body: LexborNode | None) -> Iterator[LexborNode]:
    for node in body.traverse(include_text=True) if body is not None else ():
        parent = node.parent
        if parent is None or parent.tag not in _SILENT:
            yield node


def _begins(text: str, record: Record) -> int:
    """How many words stand before the body; all of them, where its beginning is not found."""
    body = [part for _, part in record.get("body") or ()][:1]
    for passage in body or (record.get("with") or ())[:_PASSAGES]:
        at = f" {text} ".find(f" {' '.join(tokens(passage)[:_OPENING])} ")
        if at >= 0:
            return text[:at].count(" ") + (at > 0)
    return len(text)
