"""What stands before a name: "By", "Edited by", "This is a guest post by", "All posts by".

Only who stands behind the first and the third wrote the article. The wording is in phrases.toml,
in seventeen languages; a label in Chinese or Japanese needs no space behind it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from publish.normaliser.fields.names import is_person
from publish.normaliser.page.phrases import phrases

__all__ = [
    "behind_all",
    "behind_by",
    "behind_help_inside",
    "behind_helped",
    "guests_in",
    "is_helped_label",
]

_LABEL_WITHIN = 50  # characters folded, to save time: the longest label has fewer
_CJK = "\u3000"  # Chinese and Japanese signs stand behind it; no space parts them from a label
_WORD_INSIDE = re.compile(r"(?<=[\s.,;(])[^\W\d_][\w-]*(?= )")
_FOLDED = str.maketrans({"’": "'", "：": ":", "ё": "е", "ı": "i"})  # as phrases.toml is folded
_MARKS = " :：\u00a0/／＝="
_LONGEST_NAME = 5  # words
_BEFORE_JOB = re.compile(
    "([\u3040-\u30ff\u3400-\u9fff]{2,6}(?:[ \u3000][\u3040-\u30ff\u3400-\u9fff]{1,4})?)"
    "[ \u3000](?:記者|记者|編集委員|特派員)"
    "|([\uac00-\ud7af]{2,4}) (?:기자|선임기자|인턴기자|특파원|논설위원|편집위원)"
)
_CJK_NAME = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,6}")
Table = Mapping[str, tuple[str, ...]]


@cache
def _table(key: str) -> Table:
    """The labels of one kind by their first word, the longest first."""
    table: dict[str, tuple[str, ...]] = {}
    for phrase in sorted(phrases("byline", key), key=lambda each: (-len(each), each)):
        first = phrase[0] if phrase[0] > _CJK else phrase.split()[0].rstrip(":")
        table[first] = (*table.get(first, ()), phrase)
    return table


def behind_by(text: str) -> str:
    """What follows the "By" of a byline, or in Japanese stands before its like; or ""."""
    if (found := _BEFORE_JOB.fullmatch(text)) is not None:
        return found[1] or found[2]
    return _behind(text, "begins")


def behind_helped(text: str) -> str:
    """What follows "Edited by", "Photos:" and their like, or ""."""
    return _behind(text, "helped")


def behind_all(text: str) -> str:
    """What follows "All posts by" in a link, or the text itself."""
    return _behind(text, "all") or text


def guests_in(text: str) -> tuple[str, ...]:
    """The people whom a sentence names that begins "This is a guest post by"."""
    rest = _behind(text, "guest")
    people: list[str] = []
    while rest:
        name = _name_at_start(rest)
        if not name:
            break
        people.append(name)
        _, _, rest = rest.partition(name)
        joint, _, after = rest.lstrip(" ,").partition(" ")
        rest = after if joint in phrases("byline", "joins") else ""
    return tuple(people)


def is_helped_label(line: str) -> bool:
    """Whether a bare line says no more than "Edited by"."""
    return line in _helped_alone()


def behind_help_inside(text: str) -> int:
    """Where within a line the first "Edited by" begins, behind its first word; -1 where none does.

    A label of one word ("Photo:") counts only at the front of a line.
    """
    table = _table("helped")
    for word in _WORD_INSIDE.finditer(text):
        if word[0].casefold() in table and behind_helped(text[word.start() :]):
            return word.start()
    return -1


@cache
def _helped_alone() -> frozenset[str]:
    return frozenset(phrase.strip(_MARKS) for phrase in phrases("byline", "helped"))


def _behind(text: str, key: str) -> str:
    folded = text[:_LABEL_WITHIN].casefold().translate(_FOLDED)
    words = folded.split(None, 1)
    if not words:
        return ""
    table = _table(key)
    known = table.get(words[0].rstrip(":"))
    if known is None and words[0][0] > _CJK:
        known = table.get(words[0][0])
    for phrase in known or ():
        if folded.startswith(phrase):
            rest = text[len(phrase) :]
            if _is_parted(phrase, rest):
                return rest.lstrip(_MARKS)
    return ""


def _is_parted(label: str, rest: str) -> bool:
    """Whether a label ends where its phrase does: "글" alone is one, in "글자" it is none."""
    if not rest[:1].isalnum():
        return True
    return not label[-1].isalnum() or (not label.isascii() and "\u3000" < label[-1] < "\uac00")


def _name_at_start(text: str) -> str:
    """The person with whose name a text begins, or ""."""
    if found := _CJK_NAME.match(text):
        return found[0] if is_person(found[0]) else ""
    words = text.split()[:_LONGEST_NAME]
    for word in range(1, len(words)):
        before = words[word - 1]
        initial = len(before.strip(".")) <= 1
        if before.endswith((",", ";", ":", "!", "?", ")", ".", "—")) and not initial:
            words = words[:word]
            break
    for count in range(len(words), 1, -1):
        name = " ".join(words[:count]).rstrip(",;:.!?)")
        if is_person(name) and not words[count - 1][:1].islower():
            return name
    return ""
