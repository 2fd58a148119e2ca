"""What a source points at: links that can be printed and names of pictures."""

from __future__ import annotations

import re
from functools import lru_cache
from posixpath import normpath
from urllib.parse import unquote, urljoin, urlsplit

_LONGEST = 2_000  # characters; browsers and readers of EPUB give up beyond
_UNFIT_SIGNS = '\x00-\x20<>"\\\\^`{|}\x7f-\x9f\u200b-\u200f\u2028-\u202e'
_UNFIT = re.compile(f"[{_UNFIT_SIGNS}]")
# Addresses that resolve to themselves, or to the site's root and themselves: nearly all of a page.
_ROOT = r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?"
_BELOW = f"[^{_UNFIT_SIGNS}?#;]*(?:\\?[^{_UNFIT_SIGNS}#]+)?(?:#[^{_UNFIT_SIGNS}]+)?"
_ABSOLUTE = re.compile(f"({_ROOT})(?:/{_BELOW})?")
_FROM_ROOT = re.compile(f"/(?!/){_BELOW}")
_BASE = re.compile(rb"<base\s[^>]{0,500}?\bhref\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^\s@<>\"]+@[^\s@<>\"]+\Z", re.IGNORECASE)


def web_address(text: str, base: str = "") -> str:
    """An absolute http or https address, or empty; relative ones are resolved against `base`."""
    text = text.strip()
    if len(text) <= _LONGEST // 2:
        if _ABSOLUTE.fullmatch(text):
            return text
        if "/." not in text and _FROM_ROOT.fullmatch(text) and (root := _root_of(base)):
            return root + text
    text = re.sub("[\t\n\r]", "", text)
    try:
        joined = urljoin(base, text) if base else text
        if joined.startswith("//"):
            joined = f"https:{joined}"
        parts = urlsplit(joined)
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or len(joined) > _LONGEST:
        return ""
    return _UNFIT.sub(lambda found: _escaped(found[0]), joined)


@lru_cache(maxsize=64)
def _root_of(base: str) -> str:
    """Scheme and host of a plain address; empty for any other."""
    found = _ABSOLUTE.fullmatch(base) if len(base) <= _LONGEST // 2 else None
    return found[1] if found else ""


def _escaped(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))


def joined(base: str, address: str) -> str:
    """An address that may be relative to another; itself where one of them is none."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def page_base(page: bytes, address: str) -> str:
    """What addresses in a page are relative to: its own, or what its `<base>` makes of that."""
    found = _BASE.search(page)
    return joined(address, found[1].decode("latin-1")) if found else address


def link_address(href: str, base: str = "") -> str:
    """An address a reader can follow from paper or screen: http, https or mailto; else empty."""
    href = href.strip()
    if (
        href[:7].lower() == "mailto:"
        and _MAIL.match(href)
        and not _UNFIT.search(href)
        and len(href) <= _LONGEST
    ):
        return href
    return web_address(href, base)


def picture_name(src: str, base: str = "") -> str:
    """What a picture is called: an address on the web or a path beside the source; else empty.

    A path from a site's root means nothing beside a file, so it needs the page's address.
    """
    src = src.strip()
    if src.startswith("/") or re.match(r"https?:", src, re.IGNORECASE):
        return web_address(src, base)
    try:
        parts = urlsplit(src)
    except ValueError:
        return ""
    if parts.scheme or not parts.path:
        return ""
    name = normpath(unquote(parts.path))
    return "" if "\x00" in name or name in (".", "..") else name


def is_remote(name: str) -> bool:
    """Whether a picture's name is an address on the web, which nothing here ever fetches."""
    return name.startswith(("http://", "https://"))
