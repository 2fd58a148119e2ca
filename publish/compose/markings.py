"""How a document may be handled, as its head and foot say it."""

from __future__ import annotations

from dataclasses import dataclass

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
