"""What is known of a file while its stories are walked, and what is counted on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from publish.errors import OverLimit
from publish.model.limits import Limits
from publish.readers.docx.changes import Changes
from publish.readers.docx.names import W, Element
from publish.readers.docx.numbering import Numbers
from publish.readers.docx.package import Package, Relation
from publish.readers.docx.pictures import Gallery
from publish.readers.docx.styles import ParagraphLook, RunLook, StyleSheet


@dataclass(slots=True)
class Reading:
    """One file as it is walked.

    `places` are the bookmarks that links lead to, `said` the numbers of comments by their ids, `base` is the
    language that needs no mark. `counts` has what the tree cannot say, by the code of its note.
    """

    package: Package
    limits: Limits
    changes: Changes
    styles: StyleSheet
    numbers: Numbers
    notes: Mapping[tuple[str, str], Element]
    """Footnotes and endnotes, by kind and id."""
    relations: Mapping[str, Mapping[str, Relation]]
    """Of the document and of its notes, by kind of story."""
    places: frozenset[str]
    said: Mapping[str, int]
    gallery: Gallery
    base: str = ""
    before: Mapping[str, int] = field(default_factory=dict)
    """What was counted before anything was walked."""
    counts: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    paragraphs: int = 0
    characters: int = 0
    _looks: dict[tuple[object, ...], RunLook] = field(default_factory=dict)

    def look_of_run(self, properties: Element | None, around: ParagraphLook) -> RunLook:
        """What a run is; those with the same properties are worked out once."""
        key = (around.style, *_spelt(properties)) if properties is not None else (around.style,)
        found = self._looks.get(key)
        if found is None:
            found = self._looks[key] = self.styles.run_look(properties, around.style)
        return found

    def again(self, base: str) -> Reading:
        """The same file before its first word, with another language that needs no mark."""
        return replace(
            self,
            base=base,
            numbers=self.numbers.fresh(),
            counts=Counter(self.before),
            languages=Counter(),
            paragraphs=0,
            characters=0,
        )

    def count(self, characters: int) -> None:
        """Some more characters were read. Raises OverLimit."""
        self.characters += characters
        if self.characters > self.limits.characters:
            raise OverLimit(
                "characters", self.characters, self.limits.characters, where=self.package.name
            )


def _spelt(properties: Element) -> list[object]:
    """What tells the properties of one run from those of another."""
    return [(child.tag, *child.items()) for child in properties if child.tag not in _NO_LOOK]


_NO_LOOK = frozenset(
    f"{W}{name}"
    for name in ("color", "kern", "spacing", "szCs", "bCs", "iCs", "noProof", "w", "position")
)
