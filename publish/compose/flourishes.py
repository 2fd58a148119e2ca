"""What a magazine's page has besides the article: a drop cap, and sentences pulled out of the text.

Both are print's alone. A pulled sentence is the article's own, word for word, and stands away from
its place; a screen reader meets it as an aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from publish.model.forms import is_place, is_verse
from publish.model.titles import said_of
from publish.model.tree import Block, Blocks, Paragraph
from publish.model.walk import text_of, words_in

_WORDS_FOR_EACH = 350
_SHORTEST, _LONGEST = 40, 160  # characters: two to seven lines of 14 pt in a column
_AWAY = 2  # paragraphs between a sentence and its copy

# A whole sentence in quotation marks; what "he said" follows on has a comma for its full stop.
_SAID = re.compile(
    rf"“(?P<said>[^\W\d_a-z][^“”]{{{_SHORTEST},{_LONGEST}}}?)[.,!?]”"
    rf"|«[\s\u202f]?(?P<dit>[^\W\d_a-z][^«»]{{{_SHORTEST},{_LONGEST}}}?)[\s\u202f]?»"
    rf"|„(?P<sagt>[^\W\d_a-z][^„“]{{{_SHORTEST},{_LONGEST}}}?)[.,!?]?“"
)
_SENTENCE = re.compile(rf"[^\W\d_a-z][^.!?…“”«»„:;()]{{0,{_LONGEST}}}[^\W\d_]{{3}}[.!?](?=\s|$)")
_DROPPED = re.compile(
    r"([“‘«„¿¡(\[]*[A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩА-ЯЁЄІЇҐ])([^\s<&]*(?:[ \u00a0][^\s<&]+){0,2})"
)


def with_drop_cap(paragraph: Markup) -> Markup:
    """The first paragraph with its first letter and the words after it in spans of their own.

    As it was where it begins with anything but a letter that has a capital.
    """
    inner = paragraph.removeprefix("<p>")
    match = _DROPPED.match(inner)
    if inner == paragraph or not match:
        return paragraph
    cap, lead = inner[: match.end(1)], inner[match.end(1) : match.end()]
    spans = Markup('<p><span class="dropcap">{}</span><span class="lead">{}</span>{}')
    return spans.format(cap, lead, inner[match.end() :])


@dataclass(frozen=True, slots=True)
class _Sentence:
    block: int
    text: str
    is_said: bool


def pulled_out(blocks: Blocks) -> Mapping[int, str]:
    """Sentences by the block that they stand before: one for each 350 words, evenly spread."""
    starts, total = [], 0
    for block in blocks:
        starts.append(total)
        total += len(words_in(text_of(block)))
    places = [
        index
        for index in range(1, len(blocks))
        if all(map(_is_prose, blocks[index - 1 : index + 1]))
    ]
    free = list(_sentences(blocks))
    made: dict[int, str] = {}
    count = total // _WORDS_FOR_EACH
    for number in range(count):
        aim = total * (number + 0.5) / count
        place = min(places, key=lambda index: abs(starts[index] - aim), default=None)
        if place is None or place in made:
            continue
        near = " ".join(map(_said, blocks[max(0, place - _AWAY) : place + _AWAY]))
        away = [each for each in free if each.text.strip("“”„«»") not in near]
        if away:
            best = min(away, key=lambda each: (not each.is_said, abs(each.block - place)))
            free = [each for each in free if each.block != best.block and each.text != best.text]
            made[place] = best.text
    return made


def _sentences(blocks: Blocks) -> Iterator[_Sentence]:
    """What may be pulled out, in the order of the text."""
    for index, block in enumerate(blocks):
        if not _is_prose(block):
            continue
        text = _said(block).replace("\n", " ")
        for match in _SAID.finditer(text):
            yield _Sentence(index, _closed(match.group()), is_said=True)
        for match in _SENTENCE.finditer(text):
            if _SHORTEST <= len(match.group()) <= _LONGEST:
                yield _Sentence(index, match.group(), is_said=False)


def _is_prose(block: Block) -> bool:
    return isinstance(block, Paragraph) and not (is_place(block) or is_verse(block.inlines))


def _said(block: Block) -> str:
    """The words of a block that hold and stand on its page."""
    return said_of(block.inlines) if isinstance(block, Paragraph) else text_of(block)


def _closed(said: str) -> str:
    """A quotation without the comma that led on to who said it."""
    return re.sub(r",(?=[”“]$)", "", said)
