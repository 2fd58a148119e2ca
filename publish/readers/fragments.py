"""HTML that does not look like a page: a piece of one, and one whose marks were escaped.

Feeds, clipboards and the fields of databases hold such pieces. What a text says *about* tags has
spaces around them; the marks of a piece stand at the words they mark.
"""

from __future__ import annotations

import html
import re

from publish.model.clean import clean_text
from publish.readers.sniff import start_of

__all__ = ["escaped_once", "looks_like_fragment", "opened_page"]

_BLOCK = (
    "p|div|h[1-6]|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|td|th|blockquote|figure|figcaption|pre|hr"
    "|article|section|main|header|footer|aside|nav|details|summary|address|center|form"
    "|description|content|content:encoded|body"
)
_INLINE = "a|b|i|u|s|em|strong|span|font|small|sup|sub|code|cite|q|del|ins|mark|br|img|video|iframe"
_OPEN = rf"<(?:{_BLOCK}|{_INLINE})(?:\s[^<>]*)?/?>"
_CLOSE = rf"</(?:{_BLOCK}|{_INLINE})\s*>"
_AT_START = re.compile(rf"\s*+(?:<!--.*?-->\s*+)*+(?:{_OPEN})", re.IGNORECASE | re.DOTALL)
# Where a mark stands at its words: an end behind a sign, a start before one, or one
# that has a line of its own.
_AT_WORDS = re.compile(
    rf"(?<=[^\s<>(“\"'‘«„]){_CLOSE}|(?<=>){_CLOSE}|(?<=[^\s<>(“\"'‘«„,]){_OPEN}(?=\s*\S)"
    rf"|(?<=>)\s*{_OPEN}(?=[^\s.,;:)”\"'])|^[ \t]*{_OPEN}(?=[^\s.,;:)”\"'])"
    rf"|^[ \t]*(?:{_OPEN}|{_CLOSE})[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_ANY = re.compile(rf"{_OPEN}|{_CLOSE}", re.IGNORECASE)
_ANY_BLOCK = re.compile(rf"</?(?:{_BLOCK}|html)[\s/>]", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_PROSE = 60  # characters of a paragraph that is more than a label
_LOOKED_AT = 100_000  # bytes
_SIGN = re.compile(r"&(?:amp;)*(?:lt|#60|#x3c);", re.IGNORECASE)
_LINK_OF_FEED = re.compile(r"<link>\s*(https?://[^<\s\"]{1,2000})\s*</link>", re.IGNORECASE)
_ESCAPED_BLOCK = re.compile(rf"&lt;(?:{_BLOCK})(?:\s|/?&gt;)", re.IGNORECASE)
# A container that holds nothing but escaped marks: the element and what stands in it.
_ESCAPED = re.compile(
    rf"(<(?:div|section|article|main|td|body|p|span|description|content|content:encoded|summary)"
    rf"(?:\s[^<>]*)?>\s*)(&lt;(?:{_BLOCK})(?:\s[^<>]{{0,300}}?)?/?&gt;[^<]*&gt;)(?=\s*</)",
    re.IGNORECASE,
)
_PROGRAM = re.compile(r"<(/?)(?:pre|code|textarea|script|style|title|xmp|kbd|samp)[\s>]", re.I)
_FEWEST_WORDS = 20  # in a container; a line of a program has fewer


# Characters that a page's program escaped and its template once more; those of marks are words.
_TWICE = re.compile(
    r"(?<=\w) &amp; (?=\w)|(?<=\w)&amp;(?=\w)|&(?:nbsp|quot|apos|[lrb][ds]quo|[lr]aquo|hellip"
    r"|[nm]dash|euro|copy|reg|trade|deg|szlig|[ao]e?lig|[a-z](?:acute|grave|circ|uml|tilde|ring"
    r"|cedil|slash|caron)|#(?!6[02];|10;|13;)\d{2,6}|#x(?!3[ce];)[\da-f]{2,5});",
    re.IGNORECASE,
)
_OF_MARKS = re.compile(r"&[lg]t;|\b(?:html|xml|entit\w+|ampersand\w*)\b", re.IGNORECASE)


def escaped_once(text: str) -> str:
    """A page's words without the escapes that its writer did not see: "Caf&eacute;" is Café.

    A text that speaks of marks keeps them.
    """
    if not _TWICE.search(text) or _OF_MARKS.search(text):
        return text
    return _TWICE.sub(_sign, text)


def _sign(found: re.Match[str]) -> str:
    """The character that an escape stands for, a space for one that no text may hold."""
    return clean_text(html.unescape(found[0]))[0].replace("\n", " ") or " "


def looks_like_fragment(data: bytes) -> bool:
    """Whether bytes that begin like a text are a piece of HTML, escaped or not."""
    text = start_of(data, _LOOKED_AT)
    if "<" not in text and not _SIGN.search(text):
        return False
    return _is_fragment(text) or _is_escaped(text) or text.lstrip().startswith("<![CDATA[")


def opened_page(page: str) -> str:
    """The page with what was escaped as a whole unescaped, once."""
    if "<![CDATA[" in page:
        before, *sections = page.split("<![CDATA[")
        page = "".join((before, *map(_section, sections)))
    if "</head>" not in page and _is_escaped(page[:_LOOKED_AT]):
        page = _unescaped(page)
    elif "&lt;" in page and _ESCAPED_BLOCK.search(page):
        page = _ESCAPED.sub(lambda found: _unpacked(found, page), page)
    if "<link>" in page:
        page = _LINK_OF_FEED.sub(r'<link rel="canonical" href="\1">', page)
    if "<" in page and not _ANY_BLOCK.search(page) and _BLANK_LINES.search(page.strip()):
        page = _BLANK_LINES.sub("\n<p>", f"<p>{page.strip()}")
    return page


def _section(text: str) -> str:
    """A section of characters and what stands behind it: its marks as marks, its words as words."""
    inside, _, behind = text.partition("]]>")
    if not _ANY.search(inside):
        inside = html.escape(inside, quote=False)
    return f"{inside}{behind}"


def _is_fragment(text: str) -> bool:
    """Whether a text is a piece of HTML: its marks stand at words, and hardly a paragraph has none.

    A text that shows a piece of a page begins with words of its own, and has paragraphs of them.
    """
    marks = len(_ANY.findall(text))
    at_words = len(_AT_WORDS.findall(text)) if marks > 1 else 0
    if not at_words or at_words * 2 < marks:
        return False
    if _AT_START.match(text):
        return True
    paragraphs = [part for part in _BLANK_LINES.split(text) if len(part) >= _PROSE]
    bare = sum(not _ANY.search(part) for part in paragraphs)
    return at_words > 1 and bare * 2 <= len(paragraphs)


def _is_escaped(text: str) -> bool:
    return (
        _SIGN.search(text) is not None and not _ANY.search(text) and _is_fragment(_unescaped(text))
    )


def _unescaped(text: str) -> str:
    """The text unescaped once; twice where it was escaped as a whole when it was escaped."""
    once = html.unescape(text)
    return once if _ANY.search(once) or not _SIGN.search(once) else html.unescape(once)


def _unpacked(found: re.Match[str], page: str) -> str:
    """An element with its escaped marks as marks, unless they are shown for their own sake."""
    inside = html.unescape(found[2])
    words = re.sub(r"<[^<>]*>", " ", inside)
    if len(words.split()) < _FEWEST_WORDS and len(words) < 3 * _PROSE:
        return found[0]
    before = [mark[1] for mark in _PROGRAM.finditer(page, 0, found.start())]
    if before.count("") > before.count("/"):
        return found[0]
    return f"{found[1]}{inside}"
