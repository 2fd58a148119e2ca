"""The XML of a feed: parsed within limits, and mended where programs write it wrongly.

Nothing is recovered by guess: what the parser would drop to go on is an error, and mending escapes
what stands where it must not, and takes nothing away but characters that XML cannot hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html import escape
from html.entities import html5
from typing import Any

from lxml import etree

from publish.errors import BrokenSource, OverLimit
from publish.model.limits import Limits

Element = Any
"""An element of lxml, which has no types: Any, in this room only."""

_HINT = "save the page of the article itself"
_SECTION, _ITS_END = "<![CDATA[", "]]>"
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BARE = re.compile(r"&(?!(?:lt|gt|amp|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});)")
_NAMED = re.compile(r"&(?!(?:lt|gt|amp|quot|apos);)([A-Za-z]\w{1,40};)")
_NUMBERED = re.compile(r"&#(?:(\d{1,7})|x([\da-fA-F]{1,6}));")
_NO_MARK = re.compile(r"<(?![A-Za-z_/!?])")
_DEEP = re.compile(r"[Ee]xcessive depth|[Mm]aximum depth")
_LONG = re.compile(r"too (?:long|big)|[Hh]uge")  # libxml2 reads texts of 10,000,000 bytes
_DEEPEST = 2_048  # elements inside elements: libxml2 stops there
_FIELD = re.compile(  # elements that hold words, whatever marks stand in these
    r"<((?:[\w.-]{1,40}:)?(?:title|description|encoded|summary|content|subtitle|body|creator"
    r"|category|subject))(?:\s[^<>]*)?(?<!/)>"
)


def parsed(data: bytes, name: str, limits: Limits) -> Element:
    """The root of a feed's XML. Raises BrokenSource, for a DOCTYPE too, and OverLimit."""
    count = data.count(b"<")
    if count > 2 * limits.elements:  # those that close count too
        raise OverLimit("elements", count // 2, limits.elements, where=name)
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        if _DEEP.search(str(error)):
            raise OverLimit("nesting", _DEEPEST, limits.nesting, where=name) from error
        if _LONG.search(str(error)):
            raise BrokenSource("a text of over 10,000,000 bytes", where=name, hint=_HINT) from error
        raise BrokenSource(f"no XML: {_said(error)}", where=name, hint=_HINT) from error
    except ValueError as error:  # a declaration in another encoding than the bytes
        raise BrokenSource("no XML: its encoding is not known", where=name, hint=_HINT) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise BrokenSource("declares a DOCTYPE, which no feed needs", where=name, hint=_HINT)
    return root


@cache
def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _said(error: etree.XMLSyntaxError) -> str:
    """What the parser says, without the places, which are none of the file's."""
    return str(error.msg).partition(" line ")[0].rstrip(",: ")


def spelt(text: str) -> str:
    """XML with the characters and signs escaped or dropped that make it none.

    HTML's names of characters become these; a sign for a mark that is none stands for itself.
    """
    return _outside_sections(_UNFIT.sub("", text), _spelt)


def _spelt(part: str) -> str:
    part = _NAMED.sub(_sign, _NUMBERED.sub(_fit, part))
    return _NO_MARK.sub("&lt;", _BARE.sub("&amp;", part))


def _outside_sections(text: str, made: Callable[[str], str]) -> str:
    """A text with what `made` makes of its parts outside of sections of characters."""
    parts: list[str] = []
    at = 0
    while (begin := text.find(_SECTION, at)) >= 0 and (end := text.find(_ITS_END, begin)) >= 0:
        end += len(_ITS_END)
        parts += (made(text[at:begin]), text[begin:end])
        at = end
    return "".join((*parts, made(text[at:])))


def _sign(found: re.Match[str]) -> str:
    return html5.get(found[1], found[0])


def _fit(found: re.Match[str]) -> str:
    """A numbered character that XML can hold; nothing for another."""
    code = int(found[1]) if found[1] else int(found[2], 16)
    return "" if code > 0x10FFFF or _UNFIT.match(chr(code)) else found[0]


def fields_as_words(text: str) -> str:
    """XML in which the marks within fields of words are words, as if their feed had escaped them.

    So one that closes nothing stays within its field.
    """
    parts: list[str] = []
    endless: set[str] = set()
    at = 0
    while found := _FIELD.search(text, at):
        name = found[1]
        end = -1 if name in endless else text.find(f"</{name}>", found.end())
        parts.append(text[at : found.end()])
        at = found.end()
        if end < 0:
            endless.add(name)
        elif not name.startswith("media:"):
            parts.append(_outside_sections(text[at:end], _as_words))
            at = end
    return "".join((*parts, text[at:]))


def _as_words(part: str) -> str:
    return escape(part, quote=False) if "<" in part else part
