"""The tree of a page by the parser in C that readers use.

Upstream: tinyhtml5.parse, which is written in Python and takes twenty times as long.

Why no byte changes: both parsers follow the HTML standard, so they make the same tree of any page,
broken ones too. Left to upstream are pages with what the tree names otherwise, foreign elements and
nodes that are no elements, and what cannot be written as UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from io import StringIO
from typing import Any  # tinyhtml5 has no types
from xml.etree.ElementTree import Element

from selectolax.lexbor import LexborHTMLParser, LexborNode

from publish.writers.pdf.guard import Hold, compared

_OTHERS = re.compile(
    r"<(?:svg|math|template|noscript|frameset|plaintext|[!?](?!doctype html>))|[\ud800-\udfff]",
    re.IGNORECASE,
)
"""Where the two trees may differ by more than the parser's speed."""


def tree_of(page: str) -> Element | None:
    """The elements of a page, without namespaces; None where upstream's parser shall make them."""
    if _OTHERS.search(page):
        return None
    root = LexborHTMLParser(page).root
    return None if root is None else _element(root)


def _element(node: LexborNode) -> Element:
    made = Element(node.tag or "", {k: v or "" for k, v in node.attributes.items()})
    # Without recursion: a page may be nested deeper than Python goes.
    open_ = [(made, node.first_child)]
    while open_:
        parent, child = open_.pop()
        last: Element | None = parent[-1] if len(parent) else None
        while child is not None:
            if child.is_text_node:
                text = child.text_content or ""
                if last is None:
                    parent.text = (parent.text or "") + text
                else:
                    last.tail = (last.tail or "") + text
            elif child.is_element_node:
                attributes = child.attributes
                given = {k: v or "" for k, v in attributes.items()} if attributes else {}
                last = Element(child.tag or "", given)
                parent.append(last)
                if child.first_child is not None:
                    open_.append((parent, child.next))
                    parent, child, last = last, child.first_child, None
                    continue
            child = child.next
    return made


def _in_c(upstream: Callable[..., Any]) -> Callable[..., Any]:
    def parse(document: Any, namespace_html_elements: bool = True, **more: Any) -> Any:
        if type(document) is StringIO and not namespace_html_elements and not more:
            tree = tree_of(document.getvalue())
            if tree is not None:
                return tree
        return upstream(document, namespace_html_elements=namespace_html_elements, **more)

    return parse


HOLDS = (Hold("tinyhtml5.parser:parse", _in_c), *compared("weasyprint", "HTML.__init__"))
