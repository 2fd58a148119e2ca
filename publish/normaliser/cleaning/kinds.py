"""Pages that are no article: what they look like, with figures a person can check.

Asked after cleaning. A page that still holds some paragraphs of prose is an article whatever else
it says, so that most pages cost one count of their words; the rest are looked at closely.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from urllib.parse import urlsplit

from publish.model.article import Draft, Note, Removal
from publish.model.tree import Block, Blocks, Figure, Heading, Listing, Paragraph
from publish.model.walk import blocks_inside, linked_text_of, text_of
from publish.normaliser.page.phrases import bare, phrases
from publish.normaliser.page.sentences import ENDS_OF_SPEECH
from publish.normaliser.page.words import size

__all__ = ["kind_of"]

FEW_WORDS = 60
"""Words of prose, beside a wall's own, up to which a page is no article.

Of some 600 pages with a labelled body only those made for tests of software have less.
"""

_MOST_PROSE = {"paywall": 25, "login": 25}  # words; with more, it is the beginning of an article
LONGEST_PROSE_ON_A_WALL = 150  # words; consent boxes have paragraphs
_LONGEST_CUE = 40  # words of a block that tells of an error or a wall
_LONGEST_ERROR = 12  # words; a longer block speaks about errors
_LONGEST_BUTTONS = 80  # characters of a row of buttons
_FEWEST_WORDS = 4  # left of a page of HTML; with fewer it says nothing
_FEWEST_TEASERS = 8
_LONGEST_TEASER = 30  # words
_LONGEST_SUMMARY = 40  # words below a headline of an index; listicles with links have 43 and more
_FEWEST_PICTURES = 5
_LONGEST_TRUNCATED = 300  # words left of an article before its paywall
_BELOW = 6  # lines under the last paragraph in which a paywall speaks

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_STATUS = frozenset({"403", "404", "410", "500", "503"})  # of HTTP, alone on a line
_VIDEO_PATH = re.compile(r"/(?:videos?|watch)(?:/|$)")

_LIFTED = ("title", "standfirst")  # what is left of a page, but not in its body

_TOLD = {
    "error": "an error page",
    "robot": "a check for robots",
    "script": "an empty shell that its scripts would fill",
    "consent": "a cookie wall",
    "paywall": "a paywall",
    "login": "a form to log in",
    "video": "the page of a video",
    "gallery": "a gallery",
}
"""The kinds that are told by their words, the surest first."""


Spaced = Mapping[str, list[tuple[tuple[str, ...], str]]]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block or an item of a list: its words, and whether it leads elsewhere."""

    text: str
    words: int
    linked: bool = False
    heading: bool = False

    @property
    def is_prose(self) -> bool:
        return self.words >= 12 and self.text.endswith(ENDS_OF_SPEECH)

    @property
    def is_teaser(self) -> bool:
        return self.linked and 3 <= self.words <= _LONGEST_TEASER


def kind_of(draft: Draft, body: Blocks, removals: tuple[Removal, ...]) -> Note | None:
    """What the page looks like if it is no whole article: a note with code `page.KIND`.

    `body` is what cleaning left; when that is nothing, the whole draft is judged. None for an
    article, and for a short text that says nothing of what it is.
    """
    if not body:
        pieces = _pieces(draft.blocks)
        return _kind(draft, pieces) or _nothing(pieces)
    body = _with_headlines(draft, body)
    if _is_article(body):
        return None
    pieces = _pieces(body)
    if draft.blocks[0].origin.trail and sum(piece.words for piece in pieces) < _FEWEST_WORDS:
        pieces = _pieces(draft.blocks)
        return _kind(draft, pieces) or _nothing(pieces)
    prose = sum(piece.words for piece in pieces if piece.is_prose)
    lifted = [_Piece(*_measured(gone.text)) for gone in removals if gone.moved_to in _LIFTED]
    if prose <= LONGEST_PROSE_ON_A_WALL and (found := _kind(draft, lifted + pieces)):
        return found
    if prose <= _LONGEST_TRUNCATED and (found := _truncated(body, removals)):
        return found
    return _summaries(pieces)


def _with_headlines(draft: Draft, body: Blocks) -> Blocks:
    """The body with the linked headings that stood right above its blocks and were taken.

    An index whose headlines went looks like an article of many short paragraphs.
    """
    kept = {block.origin.first for block in body if block.origin.trail}
    above = {
        before.origin.first
        for before, block in pairwise(draft.blocks)
        if isinstance(before, Heading) and block.origin.first in kept and _is_linked(before)
    } - kept
    if len(above) < _FEWEST_TEASERS:
        return body
    return tuple(block for block in draft.blocks if block.origin.first in kept | above)


