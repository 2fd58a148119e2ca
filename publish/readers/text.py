"""Plain text → blocks with the lines they stood on.

A blank line divides blocks. Where lines were wrapped at a width they are joined again; where they
were not, each line of a run is a block of its own, but verse keeps its lines in one block.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence

from publish.errors import OverLimit
from publish.model.article import Draft, Note, Source
from publish.model.limits import Limits
from publish.model.tree import Inline, LineBreak, Origin, Paragraph, Text
from publish.readers.decode import decoded
from publish.readers.fragments import escaped_once
from publish.readers.headers import header_of, hints_of, is_forwarding, left_out_note
from publish.readers.paging import without_pages
from publish.readers.repairs import mended_block
from publish.readers.sizes import check_blocks
from publish.readers.wrapping import BULLET, NOTHING, Stretch, mail_depth, unwrapped

_SPACES = re.compile(r"[ \t]+")
# Ligatures of a PDF are the typesetter's, not the writer's; one alone is what a text speaks of.
_LIGATURE = re.compile(r"(?<=\w)[\ufb00-\ufb06]|[\ufb00-\ufb06](?=\w)")
_ANY_LIGATURE = re.compile(r"[\ufb00-\ufb06]")
_RULE = re.compile(r"(?:[-–—_=~*•·#] ?){5,}")
_LONGEST_NOTE = 1_000  # characters
_LONGEST_VERSE = 60  # characters of a line
_FEWEST_LINES = 4  # of a stanza that shows by itself, or of several that do together
_WIDEST_INDENT = 24  # columns
_NO_BREAK = "\u00a0"


def read(source: Source, limits: Limits, charset: str = "") -> Draft:
    """The draft of a text file; of its words only a mail's header is taken for metadata here."""
    found = decoded(source, charset)
    if len(found.text) > 2 * limits.characters:
        # Before any work: white space alone does not halve a text that people can read.
        raise OverLimit("characters", len(found.text), limits.characters, where=source.name)
    text = found.text
    if _ANY_LIGATURE.search(text):  # which is the quicker question, and seldom answered by yes
        text = _LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    if "&" in text and ";" in text:  # what a page's words were called before it lost its marks
        text = "\n".join(map(escaped_once, text.split("\n")))
    groups = list(_groups(text))
    if len(groups) > 2 and is_forwarding([line.text for line in groups[0]]):
        groups[:2] = [[*groups[0], *groups[1]]] if _is_header(groups[1]) else groups[:2]
    headers = header_of([line.text for line in groups[0]]) if len(groups) > 1 else []
    about = left_out_note(headers, Origin(groups[0][0].first, groups[0][-1].last))
    groups, pages = without_pages(groups[1:] if headers else groups)
    made = unwrapped(groups, text)
    as_set = made.set_apart.union(_verses(made.groups))
    blocks = tuple(
        mended_block(block)
        for index, group in enumerate(made.groups)
        for block in _blocks(group, as_set=index in as_set)
    )
    check_blocks(blocks, limits, source.name)
    notes = (*found.notes, *about, *pages, *_halved_note(made.halved))
    return Draft(source.name, blocks, hints_of(headers), notes=notes)


def _is_header(group: Sequence[Stretch]) -> bool:
    return bool(header_of([line.text for line in group]))


def _halved_note(words: Sequence[str]) -> tuple[Note, ...]:
    """The note on words that lost the hyphen at which their line ended."""
    if not words:
        return ()
    said = ", ".join(dict.fromkeys(words))
    short = said if len(said) <= _LONGEST_NOTE else f"{said[:_LONGEST_NOTE]}…"
    return (Note("text.hyphens", f"words halved at the ends of lines, whole again: {short}"),)


def _groups(text: str) -> Iterator[list[Stretch]]:
    """Runs of lines between blank ones, of mail quoted as deeply; indents stay."""
    group: list[Stretch] = []
    depth = 0
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip(NOTHING).strip()  # which knows the rarer spaces
        is_blank = not bare or (not bare.strip("> \t") and depth)
        deep = 0 if is_blank else mail_depth(line)
        is_rule = bool(_RULE.fullmatch(bare))
        if group and (is_blank or is_rule or deep != depth):
            yield group
            group = []
        if not is_blank:
            group.append(Stretch(number, number, line.rstrip(NOTHING)))
            depth = deep
        if is_rule:
            yield group
            group = []
    if group:
        yield group


def _blocks(lines: Sequence[Stretch], *, as_set: bool) -> Iterator[Paragraph]:
    """Each line as a paragraph; what the author set in lines as one, with its indents."""
    if not as_set:
        for line in lines:
            yield Paragraph((Text(_tidy(line.text)),), Origin(line.first, line.last))
        return
    indents = [_indent(line.text) for line in lines]
    least = min(indents)
    inlines: list[Inline] = []
    for line, indent in zip(lines, indents, strict=True):
        further = (indent - least) * _NO_BREAK
        inlines += [LineBreak(), Text(further + _tidy(line.text))]
    yield Paragraph(tuple(inlines[1:]), Origin(lines[0].first, lines[-1].last))


def _indent(line: str) -> int:
    """How many columns a line is set in, less than a page's half."""
    columns = line[: len(line) - len(line.lstrip(NOTHING))].expandtabs(4)
    return min(len(columns), _WIDEST_INDENT)


def _verses(groups: Sequence[Sequence[Stretch]]) -> Iterator[int]:
    """Places of groups that are verse: long ones by themselves, short stanzas together."""
    may_be = [len(group) >= 2 and _are_short(group) for group in groups]
    for are, run in itertools.groupby(range(len(groups)), may_be.__getitem__):
        stanzas = [*run] if are else []
        yield from (at for at in stanzas if _is_verse(groups[at : at + 1]))
        shorter = [at for at in stanzas if len(groups[at]) < _FEWEST_LINES]
        if len(shorter) > 1 and _is_verse([groups[at] for at in shorter]):
            yield from shorter


def _are_short(lines: Sequence[Stretch]) -> bool:
    """Lines of at most 60 characters and three words on average, no items of a list."""  # guess
    texts = [line.text.strip() for line in lines]
    if max(map(len, texts)) > _LONGEST_VERSE or any(map(BULLET.match, texts)):
        return False
    return sum(len(text.split()) for text in texts) >= 3 * len(texts)


def _is_verse(stanzas: Sequence[Sequence[Stretch]]) -> bool:
    """Whether the breaks of short lines are the author's: they run on into each other.

    Four lines, a quarter of which end in a comma or go on in small letters. Lists, bylines and
    menus do neither. # guess
    """
    lines = sum(map(len, stanzas))
    running = sum(
        one.text.rstrip().endswith((",", ";", "–", "—")) or two.text.lstrip()[:1].islower()
        for stanza in stanzas
        for one, two in itertools.pairwise(stanza)
    )
    return lines >= _FEWEST_LINES and running * 4 >= lines


def _tidy(text: str) -> str:
    return _SPACES.sub(" ", text.strip(NOTHING))
