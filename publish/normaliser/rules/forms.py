"""Short lines that a text is made of, told by the form of several in a row: turns, answers, items.

A line of five words says little by itself, and the model has learned that most are leftovers. In a
row they show what they are. Everything is told by marks, digits and places, so in any language;
only headings that name their section ("Sources") are words (phrases.toml).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from publish.model.tree import Heading, Listing
from publish.normaliser.page.elements import element_of
from publish.normaliser.page.extent import ends_article, extent_of
from publish.normaliser.page.page import Page, once_a_page
from publish.normaliser.page.phrases import bare, cues, has_digit, phrases
from publish.normaliser.page.sentences import CLOSERS, COLONS, QUESTION_MARKS, ends_sentence

Is = Callable[[Page, int], bool]
"""Whether a block is a line of a form."""

_BEHIND = 200  # blocks behind the last paragraph that are looked at
_LINKED = 0.5  # share of links from which a list is a menu's
_LONGEST = 40  # words of a line of a form
_IN_A_ROW = 2
_QUESTION = 2  # words
_ANSWERS = 4  # blocks that answer one question
_LABEL_WORDS = 4
_VALUE = 4  # words behind a label that are no headline
_CLOSING = 4  # words of “Best wishes,” and of the name below it
_ABOVE = 3  # blocks above the first paragraph where its time may stand
_CLOCK = 2  # words of a time alone, “10:42 a.m.”
_ENTRY = 5  # blocks from one time to the next
_DATE = 6  # words
_GAME = 10  # words of a result
_INGREDIENT = 12  # words

_LABEL = re.compile(r"([^\s:：][^:：\n]{0,39}?)\s?[:：](?!//)\s*\S")
_ITEM = re.compile(r"(?:[-–—•*·▪◦‣►✓✔+○●]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+\S")
_SPEECH = re.compile(r"(?:[–—―]\s?|[«“„‚‘「『\"])\w")
_NOTE = re.compile(r"(?:\[\d{1,3}\]|\(\d{1,3}\)|[¹²³⁴-⁹]{1,3}|[*†‡§]{1,3})\s?\w")
_WORK = re.compile(
    r"\((?:1[5-9]|20)\d\d[a-z]?\)[.:,]|\bet al\b|\bdoi\b|\bisbn\b"
    r"|[^\W\d_][,.]\s(?:1[5-9]|20)\d\d\.?$|\b(?:pp?|vol|no|nr|bd|jg|hrsg|eds?|t|s|с|т)\.\s?\d",
    re.IGNORECASE,
)
_SCORE = re.compile(r"\w\s+\d{1,3}\s?[-–—:：]\s?\d{1,3}(?:\s+\w|\s*$|\s*\()")
_AMOUNT = re.compile(r"(?:\d+(?:[.,/]\d+)?|[½¼¾⅓⅔])\s?(?:[^\W\d_]+\.?\s){0,3}[^\W\d_]+")
_TIME = re.compile(
    r"[\[(]?\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?[\])]?(?!\d)", re.IGNORECASE
)
_POST = re.compile(
    r"[—–―-]{1,2}\s?\S[^@]{0,80}\(@\w{1,30}\)|.*\bpic\.(?:twitter|x)\.com/\w", re.DOTALL
)
_CLOSES = re.compile(r"[^\W\d_][^\d=\"'(){}<>]*[,，]")
_NAMED = frozenset({"byline", "contact", "date", "reading-time", "price", "media", "credit"})
"""Kinds of wording that stand behind labels of a page's own facts ("Date: …")."""

_DIGITS = 6  # of a fact that is no telephone number


@dataclass(frozen=True, slots=True)
class Form:
    """Blocks in a row that show by their form what they are; `name` says it in words."""

    first: int
    last: int
    name: str


@once_a_page
def forms_of(page: Page) -> tuple[Form, ...]:
    """The forms of a page's article, in order; the same blocks may be of several."""
    span = _span(page)
    found = [each for find in _FINDERS for each in find(page, span)]
    for name, is_one in _ROWS:
        rows = _rows(page, span, is_one)
        found += (Form(run[0], run[-1], name) for run in rows if len(run) >= _IN_A_ROW)
    return tuple(sorted(found, key=lambda each: (each.first, each.last)))


def _span(page: Page) -> range:
    """The blocks that are looked at: as far as the article may reach, and not without end."""
    extent = extent_of(page)
    last = max(extent.tail, default=extent.among.stop - 1)
    return range(extent.among.start, min(last, extent.among.stop + _BEHIND) + 1)


