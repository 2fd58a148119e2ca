"""Which picture an `<img>` shows, whatever a page does to load it late."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from selectolax.lexbor import LexborNode

from publish.readers.assets import digest_name
from publish.readers.html.saved import AS_FOUND, Saved
from publish.readers.html.scriptless import SCRIPTLESS
from publish.readers.references import picture_name

Attributes = Mapping[str, str | None]
_LATE = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-hi-res-src", "data-url")
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_STAND_IN_CUES = (
    "blank", "spacer", "placeholder", "pixel", "transparent", "lazy", "loading", "1x1",
)  # fmt: skip
_STAND_IN = re.compile(
    rf"(?:{'|'.join(_STAND_IN_CUES)})[\w-]*\.(?:gif|png|svg|jpe?g)", re.IGNORECASE
)
_EMOJI = re.compile(r"\b(?:emoji|wp-smiley|smiley|twemoji|emoticon)\b")
_SMALLEST = 200  # bytes; pictures inside a page that are smaller only hold a place
_BLURRED = 4_000  # bytes; a picture this small inside a page may be a blur of another. # guess
_TINY = 3  # pixels; a picture this small counts visitors
_COUNTER = re.compile(
    r"/(?:matomo|piwik)\.php|\bvgwort\.de/|\bfacebook\.com/tr\b|\bscorecardresearch\.com/"
    r"|//(?:pixel|px|beacon|analytics|stats?|count(?:er)?|track(?:er|ing)?|mc|counter)\.[^/]+/[^?]*"
    r"(?<!\.png)(?<!\.jpg)(?<!\.jpeg)(?<!\.webp)(?:\?|$)"
    r"|/(?:pixel|beacon|collect|track(?:er|ing)?|hit|count(?:er)?|__utm)(?:\.gif|\.php)?(?:[/?]|$)",
    re.IGNORECASE,
)
"""Addresses at which nothing is seen and visits are counted."""
_DRAWN = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|svg)\b", re.IGNORECASE)
_CANDIDATE = re.compile(r"(\S+?)(?:\s+([\d.]+)([wx]))?\s*(?:,\s|,$|$)")


class Picture(NamedTuple):
    """A picture's name, its bytes when the page holds them, and whether it stands for a word."""

    name: str
    data: bytes = b""
    is_sign: bool = False


def picture_of(
    node: LexborNode, attributes: Attributes, base: str, saved: Saved = AS_FOUND
) -> Picture | None:
    """The picture, or None when there is none to show: no address, or a pixel that counts.

    Of several addresses that counts whose picture was saved along. A sign has no name when there is
    nothing but its words.
    """
    is_sign = _EMOJI.search(attributes.get("class") or "") is not None
    if not is_sign and any(_is_tiny(attributes.get(side)) for side in ("width", "height")):
        return None
    if not is_sign and not _alt(node) and _counts(node, attributes):
        return None
    for src in _candidates(node, attributes) if saved.pictures else ():
        if not _is_stand_in(src) and (data := saved.pictures.get(src)):
            return Picture(digest_name(data), data)
    inside = b""
    for src in _candidates(node, attributes):
        if src[:5].lower() == "data:":
            inside = inside or _data_of(src)
        elif not _is_stand_in(src) and (name := picture_name(src, base) or _said(node, src)):
            return Picture(name, is_sign=is_sign)
    if inside and (is_sign or len(inside) >= _SMALLEST):
        return Picture(digest_name(inside), inside, is_sign)
    return Picture("", is_sign=True) if is_sign else None


def _said(node: LexborNode, src: str) -> str:
    """The name of a picture with words whose path begins at the root of a site that nobody knows.

    It may lie beside the source; where it does not, it is missed in a note.
    """
    return picture_name(src.lstrip("/")) if _alt(node) else ""


