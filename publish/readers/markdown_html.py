"""HTML in a Markdown file: pieces of it, with the Markdown they hold, through the HTML reader."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from publish.model.tree import Anchor, Blocks, Code, LineBreak, Origin, Picture
from publish.model.walk import rebuilt
from publish.readers.html import fragment
from publish.readers.html.reading import Reading
from publish.readers.inlines import Mark
from publish.readers.markdown_anchors import ids_in
from publish.readers.markdown_inlines import Gathered, leaves_of_child, picture_of
from publish.readers.markdown_syntax import left_out
from publish.readers.markdown_templates import TEMPLATE
from publish.readers.markdown_tokens import Parsed

_HOLDERS = "table|ul|ol|dl|blockquote|figure|del|ins|s|strike"
_TAG = re.compile(rf"<!--.*?(?:-->|\Z)|<(/?)(?:{_HOLDERS})(?=[\s>/])", re.I | re.DOTALL)
_UNKNOWN = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9_]*)[\s/>]")
_OPENING = re.compile(r"<[a-zA-Z][^<>]*>")
_WAY_BACK = re.compile(
    r"<a\s[^<>]{0,300}?href=[\"']?#[^<>]{0,300}>(?:<[^<>]{0,99}>){0,3}"
    r"([\s\[\]()^]*[↩↑⤴⏎↵⇧▲⬆][\s\]\d\ufe0e\ufe0f]*)(?:<[^<>]{0,99}>){0,3}?</a>",
    re.IGNORECASE,
)
_DRAWN = frozenset(("</math>", "</svg>"))
_NAMES = """
    a abbr acronym address article aside audio b base bdi bdo big blink blockquote body br button
    canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl
    dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head
    header hgroup hr html i iframe img input ins kbd label legend li link main map mark marquee math
    menu meta meter nav nobr noscript object ol optgroup option output p param picture pre progress
    q rp rt ruby s samp script search section select slot small source span strike strong style sub
    summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var
    video wbr
