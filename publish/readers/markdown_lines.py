"""The Markdown of an editor's lines: a piece of it → blocks, exactly as it says.

What `model.markdown` writes is read back to the same tree; what a hand writes is CommonMark with
tables, notes, formulas and the HTML that the tree can say. A piece stands for itself: it has no
front matter, no definitions of links, and no template, wiki link or comment means anything in it.
Nothing is guessed: a table is a table, and a line of dashes a break.
"""

from __future__ import annotations

from functools import lru_cache

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from publish.errors import OverLimit
from publish.model.limits import DEFAULT_LIMITS, Limits
from publish.model.tree import Blocks, Inlines, Paragraph, Text
from publish.readers.markdown_formulas import formulas_plugin
from publish.readers.markdown_line_tree import LineTree
from publish.readers.markdown_syntax import raised_plugin
from publish.readers.markdown_tables import tables_plugin
from publish.readers.markdown_tokens import check_depth
from publish.readers.sizes import check_blocks

__all__ = ["blocks_of", "inlines_of"]

_OPEN = 200  # brackets that nothing closes, from which none is looked after, as in files
_BRACKETS = ["link", "image", "footnote_inline", "footnote_ref"]


def blocks_of(text: str, limits: Limits = DEFAULT_LIMITS, where: str = "") -> Blocks:
    """The blocks of a piece of Markdown, without origins. Raises OverLimit."""
    if len(text) > 2 * limits.characters:
        raise OverLimit("characters", len(text), limits.characters, where=where)
    check_depth(text, limits.nesting, where)
    parser = _parser(limits.nesting, text.count("[") > 2 * text.count("]") + _OPEN)
    try:
        tokens = parser.parse(text, {})
    except RecursionError as error:
        raise OverLimit("nesting", limits.nesting, limits.nesting // 2, where=where) from error
    blocks = LineTree(tokens, limits, where).blocks()
    check_blocks(blocks, limits, where)
    return blocks


def inlines_of(text: str, limits: Limits = DEFAULT_LIMITS, where: str = "") -> Inlines:
    """The words of a piece that is one paragraph; of any other all its words, plain."""
    match blocks_of(text, limits, where):
        case ():
            return ()
        case (Paragraph(inlines),):
            return inlines
        case _:
            return (Text(" ".join(text.split())),)


@lru_cache(maxsize=4)
def _parser(nesting: int, unclosed: bool) -> MarkdownIt:
    """The parser; it keeps nothing of what it read."""
    parser = MarkdownIt("commonmark", {"maxNesting": 2 * nesting + 100})
    parser.enable(["table", "strikethrough"])
    tables_plugin(parser)
    footnote_plugin(parser)
    formulas_plugin(parser)
    raised_plugin(parser)
    # A text set in four spaces is a hand's, no program; "[Editor]: unclear" is no address of a
    # link, "\\[sic\\]" no formula; what was written with a backslash or by its number stays apart
    # from what was typed.
    parser.disable(["code", "reference", "text_join", "math_bracket", "environment"])
    if unclosed:
        parser.disable(_BRACKETS)
    parser.validateLink = _any  # type: ignore[method-assign] # references.py judges them
    parser.normalizeLink = _same  # type: ignore[method-assign]
    return parser


def _any(url: str) -> bool:  # noqa: ARG001 # markdown-it's signature
    return True


def _same(url: str) -> str:
    return url
