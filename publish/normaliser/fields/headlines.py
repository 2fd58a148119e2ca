"""Which block of a page is its headline: what is declared, against what stands above the text."""

from __future__ import annotations

from publish.model.forms import is_line
from publish.model.titles import likeness
from publish.model.tree import Heading
from publish.normaliser.fields.labels import behind_by
from publish.normaliser.fields.opening_lines import (
    FAR,
    HARMLESS,
    LONGEST_LINE,
    NEAR,
    SHARED,
    opening_line,
    shared_with,
    words_of_text,
)
from publish.normaliser.page.elements import element_of, steps_shared
from publish.normaliser.page.page import Left, Page, once_a_page
from publish.normaliser.page.phrases import bare, cues
from publish.normaliser.page.sentences import ends_as_no_title
from publish.normaliser.page.styled import TITLE, styled

# “63 of 5,351”: so many development pages get another headline when the number and its clause go.
_LONGEST_TITLE = 40  # words; the longest headline of 852 labelled pages has 33; 63 of 5,351
_LONGEST_OF_ONE = (
    100  # words of the one heading of the first level, which its author calls so; guess
)
_LONGEST_LABEL = 2  # words of a label in a headline: "Breaking news". # guess
_LONGEST_SITE = 6  # words of a site's name that stands for a title. # guess
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
_LEAD = 0.44  # over the page's title: that share and a little; 1 of 5,351
_LEVEL = 0.05  # for each level above a paragraph; 7 of 5,351
_NAMED = 0.5  # in an element named for headlines; 6 of 5,351

_BARS = (" | ", " - ", " – ", " — ", " · ", " @ ", " :: ", " » ")


def first_of_core(page: Page) -> int:
    """The first block of the article's text; without prose, the first that is a sentence."""
    if page.core:
        return min(page.core)
    return next((index for index in range(len(page)) if page.is_sentence(index)), len(page))


@once_a_page
def headline_of(page: Page, left: Left) -> tuple[int | None, str]:
    """The block that is the headline, and what shows it; None when no block is.

    A line that its author calls the title; a heading that says what is declared (one below it, if
    that is the outlet's name), the page's one heading of the first level above the text, a heading
    or line that says nearly what is declared, and for a page that declares nothing the first
    heading or the first line.
    """
    if title := styled(page).of(TITLE):
        return title[0], "in the style Title"
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
        return opening_line(page, left, first)
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
    line, words = page.bares[said], words_of_text(page, first)
    poor = all(hint.where == "title" for hint in page.draft.hints.title)
    if not poor or not words or page.words[said] > _LONGEST_SITE:
        return None
    found = _of_its_words(page, left, [line], first)
    found = found if found is not None else _only_one(page, left, [line], first)
    if found is None or _level(page, found) == 1:
        return found
    if shared_with(line, words) > SHARED:
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
    words = words_of_text(page, first)
    named = max((shared_with(each, words) for each in declared), default=0.0)
    if not words:
        return None
    best: tuple[float, int] | None = None
    for index in range(max(0, first - FAR), first):
        block, line = page.blocks[index], page.bares[index]
        if not is_line(block) or not 2 < page.words[index] <= LONGEST_LINE:
            continue
        if _apart(page, index) or behind_by(line) or index not in left:
            continue
        if ends_as_no_title(page.texts[index]) or not cues(line) <= HARMLESS:
            continue
        if first - index > NEAR and not _is_named(page, index):
            continue
        found = shared_with(line, words) + _LEVEL * (_NO_LEVEL - _level(page, index))
        found += _NAMED * _is_named(page, index)
        if found >= named + _LEAD and (best is None or found > best[0]):
            best = (found, index)
    return best[1] if best else None


def _only_one(page: Page, left: Left, declared: list[str], first: int) -> int | None:
    """The one heading of the first level, above the text of which no declared title speaks."""
    highest = [i for i, b in enumerate(page.blocks) if isinstance(b, Heading) and b.level == 1]
    if len(highest) != 1 or not first - NEAR <= highest[0] < first:
        return None
    index, words = highest[0], words_of_text(page, first)
    known = not words or any(shared_with(each, words) > 0 for each in declared)
    logo = _apart(page, index) or _is_logo(page, index)
    usable = index in left and 1 < page.words[index] <= _longest(page, index)
    return index if usable and not known and not logo else None


def _is_named(page: Page, index: int) -> bool:
    """Whether an element around a block is named for the headline."""
    steps = page.blocks[index].origin.trail[-_LAST_STEPS:]
    return any(element_of(step).is_title for step in steps)


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
        if not 0 < page.words[index] <= _longest(page, index) or _apart(page, index):
            continue
        if page.words[index] == 1 and not _is_word_declared(page, index, declared):
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


def _is_word_declared(page: Page, index: int, declared: list[str]) -> bool:
    """Whether the one heading of the first level is a word with which a declared title begins.

    "Glossary – Handbook of boats": behind it comes the site's name, which no other heading says.
    """
    word = page.bares[index]
    behind = (
        each.removeprefix(word + bar)
        for each in declared
        for bar in _BARS
        if each.startswith(word + bar)
    )
    rest = next(behind, "")
    if not rest or _is_logo(page, index):
        return False
    heads = (i for i, each in enumerate(page.blocks) if isinstance(each, Heading))
    # It ends at another of the level, so that a page of nothing else is gone through once.
    alone = not any(_level(page, each) == 1 and each != index for each in heads)
    said = (page.bares[i] for i, each in enumerate(page.blocks) if isinstance(each, Heading))
    return alone and not any(bare and bare in rest for bare in said)


def label_in(page: Page, index: int) -> int:
    """Where a headline begins behind a label of its page: "Article" in "Article Rents rise".

    The two are one heading, and what is declared parts them by a bar: "Article - Rents rise".
    """
    raw, said = page.raws[index], page.bares[index]
    for hint in page.draft.hints.title:
        for bar in _BARS:
            label, parted, rest = hint.value.partition(bar)
            known = parted and raw.startswith(f"{label} ") and bare(f"{label} {rest}") == said
            if known and len(label.split()) <= _LONGEST_LABEL < len(rest.split()):
                return len(label) + 1
    return 0


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
