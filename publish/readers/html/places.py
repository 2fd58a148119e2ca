"""Places of a page to which its own links lead."""

from __future__ import annotations

from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from publish.model.clean import clean_text
from publish.readers.references import web_address

_TOP = "top"  # which every page has, and which a printed one needs no link to
_LONGEST = 200  # characters of a name


def places_of(root: LexborNode, base: str) -> frozenset[str]:
    """The names of the places that links of the page lead to, whether they are there or not."""
    links = root.css('a[href*="#"]')
    names = (place_in(link.attributes.get("href") or "", base) for link in links)
    return frozenset(filter(None, names))


def place_in(href: str, base: str) -> str:
    """The name of the place in this very page that an address leads to; empty for any other."""
    address, mark, fragment = href.strip().partition("#")
    if not mark or (address and (not base or web_address(address, base) != _bare(base))):
        return ""
    name = place_name(unquote(fragment))
    return "" if name == _TOP else name


def place_name(name: str) -> str:
    """The name of a place as the tree has it; empty when it is none."""
    name = clean_text(name.strip())[0]
    return name if len(name) <= _LONGEST and name.isprintable() else ""


def _bare(address: str) -> str:
    return address.partition("#")[0]
