"""Language tags as a page may carry them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

_RTL_LANGUAGES = re.compile(
    "aii|ar|arb|arc|ary|arz|azb|bal|ckb|dv|fa|glk|he|iw|ji|khw|ks|lrc|mzn|nqo|pes|pnb|prs|ps|sd|sdh"
    "|skr|syc|syr|ug|ur|ydd|yi"
)
_RTL_SCRIPTS = re.compile("arab|aran|hebr|thaa|syrc|nkoo|adlm|rohg|samr|mand")

RTL_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
"""The blocks of scripts that run from right to left, as a class of a pattern holds them."""

_HAS_RTL = re.compile(f"[{RTL_LETTERS}]")

# RFC 5646, section 2.1, without its list of grandfathered tags.
_TAG = re.compile(
    "[a-z]{2,3}(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    "(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*"
    "(?:-x(?:-[a-z0-9]{1,8})+)?",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)
def direction_of(language: str) -> Literal["ltr", "rtl"]:
    """The direction a BCP 47 language is written in; a script subtag decides before the rest."""
    primary, *rest = language.lower().split("-")
    scripts = [part for part in rest if len(part) == 4 and part.isalpha()]
    if scripts:
        return "rtl" if _RTL_SCRIPTS.fullmatch(scripts[0]) else "ltr"
    return "rtl" if _RTL_LANGUAGES.fullmatch(primary) else "ltr"


def has_rtl(text: str) -> bool:
    """Whether any character is one of a script that runs right to left."""
    return not text.isascii() and _HAS_RTL.search(text) is not None


def language_tag(language: str) -> str:
    """The BCP 47 tag of a language, or "" when it is none: e-books may hold no other.

    `en_US`, as locales and web pages have it, is understood.
    """
    tag = language.strip().replace("_", "-")
    return tag if _TAG.fullmatch(tag) else ""
