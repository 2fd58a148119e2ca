"""The signature under a mail."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.rules.examples import PARAGRAPH
from publish.normaliser.rules.marks import marks_of

_LONGEST = 12  # lines; mail's custom is four


@rule(
    "tail.signature",
    "The signature under a mail: what stands behind its two dashes.",
    example=f"Rents rise again\n\n{PARAGRAPH}\n\n-- \nAnn Ode\nThe Paper\n+49 30 1234567",
)
def signature(page: Page, left: Left) -> Iterator[Finding]:
    """Point at a line of two dashes and the short lines behind it, up to the end."""
    first = next((index for index in reversed(left.indices) if page.texts[index] == "--"), None)
    if first is None or first <= marks_of(page).core_last:
        return
    behind = range(first, len(page))
    if len(behind) <= _LONGEST and not any(map(page.is_prose, behind)):
        yield Finding(first, len(page) - 1, "behind the two dashes that end a mail")
