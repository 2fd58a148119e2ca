"""The containers around a paragraph, as the names of our Word files' styles spell them.

"Quote in quote in list 2" is a paragraph of a quote that stands in an item of a list in a list.
The writer gives a paragraph such a style where it stands in more than its plain style says, and
the reader takes it apart: words find back into the tree whatever program saved them between.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, get_args

Holder = Literal[
    "quote", "list", "definition", "task", "entry", "glossary", "code", "formula", "nothing"
]


class Step(NamedTuple):
    """A container; with `new` it begins here and does not go on from the paragraph before.

    The last six hold nothing. As the innermost they say what a paragraph is or opens: an item with
    a box to tick; with `new` an entry, a list of definitions, a program behind another of its kind;
    a formula on a line where lines keep one style; a caption of no picture.
    """

    holder: Holder
    new: bool = False


LEAVES = frozenset(("task", "entry", "glossary", "code", "formula", "nothing"))
"""Steps that hold nothing."""

Path = tuple[Step, ...]
"""The containers of a block, outermost first; of a list it is an item that holds."""

_STEP = re.compile(rf"(new )?({'|'.join(get_args(Holder))})(?: ([1-9]\d{{0,2}}))?")
_SIZE = re.compile(r" at -?[\d.]+ and -?[\d.]+ pt$")
_LEVEL = re.compile(r" as level ([1-6])$")
_MOST = 200  # containers: below what is read of any source (limits.nesting)


class Spelled(NamedTuple):
    """What a style's name says: the plain style's, the path, a heading's own level or 0."""

    base: str
    path: Path
    level: int = 0


def style_name(base: str, path: Path, level: int = 0, at: tuple[float, float] | None = None) -> str:
    """The name of a style for these containers; `at` is where its lines begin and end, in points.

    It is told where another style of the same name has its lines elsewhere.
    """
    name = f"{base} in {_spelled(path)}" if path else base
    if at is not None:
        name += f" at {at[0]:g} and {at[1]:g} pt"
    return f"{name} as level {level}" if level else name


def spelled_by(name: str) -> Spelled | None:
    """What the name of a style of ours says; None for any other name."""
    bare = _LEVEL.sub("", name)
    level = int(name[-1]) if bare != name else 0
    short = _SIZE.sub("", bare)
    base, *pieces = short.split(" in ")
    if not pieces and short == name:
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
    return Spelled(base, tuple(path), level)


def _spelled(path: Path) -> str:
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
