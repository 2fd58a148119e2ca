"""Lines of a program. On paper each is a box of its own, so that one that wraps hangs."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup


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
        Markup('<span class="line">{}</span>').format(broken(line)) for line in text.split("\n")
    )
    return Markup("<pre{}><code>{}</code></pre>").format(direction, lines)
