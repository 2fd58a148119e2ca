"""What marks a tracked change: by whom, when, under which number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from publish.model.walk import folded
from publish.writers.docx.redline.tokens import Element, W, element

UNNUMBERED = "0"
"""The number of every mark until the file is whole: runs that look alike can be joined by then."""

_FEWEST_WORDS = 2  # that a change must have in common with one of the file's, or all of them


@dataclass(frozen=True, slots=True)
class Hand:
    """Who made a change, and when: yyyy-mm-ddThh:mm:ssZ, or "" when nobody knows."""

    author: str
    date: str = ""


@dataclass(frozen=True, slots=True)
class Tracked:
    """A change that the edited file tracked itself: these words, "ins" or "del", by this hand."""

    kind: str
    text: str
    hand: Hand


@dataclass(slots=True)
class Marks:
    """Makes the elements that mark changes. What the file tracked keeps its author."""

    hand: Hand
    tracked: Sequence[Tracked] = ()
    _by_words: dict[tuple[str, str], Hand] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for each in self.tracked:
            self._by_words.setdefault((each.kind, folded(each.text)), each.hand)

    def mark(self, tag: str, text: str = "") -> Element:
        """An element w:`tag` that says who changed these words."""
        hand = self._hand_of(tag, folded(text))
        made = element(f"{W}{tag}")
        made.set(f"{W}id", UNNUMBERED)
        made.set(f"{W}author", hand.author)
        if hand.date:
            made.set(f"{W}date", hand.date)
        return made

    def _hand_of(self, tag: str, words: str) -> Hand:
        if not words or not self._by_words:
            return self.hand
        if found := self._by_words.get((tag, words)):
            return found
        if len(words.split()) < _FEWEST_WORDS:
            return self.hand
        for (kind, text), hand in self._by_words.items():
            if kind == tag and words in text:
                return hand
        return self.hand
