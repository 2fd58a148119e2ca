"""What the styles of a Word file call the lines of a page: its author's word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from publish.model.forms import is_line
from publish.normaliser.page.page import Page, once_a_page

_UNIT = "paragraph"
"""What a Word file's blocks are counted in: steps of other formats mean something else."""

TITLE, STANDFIRST, BYLINE, DATE, DATELINE = (
    "p.title",
    "p.subtitle",
    "p.byline",
    "p.date",
    "p.dateline",
)
CONTENTS, HIDDEN = "contents", "div[hidden]"
"""Steps around what stands in a table of contents, and what Word does not show."""


@dataclass(frozen=True, slots=True)
class Styled:
    """The blocks that styles name, by the step that says it; `contents` are those of a list.

    Of a style that stands in several places the first run counts: a title again, further down, is
    a heading.
    """

    named: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    contents: tuple[int, ...] = ()

    def of(self, step: str) -> tuple[int, ...]:
        """The blocks of a style; none where no line is in it."""
        return self.named.get(step, ())


@once_a_page
def styled(page: Page) -> Styled:
    """What the styles of the page's source say; nothing for a page of another format."""
    named: dict[str, list[int]] = {}
    contents: list[int] = []
    for index, step in _steps(page):
        if CONTENTS in page.blocks[index].origin.trail:
            contents.append(index)
            continue
        run = named.setdefault(step, [])
        if step and (not run or run[-1] == index - 1) and is_line(page.blocks[index]):
            run.append(index)
    kept = {step: tuple(run) for step, run in named.items() if step and run}
    return Styled(kept, tuple(contents))


def _steps(page: Page) -> Iterator[tuple[int, str]]:
    """The last step of each block's trail, in a Word file."""
    for index, block in enumerate(page.blocks):
        if block.origin.unit == _UNIT:
            trail = block.origin.trail
            yield index, trail[-1] if trail and trail[-1].startswith("p.") else ""
