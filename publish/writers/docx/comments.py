"""Word comments for the editor: what was taken out, where it stood and why; what is doubtful.

They are ours by their author, "publish"; people's are in remarks.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from publish.compose.views import shortened
from publish.model.article import Article, Note, Removal
from publish.model.tree import Origin
from publish.model.walk import digest_of
from publish.writers.docx.blocks import paragraph
from publish.writers.docx.characters import clean
from publish.writers.docx.margin import closing, opening
from publish.writers.docx.parts import Book
from publish.writers.docx.runs import Manner, Runs

LONGEST = 1_000
"""Characters of removed words that a comment shows; Word's margin holds about as many.

The file carries all of them besides (properties.py).
"""

TITLE, BEFORE = -1, -2
"""Places: of what stands nowhere in the text, and of what stood before its first block."""

OURS = ("publish", "pb")
"""Author and initials of our own comments."""


def remarks(article: Article, origins: Sequence[Origin]) -> dict[int, list[list[str]]]:
    """The comments by place: an index into `origins`, TITLE or BEFORE. Each has paragraphs of text.

    Words that stood at the same place share a comment; doubts have one each, but those without a
    place share one on the title. Those that an editor has settled are not among them.
    """
    gone: dict[int, list[Removal]] = defaultdict(list)
    for removal in article.removals:
        if not removal.moved_to:
            gone[_place_of(removal, origins)].append(removal)
    made: dict[int, list[list[str]]] = defaultdict(list)
    for place, removals in gone.items():
        made[place].append([line for removal in removals for line in _removed(removal)])
    homeless: list[str] = []
    for note in article.notes:
        if note.weight == "info":
            continue  # nothing to check
        if note.origin.first < 1:
            homeless.append(_doubt(note))
        else:
            made[_before(note.origin, origins)].append([_doubt(note)])
    if homeless:
        made[TITLE].append(homeless)
    if not article.settled:
        return made
    settled = frozenset(article.settled)
    return {
        place: [each for each in comments if digest_of("\n".join(each)) not in settled]
        for place, comments in made.items()
    }


def _place_of(removal: Removal, origins: Sequence[Origin]) -> int:
    if removal.span is not None:
        for index, origin in enumerate(origins):
            if _same(origin, removal.origin):
                return index
    return _before(removal.origin, origins)


def _same(one: Origin, other: Origin) -> bool:
    return (one.unit, one.first, one.last) == (other.unit, other.first, other.last)


def _before(origin: Origin, origins: Sequence[Origin]) -> int:
    """The last block that ended before; BEFORE when there is none."""
    found, end = BEFORE, 0
    for index, other in enumerate(origins):
        if other.unit == origin.unit and end <= other.last <= origin.first and other.first > 0:
            found, end = index, other.last
    return found


def _removed(removal: Removal) -> list[str]:
    place = f" ({removal.origin})" if str(removal.origin) else ""
    words = shortened(removal.text, LONGEST)
    cut = words != removal.text
    rest = len(removal.text) - len(words) + 1  # the ellipsis is not of the text
    more = f" ({rest:,} more characters, which this file carries)" if cut else ""
    return [f"Taken out here{place}: {removal.why} [{removal.rule}]", f"{words}{more}"]


def _doubt(note: Note) -> str:
    place = f" ({note.origin})" if str(note.origin) else ""
    return f"Please check{place}: {note.message} [{note.code}]"


@dataclass(slots=True)
class Comments:
    """Writes comments into the book, in the order in which they are asked for."""

    book: Book
    runs: Runs
    moment: str

    def after(self, xml: str, comments: list[list[str]]) -> str:
        """The paragraphs with marks at the end of the last."""
        return _inserted(xml, xml.rindex("</w:p>"), self._marks(comments)) if comments else xml

    def before(self, xml: str, comments: list[list[str]]) -> str:
        """The paragraphs with marks where the first begins."""
        at = xml.find("</w:pPr>") + len("</w:pPr>")
        return _inserted(xml, at, self._marks(comments)) if comments else xml

    def _marks(self, comments: list[list[str]]) -> str:
        """Comments on a place, not on words: what they speak of is not there any more."""
        numbers = map(self._written, comments)
        return "".join(opening(number) + closing(number) for number in numbers)

    def _written(self, paragraphs: list[str]) -> int:
        manner = Manner(self.book.language, self.book.rtl)
        lead = f"<w:r>{_LOOK}<w:annotationRef/></w:r>"
        lines = []
        for text in paragraphs:
            words = self.runs.words(clean(text), manner)
            lines.append(paragraph("AnnotationText", lead + words))
            lead = ""
        return self.book.margin.add("".join(lines), OURS, self.moment)


def _inserted(xml: str, at: int, more: str) -> str:
    return xml[:at] + more + xml[at:]


_LOOK = '<w:rPr><w:rStyle w:val="AnnotationReference"/></w:rPr>'
