"""What stands outside the element, or the run of lines, that holds the article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publish.model.article import Finding
from publish.model.tree import CodeBlock, FormulaBlock
from publish.normaliser.cleaning.rule import Rule
from publish.normaliser.learning.learned import Judgement
from publish.normaliser.page.page import Left, Page
from publish.normaliser.rules.model.line import is_wrapped, runs_of, span_of, sureness_of
from publish.normaliser.rules.reach import reach_of

_OUTSIDE = 0.5
"""Outside the region a block stays when it reads more like the article than not."""

_BELOW = 0.25
"""The same in a text, which has no elements that say where the article ends."""

_CODE = 0.1
_HOLDS = 0.6
"""What a region must hold of all that reads like the article, to speak against what is outside."""

_SHOWN = 60  # characters of an element
_LINKED = 0.5  # the share of a block's words from which on it is links
_SHORT = 8  # words
_SENTENCE = (
    "Rents rose for the ninth month in a row, and the city sees no end to it, it said Monday."
)
_EXAMPLE = "\n\n".join(
    [
        "Rents rise again",
        *(_SENTENCE,) * 4,
        *("Home", "Contact us", "Privacy policy", "Terms of use", "Log in", "Get the app"),
        *("Staff area", "Our partners", "Site by Oak & Ash"),
    ]
)


def _find(page: Page, left: Left) -> Iterator[Finding]:
    judged = page.seen
    if not isinstance(judged, Judgement) or judged.region.holds < _HOLDS:
        return
    if page.posts or not is_wrapped(page, judged):
        return
    outside = [index for index in _outside(page, left, judged) if _goes(page, index, judged)]
    for run in runs_of(page, outside):
        yield Finding(run[0], run[-1], _why(page, run, judged))


def _outside(page: Page, left: Left, judged: Judgement) -> Iterator[int]:
    """The blocks above and below the region, but for those between the headline and its first.

    And but for those that belong to the article by their form. What stands between the region's
    first block and its last may be a part that its element does not hold: the times and headings of
    entries of which each text has an element of its own.
    """
    start, behind = span_of(page, left, judged)
    held = reach_of(page, left, judged.keep, sureness_of(page)).held
    return (index for index in left if not start <= index < behind and index not in held)


def _goes(page: Page, index: int, judged: Judgement) -> bool:
    code = isinstance(page.blocks[index], CodeBlock | FormulaBlock)
    least = _OUTSIDE if judged.region.element else _BELOW
    return bool(judged.keep[index] < (_CODE if code else least))


def _why(page: Page, run: Sequence[int], judged: Judgement) -> str:
    region = judged.region
    where = region.element[:_SHOWN] or "the run of blocks"
    linked = sum(page.link_share[index] >= _LINKED for index in run)
    short = sum(page.words[index] <= _SHORT for index in run)
    many = len(run) > 1
    if linked:
        what = f"{linked} of {len(run)} blocks here are links" if many else "it is mostly links"
    elif short > len(run) / 2:
        what = f"{short} of {len(run)} blocks here are short lines" if many else "a short line"
    else:
        unlikely = 1 - float(judged.keep[run[0] : run[-1] + 1].mean())
        what = f"{unlikely:.0%} sure that {'they are' if many else 'it is'} none of it"
    return f"outside {where}, which holds {region.holds:.0%} of what reads like the article; {what}"


region = Rule(
    "model.region",
    "Blocks outside the element, or the run of a text, that holds the article.",
    _find,
    _EXAMPLE,
)
