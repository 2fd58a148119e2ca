"""Which block of a page is its headline: what is declared, against what stands above the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.model.dates import dates_in
from publish.model.forms import is_line
from publish.model.titles import likeness
from publish.model.tree import Heading
from publish.normaliser.fields.bylines import read_byline
from publish.normaliser.fields.labels import behind_by
from publish.normaliser.page.elements import element_of, steps_shared
from publish.normaliser.page.page import Left, Page, once_a_page
from publish.normaliser.page.phrases import bare, cues
from publish.normaliser.page.sentences import ends_as_no_title
from publish.normaliser.page.words import UNSPACED

# “63 of 5,351”: so many development pages get another headline when the number and its clause go.
_LONGEST_TITLE = 40  # words; the longest headline of 852 labelled pages has 33; 63 of 5,351
_LONGEST_OF_ONE = (
    100  # words of the one heading of the first level, which its author calls so; guess
)
_LONGEST_LINE = 25  # words of a text's line that can be its headline; 197 of 5,351
_LONG_WORD = 4  # letters from which a word tells what a text is about; 446 of 5,351
_OPENING = 8  # paragraphs whose words are those of the text; 216 of 5,351
_FAR = 30  # blocks above the text in which a headline stands; 3 of 5,351
_LONGEST_SITE = 6  # words of a site's name that stands for a title. # guess
_NEAR = 8  # blocks above the text in which no element needs to be named for it; 3 of 5,351
_BEHIND_CORE = 3  # blocks: a paragraph in bold may stand above the headline; 28 of 5,351
_LAST_STEPS = 4  # elements around a block that tell what it is; 1 of 5,351
_LOGO_STEPS = 3  # the same for a logo: the fourth is the header that holds it and the headline
_NO_LEVEL = 7  # the level of a paragraph, below all headings

# Token F1 with what is declared.
_LEAST = 0.05  # of a heading of the first level; 22 of 5,351
_SURE = 0.4  # from which no line of lower rank is asked for; 183 of 5,351
_ALIKE = 0.6  # from which a line says nearly what is declared; 65 of 5,351
_ALIKE_UNMARKED = 0.75  # the same of a paragraph, which nothing marks; 2 of 5,351
_ALIKE_INSIDE = 0.6  # the same of what stands behind the first paragraph. # guess
_END_OF_TITLE = 0.9  # given to a line that is an end of what is declared; 29 of 5,351
_HEADING = 0.2  # added for a heading; 11 of 5,351

# Worth of a line in whose page nothing is declared but the site: the share of its longer words that
# stand in the text, and these.
_SHARED = 0.34  # 95 % of labelled titles share as many with the text
_LEAD = 0.44  # over the page's title: that share and a little; 1 of 5,351
_LEVEL = 0.05  # for each level above a paragraph; 7 of 5,351
_NAMED = 0.5  # in an element named for headlines; 6 of 5,351

# Worth of a line of a text: the share of its longer words that stand in the text, and these.
_ENOUGH = 0.6  # below which no line is a headline; 236 of 5,351
_LENGTH = 0.5  # for a line of eight words and more, less for a shorter; 644 of 5,351
_FULL_LENGTH = 8  # words; a longer line is worth no more; 175 of 5,351
_FIRST = 0.4  # for the first line; 0.3 to 0.7 find as many titles in 750 texts; 233 of 5,351
_WORDED = -0.5  # for words of furniture; 73 of 5,351, and 13 if they ruled it out
_LONG = 8  # words from which a line is more than the wording of a box; 11 of 5,351
_LISTED = -0.3  # for many commas, or a bracket before a colon; 10 of 5,351
_MOST_COMMAS = 2
_AWAY = -0.02  # for each block between the line and the text; 396 of 5,351
_SIGNED = 0.2  # for a byline or a date below; 148 of 5,351
_BELOW = 3  # lines below that are looked at,
_BELOW_CHARACTERS = 200  # and so much of them for a date; 8 of 5,351
_WORDS = re.compile(r"\w+")
_HARMLESS = frozenset({"date", "price", "media", "byline", "tags", "live", "keep", "origin"})
"""Kinds of wording that headlines have too."""
_GOES_ON = (",", ";", "|")
_OPENINGS = ("(", "[", "·", "•", "-", "*")
_NO_TITLE_HAS = (" | ", " > ", "»", "@")
"""Marks of menus, paths and addresses, which headlines of texts have not."""
_BARS = (" | ", " - ", " – ", " — ", " · ", " @ ", " :: ", " » ")


def first_of_core(page: Page) -> int:
    """The first block of the article's text; without prose, the first that is a sentence."""
    if page.core:
        return min(page.core)
    return next((index for index in range(len(page)) if page.is_sentence(index)), len(page))


