"""Whether an element that names authors, dates or titles speaks of the page's own article.

Pages hold other things that say the same of themselves: comments, posts of social networks,
teasers, videos, products, events. An element belongs to the article that holds the headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["ARTICLE", "belonging", "is_elsewhere", "times_of"]

ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|Posting)$")
"""Types of schema.org that are articles whatever else a page holds."""

_PAGE = re.compile(r"(?:Page|CreativeWork|Blog|WebSite)$")
_APART = re.compile(
    r"(?<![\w-])(?!(?:[\w-]*[-_])?(?:has|with|without|no|layout|is)-)(?:[\w-]*[-_])?"
    r"(?:comments?|comment-?list|commentaires?|comentarios?|kommentare?|related|teasers?|events?"
    r"|tweet|instagram|fb-post|social-embed|embed(?:ded)?-(?:post|tweet)|promo"
    r"|widget(?! Blog)|sidebar|popular|trending"
    r"|newsletter|recommend(?:ed|ations?)|most-?read|read-?more|(?:top|more)-?stories"
    r"|site-footer|page-footer|copyright|colophon)(?:[-_][\w-]*)?(?![\w-])",
    re.IGNORECASE,
)
_LONGEST_NAMES = 300  # characters of an element's names that are looked at
_TAGS = frozenset(("nav", "blockquote", "amp-list", "figure"))
_WHOLE = frozenset(("body", "html", "main"))
_LINES = frozenset(("p", "li", "td", "dd"))
_BLOCKS = "div, article, section, h2, h3, h4"
_LONGEST_LINE = 20  # words around a date; more are a sentence that tells of a day. # guess
_PLACES = ("article time[datetime]", "header time[datetime]", "main time[datetime]")
_MOST = 60  # elements that are looked at; comments come by the thousand


def belonging(parser: LexborHTMLParser, selector: str) -> Iterator[LexborNode]:
    """The elements of microdata that speak of the page's article, in document order."""
    nodes = parser.css(selector)[:_MOST]
    main = _scope_of(parser.css_first("h1")) if nodes else None
    for node in nodes:
        scope = _scope_of(node)
        if main is not None and scope is not None and main == scope:
            yield node
        elif scope is not None and main is not None and _is(main, ARTICLE):
            continue
        elif _may_belong(node, scope):
            yield node


def _may_belong(node: LexborNode, scope: LexborNode | None) -> bool:
    known = scope is None or _is(scope, ARTICLE) or _is(scope, _PAGE) or _has_headline(scope)
    return known and not is_elsewhere(node)


def times_of(parser: LexborHTMLParser) -> list[LexborNode]:
    """The `<time>` elements that may be when the article was published, the likeliest first.

    Where an `<article>` holds the headline, no other one's count. Outside of articles, headers and
    the main part one alone counts: more may be those of teasers.
    """
    times = parser.css("time[datetime]")
    if not times:
        return []
    heading = parser.css_first("article h1")
    own = _around(heading, "article") if heading is not None else None
    for place in (*_PLACES, "time[datetime]" if len(times) == 1 else ""):
        found = parser.css(place)[:_MOST] if place else []
        found = [each for each in found if not is_elsewhere(each)]
        if own is not None:
            found = [each for each in found if (_around(each, "article") or own) == own]
        if found:
            return found
    return []


def is_elsewhere(node: LexborNode) -> bool:
    """Whether an element stands in a comment, a teaser, a quoted post, a sentence, the page's foot.

    What holds the headline is none of these, whatever it is called.
    """
    inside = True
    around: LexborNode | None = node
    while around is not None and around.tag not in _WHOLE:
        if inside and around.tag in _LINES and around.css_first(_BLOCKS) is None:
            inside = False
            said = around.text(separator=" ")
            if len(said.split()) > _LONGEST_LINE or "©" in said:
                return True
        attributes = around.attributes
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"[:_LONGEST_NAMES]
        if around.tag in _TAGS or _APART.search(names) or _is_foot(around):
            return not _has_headline(around)
        around = around.parent
    return False


def _is_foot(node: LexborNode) -> bool:
    """Whether an element is the foot or a side of the page and not that of an article."""
    around = {"footer": ("article", "main"), "aside": ("article",)}.get(node.tag or "")
    return around is not None and _around(node.parent, *around) is None


def _has_headline(node: LexborNode) -> bool:
    return node.css_first("h1") is not None


def _scope_of(node: LexborNode | None) -> LexborNode | None:
    """The item of microdata that a property, or a heading, is one of."""
    around = node.parent if node is not None else None
    while around is not None and "itemscope" not in around.attributes:
        around = around.parent
    return around


def _around(node: LexborNode | None, *tags: str) -> LexborNode | None:
    while node is not None and node.tag not in tags:
        node = node.parent
    return node


def _is(scope: LexborNode, kind: re.Pattern[str]) -> bool:
    return kind.search((scope.attributes.get("itemtype") or "").rstrip("/")) is not None
