"""A page's title without the name of its site."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

_BETWEEN = re.compile(r"(?<!\s)\s++[-–—|·»:•]++\s++|(?:(?<!\s)\s++)?+[|»]\s*+")
_EDGES = " -–—|·»:•"
_LONGEST_SITE = 4  # words. # guess; the labelled titles lose nothing by it
_SHORTEST_TITLE = 3  # words that must be left


def host_of(url: str) -> str:
    """The host of an address without `www.`; empty when there is none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def without_site(
    title: str, sites: Sequence[str], h1: Sequence[str], *, guess: bool = False
) -> str:
    """The title less the site's name at either end.

    A first heading of the page that the title holds is the title. Else parts that name the site go.
    With `guess` a short last part of a longer title goes unknown.
    """
    named = next((each for each in sites if each and title.startswith(f"{each}: ")), "")
    title = title[len(named) + 2 :] if named else title
    parts = _BETWEEN.split(title)
    if title in h1 or len(parts) < 2:
        return title
    for heading in h1:
        begins = len(heading) > 10 and title.startswith(heading)
        longest = len(heading) > 10 and 2 * len(heading) > len(title)
        if begins or (longest and (title.endswith(heading) or heading in parts)):
            return heading
    known = {bare(site) for site in sites} | {bare(site.partition(".")[0]) for site in sites}
    known.discard("")
    kept = title
    while len(parts) > 1 and bare(parts[-1]) in known:
        kept = kept[: kept.rfind(parts.pop())].rstrip(_EDGES)
    while len(parts) > 1 and bare(parts[0]) in known:
        kept = kept[len(parts.pop(0)) :].lstrip(_EDGES)
    last = parts[-1].split()
    if guess and kept == title and len(last) <= _LONGEST_SITE:
        before = kept[: kept.rfind(parts[-1])].rstrip(_EDGES)
        if len(before.split()) >= max(_SHORTEST_TITLE, len(last) + 1):
            return before
    return kept


def ends_of(title: str) -> list[str]:
    """What stands behind each bar or dash of a title."""
    return _BETWEEN.split(title)[1:]


def bare(name: str) -> str:
    """Letters and digits only, in small letters: `MDR.DE` is `mdr.de`."""
    return "".join(char for char in name.casefold() if char.isalnum())
