"""The line right above a headline."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding
from publish.model.dates import dates_in
from publish.model.tree import Heading, Paragraph
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.fields.headlines import headline_of
from publish.normaliser.page.elements import element_of, steps_shared
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.sentences import is_ended_or_open
from publish.normaliser.rules.examples import SENTENCE

_LONGEST_SECTION = 5  # words of the name of a section or a site. # guess
_LAST_STEPS = 3  # elements around it that may be named for it; 1 of 5,351


@rule(
    "head.kicker",
    "A word or two right above the headline say where in the paper it stands, and are not printed.",
    example=f"Cities\n\nRents rise again as wages stand still\n\n{SENTENCE}",
)
def kicker(page: Page, left: Left) -> Iterator[Finding]:
    """Point at the line above the headline: by its element's name, or as the first of a text."""
    index, _ = headline_of(page, left)
    above = (index or 0) - 1
    if above < 0 or above not in left or not isinstance(page.blocks[above], Paragraph | Heading):
        return
    trail = page.blocks[above].origin.trail
    words = page.words[above]
    said = " ".join(page.texts[above].split())
    if dates_in(said) or is_ended_or_open(said):
        return
    if isinstance(page.blocks[above], Heading):
        if words <= _LONGEST_SECTION and _is_in_other_header(page, above, above + 1):
            yield Finding(above, above, f"“{said}” in a header that the headline is not in")
        return
    if any(element_of(step).is_kicker for step in trail[-_LAST_STEPS:]):
        yield Finding(above, above, f"“{said}” in an element named for the line above a headline")
    elif not trail and above == 0 and words <= 2 and said[-1:].isalpha():
        yield Finding(above, above, f"“{said}” alone right above the headline")


def _is_in_other_header(page: Page, above: int, headline: int) -> bool:
    """Whether a block stands in a page's header, and its headline, lower in rank, does not."""
    name, own = page.blocks[above], page.blocks[headline]
    if not (isinstance(name, Heading) and isinstance(own, Heading)) or name.level >= own.level:
        return False
    steps = name.origin.trail[steps_shared(name.origin.trail, own.origin.trail) :]
    return any(element_of(step).tag == "header" for step in steps)