def _counts(node: LexborNode, attributes: Attributes) -> bool:
    """Whether a picture of no words counts visitors.

    Without scripts also one that is asked for with words and named like no picture.
    """
    src = (attributes.get("src") or "").strip()
    if _COUNTER.search(src):
        return True
    parent = node.parent
    without_scripts = parent is not None and parent.tag == SCRIPTLESS
    return without_scripts and "?" in src and not _DRAWN.search(src)


def is_svg(name: str) -> bool:
    """Whether a picture is a drawing of lines, by its name."""
    return name.partition("?")[0].lower().endswith(".svg")


def words_of_twin(scriptless: LexborNode, base: str) -> str | None:
    """What only the picture for browsers without scripts says, where one beside it shows the same.

    None where none does.
    """
    held = scriptless.css_first("img")
    if held is None or scriptless.text_lexbor().strip():
        return None
    wanted = picture_of(held, held.attributes, base)
    for beside in _beside(scriptless):
        for image in (beside, *beside.css("img, amp-img")):
            if image.tag in ("img", "amp-img"):
                found = picture_of(image, image.attributes, base)
                shown = found is not None and not _is_blurred(found)
                words, others = _alt(held), _alt(image)
                if shown and (found == wanted or words == others or not words or not others):
                    return "" if words == others else words
    return None


def _alt(image: LexborNode) -> str:
    return (image.attributes.get("alt") or "").strip()


def has_larger_beside(image: LexborNode, picture: Picture) -> bool:
    """Whether a picture written into the page stands for one in an element without scripts."""
    if not _is_blurred(picture):
        return False
    around = [image, *([image.parent] if image.parent is not None else [])]
    return any(
        each.css_first(f"{SCRIPTLESS} img") is not None or each.tag == SCRIPTLESS
        for node in around
        for each in _beside(node)
    )


def _is_blurred(picture: Picture) -> bool:
    """Whether a picture is small enough to hold a place until another is loaded."""
    return bool(picture.data) and len(picture.data) < _BLURRED


def _beside(node: LexborNode) -> Iterator[LexborNode]:
    """The elements right before and behind a node, white space aside."""
    for step in ("prev", "next"):
        each = getattr(node, step)
        while each is not None and each.tag == "-text" and not (each.text_content or "").strip():
            each = getattr(each, step)
        if each is not None and each.tag != "-text":
            yield each


def _is_stand_in(src: str) -> bool:
    small = src.lower()
    return any(cue in small for cue in _STAND_IN_CUES) and _STAND_IN.search(src) is not None


def _candidates(node: LexborNode, attributes: Attributes) -> Iterator[str]:
    """Addresses, the likeliest first: late ones when the first is a stand-in."""
    for key in ("src", *_LATE):
        if src := (attributes.get(key) or "").strip():
            yield src
    sets = [attributes]
    parent = node.parent
    if parent is not None and parent.tag == "picture":
        sets += [source.attributes for source in parent.iter() if source.tag == "source"]
    for each in sets:
        for key in _SETS:
            if src := _largest(each.get(key) or ""):
                yield src


def _largest(srcset: str) -> str:
    """The widest of a set of candidates; the first of equals."""
    best, width = "", -1.0
    for found in _CANDIDATE.finditer(srcset[:20_000].strip()):
        size = _number(found[2]) if found[2] else 0.0
        if size > width:
            best, width = found[1].rstrip(","), size
    return best


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _is_tiny(value: str | None) -> bool:
    if not value:
        return False
    digits = value.strip().removesuffix("px")
    return digits.isascii() and digits.isdigit() and int(digits[:6]) < _TINY


def _data_of(src: str) -> bytes:
    """The bytes of a data address; empty when it is broken or a drawing in SVG."""
    head, _, body = src.partition(",")
    if "svg" in head.lower():
        return b""
    raw = unquote_to_bytes(body)
    if ";base64" not in head.lower():
        return raw
    try:
        return base64.b64decode(raw, validate=False)
    except binascii.Error:
        return b""
