"""A style sheet for pages that read from right to left: each left becomes a right, and back.

WeasyPrint 70 knows no logical margins, and EPUB forbids `direction` in its sheets. So layouts are
written for left to right alone, and the sheet is turned here as a whole: margins of pages,
furniture, labels, lists, tables. What depends on the text itself (`text-align: start`, floats
`inline-start`) is right either way and stays. After `/* as it is */` one declaration stays too.
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
