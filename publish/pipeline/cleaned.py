"""A draft made an article, with all that an editor says of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from publish.model.article import (
    NO_DECISIONS,
    NO_PROFILE,
    Article,
    Decisions,
    Draft,
    LineEdit,
    Note,
    Passage,
    SiteProfile,
)
from publish.model.limits import DEFAULT_LIMITS, Limits
from publish.model.walk import folded
from publish.normaliser import RULES, Page, Rule, normalise
from publish.normaliser.learning.learned import looked
from publish.normaliser.page.page import Seen
from publish.pipeline.editing import reviser

__all__ = ["cleaned"]


def cleaned(
    draft: Draft,
    decisions: Decisions = NO_DECISIONS,
    profile: SiteProfile = NO_PROFILE,
    rules: tuple[Rule, ...] = RULES,
    limits: Limits = DEFAULT_LIMITS,
    look: Callable[[Page], Seen] = looked,
) -> Article:
    """The article in a draft, as `normaliser.normalise` makes it, with the editor's lines.

    An article that a file of ours carries is not cleaned again; fields and lines apply to it, too.
    """
    if draft.article is None:
        return normalise(draft, decisions, profile, rules, look, reviser(decisions, limits))
    revise = reviser(_stripped(decisions), limits)
    article = normalise(draft, decisions, profile, rules, look, revise)
    return replace(article, notes=(*article.notes, *map(_unrestored, decisions.restore)))


def _unrestored(passage: Passage) -> Note:
    said = f"“{folded(passage.text)[:80]}”" if passage.text else passage.digest[:12]
    message = f"no such passage to restore: {said}; nothing is cleaned in a file of ours"
    return Note("decision.unmatched", message)


def _stripped(decisions: Decisions) -> Decisions:
    """Decisions in which what is to be stripped is a line that is taken out: no rule runs."""
    return replace(
        decisions, edit=(*(LineEdit(each, "") for each in decisions.strip), *decisions.edit)
    )
