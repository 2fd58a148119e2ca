"""What has no name: the learned model's judgement of every block, with its reasons in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from publish.model.article import Finding
from publish.model.tree import CodeBlock, Figure, FormulaBlock, Table
from publish.normaliser.cleaning.rule import Rule
from publish.normaliser.fields.headlines import headline_of
from publish.normaliser.learning.learned import Judgement, form_of
from publish.normaliser.learning.reasons import reason
from publish.normaliser.learning.signals import NAMES
from publish.normaliser.learning.trails import TRAIL_NAMES
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.sentences import ENDS, PROSE_WORDS, ends_sentence
from publish.normaliser.rules.corrections import is_correction
from publish.normaliser.rules.reach import Reach, reach_of
from publish.normaliser.rules.siblings import settled

# A lost paragraph is worse than a leftover line, so a block goes only when it is surely no part of
# the article: how sure depends on what would be lost. Below the first figure a block goes, below
# the second it stays with a doubt.
_PROSE = (0.25, 0.40)
_OTHER = (0.50, 0.60)
_LABEL = (0.65, 0.65)
_AMONG = 0.9
"""What is left of a limit for a block among the article's own paragraphs."""
_INSIDE = 0.66
"""The same for a line from the headline to the region's end."""
_BETWEEN = 0.8
"""The same for a line between two sentences that surely stay; of prose there the limit is whole."""
_BEHIND = 0.9
"""The same for a line behind the last paragraph, as far as the article may reach."""
_LINKED = 0.5
"""Share of a line's characters in links from which neither holds."""
_TOLD = 3
"""Lines behind the article that go together not without a note, when their mean figure is"""
_UNSURE = 0.15
_TABLE = (0.20, 0.35)
_CODE = (0.05, 0.10)
_PICTURE = (0.02, 0.03)
"""Between the headline and the article's end. The model has learned nothing of pictures, nor of
programs and formulas: the labels disagree on them."""
_STAYS = (0.0, 0.0)
"""What an article shows from elsewhere is never taken from between its paragraphs, and no line that
belongs to it by its form."""

_SURE = {"html": 0.2, "text": 0.03}
"""A page without a single block that is surely none of the article's has nothing to be cleaned of:
there weak suspicions are doubts. So letters, diaries and poems stay whole."""

_SHOWING = re.compile(
    r"(?:iframe|video|audio|embed|object|script|lite-\w+|amp-\w+)(?![\w-])"
    r"|(?:div|blockquote)\.(?:\S*\.)?(?:(?:flourish|infogram|tiktok|twitter)-embed|fb-(?:post|video)"
    r"|instagram-media|twitter-(?:tweet|video))(?![\w-])"
)
_PARAGRAPH = 8  # words of a sentence that may be a paragraph
_SHORT = 5  # words
_DOUBTS = 12  # of one article; more would say that the whole page is doubtful
_SENTENCE = (
    "Rents rose for the ninth month in a row, and the city sees no end to it, it said Monday."
)
_OTHER_SENTENCE = (
    "Landlords expect rents to rise again before the winter, a survey of four hundred of them says."
)
_EXAMPLE = "\n\n".join(
    [
        *("Rents rise again", _SENTENCE, _OTHER_SENTENCE, "Trending now"),
        *(_SENTENCE, _OTHER_SENTENCE, _SENTENCE),
        *("Home", "Contact us", "Privacy policy", "Terms of use", "Log in", "Get the app"),
        *("Staff area", "Our partners", "Site by Oak & Ash"),
    ]
)
_MORE = f"""It weighs signals of each block and of its two neighbours on each side:
  {", ".join(NAMES)};
on pages of HTML besides:
  {", ".join(TRAIL_NAMES)};
and how the words of its elements' names, of its links' paths and of short lines were used on the \
pages that were learned from. The reason names the three that speak most against it."""


