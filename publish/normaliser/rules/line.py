"""What has no name: the learned model's judgement of every block, with its reasons in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publish.model.article import Finding
from publish.model.tree import CodeBlock
from publish.normaliser.engine import Page, Rule
from publish.normaliser.learned import Judgement, Model, judge, learned
from publish.normaliser.reasons import reason

__all__ = ["line", "line_by"]

# A lost paragraph is worse than a leftover line: how surely a block must be no part of the
# article before it goes. Below the first figure it goes, below the second it stays with a doubt.
PROSE = (0.30, 0.45)
OTHER = (0.45, 0.55)
LABEL = (0.50, 0.50)
CODE = (0.05, 0.10)

_PARAGRAPH = 8  # words of a sentence that may be a paragraph
_LABEL = 5  # words
_DOUBTS = 12  # of one article; more would say that the whole page is doubtful
_EXAMPLE = (
    "Rents rise again\n\nRents rose for the ninth month in a row, and the city sees no end to it, "
    "it said on Monday."
)


def line_by(model: Model | None = None) -> Rule:
    """The rule `model.line` of a model; of the shipped one when none is given."""

    def find(page: Page) -> Iterator[Finding]:
        judged = judge(page, model or learned())
        if judged is not None:
            yield from _findings(page, judged, model or learned())

    summary = "Blocks that read and stand like no part of the article, as learned from many pages."
    return Rule("model.line", summary, find, _EXAMPLE)


line = line_by()


def _findings(page: Page, judged: Judgement, model: Model) -> Iterator[Finding]:
    going: list[int] = []
    doubts: list[int] = []
    for index in page.open_indices():
        low, high = _limits(page, index)
        if judged.keep[index] < low:
            going.append(index)
        elif judged.keep[index] < high and page.words[index] > _LABEL:
            doubts.append(index)
    runs = list(_runs(page, going))
    # The longest block speaks for its run: to weigh every line of a menu says nothing more.
    speakers = [max(run, key=page.words.__getitem__) for run in runs]
    doubts = doubts[:_DOUBTS]
    gains = judged.gains([*speakers, *doubts])
    whys = [
        reason(page, run, judged, each, model)
        for run, each in zip([*runs, *([index] for index in doubts)], gains, strict=True)
    ]
    for run, why in zip(runs, whys, strict=False):
        yield Finding(run[0], run[-1], why)
    for index, why in zip(doubts, whys[len(runs) :], strict=True):
        yield Finding(index, index, why, keeps=True, note=f"doubtful: {why}")


def _limits(page: Page, index: int) -> tuple[float, float]:
    """How sure the model must be to take a block, and to leave it without a word."""
    if isinstance(page.blocks[index], CodeBlock):
        return CODE
    if page.words[index] <= _LABEL:
        return LABEL
    if page.words[index] >= _PARAGRAPH and page.texts[index].endswith(_ENDS):
        return PROSE
    return OTHER


_ENDS = tuple(".!?…。！？؟।\"'”’»)")


def _runs(page: Page, indices: Sequence[int]) -> Iterator[list[int]]:
    """Consecutive blocks go together; a paragraph alone, so that an editor can bring it back."""
    run: list[int] = []
    for index in indices:
        if run and (index != run[-1] + 1 or page.is_prose(index) or page.is_prose(run[-1])):
            yield run
            run = []
        run.append(index)
    if run:
        yield run
