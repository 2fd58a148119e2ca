"""The site's own furniture: bars of buttons, menus, paths, pagers and labels of adverts."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from publish.model.article import Finding
from publish.model.tree import Heading, Listing, Paragraph
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.phrases import bare, phrases
from publish.normaliser.rules.marks import (
    LONG_PROSE,
    furniture,
    marks_of,
    may_be_heading,
    shown,
)

_WORD_JOIN = re.compile(r"(?<=[a-zé])(?=[A-Z])")  # ShareTweet → Share Tweet
_LONG_MENU = 8  # lines of a menu that may hold other words, too
_KNOWN = 0.4  # share of its lines that are entries of menus anywhere
_LONGEST_ENTRY = 4  # words
_DIVIDED = re.compile(r"[|·•\n/»›]")
_MENU = 3  # entries of a menu that are enough where each could be a word of the article
_STEP = re.compile(r"\s*(?:[›»>→/]|::)\s*")
_LONGEST_STEP = 6  # words of a step in a path; its last may be the headline
_NUMBERS = re.compile(r"(?:\[?\d{1,3}\]?[\s|·,…-]*){3,}(?:next|»|>)?", re.I)
_OF = re.compile(r"(?:\w+\s+)?\d{1,3}\s*(?:/|of|von|de|sur|di|van|z|av|из|з|من)\s*\d{1,3}", re.I)


@rule(
    "chrome.share-bar",
    "Buttons for sharing, and names of services to follow the site on.",
    example=f"Rents rise again\n\nShare Tweet Email\n\n{LONG_PROSE}",
)
def share_bar(page: Page, left: Left) -> Iterator[Finding]:
    """Point at blocks that consist of share words only, glued ones (ShareTweet) too.

    The name of a service alone is a bar only beside another bar.
    """
    marks = marks_of(page)
    for index, bar in marks.bars.items():
        if bar.kind != "share" or index not in left:
            continue
        if not isinstance(page.blocks[index], Paragraph | Listing | Heading):
            continue
        if bar.weak and not (marks.has_company(index) or _names_around(page, index)):
            continue
        yield Finding(index, index, f"nothing but share words ({shown(bar.phrases)})")


@rule(
    "chrome.glued-share",
    "Share buttons glued to the front of a paragraph.",
    example=f"Rents rise again\n\nShareTweet {LONG_PROSE}",
)
def glued_share(page: Page, left: Left) -> Iterator[Finding]:
    """Point at the characters of words like ShareTweet before a paragraph's first word."""
    strong = phrases("share", "strong") | phrases("share", "names")
    for index, text in enumerate(page.texts):
        first = text[:80].partition(" ")[0]
        if first[1:] == first[1:].lower() or index not in left:
            continue
        parts = _WORD_JOIN.split(first)
        if len(parts) > 1 and all(part.casefold() in strong for part in parts):
            start = page.raws[index].index(first)
            span = (start, start + len(first))
            yield Finding(index, index, f"share words in one ({', '.join(parts)})", span)


@rule(
    "chrome.page-tools",
    "What a page offers to do with itself: print, enlarge, translate, rate, go to the top.",
    example=f"Rents rise again\n\nPrint | Font size\n\n{LONG_PROSE}\n\nBack to top",
)
def page_tools(page: Page, left: Left) -> Iterator[Finding]:
    """Point at blocks that consist of a page's tools, and at questions such as "A mistake?"."""
    marks = marks_of(page)
    yield from furniture(page, left, ("tools",), "nothing but tools of the page")
    yield from furniture(page, left, ("rating",), "asks the reader for a rating")
    for index, each in marks.of(left, "tools", "begins"):
        if page.words[index] <= 25 and not page.is_prose(index):
            yield Finding(index, index, f"a tool of the page (“{each.phrase}”)")
    for index, each in marks.of(left, "rating", "whole"):
        if not may_be_heading(page, index):
            yield Finding(index, index, f"asks the reader for a rating (“{each.phrase}”)")


@rule(
    "chrome.menu",
    "Menus, footers and forms to log in.",
    example=f"Menu\n\nHome\n\nNews\n\nSports\n\nRents rise again\n\n{LONG_PROSE}\n\n"
    "Privacy policy | Contact us",
)
def menu(page: Page, left: Left) -> Iterator[Finding]:
    """Point at entries of menus; words that an article may use need others of their kind.

    A list below a line that ends with a colon is the article's.
    """
    yield from furniture(page, left, ("menu", "account"), "nothing but entries of menus and forms")
    for run in _weak_runs(page):
        open_ones = [index for index in run if index in left]
        for index in open_ones:
            why = f"one of {len(run)} lines in a row that are entries of menus or buttons"
            yield Finding(index, index, why)
    for run, known in _menus(page):
        why = f"{len(run)} short lines outside the article, {known} of them entries of menus"
        yield Finding(run.start, run.stop - 1, why)


