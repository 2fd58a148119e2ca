"""All rules over one page: they point, the ledger takes, the law is proved at the end."""

from __future__ import annotations

from dataclasses import dataclass

from publish.model.article import Decisions, Lifts, Note, Removal, Span
from publish.model.tree import Blocks
from publish.model.walk import pictures_in
from publish.normaliser.cleaning.law import balance
from publish.normaliser.cleaning.ledger import Ledger
from publish.normaliser.cleaning.rule import Rule
from publish.normaliser.page.page import Page


@dataclass(frozen=True, slots=True)
class Cleaning:
    """What the rules left, what they lifted, and what they took; notes are doubts.

    `texts` are the plain texts of the body's blocks, `says` what each removal's words say of names,
    dates and tags.
    """

    body: Blocks
    texts: tuple[str, ...]
    lifts: tuple[Lifts, ...]
    removals: tuple[Removal, ...]
    says: tuple[Lifts, ...]
    notes: tuple[Note, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left to print: no words and no picture."""
        return not any(map(str.strip, self.texts)) and not any(pictures_in(self.body))


def clean(page: Page, decisions: Decisions, rules: tuple[Rule, ...]) -> Cleaning:
    """The page's blocks after all rules, with the record of every word that went.

    Raises AssertionError when the record and the body do not add up to the draft: a bug of ours.
    """
    ledger = Ledger(page, frozenset(passage.digest for passage in decisions.restore), decisions)
    ledger.strip(decisions)
    for each in rules:
        ledger.apply(each)
    ledger.note_unmatched(decisions)
    remains = ledger.remains()
    body, texts = tuple(block for block, _ in remains), tuple(text for _, text in remains)
    balance(page.raws, (*texts, *(gone.text for gone in ledger.removals)))
    record = sorted(zip(ledger.removals, ledger.says, strict=True), key=_place)
    removals, says = zip(*record, strict=True) if record else ((), ())
    return Cleaning(body, texts, tuple(ledger.lifts), removals, says, tuple(ledger.notes))


def _place(each: tuple[Removal, Lifts]) -> tuple[int, Span]:
    gone, _ = each
    return gone.origin.first, gone.span or (0, 0)
