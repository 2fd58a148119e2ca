"""What stands behind an article's last paragraph: legal lines, contacts, where it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.model.article import Finding
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.phrases import cues
from publish.normaliser.rules.marks import LONG_PROSE, marks_of

_LONGEST_LEGAL = 60  # words
_LONGEST_CONTACT = 30  # words
_LONGEST_SIGNATURE = 12  # lines; mail's custom is four
_LONGEST_ORIGIN = 45  # words
_ADDRESS_LINES = 5  # below a label of contacts
_NEAR = 4  # open blocks from either end in which an article says where it first appeared
_PHONE = re.compile(r"\+?\(?\d[\d ()/.-]{6,}\d")
_FOLLOW = re.compile(r"follow (?:\S+ ){1,6}on (?:twitter|x|facebook|instagram|linkedin|bluesky)\b")
_SIGNS = ("©", "(c) ", "(C) ", "ⓒ", "℗")


@rule(
    "tail.legal",
    "Copyright lines and the like.",
    example=f"Rents rise again\n\n{LONG_PROSE}\n\n© 2024 The Paper. All rights reserved.",
)
def legal(page: Page, left: Left) -> Iterator[Finding]:
    """Point at short lines that begin with a copyright sign or reserve all rights."""
    marks = marks_of(page)
    for key in ("contains", "begins"):
        for index, each in marks.of(left, "legal", key):
            if page.words[index] > _LONGEST_LEGAL or marks.is_inside(index):
                continue
            if key == "contains" or any(map(str.isdigit, page.texts[index])):
                yield Finding(index, index, f"a copyright line (“{each.phrase}”)")
    for index in marks.numbers:
        text = page.texts[index]
        if text.startswith(_SIGNS) and index in left:
            yield Finding(index, index, f"a copyright line (“{text[:3].strip()}”)")


@rule(
    "tail.contact",
    "How to reach the author, the paper or a press office.",
    example=f"Rents rise again\n\n{LONG_PROSE}\n\nContact the author at ann@paper.example",
)
def contact(page: Page, left: Left) -> Iterator[Finding]:
    """Point at lines with a label of contacts, or an address or number, behind the article."""
    marks = marks_of(page)
    labelled: set[int] = set()
    for index, each in marks.of(left, "contact", "begins"):
        if index < marks.core_last or page.words[index] > _LONGEST_CONTACT:
            continue
        labelled.add(index)
        reach = "address" in cues(page.bares[index]) or _PHONE.search(page.texts[index])
        if reach or page.words[index] <= 4 or not page.is_sentence(index):
            yield Finding(
                index, index, f"behind the article; how to reach people (“{each.phrase}”)"
            )
    for index in range(max(marks.core_last, 0), len(page)):
        line = page.bares[index]
        if not line or page.words[index] > 15 or index not in left:
            continue
        if _FOLLOW.match(line):
            yield Finding(index, index, "behind the article; sends the reader to an account")
        elif _is_below(index, labelled) and _is_field(page, index):
            yield Finding(index, index, "part of an address below a label of contacts")


@rule(
    "tail.signature",
    "The signature under a mail: what stands behind its two dashes.",
    example=f"Rents rise again\n\n{LONG_PROSE}\n\n-- \nAnn Ode\nThe Paper\n+49 30 1234567",
)
def signature(page: Page, left: Left) -> Iterator[Finding]:
    """Point at a line of two dashes and the short lines behind it, up to the end."""
    first = next((index for index in reversed(left.indices) if page.texts[index] == "--"), None)
    if first is None or first <= marks_of(page).core_last:
        return
    behind = range(first, len(page))
    if len(behind) <= _LONGEST_SIGNATURE and not any(map(page.is_prose, behind)):
        yield Finding(first, len(page) - 1, "behind the two dashes that end a mail")


@rule(
    "tail.first-published",
    "Where an article stood first.",
    example=f"Rents rise again\n\n{LONG_PROSE}\n\nThis article originally appeared in The Paper.",
)
def first_published(page: Page, left: Left) -> Iterator[Finding]:
    """Point at "This article originally appeared in …" among the first or the last blocks."""
    indices = left.indices
    near = {*indices[:_NEAR], *indices[-_NEAR:]}
    marks = marks_of(page)
    for index, each in marks.of(left, "origin", "begins"):
        if page.words[index] > _LONGEST_ORIGIN:
            continue
        if index in near or not marks.is_inside(index):
            yield Finding(index, index, f"says where the article is from (“{each.phrase} …”)")
    for index, each in marks.of(left, "origin", "mentions"):
        if index in near and page.words[index] <= _LONGEST_ORIGIN and _is_of_this(page, index):
            yield Finding(index, index, f"says where the article is from (“{each.phrase}”)")


def _is_below(index: int, labelled: set[int]) -> bool:
    return any(index - lines in labelled for lines in range(1, _ADDRESS_LINES + 1))


def _is_field(page: Page, index: int) -> bool:
    """Whether a short line is a field of an address: labelled, a number, or an address for mail."""
    said_so = marks_of(page).lines.get(index, ())
    if any(each.kind == "contact" for each in said_so):
        return True
    if page.words[index] > 6:
        return False
    return "address" in cues(page.bares[index]) or bool(_PHONE.search(page.texts[index]))


def _is_of_this(page: Page, index: int) -> bool:
    """Whether a line speaks of this article: by its first words."""
    return page.bares[index].startswith(_OF_THIS)


_OF_THIS = (
    *("this ", "the post ", "the article ", "a version ", "la entrada ", "el artículo ", "o post "),
    *("este ", "l'articolo ", "questo ", "cet article ", "l'article ", "dit ", "het bericht "),
    *("der beitrag ", "der artikel ", "dieser ", "artykuł ", "ten ", "článek ", "tento ", "bu "),
    *("эта ", "этот ", "статья ", "ця ", "цей ", "стаття ", "هذا ", "この記事", "本記事", "※この"),
    *("※本記事", "本文", "이 기사", "이 글", "이 칼럼", "※ 이"),
)