"""
_ELEMENTS = frozenset(_NAMES.split())


def holds_html(token: Token) -> bool:
    """Whether HTML stands among the words of a paragraph."""
    return any(child.type == "html_inline" for child in token.children or ())


def pieces_of(tokens: Sequence[Token]) -> Mapping[int, int]:
    """Where the pieces of HTML end that begin with these tokens, if not with the same token.

    A table or list that a blank line parts goes on to where it closes, with all that is written
    in Markdown between; one that never closes ends with its first part.
    """
    ends: dict[int, int] = {}
    open_at: list[int] = []  # the number of its token for each holder that is open
    for at, token in enumerate(tokens):
        while open_at and token.level < tokens[open_at[-1]].level:
            open_at.pop()
        more = _opened(token)
        open_at += more * [at]
        closed = open_at[more:] if more < 0 else []
        del open_at[len(open_at) - len(closed) :]
        for first in set(closed) - set(open_at[-1:]):
            ends[first] = _end_of(tokens, first, at)
    return ends


def _end_of(tokens: Sequence[Token], first: int, at: int) -> int:
    """Behind the container around a closing tag, if it stands deeper than the first."""
    level = tokens[first].level
    while at + 1 < len(tokens) and (tokens[at].level > level or tokens[at].nesting > 0):
        at += 1
    return at + 1


def _opened(token: Token) -> int:
    """How many more of the holders a token opens than it closes."""
    if token.type == "html_block":
        tags = _TAG.finditer(token.content)
        return sum(-1 if tag[1] else 1 for tag in tags if tag[1] is not None)
    return sum(_opened(child) for child in token.children or () if child.type == "html_inline")


class Fragments(RendererHTML):
    """The pieces of HTML of one file; what Markdown says between goes in as it was read."""

    def __init__(self, parsed: Parsed, page: Reading, gathered: Gathered) -> None:
        super().__init__(parsed.parser)
        self._parser = parsed.parser
        self._env = parsed.env
        self._page = page
        self._gathered = gathered
        self._tokens = parsed.tokens
        self._closed: frozenset[str] | None = None
        self._ended: tuple[Sequence[Token], frozenset[str]] = ((), frozenset())  # by its end tags
        for link, name in gathered.anchors.names.items():
            page.links[f"#{link}"] = Mark("link", f"#{name}" if name else "")

    def blocks(self, tokens: Sequence[Token], origin: Origin) -> Blocks:
        """The blocks of a piece, all with its lines as their place."""
        html = self.render(tokens, self._parser.options, {})
        return self._laid(html, origin)

    def words(self, token: Token, tag: str, origin: Origin, anchor: str = "") -> Blocks:
        """The blocks of a paragraph or heading that has HTML among its words."""
        html = self.renderInline(token.children or (), self._parser.options, {})
        if anchor:
            html = fragment.inlaid(self._page, Anchor(anchor)) + html
        return self._laid(f"<{tag}>{html}</{tag}>", origin)

    def _laid(self, html: str, origin: Origin) -> Blocks:
        """The blocks of a piece; arrows from notes to their marks go, on record."""

        def left_out(found: re.Match[str]) -> str:
            self._page.left_out.add("footnote.sign", found[1], origin)
            return ""

        html = _WAY_BACK.sub(left_out, html)
        self._page.left_out.here = origin
        blocks = fragment.blocks_of(html, self._page)
        self._page.left_out.here = None
        return _placed(blocks, origin)

    def _all_ended(self) -> frozenset[str]:
        """The closing tags of the whole file."""
        if self._closed is None:
            self._closed = frozenset(_closing_tags(self._tokens))
        return self._closed

    # The renderer asks for methods that are called like types of tokens.

    def html_inline(self, tokens: Sequence[Token], idx: int, *_: object) -> str:
        """A tag; of a name that HTML does not know none, and `<name>` alone is words."""
        content = tokens[idx].content
        found = _UNKNOWN.match(content)
        if found is None or found[2].lower() in _ELEMENTS:
            return self._anchored(content)
        if self._ended[0] is not tokens:
            self._ended = (tokens, frozenset(_closing_tags(tokens)))
        if self._ended[1] & _DRAWN:
            return content  # formulas and drawings have names of their own
        lone = content == f"<{found[2]}>" and f"</{found[2]}>" not in self._all_ended()
        return escapeHtml(content) if lone else ""

    def html_block(self, tokens: Sequence[Token], idx: int, *_: object) -> str:
        """A piece of HTML, with the places in it to which links lead."""

        def left(found: re.Match[str]) -> str:
            left_out(self._env, "templates").append((found[0], 0))
            return ""

        return self._anchored(TEMPLATE.sub(left, tokens[idx].content))

    def _anchored(self, html: str) -> str:
        """The tags, an anchor behind each to which a link leads."""

        def anchored(tag: re.Match[str]) -> str:
            names = (name for name in ids_in(tag[0]) if name in linked)
            return tag[0] + "".join(fragment.inlaid(self._page, Anchor(name)) for name in names)

        linked = self._gathered.anchors.linked
        return _OPENING.sub(anchored, html) if linked else html

    def image(self, tokens: Sequence[Token], idx: int, *_: object) -> str:
        """A picture; a figure with its caption, or a part of its sentence."""
        picture = picture_of(tokens, idx, self._gathered)
        if isinstance(picture, str):
            return escapeHtml(picture)
        if isinstance(picture, Picture):
            return fragment.inlaid(self._page, picture)
        source = escapeHtml(str(tokens[idx].attrGet("src") or ""))
        drawn = f'<img src="{source}" alt="{escapeHtml(picture.alt)}">'
        title = escapeHtml(str(tokens[idx].attrGet("title") or ""))
        return f"<figure>{drawn}<figcaption>{title}</figcaption></figure>" if title else drawn

    def _ready(self, tokens: Sequence[Token], idx: int, *_: object) -> str:
        """What Markdown says in a sign of its own."""
        said = []
        for _marks, leaf in leaves_of_child(tokens[idx], (), self._gathered):
            if isinstance(leaf, str | Code | LineBreak):
                said.append(f"<sup>{leaf}</sup>")  # the mark of a note that leads to itself
            else:
                said.append(fragment.inlaid(self._page, leaf))
        return "".join(said)

    footnote_ref = checkbox = math_inline = math_inline_double = math_bracket = _ready


def _closing_tags(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "html_inline" and token.content.startswith("</"):
            yield token.content
        elif token.type == "html_block":
            yield from re.findall(r"</\w+>", token.content)
        elif token.children and token.type == "inline":
            yield from _closing_tags(token.children)


def _placed(blocks: Blocks, origin: Origin) -> Blocks:
    """The blocks with an origin, and those in them; notes keep their own."""

    def placed(run: Blocks) -> Blocks:
        return tuple(rebuilt(replace(block, origin=origin), blocks=placed) for block in run)

    return placed(blocks)
