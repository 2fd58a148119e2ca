"""What is asked of the document in the making, and what became of its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Literal  # WeasyPrint has no types

from publish.model.article import Note

_SHOWN = 60  # characters of the text that a note quotes: enough to search for
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")  # of an object: another one each time


class Declined(Exception):
    """Why a paragraph is left to WeasyPrint."""


@dataclass(frozen=True, slots=True)
class Choices:
    """How one document is set.

    `engine`: "untouched" is WeasyPrint as it comes. `lines`: "greedy" breaks as it does, at less
    cost. `hang` lets punctuation out of the measure, `expand` lets glyphs grow or shrink by 2 %.
    `strict` raises what a hook's mistake would make a greedy paragraph of: for tests.
    """

    lines: Literal["optimal", "greedy"] = "optimal"
    engine: Literal["fast", "untouched"] = "fast"
    hang: bool = True
    expand: bool = True
    strict: bool = False


@dataclass(slots=True)
class Counts:
    """Paragraphs of more than one line, by how their lines were broken.

    `failed` counts what an error of ours left to the engine; `why` says what was declined.
    """

    optimal: int = 0
    greedy: int = 0
    failed: int = 0
    why: dict[str, int] = field(default_factory=dict)
    _places: dict[str, dict[str, None]] = field(default_factory=dict)

    def fail(self, place: str, reason: str) -> None:
        """Count an error of ours and keep where it was met."""
        self.failed += 1
        self._places.setdefault(reason, {})[place] = None

    @property
    def notes(self) -> tuple[Note, ...]:
        """A note for each error of ours: where it was met first, how often else, what it was."""
        made = []
        for reason, places in self._places.items():
            first, *others = places
            more = f" (and {len(others)} more)" if others else ""
            text = f"{first}{more} is left to WeasyPrint: {reason}"
            made.append(Note("typeset.failed", text))
        return tuple(made)


@dataclass(slots=True)
class _Setting:
    """The one document in the making: layout engines are not entered twice at a time."""

    choices: Choices = Choices(lines="greedy")
    counts: Counts = field(default_factory=Counts)
    _seen: dict[object, tuple[Any, bool]] = field(default_factory=dict)

    def begin(self, choices: Choices) -> Counts:
        """Forget the document before; return the counts of this one, complete after `end`."""
        self.choices, self.counts = choices, Counts()
        self._seen.clear()
        return self.counts

    def end(self) -> None:
        """Add up the paragraphs: each counts once, however often it was laid out."""
        outcomes = [optimal for _, optimal in self._seen.values()]
        self.counts.optimal = sum(outcomes)
        self.counts.greedy = len(outcomes) - self.counts.optimal
        self.choices = Choices(lines="greedy")
        self._seen.clear()

    def saw(self, linebox: Any, *, optimal: bool) -> None:
        """Note how a paragraph of more than one line was broken when last laid out."""
        # The engine copies the boxes of notes, so a paragraph is known by its element and its
        # first text; the box is kept, so that the element's id stays its own.
        first = linebox
        while getattr(first, "children", ()):
            first = first.children[0]
        key = id(linebox.element), linebox.element_tag, getattr(first, "text", "")
        self._seen[key] = linebox, optimal


class Attempt:
    """`with Attempt(box):` around what a hook does: what goes wrong costs that box or text our way.

    The engine then does what it does untouched, and a note says where and why.
    """

    __slots__ = ("_what",)

    def __init__(self, what: object) -> None:
        self._what = what

    def __enter__(self) -> None:
        """Nothing to do."""

    def __exit__(
        self, _kind: object, error: BaseException | None, _trace: TracebackType | None
    ) -> bool:
        """Count what was declined or failed and go on; raise it where mistakes are looked for."""
        counts = setting.counts
        if isinstance(error, Declined):
            reason = str(error)
            counts.why[reason] = counts.why.get(reason, 0) + 1
            return True
        if not isinstance(error, Exception) or setting.choices.strict:
            return False
        counts.fail(_place(self._what), _reason(error))
        return True


def _place(what: object) -> str:
    """Where it was, as a reader finds it: the element, and how its text begins."""
    text = what if isinstance(what, str) else "".join(_texts(what))
    tag = getattr(what, "element_tag", "") or "text"
    words = " ".join(text.split())
    return f"{tag} “{words[:_SHOWN].rstrip()}{'…' * (len(words) > _SHOWN)}”"


def _texts(box: object) -> Iterator[str]:
    yield getattr(box, "text", "")
    for child in getattr(box, "children", ()):
        yield from _texts(child)


def _reason(error: Exception) -> str:
    message = " ".join(_ADDRESS.sub("", str(error)).split())
    return f"{type(error).__name__}: {message}"


setting = _Setting()
