"""All rules over one page: they point, the ledger takes, the law is proved at the end."""

from __future__ import annotations

from dataclasses import dataclass

from publish.model.article import Decisions, Draft, Lifts, Note, Removal, SiteProfile
from publish.model.tree import Blocks
from publish.normaliser.cleaning.law import balance
from publish.normaliser.cleaning.ledger import Ledger
from publish.normaliser.cleaning.rule import Rule
from publish.normaliser.page.page import Page


@dataclass(frozen=True, slots=True)
class Cleaning:
    """What the rules left, what they lifted, and what they took; notes are doubts."""

    body: Blocks
    lifts: tuple[Lifts, ...]
    removals: tuple[Removal, ...]
    notes: tuple[Note, ...]


def clean(
    draft: Draft,
    decisions: Decisions,
    profile: SiteProfile,
    rules: tuple[Rule, ...],
    language: str,
) -> Cleaning:
    """The draft's blocks after all rules, with the record of every word that went.

    Raises AssertionError when the record and the body do not add up to the draft: a bug of ours.
    """
    page = Page.of(draft, profile, language)
    ledger = Ledger(page, frozenset(passage.digest for passage in decisions.restore))
    ledger.strip(decisions)
    for each in rules:
        ledger.apply(each)
    ledger.note_unmatched(decisions)
    remains = ledger.remains()
    balance(page.raws, [text for _, text in remains] + [gone.text for gone in ledger.removals])
    removals = sorted(ledger.removals, key=lambda gone: (gone.origin.first, gone.span or (0, 0)))
    body = tuple(block for block, _ in remains)
    return Cleaning(body, tuple(ledger.lifts), tuple(removals), tuple(ledger.notes))
