"""Why the learned model takes a block, in words a person can check."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from publish.normaliser.learning import Rows
from publish.normaliser.learning.learned import LOOKED_AT, Judgement, Scores, WordScores
from publish.normaliser.learning.signals import NAMES
from publish.normaliser.learning.wordings import line_words, link_words, step_words
from publish.normaliser.page.page import Page

_MOST = 3  # signals named
_WEIGHED = 18  # of the strongest, of which some say the same and some nothing
_SHOWN = 60  # characters of an element
_NOTHING = "its signals taken together, none strong"

_SAYINGS: Mapping[str, str | tuple[str, str]] = {
    # name of the signal: what is said of it, or (when it is low, when it is high)
    "words": "{count}",
    "word length": "words of {value:.0f} letters",
    "function words": ("{value:.0%} function words", "{value:.0%} function words"),
    "ends a sentence": ("does not end like a sentence", "ends like a sentence"),
    "ends with a colon": ("", "ends with a colon"),
    "ends cut off": ("", "ends cut off (…)"),
    "asks": ("", "ends with a question"),
    "digits": ("", "{value:.0%} digits"),
    "capital words": ("few capitals", "{value:.0%} of the words have capitals"),
    "shouted words": ("", "words in capitals"),
    "marks": ("", "bars, bullets or arrows"),
    "commas": ("hardly a comma", "many commas"),
    "you and our": ("", "speaks of “you” and “our”"),
    "clock": ("", "a time of day"),
    "year": ("", "a year"),
    "money": ("", "a price"),
    "address": ("", "an address"),
    "glued": ("", "glued words"),
    "small start": ("", "begins in small letters"),
    "in brackets": ("", "in brackets"),
    "heading": ("", "a heading"),
    "list": ("", "a list"),
    "items": ("", "a list of many items"),
    "words an item": ("", "{value:.0f} words an item"),
    "figure": ("", "a picture"),
    "table": ("", "a table"),
    "links": ("few links", "{value:.0%} of it is links"),
    "any cue": ("", "worded like a leftover"),
    "shares the article's words": (
        "shares {value:.0%} of its words with the article",
        "shares {value:.0%} of its words with the article",
    ),
    "said elsewhere": ("", "the article says it elsewhere"),
    "twice on the page": ("", "stands on the page more than once"),
    "words of the title": ("", "repeats words of the title"),
    "title in it": ("", "repeats words of the title"),
    "blocks above": ("among the first blocks", ""),
    "blocks below": ("among the last blocks", ""),
    "inside the core": ("outside the run of the article's paragraphs", ""),
    "above the core": ("", "above the article's paragraphs"),
    "below the core": ("", "below the article's paragraphs"),
    "prose above": ("little prose above it", "most of the prose stands above it"),
    "prose below": ("little prose below it", "most of the prose stands below it"),
    "to prose above": ("", "no paragraph close above"),
    "to prose below": ("", "no paragraph close below"),
    "run of short blocks": ("", "in a run of short lines"),
    "place in the run": ("", "in a run of short lines"),
    "cues in the run": ("", "among lines worded like leftovers"),
    "below related": ("", "below a label such as “Related”"),
    "below comments": ("", "below a label of comments"),
    "below tags": ("", "below a label of tags"),
    "below newsletter": ("", "below a call to subscribe"),
    "below share": ("", "below share buttons"),
    "below pager": ("", "below page numbers"),
    "prose around": ("little prose around it", ""),
    "links around": ("", "{value:.0%} of what stands around it is links"),
    "words around": ("few words around it", ""),
    "like siblings": ("", "many blocks of the same make"),
    "steps to the column": ("", "outside the element that holds most of the prose"),
    "branch prose": ("its part of the page holds little prose", ""),
    "branch links": ("", "its part of the page is {value:.0%} links"),
    "branch words": ("its part of the page holds few words", ""),
}
for _up, _name in enumerate(("its element", "the element around", "two elements up"), 1):
    _SAYINGS = {
        **_SAYINGS,
        f"prose {_up} up": (f"{_name} holds {{value:.0%}} of the page's prose", ""),
        f"density {_up} up": (f"{_name} holds little but short lines", ""),
        f"links {_up} up": ("", f"{_name} is {{value:.0%}} links"),
    }


def reason(page: Page, run: Sequence[int], judged: Judgement, gains: Rows) -> str:
    """The strongest signals against blocks in a row, as one sentence with figures."""
    said: list[str] = []
    asked: set[str] = set()
    own = slice(run[0], run[-1] + 1)
    alone = len(run) == 1  # half of them; the mean of one row is the row
    values = judged.rows[run[0]] if alone else judged.rows[own].mean(axis=0)
    for column in gains.argsort()[:_WEIGHED].tolist():
        if gains[column] >= 0 or len(said) == _MOST:
            break
        name = LOOKED_AT[column]
        what = _ALIKE.get(name, name)
        if what in asked:
            continue
        asked.add(what)
        text = _said(page, run, name, float(values[column]), judged.words)
        if text and text not in said:
            said.append(text)
    unlikely = 1 - float(judged.keep[run[0]] if alone else judged.keep[own].mean())
    many = f"{len(run)} blocks: " if len(run) > 1 else ""
    return f"{many}{'; '.join(said) or _NOTHING} ({unlikely:.0%} sure)"


def _said(page: Page, run: Sequence[int], name: str, value: float, words: WordScores) -> str:
    place, colon, signal = name.partition(": ")
    if colon and signal in NAMES:
        told = _told(page, (), signal, value)
        return f"the block {place}: {told}" if told else ""
    if name.startswith("cue "):
        return f"worded like {name[4:]}" if value > 0 else ""
    if name.startswith(("in ", "<")) and value > 0:
        return f"inside {name if name[0] == '<' else 'an element for ' + name[3:]}"
    match _ALIKE.get(name):
        case "its elements":
            return _worst_step(page, run, words.trail)
        case "its links":
            return _worst_word("its links lead to", page, run, words)
        case "its wording":
            return _worst_word("its wording", page, run, words)
        case _:
            return _told(page, run, name, value)


_ALIKE: Mapping[str, str] = {
    **{name: "its elements" for name in LOOKED_AT if "element" in name},
    **{
        name: "its links"
        for name in LOOKED_AT
        if name.startswith(("links, ", "links lead", "links kn"))
    },
    **{name: "its wording" for name in LOOKED_AT if name.startswith("wording")},
}
"""Signals of which the same is said, whatever their values."""


def _told(page: Page, run: Sequence[int], name: str, value: float) -> str:
    saying = _SAYINGS.get(name, "") if value >= 0 else ""  # below 0: the page lacks the signal
    if isinstance(saying, tuple):
        saying = saying[value > _MIDDLE.get(name, 0.0)]
    count = sum(page.words[index] for index in run) / len(run) if run else math.expm1(value)
    number = round(count)
    return saying.format(value=value, count=f"{number} word{'' if number == 1 else 's'}")


_MIDDLE: Mapping[str, float] = {
    "capital words": 0.3,
    "commas": 0.05,
    "inside the core": 0.5,
    "prose above": 0.5,
    "prose below": 0.5,
    "links": 0.1,
    "blocks above": 2.5,
    "blocks below": 2.5,
    "prose around": 0.5,
    "words around": 4.0,
    "branch prose": 0.5,
    "branch words": 4.0,
    "prose 1 up": 0.5,
    "prose 2 up": 0.5,
    "prose 3 up": 0.5,
    "density 1 up": 0.5,
    "density 2 up": 0.5,
    "density 3 up": 0.5,
    "links 1 up": 0.2,
    "links 2 up": 0.2,
    "links 3 up": 0.2,
    "links around": 0.2,
    "branch links": 0.2,
    "digits": 0.03,
    "shouted words": 0.1,
    "marks": 0.02,
    "you and our": 0.02,
    "to prose above": 1.0,
    "to prose below": 1.0,
    "run of short blocks": 1.0,
    "place in the run": 0.01,
    "above the core": 0.5,
    "below the core": 0.5,
    "like siblings": 1.5,
    "items": 1.5,
    "words an item": 0.5,
    "steps to the column": 0.5,
}
"""Where "low" ends for the signals that are not low at 0."""


def _worst_step(page: Page, run: Sequence[int], scores: Scores) -> str:
    """The element on the way to the blocks whose names speak most against them."""
    steps: set[str] = set()
    for trail in {page.blocks[index].origin.trail for index in run}:
        steps.update(trail)
    worst, at = "", 0.0
    for step in sorted(steps):
        for word in step_words(step):
            score = scores.get(word)
            if score is not None and score < at:
                worst, at = step, score
    return f"inside {worst[:_SHOWN]}" if worst else ""


def _worst_word(what: str, page: Page, run: Sequence[int], words: WordScores) -> str:
    """The word of a link's path or of a line that speaks most against the blocks."""
    worst, at = "", 0.0
    for index in run:
        if what == "its wording":
            scores, found = words.line, line_words(page.bares[index], page.words[index])
        else:
            scores, found = words.link, link_words(page.links[index])
        for word in found:
            score = scores.get(word)
            if score is not None and score < at:
                worst, at = word, score
    return f"{what} “{worst.lstrip('=> ')}”" if worst else ""
