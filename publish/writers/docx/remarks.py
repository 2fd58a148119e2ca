"""People's comments on an article, as Word's: on their words, in threads."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from publish.model.article import Article, Remark
from publish.model.tree import Blocks, Inlines
from publish.model.walk import text_of
from publish.writers.docx.blocks import paragraph
from publish.writers.docx.characters import clean
from publish.writers.docx.margin import closing, opening
from publish.writers.docx.parts import Book
from publish.writers.docx.runs import Manner, Runs
from publish.writers.docx.spans import Mark, marked, marked_line

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?")
_LINES = ("title", "standfirst", "summary")
_BLOCKS = ("body", "author_note")
_WHOLE = (-1, -1)  # for a span: all of the block
_Place = tuple[str, int]
_Ends = tuple[str, str]  # what opens comments in the XML, and what closes them


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with the marks of its remarks among its words, and the marks that stand elsewhere.

    `around` are those of comments on a whole block, by its number among those of the body and the
    author note. `behind` are those of comments on no words: they stand behind the title.
    """

    article: Article
    around: Mapping[int, _Ends] = field(default_factory=dict)
    behind: str = ""


def annotated(article: Article, book: Book, runs: Runs) -> Annotated:
    """Write an article's remarks into the margin of the file, and mark what they are about.

    A remark on words that are not there any more is one on the article as a whole.
    """
    if not article.remarks:
        return Annotated(article)
    marking = _Marking(article, book.marks)
    for remark, ends in _threads(article.remarks, book, runs):
        marking.add(remark, ends)
    return marking.done()


@dataclass(slots=True)
class _Marking:
    """Sorts the marks by where they stand, and puts them there."""

    article: Article
    names: dict[str, str]
    here: dict[_Place, list[Mark]] = field(default_factory=lambda: defaultdict(list))
    around: dict[int, _Ends] = field(default_factory=dict)
    behind: str = ""

    def add(self, remark: Remark, ends: _Ends) -> None:
        """The marks of one thread."""
        place = remark.field, 0 if remark.field in _LINES else remark.block
        if place[0] in _LINES or place[0] == "key_points":
            said = text_of(self._line(place))
            span = remark.span or (0, len(said))
            known = bool(said.strip())
        else:
            span = remark.span or _WHOLE
            known = 0 <= place[1] < len(self._blocks(place[0]))
        if not known:
            self.behind += "".join(ends)
        elif span == _WHOLE:
            self._surround(place, ends)
        else:
            name = f"\0{len(self.names)}"  # no reader makes such a name
            self.names[f"{name}<"], self.names[f"{name}>"] = ends
            self.here[place].append((span, f"{name}<", f"{name}>"))

    def done(self) -> Annotated:
        """The article with its marks."""
        lines: dict[str, Inlines] = {}
        points, blocks = (
            list(self.article.key_points),
            {name: list(self._blocks(name)) for name in _BLOCKS},
        )
        for place, marks in self.here.items():
            name, index = place
            if name in _BLOCKS:
                blocks[name][index], left = marked(blocks[name][index], marks)
            elif name == "key_points":
                points[index], left = marked_line(points[index], marks)
            else:
                lines[name], left = marked_line(self._line(place), marks)
            for _, first, last in left:
                ends = self.names[first], self.names[last]
                if name in _BLOCKS:
                    self._surround(place, ends)
                else:
                    self.behind += "".join(ends)
        article = replace(
            self.article,
            key_points=tuple(points),
            body=tuple(blocks["body"]),
            author_note=tuple(blocks["author_note"]),
            **lines,  # type: ignore[arg-type]  # of the fields that are lines
        )
        return Annotated(article, self.around, self.behind)

    def _line(self, place: _Place) -> Inlines:
        name, index = place
        if name == "key_points":
            points = self.article.key_points
            return points[index] if 0 <= index < len(points) else ()
        line: Inlines = getattr(self.article, name)
        return line

    def _blocks(self, name: str) -> Blocks:
        blocks: Blocks = getattr(self.article, name) if name in _BLOCKS else ()
        return blocks

    def _surround(self, place: _Place, ends: _Ends) -> None:
        name, index = place
        number = index + (len(self.article.body) if name == "author_note" else 0)
        opened, closed = self.around.get(number, ("", ""))
        self.around[number] = opened + ends[0], closed + ends[1]


def _threads(remarks: Sequence[Remark], book: Book, runs: Runs) -> list[tuple[Remark, _Ends]]:
    """The first remark of each thread, and the marks of all that are in it."""
    numbers: list[int] = []
    roots: list[int] = []
    threads: dict[int, list[int]] = {}
    for index, remark in enumerate(remarks):
        answered = remark.parent is not None and 0 <= remark.parent < index
        root = roots[remark.parent] if answered and remark.parent is not None else index
        roots.append(root)
        number = _written(remark, book, runs, numbers[root] if answered else None)
        numbers.append(number)
        threads.setdefault(root, []).append(number)
    return [
        (remarks[root], ("".join(map(opening, ids)), "".join(map(closing, ids))))
        for root, ids in threads.items()
    ]


def _written(remark: Remark, book: Book, runs: Runs, parent: int | None) -> int:
    manner = Manner(book.language, book.rtl)
    lead = _LEAD
    paragraphs = []
    for line in clean(remark.text).split("\n"):
        paragraphs.append(paragraph("AnnotationText", lead + runs.words(line, manner)))
        lead = ""
    date = remark.date if _MOMENT.fullmatch(remark.date) else ""
    return book.margin.add(
        "".join(paragraphs),
        (remark.author, remark.initials),
        date,
        parent=parent,
        resolved=remark.resolved,
    )


_LEAD = '<w:r><w:rPr><w:rStyle w:val="AnnotationReference"/></w:rPr><w:annotationRef/></w:r>'


def with_ends(title: str, pieces: list[str], said: Annotated) -> tuple[str, list[str]]:
    """The XML of the title and of each block, with the marks that do not stand among words."""
    behind = said.behind
    made = list(pieces)
    for number, (opened, closed) in said.around.items():
        xml = made[number]
        if xml:
            at = xml.index("</w:pPr>") + len("</w:pPr>")
            end = xml.rindex("</w:p>")
            made[number] = xml[:at] + opened + xml[at:end] + closed + xml[end:]
        else:  # a picture that was not found
            behind += opened + closed
    return title.removesuffix("</w:p>") + behind + "</w:p>", made
