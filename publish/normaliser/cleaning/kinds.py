"""Pages that are no article: what they look like, with figures a person can check.

Asked after cleaning. A page that still holds some paragraphs of prose is an article whatever else
it says, so that most pages cost one count of their words; the rest are looked at closely.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import pairwise
from urllib.parse import urlsplit

from publish.model.article import Draft, Note, Removal
from publish.model.links import linked_text_of
from publish.model.tree import (
    Block,
    Figure,
    Heading,
    Paragraph,
)
from publish.normaliser.cleaning.engine import Cleaning
from publish.normaliser.cleaning.pieces import (
    LONGEST_TEASER,
    SHORTEST_TEASER,
    Piece,
    Worded,
    measured,
    pieces_of,
)
from publish.normaliser.page.page import Page
from publish.normaliser.page.phrases import bare, phrases
from publish.normaliser.page.words import UNSPACED

_FEW_WORDS = 60
"""Words of prose, beside a wall's own, up to which a page is no article.

Of some 600 pages with a labelled body only those made for tests of software have less.
"""

_LONGEST_CUE = 40  # words of a block that tells of a wall; a longer one speaks about walls
_LONGEST_ERROR = 12  # words; a longer block speaks about errors
_LONGEST_BUTTONS = 80  # characters of a row of buttons
_SHORTEST_LINE = 4  # words of a headline that leads nowhere, as in a text; menus have fewer
_FEWEST_WORDS = 4  # left of a page of HTML; with fewer it says nothing
_FEWEST_TEASERS = 8  # that make an index; an article may have some below it
_LONGEST_SUMMARY = 40  # words below a headline of an index; listicles with links have 43 and more
_TOGETHER = 0.25  # paragraphs right behind a paragraph, a headline: an index has one each
_FEWEST_PICTURES = 5  # that make a gallery where there is no paragraph
_LONGEST_TRUNCATED = 300  # words left of an article before its paywall; a longer one is whole
_SHOWN = 80  # characters of a line in a note
_BELOW = 6  # lines under the last paragraph in which a paywall speaks

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
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


_Spaced = Mapping[str, list[tuple[tuple[str, ...], str]]]


def kind_of(page: Page, cleaning: Cleaning) -> Note | None:
    """What the page looks like if it is no whole article: a note with code `page.KIND`.

    When cleaning left nothing, the whole draft is judged. None for an article, and for a short text
    that says nothing of what it is.
    """
    if cleaning.is_empty:
        return _of_whole(page)
    if page.posts:
        return _posts(page)
    removals = cleaning.removals
    body = _with_headlines(page, cleaning)
    if _is_article(body):
        return None
    pieces = pieces_of(body)
    if page.blocks[0].origin.trail and sum(piece.words for piece in pieces) < _FEWEST_WORDS:
        return _of_whole(page)
    prose = sum(piece.words for piece in pieces if piece.is_prose)
    lifted = [Piece(*measured(gone.text)) for gone in removals if gone.moved_to in _LIFTED]
    if found := _kind(page, lifted + pieces):
        return None if found.code == "page.gallery" and _is_printed(page, body) else found
    if page.blocks[0].origin.trail and _are_labels(body, pieces):
        return _nothing(pieces)
    if prose <= _LONGEST_TRUNCATED and (found := _truncated(page, body, removals)):
        return found
    return _summaries(pieces)


def _posts(page: Page) -> Note:
    """Whole posts below one another are kept, all of them, and are no article."""
    first, *_, last = (_short(page.texts[post.start]) for post in page.posts)
    told = f"{len(page.posts)} whole posts, from “{first}” to “{last}”"
    return Note("page.index", f"looks like a list of articles: {told}")


def _of_whole(page: Page) -> Note | None:
    pieces = pieces_of(_worded(page))
    return _kind(page, pieces) or _nothing(pieces)


def _worded(page: Page) -> Worded:
    return list(zip(page.blocks, page.raws, strict=True))


def _with_headlines(page: Page, cleaning: Cleaning) -> Worded:
    """The body with the linked headings that stood right above its blocks and were taken.

    An index whose headlines went looks like an article of many short paragraphs.
    """
    kept = {block.origin.first for block in cleaning.body if block.origin.trail}
    above = {
        before.origin.first
        for (before, text), (block, _) in pairwise(zip(page.blocks, page.raws, strict=True))
        if isinstance(before, Heading) and block.origin.first in kept and _is_linked(before, text)
    } - kept
    if len(above) < _FEWEST_TEASERS:
        return list(zip(cleaning.body, cleaning.texts, strict=True))
    return [each for each in _worded(page) if each[0].origin.first in kept | above]


def _is_linked(block: Block, text: str) -> bool:
    return 2 * len(linked_text_of(block)) > len(text)


def _is_article(body: Worded) -> bool:
    """Whether there is too much prose for a wall, and no row of headlines as on an index."""
    linked = sum(_is_linked(block, text) for block, text in body if isinstance(block, Heading))
    if linked >= _FEWEST_TEASERS:
        return False
    words = 0
    for block, text in body:
        if isinstance(block, Paragraph):
            piece = Piece(*measured(text))
            words += piece.words if piece.is_prose else 0
            if words > _LONGEST_TRUNCATED:
                return True
    return False


def _kind(page: Page, pieces: list[Piece]) -> Note | None:
    titles = [each.value for each in page.draft.hints.title[:2]]
    for kind, name in _TOLD.items():
        cues = [piece for piece in pieces if _speaks(kind, piece)]
        said = next((cue.text for cue in cues), "") or _in_title(kind, titles)
        left = sum(piece.words for piece in pieces if piece.is_prose and not _speaks(kind, piece))
        if not said and kind == "video":
            said = _video_address(page.draft)
        if said and left <= _FEW_WORDS and _holds(kind, page, cues, pieces):
            return Note(f"page.{kind}", f"looks like {name}: “{_short(said)}”{_prose(left)}")
    return _teasers(page, pieces) or _pictures(page, pieces)


def _speaks(kind: str, piece: Piece) -> bool:
    """Whether a piece says what only a page of this kind says; boxes of consent have paragraphs."""
    longest = _LONGEST_ERROR if kind == "error" else _LONGEST_CUE
    return (kind == "consent" or piece.words <= longest) and _says(kind, piece.text)


def _in_title(kind: str, titles: list[str]) -> str:
    if kind not in ("error", "robot", "video", "gallery"):
        return ""
    return next((title for title in titles if _says(kind, title)), "")


def _holds(kind: str, page: Page, cues: list[Piece], pieces: list[Piece]) -> bool:
    """What a page of this kind has besides its words.

    A consent box has its buttons, and is most of what is there. The buttons are looked for in the
    draft, for rules know them and take them.
    """
    if kind != "consent":
        return True
    if 2 * sum(cue.words for cue in cues) < sum(piece.words for piece in pieces):
        return False
    return any(len(line) <= _LONGEST_BUTTONS and _says("agree", line) for line in page.raws)


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
    if not line.isascii() and UNSPACED.search(line):
        found.update(kind for phrase, kind in unspaced if phrase in line)
    if line in _STATUS:
        found.add("error")
    return frozenset(found)


@cache
def _phrases() -> tuple[_Spaced, tuple[tuple[str, str], ...]]:
    """The phrases of all kinds by their first word, and those of scripts without spaces."""
    spaced: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    unspaced = []
    for kind in (*_TOLD, "agree"):
        for phrase in sorted(phrases("kinds", kind)):
            if UNSPACED.search(phrase):
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


def _teasers(page: Page, pieces: list[Piece]) -> Note | None:
    """A list of headlines that lead elsewhere, with hardly a paragraph beside them."""
    prose = sum(piece.words for piece in pieces if piece.is_prose and not piece.linked)
    if sum(piece.is_teaser for piece in pieces) < _FEWEST_TEASERS or prose > _FEW_WORDS:
        return None
    # All of the page's are counted: some may have gone by rules for related links.
    count = sum(piece.is_teaser for piece in pieces_of(_worded(page)))
    return Note("page.index", f"looks like a list of articles: {count} teasers, no body")


def _summaries(pieces: list[Piece]) -> Note | None:
    """Linked headlines, each with a summary at most: an index that has prose of a sort."""
    headlines = sum(
        piece.heading and piece.linked and piece.words >= SHORTEST_TEASER for piece in pieces
    )
    if headlines < _FEWEST_TEASERS:
        return None
    prose = [index for index, piece in enumerate(pieces) if piece.is_prose]
    longest = max((pieces[index].words for index in prose), default=0)
    runs = sum(two - one == 1 for one, two in pairwise(prose))
    if longest > _LONGEST_SUMMARY or runs > _TOGETHER * headlines:
        return None
    told = f"{headlines} linked headlines, no paragraph under them of over {longest} words"
    return Note("page.index", f"looks like a list of articles: {told}")


def _pictures(page: Page, pieces: list[Piece]) -> Note | None:
    """Pictures with captions and hardly a paragraph."""
    count = _captioned(page.blocks)
    prose = sum(piece.words for piece in pieces if piece.is_prose)
    if count < _FEWEST_PICTURES or prose > _FEW_WORDS:
        return None
    return Note("page.gallery", f"looks like a gallery: {count} pictures{_prose(prose)}")


def _is_printed(page: Page, body: Worded) -> bool:
    """Whether a gallery stands in the article, with its pictures and what is said of them."""
    kept = _captioned(block for block, _ in body)
    return kept > 1 and 2 * kept >= _captioned(page.blocks)


def _captioned(blocks: Iterable[Block]) -> int:
    return sum(isinstance(each, Figure) and bool(each.caption) for each in blocks)


def _truncated(page: Page, body: Worded, removals: tuple[Removal, ...]) -> Note | None:
    """An article that stops where one has to pay: the paywall speaks under its last paragraph.

    Where only subscribers may discuss the article all may read it.
    """
    prose = [(block, piece) for block, text in body if (piece := Piece(*measured(text))).is_prose]
    if not prose:
        return None
    last = prose[-1][0].origin.last
    below = [(block.origin, text) for block, text in body if block.origin.first > last]
    below += [(gone.origin, gone.text) for gone in removals if gone.origin.first > last]
    discussed = {
        page.blocks[index].origin.first
        for each in page.containers
        if each.kind == "comments"
        for index in range(each.first, each.last + 1)
    }
    lines = [
        line
        for origin, text in sorted(below, key=lambda each: each[0].first)
        if origin.first not in discussed
        for line in text.split("\n")
        if line.strip()
    ]
    for line in (prose[-1][1].text, *lines[:_BELOW]):
        if _speaks("paywall", Piece(*measured(line))):
            words = sum(piece.words for _, piece in prose)
            many = f"{len(prose)} paragraph{'s' if len(prose) > 1 else ''} ({words} words)"
            return Note("page.truncated", f"stops at a paywall after {many}: “{_short(line)}”")
    return None


def _are_labels(body: Worded, pieces: list[Piece]) -> bool:
    """Whether nothing is left but many lines, each too short for a headline."""
    if len(pieces) < _FEWEST_TEASERS or any(piece.words >= _SHORTEST_LINE for piece in pieces):
        return False
    return all(isinstance(block, Paragraph | Heading) for block, _ in body)


def _nothing(pieces: list[Piece]) -> Note | None:
    words = sum(piece.words for piece in pieces)
    if any(piece.is_prose for piece in pieces):
        return None
    lines = sum(_SHORTEST_LINE <= piece.words <= LONGEST_TEASER for piece in pieces)
    if lines >= _FEWEST_TEASERS:
        return Note("page.index", f"looks like a list of articles: {lines} headlines, no body")
    return Note("page.empty", f"looks like an empty page: {words} words, none in a sentence")


def _prose(words: int) -> str:
    return f", {words} words of prose beside it" if words else ", no body"


def _short(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= _SHOWN else folded[:_SHOWN].rsplit(" ", 1)[0] + " …"
