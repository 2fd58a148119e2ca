"""How a document may be handled, as its head and foot say it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_STRICTEST = ("TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR")
_COLOURS = {"RED": "red", "AMBER": "amber", "AMBER+STRICT": "amber", "GREEN": "green"}
_COLOURS["CLEAR"] = "clear"


@dataclass(frozen=True, slots=True)
class Marking:
    """The words of a banner, and the colour that the Traffic Light Protocol gives them, or ""."""

    text: str = ""
    colour: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


def marking_of(banner: str) -> Marking:
    """The marking that an option asks for: any text, or a label of TLP in any spelling.

    Source: FIRST, Traffic Light Protocol 2.0, section 2: capitals, no spaces, its own colours.

    >>> marking_of("tlp: amber+strict")
    Marking(text='TLP:AMBER+STRICT', colour='amber')
    """
    label = "".join(banner.split()).upper()
    if label.startswith("TLP:") and (colour := _COLOURS.get(label.removeprefix("TLP:"))):
        return Marking(label, colour)
    return Marking(" ".join(banner.split()))


def strictest(markings: Iterable[Marking]) -> Marking:
    """The marking of what is bound together: the strictest label of TLP, and all other texts.

    >>> strictest(map(marking_of, ("TLP:GREEN", "", "TLP:RED")))
    Marking(text='TLP:RED', colour='red')
    """
    by_text = {each.text: each for each in markings if each}
    labels = [by_text[label] for label in _STRICTEST if label in by_text][:1]
    others = [each for each in by_text.values() if not each.colour]
    found = [*labels, *others]
    return found[0] if len(found) == 1 else Marking(" · ".join(each.text for each in found))
