"""What a page shows from elsewhere: videos, charts, posts, programs. Paper gets their addresses."""

from __future__ import annotations

import re
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from publish.readers.html.elements import Attributes
from publish.readers.references import web_address

_SOURCES = ("src", "data-src", "data-lazy-src", "data-original", "data-href", "data")
_FRAMES = frozenset(("iframe", "embed", "amp-iframe", "frame"))
_PLAYERS = frozenset(("video", "audio", "amp-video", "amp-audio"))
_BY_NUMBER = {
    "lite-youtube": ("videoid", "https://www.youtube.com/watch?v="),
    "amp-youtube": ("data-videoid", "https://www.youtube.com/watch?v="),
    "lite-vimeo": ("videoid", "https://vimeo.com/"),
    "amp-vimeo": ("data-videoid", "https://vimeo.com/"),
    "amp-twitter": ("data-tweetid", "https://twitter.com/i/status/"),
    "amp-instagram": ("data-shortcode", "https://www.instagram.com/p/"),
    "amp-facebook": ("data-href", ""),
    "amp-tiktok": ("data-src", ""),
    "amp-dailymotion": ("data-videoid", "https://www.dailymotion.com/video/"),
    "youtube-video": ("src", ""),
}
_WRITING = re.compile(  # scripts that write a program or a chart where they stand
    r"https?://(?:gist\.github\.com/[\w./-]+?(?=\.js(?:[?#]|$))"
    r"|datawrapper\.dwcdn\.net/\w+/(?=(?:\d+/)?embed\.js))",
    re.IGNORECASE,
)
_HOSTS = {
    "flourish-embed": ("data-src", "https://public.flourish.studio/"),
    "infogram-embed": ("data-id", "https://infogram.com/"),
    "tiktok-embed": ("cite", ""),
    "fb-post": ("data-href", ""),
    "fb-video": ("data-href", ""),
    "twitter-embed": ("data-attrs", ""),
}
"""Classes of elements that a script fills: where the address stands, and what comes before it."""
_IN_JSON = re.compile(r"\"url\"\s*:\s*\"(https?:[^\"\\]+)\"")
# Charts that grow with their column have no width of their own, but a least one.
_UNSEEN = re.compile(
    r"display:none|visibility:hidden"
    r"|^(?!.*min-(?:width|height):)(?:.*;)?(?:width|height):[01](?:px)?(?:!important)?(?:;|$)"
)
_NOT_READ = re.compile(
    r"(?:^|[^a-z])(?:ads?|advert\w*|adserv\w*|doubleclick|googlesyndication|adsystem|adform|track\w*|pixel"
    r"|consent|cookies?|cmp|gtm|googletagmanager|analytics|re?captcha|login|sso|signup|newsletter"
    r"|subscribe|comments?|disqus|plugins/(?:like|share|follow|page)\w*|share|(?:tweet|follow)_button|banner|paywall|chat"
    r"|taboola|outbrain|storage|beacon|promo|t?click|sponsor\w*)(?=$|[^a-z])",
    re.IGNORECASE,
)
_DRAWN = re.compile(r"\.(?:png|gif|jpe?g|svg|webp|swf)(?:$|[?#])", re.IGNORECASE)
_LONGEST_TITLE = 200  # characters
_LONGEST_PLEA = 25  # words of a post without its own; "View this post" and a name have 15. # guess


class Embed(NamedTuple):
    """What is left out: its name, if the page gives one, and its address."""

    title: str
    address: str