@once_a_page
def headline_of(page: Page, left: Left) -> tuple[int | None, str]:
    """The block that is the headline, and what shows it; None when no block is.

    A heading that says what is declared (one below it, if that is the outlet's name), the page's
    one heading of the first level above the text, a heading or line that says nearly what is
    declared, and for a page that declares nothing the first heading or the first line.
    """
    hints = page.draft.hints.title
    declared = [line for hint in hints if (line := bare(hint.value))]
    first = first_of_core(page)
    found = _said(page, left, declared, first)
    if found is not None and (named := _below_the_site(page, left, found, first)) is not None:
        return named, "named for the headline, below the name of the site"
    if found is not None and (told := _told_by_text(page, left, found, first)) is not None:
        return told, "shares its words with the text; the page's title names the site"
    if found is not None:
        return found, "the words that the source declares as its title"
    heading, alike = _highest(page, left, declared, first)
    found = _nearly(page, left, declared, first) if alike < _SURE else None
    if found is not None:
        return found, "nearly the words that the source declares as its title"
    if heading is not None:
        return heading, "the heading of the first level above the text"
    if hints and all(hint.where == "title" for hint in hints):
        found = _of_its_words(page, left, declared, first)
        if found is not None:
            return found, "shares its words with the text; the page's title names the site"
        found = _only_one(page, left, declared, first)
        if found is not None:
            return found, "the only heading of its level; the page's title says nothing of the text"
    if not declared:
        found = _first_heading(page, left)
        if found is not None:
            return found, "the first heading of the highest level"
        found = _opening_line(page, left, first)
        if found is not None:
            return found, "a short line above the text, no sentence, that shares its words"
    return None, ""


def _said(page: Page, left: Left, declared: list[str], first: int) -> int | None:
    """The block that says a declared title: headings first, the one nearest above the text."""
    wanted = set(declared)
    poor = all(hint.where == "title" for hint in page.draft.hints.title)
    said = [
        index
        for index, line in enumerate(page.bares)
        if line in wanted
        and index in left
        and is_line(page.blocks[index])
        and not (poor and _is_logo(page, index))
    ]
    if not said:
        return None

    def place(index: int) -> tuple[bool, bool, int, int]:
        far = index > first + _BEHIND_CORE
        return (far, _apart(page, index), _level(page, index), abs(first - index))

    return min(said, key=place)


def _below_the_site(page: Page, left: Left, said: int, first: int) -> int | None:
    """The heading named for the headline, where what is declared says no more than the outlet."""
    if page.bares[said] not in {bare(hint.value) for hint in page.draft.hints.outlet}:
        return None
    below = range(said + 1, first)
    found = [i for i in below if isinstance(page.blocks[i], Heading) and _is_named(page, i)]
    return next((i for i in found if i in left and not _apart(page, i)), None)


def _told_by_text(page: Page, left: Left, said: int, first: int) -> int | None:
    """The line that is of the text's words, where the page's title is a name and of none of them.

    Old pages call all their articles by the site's name, and print it above.
    """
    line, words = page.bares[said], _words_of_text(page, first)
    poor = all(hint.where == "title" for hint in page.draft.hints.title)
    if not poor or not words or page.words[said] > _LONGEST_SITE:
        return None
    found = _of_its_words(page, left, [line], first)
    found = found if found is not None else _only_one(page, left, [line], first)
    if found is None or _level(page, found) == 1:
        return found
    if _shared(line, words) > _SHARED:
        return None
    if _level(page, said) > 1:
        return found
    text = page.blocks[first].origin.trail if first < len(page) else ()
    near, far = (steps_shared(page.blocks[i].origin.trail, text) for i in (found, said))
    return found if near > far else None  # or a headline of few words above its standfirst


def _level(page: Page, index: int) -> int:
    block = page.blocks[index]
    return block.level if isinstance(block, Heading) else _NO_LEVEL


