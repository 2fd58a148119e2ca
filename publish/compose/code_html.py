"""Lines of a program. On paper each is a box of its own, so that one that wraps hangs."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from publish.compose.fragments import attributes


def code_markup(
    text: str, broken: Callable[[str], Markup], direction: Markup, *, on_paper: bool
) -> Markup:
    """A block of code; `broken` escapes a text and says where it may break.

    `direction` is its `dir` where words around it run from right to left: programs never do.
    """
    text = text.strip("\n")
    if not on_paper:
        return Markup("<pre{}><code>{}</code></pre>").format(direction, broken(text))
    lines = Markup("").join(
        Markup('<span class="line"{}>{}</span>').format(_hanging(line), broken(line))
        for line in text.split("\n")
    )
    return Markup("<pre{}><code>{}</code></pre>").format(direction, lines)


_MAY_WRAP = 40  # characters: what a column of the magazine holds at least
_CHARACTER, _STEP = 0.6, 2  # em: a character's width, and how far a line hangs (print.css)
_DEEPEST = 24  # characters: a line set in further hangs no further


def _hanging(line: str) -> Markup:
    """How far in the rest of a long line stands that is itself set in: further than it."""
    depth = len(line) - len(line.lstrip(" "))
    if not depth or len(line) < _MAY_WRAP:
        return Markup("")
    shift = round(min(depth, _DEEPEST) * _CHARACTER, 1)
    hang = f"{_STEP + shift:g}em"
    rule = f"background-position: {_STEP / 2 + shift:g}em 0"
    return attributes(("style", f"padding-left: {hang}; text-indent: -{hang}; {rule}"))
