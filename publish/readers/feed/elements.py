"""Elements of a feed: what they are called, whatever their prefix, and what they hold as HTML."""

from __future__ import annotations

import html as marks
import re
from base64 import b64decode
from copy import copy
from functools import lru_cache

from lxml import etree

from publish.model.clean import clean_text
from publish.readers.feed.xml import Element

_XHTML = "http://www.w3.org/1999/xhtml"
_MODULES = {
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dc:",
    "http://search.yahoo.com/mrss/": "media:",
    "http://search.yahoo.com/mrss": "media:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "http://purl.org/rss/1.0/modules/slash/": "slash:",
    "http://wellformedweb.org/CommentAPI/": "wfw:",
    "http://purl.org/syndication/thread/1.0": "thr:",
    _XHTML: "xhtml:",
}
_CORE = re.compile(
    r"(?:http://(?:www\.w3\.org/2005/Atom|purl\.org/(?:atom/ns#|rss/1\.0/|net/rss1\.1#)"
    r"|(?:my|channel)\.netscape\.com/rdf/simple/.*|backend\.userland\.com/rss.*"
    r"|blogs\.law\.harvard\.edu/tech/rss|cyber\.law\.harvard\.edu/rss/.*))?"
)
_ELEMENT = re.compile(  # marks that are none of HTML's are words: the <T> of vector<T>
    r"<(?!/?(?:a|abbr|acronym|address|applet|area|article|aside|audio|b|base|bdi|bdo|big|blockquote"
    r"|body|br|button|canvas|caption|center|cite|code|col|colgroup|data|dd|del|details|dfn|dialog"
    r"|dir|div|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|form|h[1-6]|head|header|hr"
    r"|html|i|iframe|image|img|input|ins|kbd|label|legend|li|link|main|map|mark|math|meta|nav|nobr"
    r"|noscript|object|ol|optgroup|option|p|param|picture|pre|q|rb|rp|rt|ruby|s|samp|script"
    r"|section|select|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td"
    r"|template|textarea|tfoot|th|thead|time|title|tr|track|tt|u|ul|var|video|wbr|xmp"
    r"|m[a-z]+|semantics|annotation|g|path|text|tspan|amp-[a-z-]+|[a-z]+-[a-z-]+)"
    r"(?:[\s/>]|$)|!|\?)",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]\w{1,30});", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


@lru_cache(maxsize=4)  # of one item: each of its texts is asked for several times
def letters(markup: str) -> str:
    """The letters and digits of a piece of HTML in small letters, its pictures as words."""
    shown = re.sub(
        r"<(img|video|audio|iframe|svg|embed|object)\b[^<>]*>", r" \1 ", markup, flags=re.I
    )
    return "".join(filter(str.isalnum, marks.unescape(re.sub("<[^<>]*>", "", shown)).casefold()))


def name_of(element: Element) -> str:
    """`title`, `dc:creator`: what an element is called, whatever prefix its feed gives it."""
    return _called(element.tag) if isinstance(element.tag, str) else ""  # an entity


@lru_cache(maxsize=1_000)
def _called(tag: str) -> str:
    if not tag.startswith("{"):
        return tag
    space, _, local = tag[1:].partition("}")
    if prefix := _MODULES.get(space):
        return f"{prefix}{local}"
    return local if _CORE.fullmatch(space) else f"?:{local}"


def words_in(element: Element) -> str:
    """The words that an element begins with, on one line."""
    return " ".join((element.text or "").split())


def line_in(element: Element, *, is_atom: bool) -> str:
    """What an element says on one line; a mark that its feed shows is one of its words."""
    line = marks.unescape(_TAG.sub(" ", markup_in(element, is_atom=is_atom)))
    if _ENTITY.search(line) and "<" not in line:
        line = marks.unescape(line)  # escaped twice, as many feeds do with titles
    return " ".join(clean_text(line)[0].split())


def markup_in(element: Element, *, is_atom: bool) -> str:
    """What an element holds, as HTML."""
    if len(element) and name_of(element) not in ("author", "source"):
        return _inline(element)
    text = element.text or ""
    if element.get("mode") == "base64":  # Atom 0.3
        text = _unpacked(text)
    kind = element.get("type") or ("text" if is_atom else "html")
    if kind not in ("text", "text/plain"):
        is_html = "html" in kind or "/" not in kind
        return _ELEMENT.sub("&lt;", text) if is_html else ""
    paragraphs = [marks.escape(part, quote=False) for part in _BLANK_LINES.split(text.strip())]
    return "".join(f"<p>{part}</p>" for part in paragraphs)


def _unpacked(text: str) -> str:
    try:
        return b64decode(text).decode("utf-8", "replace")
    except ValueError:
        return text


def _inline(element: Element) -> str:
    """The elements and words in an element as HTML, whatever names their space has."""
    made = [marks.escape(element.text or "", quote=False)]
    for child in element:
        child = copy(child)
        for each in child.iter():
            if isinstance(each.tag, str):
                each.tag = each.tag.rpartition("}")[2].rpartition(":")[2]
        etree.cleanup_namespaces(child)
        made.append(etree.tostring(child, encoding="unicode", method="html"))
    return "".join(made)