def _of_its_words(page: Page, left: Left, declared: list[str], first: int) -> int | None:
    """The line above the text that shares its words with it, if what is declared does not.

    Old pages call all their articles by the site's name.
    """
    words = _words_of_text(page, first)
    named = max((_shared(each, words) for each in declared), default=0.0)
    if not words:
        return None
    best: tuple[float, int] | None = None
    for index in range(max(0, first - _FAR), first):
        block, line = page.blocks[index], page.bares[index]
        if not is_line(block) or not 2 < page.words[index] <= _LONGEST_LINE:
            continue
        if _apart(page, index) or behind_by(line) or index not in left:
            continue
        if ends_as_no_title(page.texts[index]) or not cues(line) <= _HARMLESS:
            continue
        if first - index > _NEAR and not _is_named(page, index):
            continue
        found = _shared(line, words) + _LEVEL * (_NO_LEVEL - _level(page, index))
        found += _NAMED * _is_named(page, index)
        if found >= named + _LEAD and (best is None or found > best[0]):
            best = (found, index)
    return best[1] if best else None


def _only_one(page: Page, left: Left, declared: list[str], first: int) -> int | None:
    """The one heading of the first level, above the text of which no declared title speaks."""
    highest = [i for i, b in enumerate(page.blocks) if isinstance(b, Heading) and b.level == 1]
    if len(highest) != 1 or not first - _NEAR <= highest[0] < first:
        return None
    index, words = highest[0], _words_of_text(page, first)
    known = not words or any(_shared(each, words) > 0 for each in declared)
    logo = _apart(page, index) or _is_logo(page, index)
    usable = index in left and 1 < page.words[index] <= _longest(page, index)
    return index if usable and not known and not logo else None


def _is_named(page: Page, index: int) -> bool:
    """Whether an element around a block is named for the headline."""
    steps = page.blocks[index].origin.trail[-_LAST_STEPS:]
    return any(element_of(step).is_title for step in steps)


def _shared(line: str, words: set[str]) -> float:
    """The share of a line's longer words that stand in the text."""
    long = [word for word in _tokens(line) if len(word) >= _LONG_WORD or UNSPACED.match(word)]
    return sum(word in words for word in long) / len(long) if long else 0.0


def _tokens(text: str) -> Iterator[str]:
    """The words of a line; of scripts without spaces the pairs of characters."""
    for word in _WORDS.findall(text):
        if UNSPACED.match(word):
            yield from (word[at : at + 2] for at in range(len(word) - 1))
        else:
            yield word


def _highest(page: Page, left: Left, declared: list[str], first: int) -> tuple[int | None, float]:
    """The heading of the first level above the text that shares words with what is declared.

    With it comes how much it does.
    """
    best: tuple[float, int] | None = None
    site = {bare(hint.value) for hint in page.draft.hints.outlet}
    for index in range(min(len(page), first + _BEHIND_CORE)):
        block = page.blocks[index]
        if not isinstance(block, Heading) or block.level != 1 or index not in left:
            continue
        text = page.bares[index]
        if not 1 < page.words[index] <= _longest(page, index) or _apart(page, index):
            continue
        if text in site:
            continue
        alike = max((likeness(text, each) for each in declared), default=1.0)
        if any(_names_the_site(text, each) for each in declared):
            continue
        if index > first and alike < _ALIKE_INSIDE:
            continue  # a part of the text has a heading of its own
        if best is None or (alike, index) > best:
            best = (alike, index)
    return (best[1], best[0]) if best and best[0] >= _LEAST else (None, 0.0)


def _longest(page: Page, index: int) -> int:
    """How many words a heading may have as a headline: more if it is the one of the first level."""
    if page.words[index] <= _LONGEST_TITLE:
        return _LONGEST_TITLE
    levels = (each.level == 1 for each in page.blocks if isinstance(each, Heading))
    own = page.blocks[index]
    one = isinstance(own, Heading) and own.level == 1 and sum(levels) == 1
    return _LONGEST_OF_ONE if one else _LONGEST_TITLE


def _names_the_site(text: str, declared: str) -> bool:
    """Whether a heading is the last and shorter part of a declared title: "Rents rise | Paper"."""
    before = declared.removesuffix(text)
    return before != declared and len(before) > len(text) and before.endswith(_BARS)


def _nearly(page: Page, left: Left, declared: list[str], first: int) -> int | None:
    """The block above the text that says nearly what is declared, or an end of it."""
    best: tuple[float, int] | None = None
    for index in range(min(len(page), first + _BEHIND_CORE)):
        block, text = page.blocks[index], page.bares[index]
        if not is_line(block) or index not in left:
            continue
        if not 2 < page.words[index] <= _LONGEST_TITLE or _apart(page, index):
            continue
        heading = isinstance(block, Heading)
        alike = max((_alike(text, each, heading) for each in declared), default=0.0)
        if index > first and alike < _ALIKE_INSIDE:
            continue
        alike += _HEADING * heading
        if alike >= _ALIKE and (best is None or (alike, index) > best):
            best = (alike, index)
    return best[1] if best else None