@once_a_page
def posts_of(page: Page) -> frozenset[int]:
    """The blocks of posts from elsewhere: the names and dates in them are not the article's."""
    posts = _posts(page, _span(page))
    return frozenset(index for each in posts for index in range(each.first, each.last + 1))


def opens_section(page: Page, index: int) -> bool:
    """Whether a line is the heading of what stands at the end of articles: “Sources”, “Notes”."""
    return page.bares[index] in phrases("keep", "label")


def _says_more(line: str) -> frozenset[str]:
    """The kinds of wording in a bare line, but for labels of what is the article's own."""
    return cues(line) - {"keep"}


def _may_be(page: Page, index: int) -> bool:
    """Whether a block can be a line of a form: short, and worded like no leftover."""
    return 0 < page.words[index] <= _LONGEST and not ends_article(page, index)


def _rows(page: Page, span: range, is_one: Is) -> Iterator[list[int]]:
    """The blocks in a row that are of a form."""
    run: list[int] = []
    for index in span:
        if page.words[index] <= _LONGEST and is_one(page, index) and _may_be(page, index):
            run.append(index)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _is_speech(page: Page, index: int) -> bool:
    return _SPEECH.match(page.texts[index]) is not None and ends_sentence(page.texts[index])


def _is_note(page: Page, index: int) -> bool:
    return _NOTE.match(page.texts[index]) is not None


def _is_work(page: Page, index: int) -> bool:
    text = page.texts[index]
    return has_digit(text) and _WORK.search(text) is not None


def _is_result(page: Page, index: int) -> bool:
    text = page.texts[index]
    return page.words[index] <= _GAME and has_digit(text) and _SCORE.search(text) is not None


def _is_fact(page: Page, index: int) -> bool:
    """Whether a line says what a word means, or a property of a thing: a label and few words."""
    label, text = _label(page, index), page.texts[index]
    if not label or "://" in text or sum(map(str.isdigit, text)) > _DIGITS:
        return False
    said = text[len(label) :].lstrip(" :：")
    return len(said.split()) <= _VALUE or ends_sentence(said)


def _is_amount(page: Page, index: int) -> bool:
    text = page.texts[index]
    if page.words[index] > _INGREDIENT or ends_sentence(text):
        return False
    return _AMOUNT.fullmatch(text.split(",")[0]) is not None and not _is_date(page, index)


def _is_timed(page: Page, index: int) -> bool:
    return _TIME.match(page.texts[index]) is not None


_ROWS: Sequence[tuple[str, Is]] = (
    ("speech", _is_speech),
    ("notes", _is_note),
    ("works", _is_work),
    ("results", _is_result),
    ("facts", _is_fact),
    ("amounts", _is_amount),
    ("entries with their times", _is_timed),
)


def _label(page: Page, index: int) -> str:
    """What stands before a line's colon, where it may be a name or a term."""
    text = page.texts[index]
    if ":" not in text and "：" not in text:
        return ""
    found = _LABEL.match(text)
    if not found or len(found[1].split()) > _LABEL_WORDS:
        return ""
    return "" if _says_more(bare(found[1])) or cues(page.bares[index]) & _NAMED else found[1]


def _turns(page: Page, span: range) -> Iterator[Form]:
    """Lines in a row that begin with names, some of them again and again."""
    for run in _rows(page, span, lambda page, index: bool(_label(page, index))):
        names = Counter(_label(page, index) for index in run)
        once = len(run) == len(names) == _IN_A_ROW and _asks(page, run[0])
        if once or (len(names) < len(run) and len(names) <= len(run) / 2 + 1):
            yield Form(run[0], run[-1], "turns of a conversation")


def _asks(page: Page, index: int) -> bool:
    text = page.texts[index]
    if not text.endswith(_MAY_ASK) or not _QUESTION <= page.words[index] <= _LONGEST:
        return False
    return text.rstrip(CLOSERS).endswith(QUESTION_MARKS)


def _answers(page: Page, span: range) -> Iterator[Form]:
    """Questions and their answers, from the first question to the last answer, of two or more."""
    run: list[tuple[int, int]] = []
    for index in span:
        if run and index <= run[-1][1]:
            continue
        if not (end := _answered(page, span, index)):
            continue
        if run and index - run[-1][1] > 1:
            yield from _as_answers(run)
            run = []
        run.append((index, end))
    yield from _as_answers(run)