def _is_linked(block: Block) -> bool:
    return 2 * len(linked_text_of(block)) > len(text_of(block))


def _is_article(body: Blocks) -> bool:
    """Whether there is too much prose for a wall, and no row of headlines as on an index."""
    headings = [block for block in body if isinstance(block, Heading)]
    if sum(map(_is_linked, headings)) >= _FEWEST_TEASERS:
        return False
    words = 0
    for block in body:
        if isinstance(block, Paragraph):
            piece = _Piece(*_measured(text_of(block)))
            words += piece.words if piece.is_prose else 0
            if words > _LONGEST_TRUNCATED:
                return True
    return False


def _kind(draft: Draft, pieces: list[_Piece]) -> Note | None:
    titles = [each.value for each in draft.hints.title[:2]]
    for kind, name in _TOLD.items():
        cues = [piece for piece in pieces if _speaks(kind, piece)]
        said = next((cue.text for cue in cues), "") or _in_title(kind, titles)
        left = sum(piece.words for piece in pieces if piece.is_prose and not _speaks(kind, piece))
        if not said and kind == "video":
            said = _video_address(draft)
        most = _MOST_PROSE.get(kind, FEW_WORDS)
        if said and left <= most and _holds(kind, draft, cues, pieces):
            return Note(f"page.{kind}", f"looks like {name}: “{_short(said)}”{_prose(left)}")
    return _teasers(draft, pieces) or _pictures(draft, pieces)


def _speaks(kind: str, piece: _Piece) -> bool:
    """Whether a piece says what only a page of this kind says."""
    longest = {"error": _LONGEST_ERROR, "consent": LONGEST_PROSE_ON_A_WALL}.get(kind, _LONGEST_CUE)
    return 0 < piece.words <= longest and _says(kind, piece.text)


def _in_title(kind: str, titles: list[str]) -> str:
    if kind not in ("error", "robot", "video", "gallery"):
        return ""
    return next((title for title in titles if _says(kind, title)), "")


def _holds(kind: str, draft: Draft, cues: list[_Piece], pieces: list[_Piece]) -> bool:
    """What a page of this kind has besides its words.

    A consent box has its buttons, and is most of what is there. The buttons are looked for in the
    draft, for rules know them and take them.
    """
    if kind != "consent":
        return True
    if 2 * sum(cue.words for cue in cues) < sum(piece.words for piece in pieces):
        return False
    lines = (text_of(block) for block in draft.blocks)
    return any(len(line) <= _LONGEST_BUTTONS and _says("agree", line) for line in lines)


def _says(kind: str, text: str) -> bool:
    return kind in _said(text)


@lru_cache(maxsize=4096)
def _said(text: str) -> frozenset[str]:
    """The kinds of page that a line speaks of: one look-up for each of its words."""
    line = bare(text)
    spaced, unspaced = _phrases()
    words = _WORD.findall(line)
    found = {
        kind
        for at, word in enumerate(words)
        for phrase, kind in spaced.get(word, ())
        if tuple(words[at : at + len(phrase)]) == phrase
    }
    if not line.isascii() and _UNSPACED.search(line):
        found.update(kind for phrase, kind in unspaced if phrase in line)
    if line in _STATUS:
        found.add("error")
    return frozenset(found)


@cache
def _phrases() -> tuple[Spaced, tuple[tuple[str, str], ...]]:
    """The phrases of all kinds by their first word, and those of scripts without spaces."""
    spaced: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    unspaced = []
    for kind in (*_TOLD, "agree"):
        for phrase in sorted(phrases("kinds", kind)):
            if _UNSPACED.search(phrase):
                unspaced.append((phrase, kind))
            else:
                words = tuple(_WORD.findall(phrase))
                spaced[words[0]].append((words, kind))
    return spaced, tuple(unspaced)


def _video_address(draft: Draft) -> str:
    for address in draft.hints.url[:1]:
        if _VIDEO_PATH.search(urlsplit(address.value).path):
            return address.value
    return ""


