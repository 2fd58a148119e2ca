"""What a page shows and a draft leaves out: a note for each kind, with words and first place."""

from __future__ import annotations

from dataclasses import dataclass, field

from publish.model.article import Note
from publish.model.clean import clean_text
from publish.model.tree import Origin

_SAID = {
    "footnote.sign": "signs that lead from notes to their marks",
    "code.numbers": "numbers of lines beside a program",
    "code.marks": "what marks a program's words as struck, inserted, raised or linked; they stay",
    "frame.left-out": "what is shown from elsewhere, its address stays",
    "drawing.left-out": "words of drawings in the page, such as the scale of a chart",
    "page.properties": "properties of the page, read as what it declares",
    "list.numbers": "numbers in scripts and from starts that no list here has; it counts 1, 2, 3",
    "picture.twice": "a picture for browsers without scripts that shows what stands beside it",
    "control.left-out": "what is there to be pressed, or tells how to read a title",
    "footnote.heading": "headings over notes that stand at their marks",
}
_MOST_WORDS = 5  # different ones that a note lists
_LONGEST = 120  # characters of each


@dataclass(slots=True)
class LeftOut:
    """What has been left out so far, by the codes of its notes."""

    _words: dict[str, list[str]] = field(default_factory=dict)
    _places: dict[str, Origin] = field(default_factory=dict)

    def add(self, code: str, words: str, place: Origin) -> None:
        """Words that go; those that say nothing are not counted."""
        said = " ".join(clean_text(words)[0].split())
        if said:
            self._places.setdefault(code, place)
            self._words.setdefault(code, []).append(said)

    def notes(self) -> tuple[Note, ...]:
        """A note for each kind."""
        return tuple(
            Note(code, f"left out {_SAID[code]}: {_listed(words)}", self._places[code])
            for code, words in self._words.items()
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
    return ", ".join(said[:_MOST_WORDS]) + (f" and {more:,} others" if more > 0 else "")
