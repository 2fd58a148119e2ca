"""The site's own furniture among the article's blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.model.article import Finding
from publish.model.tree import Heading, Listing, Paragraph
from publish.normaliser.engine import Page, rule
from publish.normaliser.phrases import bare, phrases

_WORD_JOIN = re.compile(r"(?<=[a-zé])(?=[A-Z])")  # ShareTweet → Share Tweet
_LONGEST_BAR = 16  # words
_LONGEST_TEASER = 25  # words
_MOST_TEASERS = 12

_LONG_PROSE = (
    "Rents rose for the ninth month in a row, and the city sees no end to it, it said on Monday."
)


@rule(
    "chrome.share-bar",
    "Buttons for sharing, mailing and printing.",
    example=f"Rents rise again\n\nShare Tweet Email\n\n{_LONG_PROSE}",
)
def share_bar(page: Page) -> Iterator[Finding]:
    """Point at blocks that consist of share words only, glued ones (ShareTweet) too."""
    for index in page.open_indices():
        if isinstance(page.blocks[index], Paragraph | Listing | Heading) and (
            0 < page.words[index] <= _LONGEST_BAR
        ):
            strong = _share_words(page.texts[index])
            if strong:
                yield Finding(index, index, f"nothing but share words ({', '.join(strong)})")


@rule(
    "chrome.glued-share",
    "Share buttons glued to the front of a paragraph.",
    example=f"Rents rise again\n\nShareTweet {_LONG_PROSE}",
)
def glued_share(page: Page) -> Iterator[Finding]:
    """Point at the characters of words like ShareTweet before a paragraph's first word."""
    for index in page.open_indices():
        raw = page.raw(index)
        first = raw.split(maxsplit=1)[0] if raw.strip() else ""
        parts = _WORD_JOIN.split(first)
        strong = phrases("share", "strong") | phrases("share", "names")
        if len(parts) > 1 and all(part.casefold() in strong for part in parts):
            start = raw.index(first)
            span = (start, start + len(first))
            yield Finding(index, index, f"share words in one ({', '.join(parts)})", span)


@rule(
    "chrome.advert",
    "Labels of advertisements.",
    example=f"Rents rise again\n\n{_LONG_PROSE}\n\nStory continues below advertisement\n\n"
    f"{_LONG_PROSE}",
)
def advert(page: Page) -> Iterator[Finding]:
    """Point at lines that say nothing but that an advertisement stands here."""
    for index in page.open_indices():
        if page.words[index] <= 6 and bare(page.texts[index]) in phrases("advert", "whole"):
            yield Finding(index, index, "the label of an advertisement")


@rule(
    "chrome.newsletter",
    "Boxes that ask for a subscription.",
    example=f"Rents rise again\n\n{_LONG_PROSE}\n\nSign up for our newsletter and get the best of "
    f"the city in your inbox.\n\n{_LONG_PROSE}",
)
def newsletter(page: Page) -> Iterator[Finding]:
    """Point at short blocks that ask to subscribe or to log in."""
    for index in page.open_indices():
        if page.words[index] > 40:
            continue
        text = page.texts[index].casefold()
        found = sorted(phrase for phrase in phrases("newsletter", "contains") if phrase in text)
        if found:
            yield Finding(index, index, f"asks for a subscription (“{found[0]}”)")


@rule(
    "chrome.related",
    "Links to other articles, with their label.",
    example=f"Rents rise again\n\n{_LONG_PROSE}\n\nRead more: Wages stand still\n\n{_LONG_PROSE}",
)
def related(page: Page) -> Iterator[Finding]:
    """Point at "Related" with the short lines below it, and at "Read more: A headline"."""
    labels = phrases("related", "label")
    indices = page.open_indices()
    taken: set[int] = set()
    for position, index in enumerate(indices):
        text = page.texts[index]
        if index in taken or not 0 < page.words[index] <= _LONGEST_TEASER:
            continue
        label, colon, rest = text.partition(":")
        if colon and rest.strip() and bare(label) in labels and not text.endswith("."):
            yield Finding(index, index, f"labelled “{label}”, then a headline")
        elif bare(text) in labels and (teasers := _teasers(page, indices[position + 1 :])):
            taken.update(teasers)
            why = f"labelled “{text}”; {len(teasers)} lines below it, none a sentence"
            yield Finding(index, teasers[-1], why)


@rule(
    "chrome.comments",
    "Labels and counts of comments.",
    example=f"Rents rise again\n\n{_LONG_PROSE}\n\n12 Comments",
)
def comments(page: Page) -> Iterator[Finding]:
    """Point at "Comments", "12 comments", "Leave a comment" and the like."""
    for index in page.open_indices():
        if page.words[index] > 5:
            continue
        text = bare(" ".join(w for w in page.texts[index].split() if not w.strip("()").isdigit()))
        if text in phrases("comments", "whole") and not page.is_prose(index):
            yield Finding(index, index, "the label of a comment section")


def _share_words(text: str) -> list[str]:
    """The strong share words of a block that holds share words only; none otherwise."""
    words = [bare(word) for word in _WORD_JOIN.sub(" ", text).split()]
    words = [word for word in words if word and not word.isdigit()]
    strong, weak = (
        phrases("share", "strong") | phrases("share", "names"),
        phrases("share", "beside"),
    )
    found: list[str] = []
    at = 0
    while at < len(words):
        for length in (4, 3, 2, 1):
            phrase = " ".join(words[at : at + length])
            if phrase in strong:
                found.append(phrase)
                break
            if phrase in weak:
                break
        else:
            return []
        at += length
    return found


def _teasers(page: Page, indices: list[int]) -> list[int]:
    """The run of short lines below a label, all lists and lines without a sentence's end."""
    run: list[int] = []
    for index in indices[:_MOST_TEASERS]:
        block = page.blocks[index]
        short = page.words[index] <= _LONGEST_TEASER and not page.is_sentence(index)
        if not isinstance(block, Listing) and not (isinstance(block, Paragraph) and short):
            break
        if isinstance(block, Listing) and any(item_is_prose(page, index)):
            break
        run.append(index)
    return run


def item_is_prose(page: Page, index: int) -> Iterator[bool]:
    """For each line of a block, whether it reads like a sentence."""
    for line in page.raw(index).split("\n"):
        yield len(line.split()) > _LONGEST_TEASER or line.rstrip().endswith(".")
