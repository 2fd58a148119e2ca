"""A rule: a named reason to take words away. It points; the ledger takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from publish.model.article import Finding
from publish.normaliser.page.page import Left, Page

LARGEST_SHARE = 0.4
"""Of a rule that would take more of the article's words no finding in the article is carried out,
and none that takes a paragraph (docs/architecture.md 7)."""

Find = Callable[[Page, Left], Iterable[Finding]]
"""What points: at blocks of a page, by what is known of it and what earlier rules have left."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A named reason to take words away; `find` points and cannot take.

    `example` is a small text in which the rule finds something: `publish rules ID` runs it.
    `more` is what a user may want to know besides.
    """

    id: str
    summary: str
    find: Find = field(repr=False)
    example: str = ""
    more: str = field(default="", repr=False)


def rule(id: str, summary: str, *, example: str = "") -> Callable[[Find], Rule]:
    """The decorated function as a Rule."""
    return lambda find: Rule(id, summary, find, example)
