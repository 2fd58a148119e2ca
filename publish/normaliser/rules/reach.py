"""Where blocks stand to the article, by the page and by the model's figures: among, behind, held.

What stands on the page alone says how far the article may reach (`page.extent`), forms which short
lines show what they are (`forms`); the figures say where the leftovers surely begin.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from publish.model.tree import Heading
from publish.normaliser.learning import Rows
from publish.normaliser.page.extent import extent_of
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.phrases import cues
from publish.normaliser.rules.forms import forms_of, opens_section

_KEPT = 0.6
"""From here a sentence is surely the article's: lines between two of them stand among it."""
_BETWEEN = 6  # blocks from one to the next
_NEAR = 3  # open blocks between the article's last and a form that goes on with it
_LED = 12  # words of a line that leads to a form: a heading, “The rest in short”
_SURELY = 0.02
"""Below this figure a line is no part of the section whose heading stands above it."""
_OTHERS = frozenset({"action", "author", "byline", "contact", "price"})
_SECTION = 0.25
"""Mean figure from which blocks in the column right behind the article stay together, in doubt."""
_SECTION_BLOCKS = 2
_SECTION_LINKED = 0.5  # mean share of links from which they do not


@dataclass(slots=True)
class Reach:
    """The blocks of a page by how they stand to the article.

    `core` runs from the article's first paragraph to its last; `among` stand between sentences that
    are surely its own, `behind` follow in line, `held` belong to it by their form. `section` are
    blocks behind it that are none of that for sure.
    """

    core: range
    among: set[int] = field(default_factory=set)
    behind: set[int] = field(default_factory=set)
    held: set[int] = field(default_factory=set)
    section: frozenset[int] = frozenset()


def reach_of(page: Page, left: Left, keep: Rows, sure: float) -> Reach:
    """How the open blocks of a page stand to its article, by the figures of the model.

    Below `sure` a block is a leftover whatever stands around.
    """
    extent = extent_of(page)
    reach = Reach(extent.among[:-1] if page.core else range(0))
    reach.among.update(_between(page, left, keep))
    for each in forms_of(page):
        if each.first in extent.among or each.last in extent.among:
            reach.held.update(
                index for index in range(each.first, each.last + 1) if not page.is_prose(index)
            )
    tail = [index for index in left if index in extent.tail]
    behind = tail[_end(page, tail, keep, reach) :]
    for place, index in enumerate(behind):
        if keep[index] < sure:
            behind = behind[:place]
            break
    reach.behind.update(behind)
    reach.section = _section(page, behind, keep)
    return reach


def _between(page: Page, left: Left, keep: Rows) -> Iterator[int]:
    """The blocks between two sentences that are surely the article's and near each other."""
    last = -1
    for index in left:
        if keep[index] >= _KEPT and page.is_sentence(index):
            if last >= 0 and index - last <= _BETWEEN + 1:
                yield from range(last + 1, index)
            last = index


def _end(page: Page, tail: Sequence[int], keep: Rows, reach: Reach) -> int:
    """How many open blocks behind the core are surely the article's; their lines are held."""
    forms: dict[int, int] = {}
    for each in forms_of(page):
        forms[each.first] = max(each.last, forms.get(each.first, 0))
    end = 0
    last = -1  # of the form or section that a block stands in
    in_section = False
    for place, index in enumerate(tail):
        near = place - end <= _NEAR
        if index in forms and near:
            reach.held.update(_leading(page, tail[end:place]))
            last, in_section = max(last, forms[index]), False
        elif opens_section(page, index) and near:
            in_section = True
        elif in_section and (keep[index] < _SURELY or _is_other(page, index)):
            in_section = False
        if in_section or index <= last:
            end = place + 1
            if not page.is_prose(index):
                reach.held.add(index)
        elif keep[index] >= _KEPT and page.is_sentence(index) and place - end <= _BETWEEN:
            end = place + 1
        elif not near:
            break
    return end


def _is_other(page: Page, index: int) -> bool:
    """Whether a line is surely none of the section above it."""
    return isinstance(page.blocks[index], Heading) or bool(cues(page.bares[index]) & _OTHERS)


def _leading(page: Page, indices: Sequence[int]) -> Iterator[int]:
    """The lines right above a form that lead to it."""
    for index in reversed(indices):
        if page.words[index] > _LED or cues(page.bares[index]) - {"keep"}:
            return
        yield index


def _section(page: Page, behind: Sequence[int], keep: Rows) -> frozenset[int]:
    """The blocks that follow the article in its column, of which the model is not sure enough.

    A text has no column: there a run of short lines may as well be another story's.
    """
    if not page.blocks or not page.blocks[0].origin.trail or len(behind) < _SECTION_BLOCKS:
        return frozenset()
    run: list[int] = []
    for index in behind:
        if run and index != run[-1] + 1:
            break
        run.append(index)
    if len(run) < _SECTION_BLOCKS:
        return frozenset()
    linked = sum(page.link_share[index] for index in run) / len(run)
    mean = float(keep[run].mean())
    return frozenset(run if mean >= _SECTION and linked < _SECTION_LINKED else ())
