"""Addresses: what may be linked to, and how one is printed."""

from __future__ import annotations

from urllib.parse import quote, urlsplit, urlunsplit

from markupsafe import Markup

from publish.compose.verbatim import parted

SCHEMES = frozenset({"http", "https", "mailto"})
_RESERVED = "!$&'()*+,;=:@~-._%"


def href(url: str) -> str:
    """The address as a link may carry it (RFC 3986), or "" when it may not be linked to.

    Only http, https and mailto: others run programs, open local files or lead nowhere. Characters
    that no URI may hold are percent-encoded (EPUBCheck RSC-020), host names become ASCII.
    """
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname or ""
        port = parts.port
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    if scheme == "mailto":
        to = quote(parts.path, safe=_RESERVED)
        return f"mailto:{to}" if "@" in parts.path else ""
    if scheme not in SCHEMES or not host:
        return ""
    ascii_host = _ascii(host)
    if not ascii_host:
        return ""
    netloc = ascii_host if port is None else f"{ascii_host}:{port}"
    path = quote(_percents(parts.path), safe=_RESERVED + "/")
    query = quote(_percents(parts.query), safe=_RESERVED + "/?")
    fragment = quote(_percents(parts.fragment), safe=_RESERVED + "/?")
    return urlunsplit((scheme, netloc, path, query, fragment))


def _ascii(host: str) -> str:
    """A host name in ASCII, or "" when it is none."""
    try:
        name = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    if ":" in name:  # IPv6
        return f"[{name}]"
    return name if all(char.isalnum() or char in "-._" for char in name) else ""


def _percents(text: str) -> str:
    """The text with each `%` that begins no escape written as `%25`."""
    head, *rest = text.split("%")
    digits = "0123456789abcdefABCDEF"
    escaped = (
        ("%" if len(part) > 1 and part[0] in digits and part[1] in digits else "%25") + part
        for part in rest
    )
    return head + "".join(escaped)


def printed_address(url: str, gap: Markup, *, on_paper: bool = True) -> Markup:
    """An address for the eye: without scheme and `www.`, with `gap` where a line may end."""
    text = href(url)
    for start in ("https://", "http://", "mailto:", "www."):
        text = text.removeprefix(start)
    return parted(text.rstrip("/"), gap, on_paper=on_paper)
