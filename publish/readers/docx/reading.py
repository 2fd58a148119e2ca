"""What is known of a file while its stories are walked, and what is counted on the way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from publish.errors import OverLimit
from publish.model.article import Changes
from publish.model.languages import without_country
from publish.model.limits import Limits
from publish.readers.docx.names import Element
from publish.readers.docx.numbering import Numbers
from publish.readers.docx.package import Package, Relation
from publish.readers.docx.pictures import Gallery
from publish.readers.docx.sheets import Sheet
from publish.readers.docx.styles import RunLook
from publish.readers.language_tags import clean_language, primary


@dataclass(slots=True)
class Reading:
    """One file as it is walked.

    `places` are the bookmarks that links lead to, `said` the numbers of comments by their ids,
    `base` is the language that needs no mark. `counts` has what the tree cannot say, by the code of
    its note. `ours` says that the file was written here, where each mark of a language is meant.
    """

    package: Package
    limits: Limits
    changes: Changes
    sheet: Sheet
    numbers: Numbers
    notes: Mapping[tuple[str, str], Element]
    """Footnotes and endnotes, by kind and id."""
    relations: Mapping[str, Mapping[str, Relation]]
    """Of the document and of its notes, by kind of story."""
    places: frozenset[str]
    said: Mapping[str, int]
    gallery: Gallery
    ours: bool = False
    unended: frozenset[str] = frozenset()
    """The stories in which a field begins and does not end: no words are taken for its code."""
    base: str = ""
    before: Mapping[str, int] = field(default_factory=dict)
    """What was counted before anything was walked."""
    counts: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    paragraphs: int = 0
    characters: int = 0
    _tags: dict[str, str] = field(default_factory=dict)

    def language_of(self, words: str, look: RunLook) -> str:
        """The language that these words of a run are marked with, "" for that of the file.

        Programs mark what is typed with the language of the keyboard: digits and signs, and
        another country's spelling, are no foreign words. In a file of ours each mark on words is
        meant.
        """
        said = look.language(words)
        if not any(map(str.isalpha, words)):
            return ""
        if not said:
            self.languages[self.base] += len(words)
            return ""
        tag = self._tags.get(said)
        if tag is None:
            tag = clean_language(said)
            tag = self._tags[said] = without_country(tag) if self.ours else tag
        self.languages[tag] += len(words)
        if self.ours:
            return "" if tag in (without_country(self.base), self._of_the_house) else tag
        return "" if primary(tag) == primary(self.base) else tag

    @property
    def _of_the_house(self) -> str:
        """The country's variety of the file's language that a house's template gives all words."""
        said = self.sheet.language
        return without_country(said) if primary(said) == primary(self.base) else ""

    def is_place(self, bookmark: str) -> bool:
        """Whether something in the text leads to a bookmark; our contents lead to titles."""
        if bookmark not in self.places:
            return False
        return not (self.ours and _OF_CONTENTS.fullmatch(bookmark))

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


_OF_CONTENTS = re.compile(r"_(?:Articles?|Section|Toc)\d*")
