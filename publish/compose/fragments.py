"""Pieces that a page is put together from."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

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
