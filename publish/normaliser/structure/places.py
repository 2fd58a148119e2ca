"""Links within an article: they lead to a place that it still has, or are words again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from urllib.parse import unquote

from publish.model.article import Article, Draft, Note
from publish.model.tree import Anchor, Block, Blocks, Inline, Inlines, Link, Paragraph, Text
from publish.model.walk import Node, contents_of, mapped, rebuilt

_SHOWN = 5  # names in a note


@dataclass(frozen=True, slots=True)
class Places:
    """Where links of an article may lead: the anchors that some link wants, and its addresses."""

    anchors: frozenset[str]
    own: frozenset[str]

    def target(self, link: Link) -> str:
        """The name of the place in the article that a link leads to; empty for none."""
        address, mark, fragment = link.url.partition("#")
        if not mark or (address and address not in self.own):
            return ""
        name = unquote(fragment) if address else fragment
        return name if name in self.anchors else ""


_NONE = Places(frozenset(), frozenset())


def placed(draft: Draft, article: Article) -> tuple[Article, tuple[Note, ...]]:
    """The article in which links to its own places lead there, and a note of what leads nowhere.

    Title and standfirst, which are printed in several places, are none.
    """
    parts = (*article.body, *article.author_note)
    found = [each for block in parts if not _is_plain(block) for each in _marks_in(block)]
    if not found and all(map(_is_plain, map(Paragraph, (article.title, article.standfirst)))):
        return article, ()
    own = frozenset(each.value.partition("#")[0] for each in draft.hints.url)
    here = Places(frozenset(each.name for each in found if isinstance(each, Anchor)), own)
    links = [each for each in found if isinstance(each, Link)]
    wanted = Places(frozenset(filter(None, map(here.target, links))), own)
    lost = (each.url for each in links if each.url[0] == "#" and not wanted.target(each))
    led = replace(
        article,
        title=_led(article.title, _NONE),
        standfirst=_led(article.standfirst, _NONE),
        body=tuple(filter(_shows, _led_blocks(article.body, wanted))),
        author_note=_led_blocks(article.author_note, wanted),
    )
    return led, tuple(_lost(list(dict.fromkeys(lost))))


def _is_plain(block: Block) -> bool:
    """Whether a block is no more than its words, as half of a page's blocks are."""
    return isinstance(block, Paragraph) and all(type(each) is Text for each in block.inlines)


def _marks_in(node: Node) -> Iterator[Anchor | Link]:
    inlines, blocks = contents_of(node)
    for inline in inlines:
        if isinstance(inline, Anchor) or (isinstance(inline, Link) and "#" in inline.url):
            yield inline
        if not isinstance(inline, Text):
            yield from _marks_in(inline)
    for block in blocks:
        yield from _marks_in(block)


def _shows(block: Block) -> bool:
    """Whether a block is more than a place that no link leads to any more."""
    return not isinstance(block, Paragraph) or bool(block.inlines)


def _led_blocks(blocks: Blocks, places: Places) -> Blocks:
    return mapped(blocks, lambda block: block if _is_plain(block) else _led_block(block, places))


def _led_block(block: Block, places: Places) -> Block:
    return rebuilt(
        block,
        inlines=lambda run: _led(run, places),
        blocks=lambda run: _led_blocks(run, places),
    )


def _led(inlines: Inlines, places: Places) -> Inlines:
    """The run with its links leading on; the same run when nothing in it changes."""
    led = [_led_inline(inline, places) for inline in inlines]
    if all(len(new) == 1 and new[0] is old for new, old in zip(led, inlines, strict=True)):
        return inlines
    made: list[Inline] = []
    for each in chain.from_iterable(led):
        if isinstance(each, Text) and made and isinstance(last := made[-1], Text):
            made[-1] = Text(last.text + each.text)
        else:
            made.append(each)
    return tuple(made)


def _led_inline(inline: Inline, places: Places) -> Inlines:
    if isinstance(inline, Text):
        return (inline,)
    if isinstance(inline, Anchor):
        return (inline,) if inline.name in places.anchors else ()
    led = rebuilt(
        inline,
        inlines=lambda run: _led(run, places),
        blocks=lambda run: _led_blocks(run, places),
    )
    if not isinstance(led, Link) or "#" not in led.url:
        return (led,)
    if name := places.target(led):
        return (led if led.url == f"#{name}" else Link(f"#{name}", led.inlines),)
    return led.inlines if led.url.startswith("#") else (led,)


def _lost(urls: list[str]) -> Iterator[Note]:
    if urls:
        more = f" and {len(urls) - _SHOWN:,} more" if len(urls) > _SHOWN else ""
        message = f"links lead nowhere in the article, their words stay: {', '.join(urls[:_SHOWN])}"
        yield Note("link.nowhere", message + more)
