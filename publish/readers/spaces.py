"""Small repairs of characters that belong to no language's typography.

They happen before a draft is counted, so that what the draft says is what the record can keep.
"""

from __future__ import annotations

import re

from publish.model.tree import Block, CodeBlock
from publish.model.walk import edited, text_of

__all__ = ["mended", "mended_block"]

_NO_BREAK = "\u00a0"
_ZERO = "\u200b\u2060"

# A no-break space is kept where a typographer sets one: before the high marks of French and the
# percent sign, inside guillemets, beside figures and dashes, after an abbreviation's dot.
# Everywhere else it is what an editor left around a link (the seed has nine of them).
_LEFT_OVER = re.compile(
    f"(?<![«‹.\\d–—{_NO_BREAK}]){_NO_BREAK}(?![;:!?»›%‰\\d–—€$£°{_NO_BREAK}])"
    f"|{_NO_BREAK}(?=[ {_NO_BREAK}])|(?<=[ {_NO_BREAK}]){_NO_BREAK}"
)


def mended(text: str) -> str:
    r"""The text, as long as before, with a plain space for each no-break space of a link.

    >>> mended("CENTCOM\\u00a0stated: 140\\u00a0km")
    'CENTCOM stated: 140\\xa0km'
    """
    return _LEFT_OVER.sub(" ", text)


def mended_block(block: Block) -> Block:
    """The block with its no-break spaces mended, spaces not doubled, soft hyphens gone.

    Words are hyphenated by the layout, so a soft hyphen only keeps equal words from being equal.
    """
    before = text_of(block)
    if not any(char in before for char in _NO_BREAK + "\u00ad" + _ZERO):
        return block
    after = mended(before)

    def edit(text: str, start: int) -> str:
        end = start + len(text)
        return "".join(
            char
            for index, char in enumerate(after[start:end], start)
            if char != "\u00ad"
            and not (char in _ZERO and _at_an_edge(after, index))
            and not (char == " " and index and after[index - 1] == " " and before[index] != " ")
            and not (char == " " and index and after[index - 1] == " " and before[index - 1] != " ")
        )

    return block if isinstance(block, CodeBlock) else edited(block, edit)


def _at_an_edge(text: str, index: int) -> bool:
    """Whether a zero-width space separates nothing."""
    behind = text[index + 1 : index + 2]
    return index == 0 or text[index - 1].isspace() or not behind or behind.isspace()
