"""Small repairs of characters that belong to no language's typography.

They happen before a draft is counted, so that what the draft says is what the record can keep.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from publish.model.tree import Block, CodeBlock
from publish.model.walk import edited, text_of

_NO_BREAK = "\u00a0"
_SOFT_HYPHEN = "\u00ad"
_ZERO = "\u200b\u2060"
ODD = re.compile(f"[{_NO_BREAK}{_SOFT_HYPHEN}{_ZERO}]")

# A no-break space is kept where a typographer sets one: before the high marks of French and the
# percent sign, inside guillemets, beside figures and dashes, after an abbreviation's dot.
# Everywhere else it is what an editor left around a link (the seed has nine of them). A run of them
# behind a line break, or before the first of a stanza, is a verse's indent.
_LEFT_OVER = re.compile(
    f"(?:(?<=\n)|\\A(?=.*\n)){_NO_BREAK}{{2,}}|{_NO_BREAK}(?:(?<![«‹.\\d–—{_NO_BREAK}]{_NO_BREAK})(?![;:!?»›%‰\\d–—€$£°{_NO_BREAK}])"
    f"|(?=[ {_NO_BREAK}])|(?<=[ {_NO_BREAK}]{_NO_BREAK}))"
)


def mended(text: str) -> str:
    r"""The text, as long as before, with a plain space for each no-break space of a link.

    >>> mended("CENTCOM\\u00a0stated: 140\\u00a0km")
    'CENTCOM stated: 140\\xa0km'
    """
    return _LEFT_OVER.sub(lambda found: found[0] if len(found[0]) > 1 else " ", text)


def mended_block(block: Block) -> Block:
    """The block with its no-break spaces mended, spaces not doubled, soft hyphens gone.

    Words are hyphenated by the layout, so a soft hyphen only keeps equal words from being equal.
    """
    before = text_of(block)
    if before.isascii() or isinstance(block, CodeBlock) or not ODD.search(before):
        return block
    after = mended(before)
    dropped = _dropped(before, after)
    if after == before and not dropped:
        return block

    def edit(text: str, start: int) -> str:
        end = start + len(text)
        kept = []
        for at in dropped[bisect_left(dropped, start) : bisect_left(dropped, end)]:
            kept.append(after[start:at])
            start = at + 1
        return "".join((*kept, after[start:end]))

    return edited(block, edit)


def _dropped(before: str, after: str) -> list[int]:
    """Where a sign goes: soft hyphens, zero widths at an edge, one space of two."""
    gone: set[int] = set()
    for found in ODD.finditer(before):
        at, sign = found.start(), found[0]
        if sign == _SOFT_HYPHEN or (sign in _ZERO and _at_an_edge(after, at)):
            gone.add(at)
        elif sign == _NO_BREAK and after[at] == " ":
            if not at:
                gone.add(at)
            gone.update(
                index for index in (at, at + 1) if after[max(index - 1, 0) : index + 1] == "  "
            )
    return sorted(gone)


def _at_an_edge(text: str, index: int) -> bool:
    """Whether a zero-width space separates nothing."""
    behind = text[index + 1 : index + 2]
    return index == 0 or text[index - 1].isspace() or not behind or behind.isspace()
