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
