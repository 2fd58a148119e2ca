"""Whether an article that came from outside is one that our readers could have made.

`codec.decode` checks the types of what it is handed; this checks the numbers, which writers take as
they come: how deep a tree goes, how long lists are, what remarks point at.
"""

from __future__ import annotations

from publish.model.article import Article
from publish.model.limits import DEFAULT_LIMITS
from publish.model.tree import (
    Block,
    Blocks,
    Formula,
    FormulaBlock,
    Heading,
    Inline,
    Inlines,
    Listing,
    MathNode,
    Table,
    Text,
)
from publish.model.walk import contents_of

_Part = Block | Inline | MathNode
_FURTHEST = 1_000_000_000  # of any number: Word's own are no larger


def check_article(article: Article) -> None:
    """Raise ValueError where a tree is too deep, or a number is none that a reader makes."""
    lines = (article.title, article.standfirst, article.summary, *article.key_points)
    for line in lines:
        _check(line)
    _check(article.body)
    _check(article.author_note)
    for index, remark in enumerate(article.remarks):
        if remark.parent is not None and not 0 <= remark.parent < index:
            raise ValueError(f"a remark answers number {remark.parent}, which is not before it")
        start, end = remark.span or (0, 0)
        if not (0 <= start <= end and 0 <= remark.block < _FURTHEST):
            raise ValueError("a remark stands nowhere")
    for asset in article.assets.values():
        _in_range(1, asset.width_px, asset.height_px)


def _check(nodes: Inlines | Blocks) -> None:
    """Level by level: what is nested too deeply must not be found out by recursion."""
    level: list[_Part] = list(nodes)
    for _ in range(DEFAULT_LIMITS.nesting):
        if not level:
            return
        inner: list[_Part] = []
        for node in level:
            if type(node) is not Text:
                inner += _parts(node)
        level = inner
    raise ValueError(f"nested more than {DEFAULT_LIMITS.nesting} deep")


def _parts(node: _Part) -> list[_Part]:
    """What stands right in a node, whose own numbers are checked."""
    match node:
        case MathNode():
            return list(node.children)
        case Formula() | FormulaBlock():
            return [node.mathml] if node.mathml else []
        case Heading():
            _in_range(1, node.level, most=6)
        case Listing():
            if node.values and len(node.values) != len(node.items):
                raise ValueError("a list has not as many numbers as items")
            given = (number for number in node.values if number is not None)
            _in_range(-_FURTHEST, node.start, *given)
        case Table():
            _in_range(0, node.head_rows)
            for row in node.rows:
                for cell in row:
                    _in_range(1, cell.columns, cell.rows)
        case _:
            pass
    inlines, blocks = contents_of(node)
    return [*inlines, *blocks]


def _in_range(least: int, *numbers: int, most: int = _FURTHEST) -> None:
    for number in numbers:
        if not least <= number <= most:
            raise ValueError(f"{number} where a number from {least} to {most} was expected")
