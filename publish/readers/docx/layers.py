"""What one layer says of runs and of paragraphs: a style, a file's defaults, formatting by hand.

Source: ECMA-376 part 1, 17.3.1.26 and 17.3.2.28.
"""

from __future__ import annotations

from typing import NamedTuple

from publish.readers.docx.names import Element, Held, W, number, said, switched, twips


class RunLayer(NamedTuple):
    """What one layer says of runs; None where it says nothing."""

    bold: bool | None = None
    italic: bool | None = None
    strike: bool | None = None
    double_strike: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    underline: bool | None = None
    place: str | None = None
    rtl: bool | None = None
    face: str | None = None
    size: int | None = None
    latin: str | None = None
    complex_script: str | None = None
    east_asian: str | None = None

    def over(self, below: RunLayer) -> RunLayer:
        """The layer laid over another of its kind."""
        return RunLayer._make(b if a is None else a for a, b in zip(self, below, strict=True))


class ParagraphLayer(NamedTuple):
    """What one layer says of paragraphs."""

    list: int | None = None
    level: int | None = None
    left: int | None = None
    first: int | None = None
    align: str | None = None
    rtl: bool | None = None
    outline: int | None = None
    ruled: bool | None = None
    page_before: bool | None = None

    def over(self, below: ParagraphLayer) -> ParagraphLayer:
        """The layer laid over another."""
        return ParagraphLayer._make(b if a is None else a for a, b in zip(self, below, strict=True))


NO_RUN, NO_PARAGRAPH = RunLayer(), ParagraphLayer()


def paragraph_layer(properties: Element | None) -> ParagraphLayer:
    """What a w:pPr says."""
    if properties is None:
        return NO_PARAGRAPH
    properties = Held.of(properties)
    numbers = properties.find(f"{W}numPr")
    left, first = _indents(properties.find(f"{W}ind"))
    return ParagraphLayer(
        number(said(numbers, "numId")),
        number(said(numbers, "ilvl")),
        left,
        first,
        said(properties, "jc"),
        switched(properties, "bidi"),
        number(said(properties, "outlineLvl")),
        _ruled(properties.find(f"{W}pBdr")),
        switched(properties, "pageBreakBefore"),
    )


def _indents(element: Element | None) -> tuple[int | None, int | None]:
    """Where lines begin, and how much further in the first does."""
    if element is None:
        return None, None
    left = twips(element.get(f"{W}start", element.get(f"{W}left")))
    hanging = twips(element.get(f"{W}hanging"))
    first = twips(element.get(f"{W}firstLine")) if hanging is None else -hanging
    return left, first


def _ruled(borders: Element | None) -> bool | None:
    if borders is None:
        return None
    return any(
        said(borders, side) not in (None, "nil", "none") for side in ("bottom", "top", "between")
    ) and said(borders, "left") in (None, "nil", "none")


def run_layer(properties: Element | None) -> RunLayer:
    """What a w:rPr says."""
    if properties is None or not len(properties):
        return NO_RUN
    properties = Held.of(properties)
    fonts = properties.find(f"{W}rFonts")
    language = properties.find(f"{W}lang")
    line = said(properties, "u")
    right_to_left = switched(properties, "rtl")
    return RunLayer(
        _of_script(properties, "b", right_to_left),
        _of_script(properties, "i", right_to_left),
        switched(properties, "strike"),
        switched(properties, "dstrike"),
        _either(switched(properties, "caps"), switched(properties, "smallCaps")),
        _either(switched(properties, "vanish"), switched(properties, "specVanish")),
        None if line is None else line != "none",
        said(properties, "vertAlign"),
        right_to_left,
        None if fonts is None else fonts.get(f"{W}ascii", fonts.get(f"{W}hAnsi")),
        number(said(properties, "sz")),
        *(
            (None, None, None)
            if language is None
            else (language.get(f"{W}{name}") for name in ("val", "bidi", "eastAsia"))
        ),
    )


def _of_script(properties: Element, name: str, rtl: bool | None) -> bool | None:
    """Bold or italics: complex scripts, which run from right to left, have their own."""
    own = switched(properties, f"{name}Cs") if rtl else None
    return switched(properties, name) if own is None else own


def _either(one: bool | None, other: bool | None) -> bool | None:
    return other if one is None else one or bool(other)
