"""Where links lead, for a reader of paper: the layout's option `links`, as print has it.

An address is shown once an article, and never where the link's words say it already. It is no word
of the article's: its runs have the style "LinkAddress", by which it is known when the file comes
back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from markupsafe import Markup

from publish.compose.addresses import href, printed_address
from publish.compose.places import Places
from publish.model.tree import (
    Block,
    Blocks,
    Figure,
    Footnote,
    Heading,
    Inline,
    Inlines,
    Link,
    Paragraph,
    Superscript,
    Table,
    Text,
)
from publish.model.walk import folded, rebuilt, text_of_inlines

Where = Literal["none", "foot", "end", "inline"]


@dataclass(frozen=True, slots=True)
class ShownLink(Link):
    """Words of ours that say where a link leads."""


@dataclass(slots=True)
class ShownLinks:
    """The addresses that one article shows: in notes, in brackets, or in a list of their own."""

    where: Where
    places: Places
    listed: list[str] = field(default_factory=list)
    _told: set[str] = field(default_factory=set)

    @classmethod
    def asked(cls, where: str, places: Places) -> ShownLinks:
        """As the option says."""
        known: tuple[Where, ...] = ("foot", "end", "inline")
        return cls(next((each for each in known if each == where), "none"), places)

    def blocks(self, blocks: Blocks) -> Blocks:
        """The blocks with the addresses of their links."""
        if self.where == "none":
            return blocks
        return tuple(self._block(block, close=False) for block in blocks)

    def _block(self, block: Block, *, close: bool) -> Block:
        if isinstance(block, Heading):
            return block
        close = close or isinstance(block, Table | Figure)
        return rebuilt(
            block,
            inlines=lambda run: self._run(run, close=close),
            blocks=lambda inner: tuple(self._block(each, close=close) for each in inner),
        )

    def _run(self, run: Inlines, *, close: bool) -> Inlines:
        made: list[Inline] = []
        for each in run:
            inner = rebuilt(
                each,
                inlines=lambda line: self._run(line, close=close),
                blocks=lambda inner: tuple(self._block(block, close=True) for block in inner),
            )
            made.append(inner)
            if isinstance(each, Link) and (address := self._address(each)):
                made.append(self._shown(each.url, address, close=close))
        return tuple(made)

    def _address(self, link: Link) -> str:
        """What is shown behind a link; "" where nothing is."""
        url = href(link.url)
        words = folded(text_of_inlines(link.inlines))
        if not url or not words or self.places.target(link.url):
            return ""
        printed = str(printed_address(url, Markup(""), on_paper=False))
        known = printed in self._told or words.lower().rstrip("/").endswith(printed.lower())
        self._told.add(printed)
        return "" if known else printed

    def _shown(self, url: str, address: str, *, close: bool) -> Inline:
        """The address where the option wants it; in brackets in tables, captions and notes."""
        if self.where == "inline" or close:
            return _said(url, f" ({address})")
        if self.where == "foot":
            return Footnote((Paragraph((_said(url, address),)),))
        self.listed.append(address)
        return Superscript((_said(url, f"[{len(self.listed)}]"),))


def _said(url: str, words: str) -> ShownLink:
    return ShownLink(url, (Text(words),))
