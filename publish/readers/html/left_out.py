"""What a page shows and a draft does not hold: a note for each kind and place, with the words."""

from __future__ import annotations

from dataclasses import dataclass, field

from publish.model.article import Note
from publish.model.clean import clean_text
from publish.model.tree import Origin

_SAID = {
    "footnote.sign": "left out signs that lead from notes to their marks",
    "code.numbers": "left out numbers of lines beside a program",
    "code.marks": (
        "left out what marks a program's words as struck, inserted, raised or linked; they stay"
    ),
    "frame.left-out": "left out what is shown from elsewhere, its address stays",
    "drawing.left-out": "left out words of drawings in the page, such as the scale of a chart",
    "page.properties": "left out properties of the page, read as what it declares",
    "list.numbers": (
        "left out numbers in scripts and from starts that no list here has; it counts 1, 2, 3"
    ),
    "picture.twice": (
        "left out a picture for browsers without scripts that shows what stands beside it"
    ),
    "control.left-out": "left out what is there to be pressed, or tells how to read a title",
    "control.ticked": "ticked boxes of forms are not shown, their words stay",
    "footnote.heading": "left out headings over notes that stand at their marks",
    "image.missing": "pictures among words are not there and have no words",
    "link.dropped": "links without a web address, their words stay",
    "text.underlined": "underlined words stand as plain text",
}
_MOST_WORDS = 5  # different ones that a note lists
_LONGEST = 120  # characters of each


@dataclass(slots=True)
class LeftOut:
    """What has been left out so far, by the codes of its notes and its place.

    `here` is the place of all that is left out, as long as a caller knows it better.
    """

    here: Origin | None = None
    _words: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    _places: dict[tuple[str, int], Origin] = field(default_factory=dict)

    def add(self, code: str, words: str, place: Origin) -> None:
        """Words that go; those that say nothing are not counted."""
        said = " ".join(clean_text(words)[0].split())
        if said:
            self.mark(code, place).append(said)

    def mark(self, code: str, place: Origin) -> list[str]:
        """What cannot be said of words that stay; the words to be told of it so far."""
        key = (code, (self.here or place).first)
        self._places.setdefault(key, self.here or place)
        return self._words.setdefault(key, [])

    def notes(self) -> tuple[Note, ...]:
        """A note for each kind and place, kind by kind."""
        kinds = list(dict.fromkeys(code for code, _ in self._places))
        return tuple(
            Note(key[0], f"{_SAID[key[0]]}{_listed(self._words[key])}", place)
            for key, place in sorted(self._places.items(), key=lambda each: kinds.index(each[0][0]))
        )


def _listed(words: list[str]) -> str:
    """The different words with how often each stood there, the first few of many."""
    counts: dict[str, int] = {}
    for each in words:
        short = each if len(each) <= _LONGEST else f"{each[:_LONGEST]}…"
        counts[short] = counts.get(short, 0) + 1
    said = [
        f"“{each}”" if count == 1 else f"“{each}” ({count:,} times)"
        for each, count in counts.items()
    ]
    more = len(said) - _MOST_WORDS
    listed = ", ".join(said[:_MOST_WORDS]) + (f" and {more:,} others" if more > 0 else "")
    return f": {listed}" if listed else ""
