"""The containers around a paragraph, as the names of our styles spell them.

"Quote in quote in list 2" is a paragraph of a quote that stands in an item of a list in a list.
Our files have such a style wherever a paragraph stands in more than its plain style says
(writers/docx/surroundings.py), so that words find back into the tree whatever program saved them.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Holder = Literal["quote", "list", "definition", "task", "entry", "glossary", "code"]


class Step(NamedTuple):
    """A container; with `new` it begins here and does not go on from the paragraph before.

    The last four hold nothing. As the innermost they say what a paragraph opens: an item with a box
    to tick; with `new` an entry, a list of definitions, a program behind another of its kind.
    """

    holder: Holder
    new: bool = False


Path = tuple[Step, ...]
"""The containers of a block, outermost first; of a list it is an item that holds."""

_STEP = re.compile(r"(new )?(quote|list|definition|task|entry|glossary|code)(?: ([1-9]\d{0,2}))?")
_SIZE = re.compile(r" at [\d.]+(?: and [\d.]+)? pt$")
_MOST = 200  # containers: below what is read of any source (limits.nesting)


def spelled(path: Path) -> str:
    """The path in words, innermost first: "quote in list 2"."""
    pieces: list[tuple[Step, int]] = []
    for step in path:
        if pieces and pieces[-1][0] == step and not step.new:
            pieces[-1] = (step, pieces[-1][1] + 1)
        else:
            pieces.append((step, 1))
    return " in ".join(
        f"{'new ' if step.new else ''}{step.holder}{f' {count}' if count > 1 else ''}"
        for step, count in reversed(pieces)
    )


def path_of(name: str) -> tuple[str, Path] | None:
    """The name of the plain style and the path that a style's name spells; None where none."""
    base, *pieces = _SIZE.sub("", name).split(" in ")
    if not pieces:
        return None
    path: list[Step] = []
    for piece in reversed(pieces):
        found = _STEP.fullmatch(piece)
        if not found:
            return None
        holder: Holder = found[2]  # type: ignore[assignment]  # one of these by the pattern
        path += [Step(holder, bool(found[1]))] + [Step(holder)] * (int(found[3] or 1) - 1)
        if len(path) > _MOST:
            return None
    return base, tuple(path)