def _find(page: Page, left: Left) -> Iterator[Finding]:
    judged = page.seen
    if not isinstance(judged, Judgement):
        return
    going: list[int] = []
    doubts: list[list[int]] = []
    posts = page.core.union(post.start for post in page.posts) if page.posts else ()
    wrapped = is_wrapped(page, judged)
    reach = reach_of(page, left, judged.keep, sureness_of(page))
    section: list[int] = []
    shown = range(*span_of(page, left, judged))
    for index in left.indices:
        low, high = _limits(page, index, reach, shown)
        if judged.keep[index] < high and (index in posts or is_correction(page, index)):
            continue
        if wrapped and judged.keep[index] < low:
            (section if index in reach.section else going).append(index)
        elif judged.keep[index] < high and page.words[index] > _SHORT:
            doubts.append([index])
    if section:
        doubts.insert(0, section)
    together = settled(page, left, going, judged.keep.tolist())
    doubts += [[each] for each in together.back if page.words[each] > _SHORT]
    doubts = [each for each in doubts if together.along.keys().isdisjoint(each)]
    runs = list(runs_of(page, together.going))
    doubts = doubts[:_DOUBTS]
    # The longest block speaks for its run: to weigh every line of a menu says nothing more.
    speakers = [max(run, key=page.words.__getitem__) for run in (*runs, *doubts)]
    gains = judged.gains(speakers)
    whys = [
        reason(page, run, judged, each) for run, each in zip((*runs, *doubts), gains, strict=True)
    ]
    for run, why in zip(runs, whys, strict=False):
        near = [index for index in run if index in reach.behind]
        told = len(near) >= _TOLD and float(judged.keep[near].mean()) >= _UNSURE
        yield Finding(run[0], run[-1], why, note=f"taken in doubt: {why}" if told else "")
    for index, why in together.along.items():
        yield Finding(index, index, why)
    for run, why in zip(doubts, whys[len(runs) :], strict=True):
        yield Finding(run[0], run[-1], why, keeps=True, note=f"doubtful: {why}")


line = Rule(
    "model.line",
    "Blocks that read and stand like no part of the article, as learned from many pages.",
    _find,
    _EXAMPLE,
    _MORE,
)


def is_wrapped(page: Page, judged: Judgement) -> bool:
    """Whether anything on a page is surely a leftover."""
    return bool((judged.keep < sureness_of(page)).any())


def span_of(page: Page, left: Left, judged: Judgement) -> tuple[int, int]:
    """The headline, or the region's first block above it, and the block behind the region's last.

    In a text a head without a name may stand above the region: there it begins with the page.
    """
    inside = judged.region.inside
    first, behind = int(inside.argmax()), len(page) - int(inside[::-1].argmax())
    top, _ = headline_of(page, left)
    if not judged.region.element:
        top = 0
    return min(first if top is None else top, first), behind


def sureness_of(page: Page) -> float:
    """The figure below which a block of a page is surely a leftover."""
    return _SURE[form_of(page)]


def _limits(page: Page, index: int, reach: Reach, shown: range) -> tuple[float, float]:
    """How sure the model must be to take a block, and to leave it without a word."""
    if index in reach.held or (index in reach.core and _is_shown(page, index)):
        return _STAYS
    block = page.blocks[index]
    if isinstance(block, Figure) and index in shown:
        return _PICTURE
    if isinstance(block, CodeBlock | FormulaBlock):
        return _CODE
    low, high = _TABLE if isinstance(block, Table) else _OTHER
    is_line = True
    if page.words[index] <= _SHORT:
        low, high = _LABEL
    elif page.words[index] >= _PARAGRAPH and _is_ended(page.texts[index]):
        low, high, is_line = *_PROSE, False
    if index in reach.core and not is_line:
        return low * _AMONG, low
    if is_line and page.words[index] < PROSE_WORDS and page.link_share[index] <= _LINKED:
        if index in shown:
            return low * _INSIDE, low
        if index in reach.among:
            return low * _BETWEEN, low
        if index in reach.behind:
            return low * _BEHIND, low
    return low, high


def _is_ended(text: str) -> bool:
    return text.endswith(ENDS) or ends_sentence(text)


def _is_shown(page: Page, index: int) -> bool:
    """Whether a block is the address of what the page shows there from elsewhere."""
    trail = page.blocks[index].origin.trail
    return bool(trail) and _SHOWING.match(trail[-1]) is not None


def runs_of(page: Page, indices: Sequence[int]) -> Iterator[list[int]]:
    """Consecutive blocks go together; a paragraph alone, so that an editor can bring it back."""
    run: list[int] = []
    for index in indices:
        if run and (index != run[-1] + 1 or page.is_prose(index) or page.is_prose(run[-1])):
            yield run
            run = []
        run.append(index)
    if run:
        yield run
