"""What recurs over the articles of a site: how lines are compared, and what one page shows.

A line is compared by its `key`: case, white space and digits are folded, so that "12 Comments" and
"1,203 comments" are one line. What has no letters has no key: a number or a row of stars is no
site's furniture.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from publish.model.article import Draft
from publish.model.walk import folded

HERE = "."
"""What articles that name no address of their own belong to: the folder they lie in."""

PLACES = ("above", "inside", "below")
"""Where a line may stand to an article's own prose, in the order in which a profile tells it."""

SHOWN = 300
"""Characters of a line that a profile shows a reader; a longer one is known by its key."""

_LETTER = re.compile(r"[^\W\d_]")
_NUMBER = re.compile(r"\d+(?:[.,:/'’\u00a0]\d+)*")


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A block of one page; `is_prose` is what the normaliser calls so.

    `step` is where it stands in an HTML page, the last but one of its trail; `text` is shortened to
    `SHOWN` characters.
    """

    key: str
    text: str
    words: int
    is_prose: bool = False
    step: str = ""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one page shows of its site: every block that has a key, in order."""

    site: str
    lines: tuple[SeenLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A line of a profile on one page: "" for `why` where cleaning takes it out, else why not."""

    key: str
    where: str
    why: str


def key_of(text: str) -> str:
    """What a line is compared by, 16 hex digits; "" for what has not two letters."""
    bare = _NUMBER.sub("0", folded(text).casefold())
    letter = _LETTER.search(bare)
    if not (letter and _LETTER.search(bare, letter.end())):
        return ""
    return hashlib.sha256(bare.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def shown(text: str) -> str:
    """A line as a profile shows it: white space folded, cut after `SHOWN` characters with "…"."""
    line = folded(text)
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1].rstrip()}…"


def site_of(draft: Draft) -> str:
    """The host of the address that a page gives as its own, without www.; HERE when it has none."""
    for declared in draft.hints.url:
        try:
            host = urlsplit(declared.value).hostname or ""
        except ValueError:  # a bracket that never closes
            continue
        if host:
            return host.removeprefix("www.")
    return HERE
