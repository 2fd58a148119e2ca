"""Boxes that ask the reader for something: a subscription, consent, money, a purchase."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from publish.model.article import Finding
from publish.model.tree import Listing
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.phrases import Said
from publish.normaliser.rules.marks import LONG_PROSE, furniture, marks_of

LONGEST_ASK = 45
"""Words of a block that asks for something: 96 % of those on 852 pages have no more."""

_LONGEST_BUTTON = 8  # words of a line with a button of a shop
_LONGEST_MENTION = 15  # words of a block that says what an article may say too


@rule(
    "chrome.newsletter",
    "Boxes that ask to subscribe to mails.",
    example=f"Rents rise again\n\n{LONG_PROSE}\n\nSign up for our newsletter and get the best of "
    f"the city in your inbox.\n\n{LONG_PROSE}",
)
def newsletter(page: Page, left: Left) -> Iterator[Finding]:
    """Point at short blocks that offer mails or say how to end them."""
    yield from _asks(page, left, "newsletter", "offers mails")


@rule(
    "chrome.consent",
    "Cookie walls and other requests for consent.",
    example=f"We use cookies to improve your visit.\n\nAccept all\n\nRents rise again\n\n"
    f"{LONG_PROSE}",
)
def consent(page: Page, left: Left) -> Iterator[Finding]:
    """Point at short blocks about this site's cookies, and at the buttons beside them."""
    yield from _asks(page, left, "consent", "asks for consent")
    yield from furniture(page, left, ("consent",), "a button of a request for consent")


@rule(
    "chrome.paywall",
    "Requests to subscribe or to log in before reading on.",
    example=f"Rents rise again\n\n{LONG_PROSE}\n\nAlready a subscriber? Log in to continue reading",
)
def paywall(page: Page, left: Left) -> Iterator[Finding]:
    """Point at short blocks that ask for a subscription or an account."""
    yield from _asks(page, left, "paywall", "asks to subscribe or to log in")


@rule(
    "chrome.app",
    "Offers of the site's app.",
    example=f"Rents rise again\n\n{LONG_PROSE}\n\nDownload our app for iOS and Android",
)
def app(page: Page, left: Left) -> Iterator[Finding]:
    """Point at short blocks that ask to install the site's app."""
    yield from _asks(page, left, "app", "offers the site's app")


@rule(
    "chrome.support",
    "Appeals for donations.",
    example=f"Rents rise again\n\n{LONG_PROSE}\n\nSupport our journalism: donate now",
)
def support(page: Page, left: Left) -> Iterator[Finding]:
    """Point at short blocks that ask for money for the site."""
    yield from _asks(page, left, "support", "asks for support")


@rule(
    "chrome.shop",
    "Buttons and notes of shops.",
    example=f"Rents rise again\n\n{LONG_PROSE}\n\n$19.99 – Add to cart",
)
def shop(page: Page, left: Left) -> Iterator[Finding]:
    """Point at buttons of shops, and outside the article's own run at who earns by it."""
    marks = marks_of(page)
    for finding in _asks(page, left, "shop", "sells something"):
        if page.words[finding.first] <= _LONGEST_BUTTON or not marks.is_inside(finding.first):
            yield finding


@rule(
    "chrome.script",
    "What a page says to browsers that cannot show it.",
    example=f"Please enable JavaScript to view this page.\n\nRents rise again\n\n{LONG_PROSE}",
)
def script(page: Page, left: Left) -> Iterator[Finding]:
    """Point at short blocks about JavaScript, old browsers and blockers of adverts."""
    yield from _asks(page, left, "script", "speaks to the browser, not to a reader")


def _asks(page: Page, left: Left, kind: str, what: str) -> Iterator[Finding]:
    """Short blocks that say a phrase of a kind, or two of those that an article may say too.

    A paragraph among paragraphs needs two phrases of any such kind: an article about newsletters
    speaks of them once at a time.
    """
    marks = marks_of(page)
    sure: dict[int, str] = {}
    maybe: dict[int, list[Said]] = {}
    for index, each in marks.said.get(kind, ()):
        if page.words[index] > LONGEST_ASK or index not in left:
            continue
        if isinstance(page.blocks[index], Listing) and "\n" in page.raws[index]:
            continue  # one item of a list says it, not the list
        if each.key == "contains":
            sure.setdefault(index, each.phrase)
        if each.key in ("contains", "mentions"):
            maybe.setdefault(index, []).append(each)
    for index, found in maybe.items():
        apart = sum(one.last <= two.first for one, two in itertools.pairwise(found)) + 1
        if index in page.core and apart < 2:
            continue
        if index not in sure:
            short = page.words[index] <= _LONGEST_MENTION and not page.is_sentence(index)
            if not short or not (apart > 1 or marks.has_company(index)):
                continue
        if found[0].first > 1 and _may_be_heading(page, index):
            continue
        if not page.texts[index].startswith(("“", "„", "«", '"')):
            yield Finding(index, index, f"{what} (“{sure.get(index, found[0].phrase)}”)")


def _may_be_heading(page: Page, index: int) -> bool:
    """Whether a line that is no sentence stands right between two paragraphs."""
    if page.is_sentence(index) or not 0 < index < len(page) - 1:
        return False
    return all(page.is_prose(other) or page.is_sentence(other) for other in (index - 1, index + 1))
