"""What the Markdown of decisions says, for those who write them."""

from __future__ import annotations

from publish.model.article import Article, Passage
from publish.model.limits import DEFAULT_LIMITS, Limits
from publish.model.markdown import line_of, markdown_of
from publish.model.passages import key_of
from publish.model.revision import At, Edit, Insert, Revision
from publish.model.tree import Blocks, CodeBlock, Paragraph, Text
from publish.model.walk import blocks_inside, text_of
from publish.readers.markdown_lines import blocks_of
from publish.revision.apply import apply
from publish.revision.lines import lines_in
from publish.revision.places import Places

__all__ = ["Wording", "markdown_for"]


class Wording:
    """`decisions.lines.Wording` by our reader of Markdown.

    With the `cleaned` article, without any edits, it knows which lines the source itself has, and
    with which marks; where that is not given, words without marks put a line back.
    """

    def __init__(self, cleaned: Article | None = None, limits: Limits = DEFAULT_LIMITS) -> None:
        self._places = Places.of(cleaned) if cleaned is not None else None
        self._limits = limits

    def lines(self, markdown: str) -> tuple[str, ...]:
        """The words of each line of a piece, and of each block of several."""
        blocks = blocks_of(markdown, self._limits)
        said = (*(line.text for line in lines_in(blocks)), *map(text_of, blocks))
        return tuple(dict.fromkeys(said))

    def edited(self, markdown: str, line: Passage, now: str) -> str:
        """The piece with that line of it as `now`; "" takes it out."""
        piece = Article("", (), blocks_of(markdown, self._limits))
        edit = Edit(At(line.text, whole=line.whole), blocks_of(now, self._limits))
        return markdown_of(apply(Revision(changes=(edit,)), piece).body)

    def beside(self, markdown: str, line: Passage, text: str, *, before: bool) -> str:
        """The piece with blocks behind that line of it, or before it."""
        piece = Article("", (), blocks_of(markdown, self._limits))
        at, blocks = At(line.text, whole=line.whole), blocks_of(text, self._limits)
        insert = Insert(blocks, before=at) if before else Insert(blocks, after=at)
        return markdown_of(apply(Revision(changes=(insert,)), piece).body)

    def original(self, passage: Passage, nth: int) -> str | None:
        """A line of the cleaned article, in Markdown; None where no line is meant, or not known."""
        if self._places is None:
            return None
        at = At(passage.text, nth, passage.whole)
        for number in self._places.lines_at(at):
            return line_of(self._places.lines[number].inlines)
        for index in self._places.blocks_at(at):
            return markdown_of((self._places.article.body[index],))
        return None

    def is_plain(self, markdown: str, words: str) -> bool:
        """Whether a piece is one paragraph of these words, without any marks."""
        match blocks_of(markdown, self._limits):
            case (Paragraph((Text(said),)),):
                return key_of(said) == key_of(words)
            case _:
                return False


def markdown_for(blocks: Blocks, at: At, places: Places) -> str:
    """What a line reads now, as a person would write it: a program between its fences."""
    match blocks:
        case (Paragraph((Text(said),)),) if "\n" in said:
            numbers = places.lines_at(at)
            if numbers and places.lines[numbers[0]].kind == "code":
                return markdown_of((CodeBlock(said, _language(places, numbers[0])),))
    return markdown_of(blocks)


def _language(places: Places, number: int) -> str:
    """The language of the program that a line is."""
    line = places.lines[number]
    held = places.article.body[line.block : line.block + 1] if line.field == "body" else ()
    programs = (each for each in blocks_inside(held) if isinstance(each, CodeBlock))
    return next((each.language for each in programs if each.text == line.text), "")
