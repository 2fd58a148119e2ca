"""Notes at the end of an article: their marks in the text, and the list that they go to."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from publish.compose.fragments import Medium, attributes

_NOTHING = Markup("")


@dataclass(slots=True)
class EndNotes:
    """The notes met so far; `prefix` and `back_word` as the Serialiser has them."""

    medium: Medium
    prefix: str
    back_word: str
    items: list[Markup] = field(default_factory=list)

    def mark(self, lines: Markup) -> Markup:
        """Put a note into the list; what stands in the text for it."""
        number = len(self.items) + 1
        anchor, mark = f"{self.prefix}note-{number}", f"{self.prefix}noteref-{number}"
        label = f"{self.back_word} {number}"
        back = attributes(*self._kind("backlink"), ("href", f"#{mark}"), ("aria-label", label))
        arrow = Markup(" <a{}>↑</a>").format(back) if self.medium != "print" else _NOTHING
        self.items.append(Markup('<li id="{}">{}{}</li>').format(anchor, lines, arrow))
        there = attributes(*self._kind("noteref"), ("id", mark), ("href", f"#{anchor}"))
        return Markup("<sup><a{}>{}</a></sup>").format(there, number)

    def _kind(self, kind: str) -> tuple[tuple[str, str], ...]:
        """What an element is to an e-book reader; `epub:type` goes nowhere without its role."""
        if self.medium != "reflow":
            return ()
        return ("epub:type", kind), ("role", f"doc-{kind}")
