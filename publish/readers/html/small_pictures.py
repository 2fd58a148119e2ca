"""Pictures that stand among words: emoji, flags, icons."""

from __future__ import annotations

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborNode

from publish.model.article import Asset
from publish.readers.html.elements import SKIPPED, kind_of

Attributes = Mapping[str, str | None]

_HIGHEST = 48  # pixels of a picture that may stand in a line; three times the letters of a page
_WIDEST = 4  # times its height; a wider one is a banner
_EM = 16  # pixels of the letters in which styles count
_LENGTH = re.compile(r"(?:^|[;\s])(height|width)\s*:\s*(\d+(?:\.\d+)?)(px|em|ex|rem|pt)", re.I)
_UNITS = {"px": 1.0, "em": _EM, "rem": _EM, "ex": _EM / 2, "pt": 4 / 3}
_LARGE = re.compile(r"\b(?:align(?:left|right|center|none)|size-\w+|wp-image-\d+)\b")
_ENDS = re.compile(r"[.!?…:;。！？؟।][\s)\]}\"'”’»›」』]*$")
_SHORT = 3  # words of an alternative text that may be one of a sentence
_MOST_STEPS = 40  # elements that are looked through for the words behind a picture


def is_small(attributes: Attributes, asset: Asset | None) -> bool | None:
    """Whether a picture is no higher than a line may be; None when nobody says."""
    sides = {name: _side(attributes.get(name)) for name in ("width", "height")}
    style = attributes.get("style") or ""
    for name, number, unit in _LENGTH.findall(style) if "ht" in style or "wid" in style else ():
        sides[name.lower()] = float(number) * _UNITS[unit.lower()]
    width, height = sides["width"], sides["height"]
    if height is None and width is None and asset is not None:
        width, height = float(asset.width_px), float(asset.height_px)
    if height is None:
        return None if width is None else width <= _HIGHEST
    return height <= _HIGHEST and (width is None or width <= _WIDEST * max(height, _EM))


def _side(value: str | None) -> float | None:
    digits = (value or "").strip().removesuffix("px")
    return float(digits[:6]) if digits.isascii() and digits.isdigit() else None


def is_in_a_sentence(attributes: Attributes, before: str, behind: str) -> bool:
    """Whether a picture of unknown size stands within a sentence, as far as the words tell."""
    if not before or not behind or _LARGE.search(attributes.get("class") or ""):
        return False
    if _ENDS.search(before):
        return False
    words = len((attributes.get("alt") or "").split())
    return not behind[0].isupper() or 0 < words <= _SHORT


def words_behind(node: LexborNode) -> str:
    """The next words behind a picture on its line; empty when there are none."""
    here: LexborNode | None = node
    into = False
    for _ in range(_MOST_STEPS):
        if here is None:
            return ""
        child = here.first_child if into else None
        following = child or here.next
        if following is None:
            here, into = here.parent, False
            if here is None or kind_of(here.tag or "").parts:
                return ""
            continue
        here, into = following, True
        tag = here.tag or ""
        if tag == "-text":
            if words := (here.text_content or "").strip():
                return words
        elif tag == "br" or tag == "hr" or (tag not in SKIPPED and kind_of(tag).parts):
            return ""
        into = tag not in SKIPPED
    return ""


def is_said(alt: str, before: str, behind: str) -> bool:
    """Whether the words beside a picture say what its alternative text does."""
    said = alt.casefold()
    return before.strip().casefold().endswith(said) or behind.casefold().startswith(said)
