"""HTML in a Markdown file: pieces of it, with the Markdown they hold, through the HTML reader."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from publish.model.tree import Blocks, Footnote, Origin
from publish.model.walk import rebuilt
from publish.readers.html import fragment
from publish.readers.html.laying import Reading
from publish.readers.markdown_inlines import Gathered, leaves_of_child

_HOLDERS = "table|ul|ol|dl|blockquote|figure"
_TAG = re.compile(rf"<!--.*?(?:-->|\Z)|<(/?)(?:{_HOLDERS})(?=[\s>/])", re.I | re.DOTALL)
_UNKNOWN = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9_]*)[\s/>]")
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


def piece_from(tokens: Sequence[Token], first: int) -> int:
    """The end of the piece of HTML that begins with a token.

    A table or list that a blank line parts goes on to where it closes, with all that is written
    in Markdown between; one that never closes ends with its first part.
    """
    level, depth = tokens[first].level, 0
    for at in range(first, len(tokens)):
        token = tokens[at]
        if token.level < level:
            break
        depth += _opened(token)
        if token.level == level and token.nesting <= 0 and depth <= 0:
            return at + 1
    return first + 1


def _opened(token: Token) -> int:
    """How many more of the holders a token opens than it closes."""
    if token.type == "html_block":
        tags = _TAG.finditer(token.content)
        return sum(-1 if tag[1] else 1 for tag in tags if tag[1] is not None)
    return sum(_opened(child) for child in token.children or () if child.type == "html_inline")


class Fragments(RendererHTML):
    """The pieces of HTML of one file; what Markdown says between goes in as it was read."""

    def __init__(self, parser: MarkdownIt, page: Reading, gathered: Gathered) -> None:
        super().__init__(parser)
        self._parser = parser
        self._page = page
        self._gathered = gathered

    def blocks(self, tokens: Sequence[Token], origin: Origin) -> Blocks:
        """The blocks of a piece, all with its lines as their place."""
        html = self.render(tokens, self._parser.options, {})
        return _placed(fragment.blocks_of(html, self._page), origin)

    def words(self, token: Token, tag: str, origin: Origin) -> Blocks:
        """The blocks of a paragraph or heading that has HTML among its words."""
        html = self.renderInline(token.children or (), self._parser.options, {})
        return _placed(fragment.blocks_of(f"<{tag}>{html}</{tag}>", self._page), origin)

    # The renderer asks for methods that are called like types of tokens.

    def html_inline(self, tokens: Sequence[Token], idx: int, *_: object) -> str:
        """A tag; of a name that HTML does not know none, and `<name>` alone is words."""
        content = tokens[idx].content
        found = _UNKNOWN.match(content)
        if found is None or found[2].lower() in _ELEMENTS or _in_drawing(tokens, idx):
            return content
        lone = content == f"<{found[2]}>"
        paired = any(other.content == f"</{found[2]}>" for other in tokens)
        return escapeHtml(content) if lone and not paired else ""

    def image(self, tokens: Sequence[Token], idx: int, *_: object) -> str:
        """A picture, with its title as its caption."""
        token = tokens[idx]
        source = escapeHtml(str(token.attrGet("src") or ""))
        words = self.renderInlineAsText(token.children, self._parser.options, {})
        picture = f'<img src="{source}" alt="{escapeHtml(words)}">'
        title = escapeHtml(str(token.attrGet("title") or ""))
        if not title:
            return picture
        return f"<figure>{picture}<figcaption>{title}</figcaption></figure>"

    def footnote_ref(self, tokens: Sequence[Token], idx: int, *_: object) -> str:
        """A note's mark, which becomes the note."""
        said = []
        for _marks, leaf in leaves_of_child(tokens[idx], (), self._gathered):
            if isinstance(leaf, Footnote):
                said.append(fragment.inlaid(self._page, leaf))
            else:
                said.append(f"<sup>{leaf}</sup>")
        return "".join(said)


def _in_drawing(tokens: Sequence[Token], idx: int) -> bool:
    """Whether a tag stands inside a formula or drawing, which have names of their own."""
    return any(token.content.startswith(("<math", "<svg")) for token in tokens[:idx])


def _placed(blocks: Blocks, origin: Origin) -> Blocks:
    """The blocks with an origin, and those in them; notes keep their own."""

    def placed(run: Blocks) -> Blocks:
        return tuple(rebuilt(replace(block, origin=origin), blocks=placed) for block in run)

    return placed(blocks)
