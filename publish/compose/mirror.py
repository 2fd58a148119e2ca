"""A style sheet for pages that read from right to left: each left becomes a right, and back.

Layouts are written for left to right alone, and the sheet is turned here as a whole: margins of
pages, furniture, labels, lists, tables. What depends on the text itself (`text-align: start`,
floats `inline-start`) is right either way and stays. After `/* as it is */` one declaration stays
too.

A page that holds passages of the other direction gets the sheet by the start and end of lines. Not
every page: WeasyPrint 70 lets a logical property win over a physical one that stands below it, so
that a layout of someone's own, on top of ours, could not say `padding-left` any more.
"""

from __future__ import annotations

import re
from functools import lru_cache

_PIECES = re.compile(
    r"""(?P<stays>/\*\s*as\ it\ is\s*\*/[^;}]*)
    |(?P<skip>/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')
    |(?P<box>@(?:top|bottom|left|right)(?:-[a-z]+)*)
    |(?P<page>:(?:left|right)\b)
    |(?P<declaration>(?<![\w.#-])(?P<name>[a-z-]+)\s*:(?P<value>[^;{}"']*)(?=[;}"']))""",
    re.VERBOSE | re.DOTALL,
)
_SIDE = re.compile(r"(?<![\w-])(left|right)(?![\w])|(?<=-)(left|right)(?![\w])")
_FOUR_SIDES = frozenset({"margin", "padding", "border-width", "border-style", "border-color"})
_INNER = r"\([^()]*\)"
_NESTED = rf"\((?:[^()]|{_INNER})*\)"  # calc(calc(15pt * 1.2) / 2), which leading is in Arabic
_VALUE = re.compile(rf"(?:[^\s()]|\((?:[^()]|{_NESTED})*\))+")
_OTHER = {"left": "right", "right": "left"}


@lru_cache(maxsize=16)
def mirrored(css: str) -> str:
    """The style sheet with its sides exchanged. Twice is as it was.

    >>> mirrored("p { margin: 0 1mm 0 -36mm; text-align: left }")
    'p { margin: 0 -36mm 0 1mm; text-align: right }'
    """
    return _PIECES.sub(_turned, css)


def _turned(match: re.Match[str]) -> str:
    whole = match.group()
    if match["stays"] or match["skip"]:
        return whole
    if match["declaration"]:
        name, value = match["name"], match["value"]
        head = whole[: len(whole) - len(value)]
        return _exchanged(head) + (_four(value) if name in _FOUR_SIDES else _exchanged(value))
    return _exchanged(whole)


def _exchanged(text: str) -> str:
    return _SIDE.sub(lambda side: _OTHER[side.group()], text)


def _four(value: str) -> str:
    """The value of a shorthand top, right, bottom, left; with fewer than four it has no sides."""
    found = list(_VALUE.finditer(value.replace("!important", " " * len("!important"))))
    if len(found) != 4:
        return value
    right, left = found[1], found[3]
    return (
        value[: right.start()]
        + left.group()
        + value[right.end() : left.start()]
        + right.group()
        + value[left.end() :]
    )


_RULE = re.compile(
    r"(?P<page>@page[^{]*\{(?:[^{}]|\{[^{}]*\})*\})|(?P<selector>[^{}@]+)\{(?P<body>[^{}]*)\}"
)
_SIDED = re.compile(r"(margin|padding|border)-(left|right)((?:-[a-z]+)?)|(left|right)")
_OF_THE_PAGE = re.compile(r"/\*\s*of\ the\ page\s*\*/")
_ONE_MARGIN = re.compile(r"\bmargin-(left|right)(?=\s*:)")
_BY_WORDS = frozenset({"float", "clear", "text-align"})


@lru_cache(maxsize=16)
def by_direction(css: str, direction: str) -> str:
    """The style sheet for pages that hold passages in the other direction than `direction`.

    What has a side is said by the start and end of lines (CSS Logical Properties), which each
    element's own direction decides. Pages, and rules that name a `dir`, stay as they are. A rule
    with the comment `/* of the page */` goes by the page's margins, which no passage turns: for
    words of the other direction it is said again with start and end exchanged, and of a margin on
    one side alone the other is 0.

    >>> by_direction("ul { margin: 0 1mm 0 2mm; padding-left: 3pt }", "ltr")
    'ul { margin: 0 1mm 0 2mm; margin-inline: 2mm 1mm; padding-inline-start: 3pt }'
    """
    starts = "left" if direction == "ltr" else "right"
    other = "rtl" if direction == "ltr" else "ltr"

    def rule(match: re.Match[str]) -> str:
        selector, body = match["selector"], match["body"]
        if match["page"] or "[dir" in selector:
            return match[0]
        made = f"{selector}{{{_said_by_lines(body, starts)}}}"
        if not _OF_THE_PAGE.search(body):
            return made
        turned = ",".join(f' [dir="{other}"] {each.strip()}' for each in selector.split(","))
        body = _ONE_MARGIN.sub(lambda side: f"margin-{_OTHER[side[1]]}: 0; {side[0]}", body)
        return f"{made}{turned} {{{_said_by_lines(body, _OTHER[starts])}}}"

    return _RULE.sub(rule, css)


def _said_by_lines(body: str, starts: str) -> str:
    """The declarations of a rule, sides said as start and end; lines start at the side `starts`."""
    return _PIECES.sub(lambda piece: _logical(piece, starts), body + "}").removesuffix("}")


def _logical(match: re.Match[str], starts: str) -> str:
    whole = match.group()
    if match["stays"] or match["skip"] or not match["declaration"]:
        return whole
    name, value = match["name"], match["value"]
    if name in _FOUR_SIDES or name == "border":
        box, _, part = name.partition("-")
        twin = f"{box}-inline-{part}" if part else f"{box}-inline"
        both = value.strip() if name == "border" else _start_and_end(value, starts)
        return f"{whole.rstrip()}; {twin}: {both}{whole[len(whole.rstrip()) :]}"
    if side := _SIDED.fullmatch(name):
        at = "start" if starts in (side[2], side[4]) else "end"
        own = f"{side[1]}-inline-{at}{side[3]}" if side[1] else f"inset-inline-{at}"
        return own + whole[len(name) :]
    if name in _BY_WORDS:
        prefix = "" if name == "text-align" else "inline-"
        ends = {side: "start" if side == starts else "end" for side in _OTHER}
        return whole[: len(whole) - len(value)] + _SIDE.sub(
            lambda side: prefix + ends[side[0]], value
        )
    return whole


def _start_and_end(value: str, starts: str) -> str:
    """The two values beside the lines of a shorthand that names top, right, bottom, left."""
    bare = value.replace("!important", "")
    found = _VALUE.findall(bare)
    right = found[min(len(found) - 1, 1)]
    left = found[3] if len(found) == 4 else right
    start, end = (left, right) if starts == "left" else (right, left)
    both = start if start == end else f"{start} {end}"
    return both + (" !important" if bare != value else "")