def _teasers(draft: Draft, pieces: list[_Piece]) -> Note | None:
    """A list of headlines that lead elsewhere, with hardly a paragraph beside them."""
    prose = sum(piece.words for piece in pieces if piece.is_prose and not piece.linked)
    if sum(piece.is_teaser for piece in pieces) < _FEWEST_TEASERS or prose > FEW_WORDS:
        return None
    # All of the page's are counted: some may have gone by rules for related links.
    count = sum(piece.is_teaser for piece in _pieces(draft.blocks))
    return Note("page.index", f"looks like a list of articles: {count} teasers, no body")


def _summaries(pieces: list[_Piece]) -> Note | None:
    """Linked headlines, each with a summary at most: an index that has prose of a sort."""
    headlines = sum(piece.heading and piece.linked and piece.words >= 3 for piece in pieces)
    if headlines < _FEWEST_TEASERS:
        return None
    prose = [index for index, piece in enumerate(pieces) if piece.is_prose]
    longest = max((pieces[index].words for index in prose), default=0)
    runs = sum(two - one == 1 for one, two in pairwise(prose))
    if longest > _LONGEST_SUMMARY or runs * 4 > headlines:
        return None
    told = f"{headlines} linked headlines, no paragraph under them of over {longest} words"
    return Note("page.index", f"looks like a list of articles: {told}")


def _pictures(draft: Draft, pieces: list[_Piece]) -> Note | None:
    """Pictures with captions and hardly a paragraph."""
    count = sum(isinstance(each, Figure) and bool(each.caption) for each in draft.blocks)
    prose = sum(piece.words for piece in pieces if piece.is_prose)
    if count < _FEWEST_PICTURES or prose > FEW_WORDS:
        return None
    return Note("page.gallery", f"looks like a gallery: {count} pictures{_prose(prose)}")


def _truncated(body: Blocks, removals: tuple[Removal, ...]) -> Note | None:
    """An article that stops where one has to pay: the paywall speaks under its last paragraph."""
    prose = [block for block in body if _Piece(*_measured(text_of(block))).is_prose]
    if not prose:
        return None
    last = prose[-1].origin.last
    below = [(each.origin, text_of(each)) for each in body if each.origin.first > last]
    below += [(gone.origin, gone.text) for gone in removals if gone.origin.first > last]
    lines = [
        line
        for _, text in sorted(below, key=lambda each: each[0].first)
        for line in text.split("\n")
        if line.strip()
    ]
    for line in (text_of(prose[-1]), *lines[:_BELOW]):
        if _speaks("paywall", _Piece(*_measured(line))):
            words = sum(_measured(text_of(block))[1] for block in prose)
            many = f"{len(prose)} paragraph{'s' if len(prose) > 1 else ''} ({words} words)"
            return Note("page.truncated", f"stops at a paywall after {many}: “{_short(line)}”")
    return None


def _nothing(pieces: list[_Piece]) -> Note | None:
    words = sum(piece.words for piece in pieces)
    if any(piece.is_prose for piece in pieces):
        return None
    lines = sum(4 <= piece.words <= _LONGEST_TEASER for piece in pieces)
    if lines >= _FEWEST_TEASERS:
        return Note("page.index", f"looks like a list of articles: {lines} headlines, no body")
    return Note("page.empty", f"looks like an empty page: {words} words, none in a sentence")


def _pieces(blocks: Blocks) -> list[_Piece]:
    return list(_pieces_of(blocks))


def _pieces_of(blocks: Blocks) -> Iterator[_Piece]:
    for block in blocks:
        if isinstance(block, Listing):
            for item in block.items:
                yield _joined(item)
        elif isinstance(block, Paragraph | Heading):
            yield _joined((block,))
        else:
            for inner in blocks_inside((block,)):
                if isinstance(inner, Paragraph | Heading):
                    yield _joined((inner,))


def _joined(blocks: Blocks) -> _Piece:
    text, words = _measured(" ".join(map(text_of, blocks)))
    linked = sum(len(linked_text_of(block)) for block in blocks)
    heading = any(isinstance(block, Heading) for block in blocks)
    return _Piece(text, words, 2 * linked > len(text), heading)


def _measured(text: str) -> tuple[str, int]:
    """The text with white space folded, and its size in words."""
    split = text.split()
    folded = " ".join(split)
    return folded, size(folded, len(split))


def _prose(words: int) -> str:
    return f", {words} words of prose beside it" if words else ", no body"


def _short(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= 80 else folded[:80].rsplit(" ", 1)[0] + " …"