def _alike(text: str, declared: str, heading: bool) -> float:
    """Likeness of a line above the text to a declared title; an end of it is nearly the same."""
    if declared.startswith(text) or declared.endswith(text):
        return _END_OF_TITLE
    found = likeness(text, declared)
    return found if heading or found >= _ALIKE_UNMARKED else 0.0


def _apart(page: Page, index: int) -> bool:
    """Whether a block stands in a menu, a logo, a box: by the last elements around it."""
    steps = page.blocks[index].origin.trail[-_LAST_STEPS:]
    return any(element_of(step).has_no_title for step in steps)


def _is_logo(page: Page, index: int) -> bool:
    steps = page.blocks[index].origin.trail[-_LOGO_STEPS:]
    return any(element_of(step).is_logo for step in steps)


def _first_heading(page: Page, left: Left) -> int | None:
    """The first heading, if no lower one and no prose stands before it."""
    highest = min((b.level for b in page.blocks if isinstance(b, Heading)), default=0)
    for index in left.indices:
        block = page.blocks[index]
        if isinstance(block, Heading) and 0 < page.words[index] <= _longest(page, index):
            if block.level == highest:
                return index
        elif page.is_prose(index):
            return None
    return None


def _opening_line(page: Page, left: Left, first: int) -> int | None:
    """The line of a text that is most like a headline of what follows; None when none is.

    It stands above the first paragraph, is no sentence, and shares its words with the text; a
    byline or a date below it, and its repetition, speak for it, and being the first line does.
    """
    if not any(map(page.is_sentence, range(first, min(len(page), first + _NEAR)))):
        return None  # nothing follows of which it could be the headline: a note, a list of names
    words = _words_of_text(page, first)
    first = next((i for i in range(first) if _is_of_text(page, i, words)), first)
    best: tuple[float, int] | None = None
    for index in range(max(0, first - _FAR), first):
        if not is_line(page.blocks[index]) or index not in left:
            continue
        found = _worth(page, index, first, words)
        if found > _ENOUGH and (best is None or found > best[0]):
            best = (found, index)
    return best[1] if best else None


def _is_of_text(page: Page, index: int, words: set[str]) -> bool:
    """Whether a block above the heaviest run of prose is a sentence of the same text."""
    return page.is_sentence(index) and (
        page.words[index] > _LONGEST_LINE or _shared(page.texts[index].casefold(), words) >= _SHARED
    )


def _worth(page: Page, index: int, first: int, words: set[str]) -> float:
    """How much a line of a text is like its headline, 0.0 to about 2.0."""
    text, count = page.texts[index], page.words[index]
    sentence = ends_as_no_title(text) and not text.endswith("...")
    if sentence or text.endswith(_GOES_ON) or not 1 < count <= _LONGEST_LINE:
        return 0.0
    if text.startswith(_OPENINGS) or behind_by(text) or any(mark in text for mark in _NO_TITLE_HAS):
        return 0.0
    reading = read_byline(page.said[index], None)
    if (reading.published or reading.updated) and not reading.left:
        return 0.0
    shared = _shared(page.bares[index], words)
    found = shared + _LENGTH * min(count, _FULL_LENGTH) / _FULL_LENGTH
    if index == 0 or (index == 1 and page.words[0] <= 2):  # behind a kicker
        found += _FIRST
    if not cues(page.bares[index]) <= _HARMLESS and count < _LONG:
        found += _WORDED
    if text.count(",") > _MOST_COMMAS or "): " in text:
        found += _LISTED
    found += _AWAY * (first - index)
    if count > 2 and _is_signed(page, index):
        found += _SIGNED
    return found if shared or index == 0 else 0.0


def _is_signed(page: Page, index: int) -> bool:
    """Whether a byline or a date stands below a line."""
    below = page.texts[index + 1 : index + 1 + _BELOW]
    return bool(dates_in(" ".join(below)[:_BELOW_CHARACTERS])) or any(map(behind_by, below))


def _words_of_text(page: Page, first: int) -> set[str]:
    core = sorted(page.core)[:_OPENING] or range(first, min(len(page), first + _OPENING))
    return set(_tokens(" ".join(page.texts[index] for index in core).casefold()))
