"""Links and the places they lead to, wherever in a tree they stand."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.tree import Anchor, Block, Blocks, Inlines, Link, Text
from publish.model.walk import Node, contents_of, text_of_inlines


def links_in(block: Block) -> list[Link]:
    """The links of a block that lead out of its article, in order.

    Those inside its lists, tables and notes are among them.
    """
    links: list[Link] = []
    _find_links(block, links)
    return links


def linked_text_of(block: Block) -> str:
    """The words of a block that stand in links, run together."""
    return "".join(text_of_inlines(link.inlines) for link in links_in(block))


def anchors_in(inlines: Inlines, blocks: Blocks) -> Iterator[str]:
    """The names of the anchors in a title and a body, in order; those in notes too."""
    for node in (*inlines, *blocks):
        if isinstance(node, Anchor):
            yield node.name
        elif not isinstance(node, Text):
            yield from anchors_in(*contents_of(node))


def _find_links(node: Node, links: list[Link]) -> None:
    inlines, blocks = contents_of(node)
    for inline in inlines:
        if isinstance(inline, Link):
            if inline.url[:1] != "#":
                links.append(inline)
        elif not isinstance(inline, Text):  # most of them, and quick to tell
            _find_links(inline, links)
    for block in blocks:
        _find_links(block, links)
