"""What HTML's elements are to us, and how an element is written in a trail."""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = [
    "CUES_OF_CREDIT",
    "INLINE",
    "MARKS",
    "PROSE",
    "SKIPPED",
    "SVG_WORDS",
    "cue_of",
    "is_block",
    "program_of",
]

Attributes = Mapping[str, str | None]

_SKIPPED = """
    script style template noscript head iframe noembed noframes textarea datalist base link meta
    title param source track rp annotation annotation-xml
"""
SKIPPED = frozenset(_SKIPPED.split())
"""Elements whose words no reader of the page sees. Others are kept, seen at first or not."""

_SVG_WORDS = "title desc text tspan textpath style script metadata"
SVG_WORDS = frozenset(_SVG_WORDS.split())
"""Elements whose words belong to a drawing, when they stand in an `<svg>`."""

_INLINE = """
    a abbr acronym b bdi bdo big blink br cite code data del dfn em font g i img input ins kbd label
    map mark math meter mi mn mo mrow msup msub ms mtext nobr output path picture progress q rb rect
    rt rtc ruby s samp semantics slot small span strike strong sub sup svg time tt u use var wbr
    circle line polygon polyline ellipse defs lineargradient stop clippath mask symbol
"""
INLINE = frozenset(_INLINE.split())
_PROSE = "p h1 h2 h3 h4 h5 h6 dt summary figcaption caption legend"
PROSE = frozenset(_PROSE.split())
"""Elements inside which a button or an element of unknown name is a word among words."""

MARKS: Mapping[str, str] = {
    "em": "em",
    "i": "em",
    "cite": "em",
    "dfn": "em",
    "var": "em",
    "strong": "strong",
    "b": "strong",
    "dt": "strong",
    "sup": "sup",
    "sub": "sub",
}
CUES_OF_CREDIT = re.compile(
    r"(?:^|[-_ ])(?:credits?|copyright|photographer|photo-?credit|image-?source|attribution)"
    r"(?:$|[-_ ])|(?<=[a-z])(?:Credit|Copyright)(?![a-z])"
)
_LONGEST_CLASSES = 80  # characters; design systems write dozens of classes on one element


def is_block(tag: str, inside_prose: bool) -> bool:
    """Whether an element parts its words from those around it."""
    if tag in INLINE:
        return False
    if tag == "button" or "-" in tag:
        return not inside_prose
    return True


def cue_of(tag: str, attributes: Attributes) -> str:
    """An element as a trail says it: `div#main.story[role=main]`."""
    cue = tag
    if name := (attributes.get("id") or "").strip():
        cue += f"#{name[:_LONGEST_CLASSES]}"
    if classes := (attributes.get("class") or "").split():
        cue += f".{'.'.join(classes)[:_LONGEST_CLASSES]}"
    for key in ("role", "itemprop"):
        if value := (attributes.get(key) or "").strip():
            cue += f"[{key}={value[:_LONGEST_CLASSES]}]"
    style = (attributes.get("style") or "").replace(" ", "").lower()
    if "hidden" in attributes or "display:none" in style:
        cue += "[hidden]"
    return cue


def program_of(attributes: Attributes) -> str:
    """The language of a program, from a class such as `language-python`."""
    for part in (attributes.get("class") or "").split():
        if part.startswith(("language-", "lang-")):
            return part.split("-", 1)[1]
    return ""