def _as_answers(run: Sequence[tuple[int, int]]) -> Iterator[Form]:
    if len(run) >= _IN_A_ROW:
        yield Form(run[0][0], run[-1][1], "questions and answers")


def _answered(page: Page, span: range, index: int) -> int:
    """The last block of the answer to a question; 0 of what is no question or has no answer."""
    if not _asks(page, index) or not _may_be(page, index):
        return 0
    end = 0
    for other in range(index + 1, min(span.stop, index + 1 + _ANSWERS)):
        block = page.blocks[other]
        if _asks(page, other) or isinstance(block, Heading) or ends_article(page, other):
            break
        if not (isinstance(block, Listing) or ends_sentence(page.texts[other])):
            break
        end = other
    return end


def _items(page: Page, span: range) -> Iterator[Form]:
    """A line that ends with a colon, and the items below it."""
    for index in span[:-1]:
        if not page.texts[index].endswith(COLONS) or _says_more(page.bares[index]):
            continue
        last = index
        while last + 1 < span.stop and _is_item(page, last + 1):
            last += 1
        if last - index >= _IN_A_ROW:
            yield Form(index, last, "items behind a colon")
        elif isinstance(page.blocks[index + 1], Listing) and page.link_share[index + 1] < _LINKED:
            yield Form(index, index + 1, "items behind a colon")


def _is_item(page: Page, index: int) -> bool:
    return _ITEM.match(page.texts[index]) is not None and _may_be(page, index)


def _posts(page: Page, span: range) -> Iterator[Form]:
    """What somebody posted elsewhere: its words, its author's line, and its date."""
    for index in span:
        text = page.texts[index]
        if page.words[index] > _LONGEST or ("@" not in text and "pic." not in text):
            continue
        if not _POST.match(text):
            continue
        first = last = index
        if text.startswith(_DASHES) and index > span.start and _may_be(page, index - 1):
            first = index - 1
        if last + 1 < span.stop and _is_date(page, last + 1):
            last += 1
        yield Form(first, last, "a post from elsewhere")


def _captions(page: Page, span: range) -> Iterator[Form]:
    """What a figure shows from elsewhere, such as a film, and the caption above or below it."""
    for index in span[1:]:
        (one, said), (other, says) = _in_figure(page, index - 1), _in_figure(page, index)
        if one and one == other and said != says:
            yield Form(index - 1, index, "what is shown from elsewhere and its caption")


def _in_figure(page: Page, index: int) -> tuple[tuple[str, ...], bool]:
    """The elements down to the last figure around a block, and whether it stands in its caption."""
    trail = page.blocks[index].origin.trail
    tags = [element_of(step).tag for step in trail]
    if "figure" not in tags:
        return (), False
    at = len(tags) - tags[::-1].index("figure")
    return trail[:at], "figcaption" in tags[at:]


def _is_date(page: Page, index: int) -> bool:
    return page.words[index] <= _DATE and "date" in cues(page.bares[index])


def _closings(page: Page, span: range) -> Iterator[Form]:
    """A letter's last words, which end with a comma, and a name below them."""
    for index in span[:-1]:
        text, below = page.texts[index : index + 2]
        if not text.endswith(_COMMAS) or page.words[index] > _CLOSING:
            continue
        if not 0 < page.words[index + 1] <= _CLOSING or not below[:1].isalpha():
            continue
        is_said = cues(page.bares[index]) or cues(page.bares[index + 1]) or ends_sentence(below)
        if not is_said and _CLOSES.fullmatch(text):
            yield Form(index, index + 1, "closing words")


def _times(page: Page, span: range) -> Iterator[Form]:
    """Times that stand alone, each above its entry: a report hour by hour."""
    run: list[int] = []
    for index in range(max(0, span.start - _ABOVE), span.stop):
        if not (page.words[index] <= _CLOCK and _TIME.fullmatch(page.texts[index])):
            continue
        if run and not 1 < index - run[-1] <= _ENTRY:
            yield from _as_entries(run, span)
            run = []
        run.append(index)
    yield from _as_entries(run, span)


def _as_entries(run: Sequence[int], span: range) -> Iterator[Form]:
    if len(run) >= _IN_A_ROW and run[-1] + 1 < span.stop:
        yield Form(run[0], run[-1] + 1, "entries with their times")


_FINDERS = (_turns, _answers, _items, _posts, _captions, _closings, _times)
_COMMAS = (",", "，", "、")
_DASHES = ("—", "–", "―", "-")
_MAY_ASK = (*QUESTION_MARKS, *CLOSERS)
