"""What a short line above or below an article says of who wrote it and when.

"By Ann Ode, Staff Writer | Published: Jan. 21, 2024 | 5 min read" is a person behind a label, a
date behind a label, and a count. What is none of these stays in `left`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from publish.model.dates import Dated, dates_in
from publish.normaliser.fields.labels import (
    behind_by,
    behind_help_inside,
    behind_helped,
    is_helped_label,
)
from publish.normaliser.fields.names import is_nobody, is_person, people_in
from publish.normaliser.page.phrases import bare, phrases
from publish.normaliser.page.sentences import ENDS

LONGEST_BYLINE = 45
"""Words up to which a block is read as such a line."""

# Words, where nothing else is said. “2 of 1,338”: so many development pages, every fourth of all,
# find other authors or dates without it; where no figure stands, none of those does.
_SHORTEST_PLACE = 4  # characters of a place in capitals: "IBM - A company" is none
_LONGEST_CITY = 2  # of a place in capitals alone; 2 of 1,338
_LONGEST_END = 4  # of a label of a date behind a name
_SHORTEST_LABEL = 5  # characters of one: "on" and "the" end other lines too; 1 of 1,338
_LONGEST_COUNT = 6  # of a segment that only counts
_BEHIND_A_WORD = 6  # of a line whose alias is one word: "by jdoe on Friday"
_LONGEST_ALIAS = 6
_LONGEST_APPOSITION = 8  # of what a line says of who wrote it. # guess
_BEHIND_AN_ALIAS = 8  # of a line with a longer alias; more is a sentence

# (?<!\s)\s+ in these patterns: tried from the first of some spaces, not from each of them anew.
_BARS = re.compile(
    r"\s*+[|·•●∙⋅×~»›]\s*+|[^\S\n\u2028]*+[\n\u2028]\s*+|\s++[-–—/]++\s++|(?<=\w)[-–—]\s"
    r"|\s++//\s*+|\s{3,}+"
)
_INNER = re.compile(
    r"(?<!written)(?<!posted)[.,;]?(?<!\s)\s+(?=(?:updated|published|last|posted|written|words)\s"
    r"(?:by|reviewed|checked|updated|on|in|at)\b|(?:by|von|par|por|autor|author):)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"@?\b\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\s?(?:[ap]\.?m\b\.?)?(?:\s?(?:uhr|h|hrs?)\b\.?)?"
    r"|\b\d{1,2}\s?(?:[ap]\.?m\b\.?|uhr\b)|[+-]\d{4}\b|\bGMT[+-]\d{1,2}\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_BEHIND = re.compile(
    r"\s(?:for|in|on behalf of|from|at|bei|pour|para|chez|of|via)\s(?=\S)|\s\(|(?<!\s)\s+[@#\d]",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_a-zß-ÿ][\w.'’-]*(?:,?\s[^\W\d_a-zß-ÿ][\w.'’-]*){0,4})"
    r"(?P<date>,\s(?:[^\W\d_]{3,9}\.?\s\d{1,2}|\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,9}\.?)(?:,?\s\d{4})?)?"
    r"(?P<agency>\s\([\w /.&-]{2,30}\))?\s?(?:[—–]|--?|\.-)\s(?=[^\W\da-zß-ÿ]|[“\"«„(])"
)
_ENDS_INITIAL = re.compile(r"[\s.][^\W\d_]$")
_ENDS_NAME = re.compile(
    r"\s(?:and other contributors|is an? |ist |contributed|covers|writes).*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class BylineReading:
    """What a line says; `labelled` when the names stand behind "By" or its like.

    `alias` is who stands where a person would and has no person's name: "NETGEAR Team", "jdoe";
    `helped` are who edited, reviewed, translated or photographed: they wrote nothing of it.
    """

    people: tuple[str, ...] = ()
    alias: str = ""
    labelled: bool = False
    published: Dated | None = None
    updated: Dated | None = None
    left: tuple[str, ...] = ()
    helped: tuple[str, ...] = ()

    def tells(self) -> bool:
        """Whether the line says anything of authors or dates."""
        return bool(self.people or self.alias or self.published or self.updated or self.helped)


def dateline_of(text: str) -> str:
    """The place at the front of a report, as in "LONDON, March 4 (Agency) — …"; else "".

    A place in capitals, or one with an agency or a date behind it, and then a dash.
    """
    found = _DATELINE.match(text)
    if not found:
        return ""
    place = found["place"].strip(" ,")
    city = place.split(",")[0]
    loud = city.isupper() and len(place) >= _SHORTEST_PLACE and len(city.split()) <= _LONGEST_CITY
    if not (loud or found["agency"] or found["date"]) or not any(map(str.isalpha, place)):
        return ""
    return " ".join(_quiet(word) for word in place.split())


def _quiet(word: str) -> str:
    """A word in capitals as place names are written; abbreviations such as "D.C." stay."""
    long = word.isupper() and "." not in word and len(word.strip(",")) > 2
    return "-".join(part.capitalize() for part in word.split("-")) if long else word


def read_byline(text: str, day_first: bool | None) -> BylineReading:
    """What a line says of authors and dates."""
    dates = dates_in(text, day_first)
    published, updated = _told_apart(text, dates)
    people: tuple[str, ...] = ()
    alias, labelled = "", False
    left: list[str] = []
    helped: list[str] = []
    helping = False
    for segment in _segments(text, dates):
        said = _trimmed(segment)
        if not said or _is_count(said):
            continue
        if is_helped_label(bare(said)):
            helping = True  # the name stands behind a bar or on the next line
            continue
        others = said if helping and not behind_by(said) else behind_helped(said)
        helping = False
        if others and (names := _people(others) or tuple(filter(None, (_alias(others),)))):
            helped += names
            continue
        begun = behind_by(said)
        found = _people(begun or said) or _before_apposition(begun, text)
        if (
            found
            and not begun
            and any(map(_has_no_case, found))
            and not (dates and len(found) == 1)
        ):
            found = ()  # any two signs could be a name
        if found and (not people or (begun and not labelled)):
            people, labelled = found, bool(begun)
        elif found and not begun and not labelled:
            people += tuple(each for each in found if each not in people)
        elif begun and not people and not alias and not is_nobody(_alias(begun)):
            alias, labelled = _alias(begun), True
        elif not begun or not is_nobody(begun):
            left.append(said)
    return BylineReading(people, alias, labelled, published, updated, tuple(left), tuple(helped))


def _told_apart(text: str, dates: tuple[Dated, ...]) -> tuple[Dated | None, Dated | None]:
    """The date of publication and that of the last change.

    A label before a date tells; of two dates without a label the second is that of the change.
    """
    published: Dated | None = None
    updated: Dated | None = None
    before = 0
    for each in dates:
        label = text[before : each.first]
        before = each.end
        if _ends_with(label, "updated"):
            updated = updated or each
        elif published is None:
            published = each
        elif updated is None and not _ends_with(label, "label"):
            updated = each
    return published, updated


def tells_date(before: str) -> bool:
    """Whether a text ends with a word that says what the date behind it is."""
    return _ends_with(before, "label") or _ends_with(before, "updated")


def _ends_with(text: str, key: str) -> bool:
    words = bare(text).split()
    while words and words[-1].strip(".,:") in phrases("date", "fill"):
        words.pop()
    known = phrases("date", key)
    return any(" ".join(words[-count:]).strip(" :(") in known for count in range(1, len(words) + 1))


def _segments(text: str, dates: tuple[Dated, ...]) -> Iterator[str]:
    """The text around the dates and times, parted at bars."""
    at = 0
    pieces: list[str] = []
    for each in dates:
        pieces.append(text[at : each.first])
        at = each.end
    pieces.append(text[at:])
    for piece in pieces:
        for part in _BARS.split(piece):
            for inner in _INNER.split(part):
                for one in _parted_at_help(inner):
                    yield from (each for each in _TIME.split(one) if each.strip())


def _parted_at_help(text: str) -> Iterator[str]:
    """A text cut before each "Edited by" in it."""
    while (at := behind_help_inside(text)) > 0:
        yield text[:at]
        text = text[at:]
    yield text


def _trimmed(segment: str) -> str:
    """A segment without what surrounds dates: labels, days of the week, marks."""
    said = segment.strip(" \t\n,;:.()[]@-–—|•·/\u00a0©")
    said += "." if _ENDS_INITIAL.search(said) and f"{said}." in segment else ""
    folded = bare(said)
    if folded in phrases("date", "label") or folded in phrases("date", "updated"):
        return ""
    words = said.split()
    fill = phrases("date", "fill")
    while words and words[-1].strip(".,:").casefold() in fill:
        words.pop()
    if words and words[0].strip(".,:").casefold() in fill and words[0][:1].isupper() is False:
        while words and words[0].strip(".,:").casefold() in fill and not behind_by(" ".join(words)):
            words.pop(0)
    if not words or all(word.strip(".,:").casefold() in fill for word in words):
        return ""
    for count in range(min(_LONGEST_END, len(words) - 1), 0, -1):  # "Ann Ode Published:", "Updated"
        tail = bare(" ".join(words[-count:]))
        if tail in phrases("date", "updated") or (
            len(tail) >= _SHORTEST_LABEL and tail in phrases("date", "label")
        ):
            return " ".join(words[:-count]).strip(" ,;:|")
    return " ".join(words)


def _is_count(said: str) -> bool:
    """Whether a segment only counts: "5 min read", "12 comments", "120"."""
    words = [word.casefold() for word in _WORD.findall(said)]
    if not words or len(words) > _LONGEST_COUNT:
        return not words
    return all(word.isdigit() or word.rstrip("k").isdigit() or word in _COUNTED for word in words)


_COUNTED = phrases("date", "counted")


def _has_no_case(name: str) -> bool:
    return not name[:1].isupper() and not name[:1].islower()


def _people(text: str) -> tuple[str, ...]:
    found = people_in(text)
    if found or len(text.split()) <= 2:
        return found
    shorter = _ENDS_NAME.sub("", _BEHIND.split(text)[0])
    return people_in(shorter) if shorter != text else ()


def _before_apposition(begun: str, text: str) -> tuple[str, ...]:
    """The person behind "By" of whom the line says more: "Ann Ode, last keeper of the light"."""
    name, comma, said = begun.partition(", ")
    if not comma or not said[:1].islower() or len(said.split()) > _LONGEST_APPOSITION:
        return ()
    return people_in(name) if is_person(name) and not text.rstrip().endswith(ENDS) else ()


def _alias(text: str) -> str:
    """Who stands behind "By" without a person's name; "" for what reads like a sentence."""
    name = _BEHIND.split(text)[0].strip(" ,;:.")
    name = name[4:] if name[:4] == "the " else name
    words = name.split()
    if len(words) == 1:
        return name if len(text.split()) <= _BEHIND_A_WORD else ""
    joints = phrases("author", "in_names")
    spelt = all(
        word[:1].isupper()
        or (word[:1].isdigit() and not word.isdigit())
        or word.casefold() in joints
        for word in words
    )
    return (
        name
        if spelt and len(words) <= _LONGEST_ALIAS and len(text.split()) <= _BEHIND_AN_ALIAS
        else ""
    )