def embed_at(node: LexborNode, attributes: Attributes, base: str) -> Embed | None:
    """What an element shows from elsewhere; None when it shows nothing, or what is no reading."""
    tag = node.tag or ""
    if tag == "script":
        source = (attributes.get("src") or "").strip()
        found = _WRITING.match(f"https:{source}" if source[:2] == "//" else source)
        return Embed("", found[0]) if found else None
    if tag == "blockquote":
        return _post(node, base)
    if tag in _BY_NUMBER:
        key, address = _BY_NUMBER[tag]
        number = (attributes.get(key) or "").strip()
        return _named(attributes, f"{address}{number}" if number.isascii() else "", base)
    if tag in _PLAYERS:
        return _named(attributes, _played(node, attributes), base)
    if tag == "object" and node.text_lexbor().strip():
        return None  # what stands in it is read instead
    if (tag in _FRAMES or tag == "object") and is_read(attributes):
        return _named(attributes, _source(attributes), base)
    return None


def holds_hosts(markup: str) -> bool:
    """Whether a page may have elements that `hosted_at` knows."""
    hinted = "-embed" in markup or "data-href" in markup  # which most pages have not
    return hinted and any(name in markup for name in _HOSTS)


def hosted_at(attributes: Attributes, base: str) -> Embed | None:
    """What a script would show in an element besides the words that stand in it."""
    for name in (attributes.get("class") or "").split():
        if name in _HOSTS:
            key, before = _HOSTS[name]
            said = (attributes.get(key) or "").strip()
            if key == "data-attrs":
                found = _IN_JSON.search(said)
                said = found[1] if found else ""
            said = said.removeprefix("_/")  # Infogram's own sign of a name
            address = web_address(f"{before}{said}", base) if said else ""
            title = (attributes.get("data-title") or "").strip()
            return Embed(title[:_LONGEST_TITLE], address) if address else None
    return None


def is_player(node: LexborNode, attributes: Attributes) -> bool:
    """Whether the words in an element are for browsers that cannot play it."""
    return node.tag in _PLAYERS and bool(_played(node, attributes))


def _named(attributes: Attributes, source: str, base: str) -> Embed | None:
    address = web_address(source, base) if source[:5].lower() not in ("blob:", "data:") else ""
    said = (attributes.get(key) or "" for key in ("title", "playlabel", "aria-label"))
    title = next((line for each in said if (line := " ".join(each.split()))), "")
    if not address or address.partition("#")[0] == base or _DRAWN.search(address):
        return None
    return Embed(title[:_LONGEST_TITLE], address)


def _source(attributes: Attributes) -> str:
    keys = [key for key in attributes if key[:5] == "data-" and "src" in key]  # until consent
    said = ((attributes.get(key) or "").strip() for key in (*_SOURCES, *keys))
    return next((each for each in said if each and not each.startswith("about:")), "")


def _played(node: LexborNode, attributes: Attributes) -> str:
    if source := _source(attributes):
        return source
    inner = node.css_first("source[src]")
    return (inner.attributes.get("src") or "").strip() if inner is not None else ""


def _post(quote: LexborNode, base: str) -> Embed | None:
    """A post that a script would have filled in: a quote that says nothing and leads somewhere.

    Instagram's say that it is there to be seen, and whose it is.
    """
    said = quote.attributes.get("data-instgrm-permalink")
    shown = web_address(said, base) if said else ""
    if shown and len(quote.text_lexbor().split()) <= _LONGEST_PLEA:
        return Embed("", shown)
    if quote.text_lexbor().strip() or quote.css_first("img, video, table, pre") is not None:
        return None
    places = [quote.attributes.get("cite")]
    places += [link.attributes.get("href") for link in quote.css("a[href]")[:1]]
    address = next((url for each in places if each and (url := web_address(each, base))), "")
    return Embed("", address) if address else None


def is_read(attributes: Attributes) -> bool:
    """Whether a frame shows readers something: advertising, counters and logins are none of it."""
    for side in ("width", "height"):
        value = (attributes.get(side) or "").strip().removesuffix("px")
        if value.isdecimal() and int(value) < 3:
            return False
    style = (attributes.get("style") or "").replace(" ", "").lower()
    if "hidden" in attributes or _UNSEEN.search(style):
        return False
    keys = ("src", "data-src", "id", "class", "name")
    return _NOT_READ.search(" ".join(attributes.get(key) or "" for key in keys)) is None
