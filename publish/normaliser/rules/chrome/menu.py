"""Menus, footers and forms to log in: entries, and runs of short lines that hold them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from publish.model.article import Finding
from publish.model.tree import Listing
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.fields.headlines import headline_of
from publish.normaliser.page.elements import element_of, steps_shared
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.phrases import bare, phrases
from publish.normaliser.page.sentences import COLONS, ends_as_no_title
from publish.normaliser.rules.examples import PARAGRAPH
from publish.normaliser.rules.letters import is_row_of_letters
from publish.normaliser.rules.marks import marks_of, may_be_heading, point_at_bars

_LONG_MENU = 8  # lines of a menu that may hold other words, too; 317 of 1,338
_KNOWN = 0.4  # share of its lines that are entries of menus anywhere; 225 of 1,338
_LONGEST_ENTRY = 4  # words; 198 of 1,338
_REPEATED = (
    0.6  # share of a list's lines that stand again below, in a list of links to them. # guess
)
_FEWEST_LED = 2  # of them
_NUMBER = re.compile(r"^\d{1,3}(?:[.)\]:、．]|\s)\s*")
_DIVIDED = re.compile(r"[|·•\n/»›]")
_LONGEST_FORM = 40  # words of a form that is no text with a form around it. # guess
_EDGES = frozenset({"header", "nav", "footer"})
_MENU = 3  # entries of a menu where each could be a word of the article; 295 of 1,338


@rule(
    "chrome.menu",
    "Menus, footers, forms to log in, and lists of links to the page's own headings.",
    example=f"Menu\n\nHome\n\nNews\n\nSports\n\nRents rise again\n\n{PARAGRAPH}\n\n"
    "Privacy policy | Contact us",
)
def menu(page: Page, left: Left) -> Iterator[Finding]:
    """Point at entries of menus; words that an article may use need others of their kind.

    A list below a line that ends with a colon is the article's.
    """
    yield from point_at_bars(
        page, left, ("menu", "account"), "nothing but entries of menus and forms"
    )
    for index in left:
        if is_row_of_letters(page, index):
            why = "letters in the order of their alphabet, which lead to what they begin"
            yield Finding(index, index, why)
    for form in _forms(page):
        why = "a form to fill in: no sentence, and what its button says"
        yield from (Finding(index, index, why) for index in form if index in left)
    for run in _weak_runs(page):
        open_ones = [index for index in run if index in left]
        for index in open_ones:
            why = f"one of {len(run)} lines in a row that are entries of menus or buttons"
            yield Finding(index, index, why)
    for index in _at_the_edges(page, left):
        yield Finding(index, index, "an entry of menus, in a part of the page without the article")
    for run, known in _menus(page):
        why = f"{len(run)} short lines outside the article, {known} of them entries of menus"
        yield Finding(run.start, run.stop - 1, why)
    for index in _leads(page):
        if index in left:
            yield Finding(index, index, "leads to the page's own headings, which stand below")


def _leads(page: Page) -> Iterator[int]:
    """Labels such as "On this page" and the lines below them that lines of the page repeat.

    What an author calls contents (`keep.label`) stays: it belongs to the text as in a book.
    """
    labels = [at for at, line in enumerate(page.bares) if line in phrases("contents", "leads")]
    if not labels:
        return
    last = {_unnumbered(line): at for at, line in enumerate(page.bares) if line}
    for label in labels:
        known = 0
        end = label + 1
        while end < len(page) and (lines := _entries(page, end)):
            found = sum(last.get(line, -1) > end for line in lines)
            if found < max(1, _REPEATED * len(lines)):
                break
            known += found
            end += 1
        if known >= _FEWEST_LED:
            yield from range(label, end)


def _entries(page: Page, index: int) -> list[str]:
    """The lines of a block, as they are compared; none of a paragraph."""
    if page.is_prose(index) and not isinstance(page.blocks[index], Listing):
        return []
    return [line for each in page.raws[index].split("\n") if (line := _unnumbered(bare(each)))]


def _unnumbered(line: str) -> str:
    """A line without the number before it: "1. The quay" leads to "The quay"."""
    return _NUMBER.sub("", line) or line


def _forms(page: Page) -> Iterator[list[int]]:
    """Short forms without a sentence, one line of which is the button or label of a leftover.

    A form around a page's text holds sentences; what is ticked off in a recipe has no button.
    """
    bars = marks_of(page).bars
    places = enumerate(_form_around(block.origin.trail) for block in page.blocks)
    for form, group in groupby(places, key=itemgetter(1)):
        lines = [index for index, _ in group]
        if not form or sum(page.words[index] for index in lines) > _LONGEST_FORM:
            continue
        pressed = any(index in bars for index in lines)
        if pressed and not any(map(page.is_sentence, lines)):
            yield lines


def _form_around(trail: tuple[str, ...]) -> tuple[str, ...]:
    """The elements down to the last form around a block; none where there is no form."""
    at = next((at for at in reversed(range(len(trail))) if element_of(trail[at]).tag == "form"), -1)
    return trail[: at + 1]


def _weak_runs(page: Page) -> Iterator[range]:
    """Runs of bars in which one would do alone, or that have as many entries as a menu."""
    bars = marks_of(page).bars
    start = 0
    while start < len(page):
        end = start
        while end in bars:
            end += 1
        run = range(start, end)
        start = max(end, start + 1)
        before = page.texts[run.start - 1] if run.start else ""
        if not run or before.endswith(COLONS) or not _is_menu(page, run):
            continue
        if any(bars[index].weak for index in run) and not _is_only_heading(page, run):
            yield run


def _at_the_edges(page: Page, left: Left) -> Iterator[int]:
    """Words that an article may use too, in a header, menu or footer that holds none of it."""
    headline, _ = headline_of(page, left)
    if headline is None or not page.core:
        return
    own = [page.blocks[at].origin.trail for at in (headline, min(page.core))]
    for index, bar in marks_of(page).bars.items():
        if bar.weak and bar.kind == "menu" and index in left:
            trail = page.blocks[index].origin.trail
            other = trail[max(steps_shared(trail, each) for each in own) :]
            if any(element_of(step).tag in _EDGES for step in other):
                yield index


def _menus(page: Page) -> Iterator[tuple[range, int]]:
    """Runs of short lines above or below the article's own run, many of them entries of menus.

    A run begins and ends with such an entry; with each the count of those that it holds.
    """
    marks = marks_of(page)
    if marks.core_last < 0:
        return
    for part in (range(marks.core_first), range(marks.core_last + 1, len(page))):
        run: list[int] = []
        for index in (*part, -1):
            if index >= 0 and _is_entry(page, index):
                run.append(index)
                continue
            known = [each for each in run if each in marks.bars]
            run = []
            if len(known) >= _MENU:
                inside = range(known[0], known[-1] + 1)
                # Different ones: the cells of a table say yes and no many times.
                entries = len({page.bares[each] for each in known})
                if entries >= _KNOWN * len(inside) and len(inside) >= _LONG_MENU:
                    yield inside, entries


def _is_entry(page: Page, index: int) -> bool:
    """Whether a block may be an entry of a menu: a few words and no sentence."""
    if not 0 < page.words[index] <= _LONGEST_ENTRY:
        return False
    if page.bares[index] in phrases("keep", "label"):
        return False
    text = page.texts[index]
    return not (ends_as_no_title(text) or text.endswith("!"))  # an entry asks, it does not call


def _is_menu(page: Page, run: range) -> bool:
    """Whether one bar of a run would do alone, or there are as many entries as in a menu.

    On one line the entries must be divided.
    """
    marks = marks_of(page)
    if any(not marks.bars[index].weak for index in run):
        return True
    if len(run) == 1 and not _DIVIDED.search(page.raws[run.start]):
        return False
    entries = len({phrase for index in run for phrase in marks.bars[index].phrases})
    return entries >= _MENU


def _is_only_heading(page: Page, run: range) -> bool:
    return len(run) == 1 and may_be_heading(page, run.start)
