"""Pieces that a page is put together from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from publish.compose.languages import direction_of

Medium = Literal["print", "reflow", "screen"]

_NOTHING = Markup("")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of an article: `html` for the page, `text` for attributes and tests of length."""

    html: Markup = _NOTHING
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.html)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """A heading as a table of contents needs it; `level` as printed, 2 to 6."""

    level: int
    anchor: str
    text: str


def attributes(*pairs: tuple[str, str | int]) -> Markup:
    """Attributes with a blank before each; a pair whose value is False or "" is left out."""
    return _NOTHING.join(Markup(' {}="{}"').format(name, value) for name, value in pairs if value)


def language_attributes(tag: str, around: str, medium: Medium) -> Markup:
    """What an element in the language `tag` says of it, inside one in the language `around`."""
    direction = direction_of(tag)
    other = direction if direction != direction_of(around) else ""
    return attributes(("lang", tag), ("xml:lang", medium == "reflow" and tag), ("dir", other))