@rule(
    "chrome.breadcrumb",
    "The path to the page, such as Home › World › Europe.",
    example=f"Rents rise again\n\nHome › City › Housing\n\n{LONG_PROSE}",
)
def breadcrumb(page: Page, left: Left) -> Iterator[Finding]:
    """Point at a line above the first paragraph that divides short steps and begins at home."""
    home = phrases("breadcrumb", "home")
    first = marks_of(page).core_first
    for index in range(min(first, len(page))):
        if not 1 < page.words[index] <= 40 or not _STEP.search(page.texts[index]):
            continue
        if index not in left:
            continue
        steps = [step for step in _STEP.split(page.raws[index].strip(" ›»>→/")) if step.strip()]
        if len(steps) < 2 or bare(steps[0].rstrip(":")) not in home | {bare("you are here")}:
            continue
        if all(len(step.split()) <= _LONGEST_STEP for step in steps[:-1]):
            yield Finding(index, index, f"a path of {len(steps)} steps from “{steps[0].strip()}”")


@rule(
    "chrome.advert",
    "Labels of advertisements.",
    example=f"Rents rise again\n\n{LONG_PROSE}\n\nStory continues below advertisement\n\n"
    f"{LONG_PROSE}",
)
def advert(page: Page, left: Left) -> Iterator[Finding]:
    """Point at lines that say nothing but that an advertisement stands here."""
    for index, each in marks_of(page).of(left, "advert", "whole"):
        if page.words[index] <= 12:
            yield Finding(index, index, f"the label of an advertisement (“{each.phrase}”)")


@rule(
    "chrome.pager",
    "Links to the next page or article, and the numbers of pages.",
    example=f"Rents rise again\n\n{LONG_PROSE}\n\n1 2 3 4\n\nNext page",
)
def pager(page: Page, left: Left) -> Iterator[Finding]:
    """Point at "Next page", "1 2 3 4", "Page 2 of 5"; figures in a row must count up by one."""
    yield from furniture(page, left, ("pager",), "leads to other pages")
    marks = marks_of(page)
    for index in marks.numbers:
        text = page.texts[index]
        if page.words[index] > 16 or index not in left:
            continue
        if _NUMBERS.fullmatch(text) and _counts_up(text):
            yield Finding(index, index, "numbers of pages in a row")
        elif _OF.fullmatch(text) and (marks.has_company(index) or "page" in text.casefold()):
            yield Finding(index, index, "which page of how many this is")


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
        if not run or before.endswith((":", "：")) or not _is_menu(page, run):
            continue
        if any(bars[index].weak for index in run) and not _is_only_heading(page, run):
            yield run


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
    if page.bares[index] in phrases("keep", "label"):
        return False
    return 0 < page.words[index] <= _LONGEST_ENTRY and not page.texts[index].endswith(
        (".", "!", ":", "。", "：")
    )


def _is_menu(page: Page, run: range) -> bool:
    """Whether one bar of a run would do alone, or there are as many entries as in a menu.

    On one line the entries must be divided; within the article's own run it takes twice as many.
    """
    marks = marks_of(page)
    if any(not marks.bars[index].weak for index in run):
        return True
    if len(run) == 1 and not _DIVIDED.search(page.raws[run.start]):
        return False
    entries = len({phrase for index in run for phrase in marks.bars[index].phrases})
    return entries >= (2 * _MENU if marks.is_inside(run.start) else _MENU)


def _is_only_heading(page: Page, run: range) -> bool:
    return len(run) == 1 and may_be_heading(page, run.start)


def _names_around(page: Page, index: int) -> bool:
    """Whether the block before or behind is the name of a service too."""
    bars = marks_of(page).bars
    return any(other in bars and bars[other].kind == "share" for other in (index - 1, index + 1))


def _counts_up(text: str) -> bool:
    numbers = [int(number) for number in re.findall(r"\d{1,3}", text)]
    return numbers[0] <= 2 and all(
        0 < second - first <= 1 or second == numbers[-1]
        for first, second in itertools.pairwise(numbers)
    )
