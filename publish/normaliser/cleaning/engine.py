"""All rules over one page: they point, the ledger takes, the law is proved at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from publish.model.article import Decisions, Lifts, Note, Passage, Removal, Span
from publish.model.tree import Blocks
from publish.model.walk import pictures_in
from publish.normaliser.cleaning.law import balance
from publish.normaliser.cleaning.ledger import Ledger, Place
from publish.normaliser.cleaning.passages import Places, names_of
from publish.normaliser.cleaning.rule import Rule
from publish.normaliser.page.page import Page


@dataclass(frozen=True, slots=True)
class Cleaning:
    """What the rules left, what they lifted, and what they took; notes are doubts.

    `texts` are the plain texts of the body's blocks, `indices` their places in the page, `says`
    what each removal's words say of names, dates and tags.
    """

    body: Blocks
    texts: tuple[str, ...]
    indices: tuple[int, ...]
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
    places = Places(page)
    gone = {passage: places.stripped(passage) for passage in decisions.strip}
    stripped = sorted(chain.from_iterable(gone.values()), key=_order)
    cleaning, lost = _cleaned(page, decisions, stripped, rules, places)
    back = {passage: places.kept(passage) for passage in lost}
    if any(back.values()):  # words within a passage: known once no rule has pointed at just these
        kept = list(chain.from_iterable(back.values()))
        cleaning, _ = _cleaned(page, decisions, stripped, rules, places, kept)
    nowhere = [places.unmatched("restore", passage) for passage in back if not back[passage]]
    nowhere += [places.unmatched("strip", passage) for passage in gone if not gone[passage]]
    return replace(cleaning, notes=(*cleaning.notes, *nowhere))


def _cleaned(
    page: Page,
    decisions: Decisions,
    stripped: list[Place],
    rules: tuple[Rule, ...],
    places: Places,
    kept: Sequence[Place] = (),
) -> tuple[Cleaning, list[Passage]]:
    """The page after all rules, and the passages to restore that were not found."""
    back = {passage: places.whole(passage) for passage in decisions.restore}
    held = {index for index, span in kept if span is None}.union(*back.values())
    parts = [(index, span) for index, span in kept if span is not None]
    ledger = Ledger(page, names_of(decisions.restore), held, parts, decisions)
    ledger.strip(stripped)
    for each in rules:
        ledger.apply(each)
    lost = [each for each in back if not (back[each] or names_of((each,)) & ledger.matched)]
    remains = ledger.remains()
    indices, body, texts = zip(*remains, strict=True) if remains else ((), (), ())
    balance(page.raws, (*texts, *(gone.text for gone in ledger.removals)))
    record = sorted(zip(ledger.removals, ledger.says, strict=True), key=_place)
    removals, says = zip(*record, strict=True) if record else ((), ())
    lifts, notes = tuple(ledger.lifts), tuple(ledger.notes)
    return Cleaning(body, texts, indices, lifts, removals, says, notes), lost


def _order(place: Place) -> tuple[int, Span]:
    """From the first block to the last, each whole before its parts."""
    return place[0], place[1] or (-1, -1)


def _place(each: tuple[Removal, Lifts]) -> tuple[int, Span]:
    gone, _ = each
    return gone.origin.first, gone.span or (0, 0)
