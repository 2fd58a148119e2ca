"""Where links lead, for a reader on paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from markupsafe import Markup

from publish.compose.addresses import printed_address
from publish.compose.lettering import PRINT_GAP
from publish.model.walk import folded

Shown = Literal["none", "foot", "end", "inline"]
"""Where the address of a link stands: nowhere, in a note, in a list at the end, in brackets."""

SHOWN: tuple[Shown, ...] = ("none", "foot", "end", "inline")


@dataclass(slots=True)
class Addresses:
    """The addresses of an article's links: each is printed once, some of them in a list."""

    _told: set[str] = field(default_factory=set)
    _list: list[Markup] = field(default_factory=list)

    def told(self, address: str, words: str) -> bool:
        """Whether the reader knows an address: from before, or because the link's words say it."""
        said = folded(words).lower().rstrip("/")
        known = address in self._told or said.endswith(
            printed_address(address, Markup(""), on_paper=False).lower()
        )
        self._told.add(address)
        return known

    def printed(self, address: str) -> Markup:
        """An address for the eye."""
        line = printed_address(address, PRINT_GAP)
        return Markup('<span class="address">{}</span>').format(line)

    def mark(self, shown: Markup) -> Markup:
        """Put an address into the list; what stands in the text for it."""
        self._list.append(Markup("<li>{}</li>").format(shown))
        return Markup('<sup class="link-mark">[{}]</sup>').format(len(self._list))

    def items(self) -> Markup:
        """The list, an item a line."""
        return Markup("\n").join(self._list)


def page_markup(target: str, word: str) -> Markup:
    """On which page a place of the edition stands; nothing without a word for a page.

    The style sheet sets the number.
    """
    if not word:
        return Markup("")
    return Markup(' <a class="page" href="{}" data-word="{}\u00a0"></a>').format(target, word)
