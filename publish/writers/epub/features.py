"""Which features of its fonts a style sheet turns on, beside those that programs use unasked.

Source: CSS Fonts 4, section 6 (font-variant and font-feature-settings).
"""

from __future__ import annotations

import re
from functools import lru_cache

_VARIANTS = {
    "common-ligatures": ("liga", "clig"),
    "discretionary-ligatures": ("dlig",),
    "historical-ligatures": ("hlig",),
    "contextual": ("calt",),
    "historical-forms": ("hist",),
    "small-caps": ("smcp",),
    "all-small-caps": ("c2sc", "smcp"),
    "petite-caps": ("pcap", "smcp"),
    "all-petite-caps": ("c2pc", "pcap", "c2sc", "smcp"),
    "unicase": ("unic",),
    "titling-caps": ("titl",),
    "sub": ("subs",),
    "super": ("sups",),
    "lining-nums": ("lnum",),
    "oldstyle-nums": ("onum",),
    "proportional-nums": ("pnum",),
    "tabular-nums": ("tnum",),
    "diagonal-fractions": ("frac", "numr", "dnom"),
    "stacked-fractions": ("afrc",),
    "ordinal": ("ordn",),
    "slashed-zero": ("zero",),
    "jis78": ("jp78",),
    "jis83": ("jp83",),
    "jis90": ("jp90",),
    "jis04": ("jp04",),
    "simplified": ("smpl",),
    "traditional": ("trad",),
    "full-width": ("fwid",),
    "proportional-width": ("pwid",),
    "ruby": ("ruby",),
}
_NAMED = tuple(
    ["salt", "swsh", "cswh", "ornm", "nalt"]
    + [f"ss{number:02}" for number in range(1, 21)]
    + [f"cv{number:02}" for number in range(1, 100)]
)
"""What `font-variant-alternates` may mean: which, only the font's own values say."""
_DECLARED = re.compile(r"(?<![\w-])font(-variant[a-z-]*|-feature-settings)?\s*:([^;{}]*)")
_TAG = re.compile(r"[\"']([ -~]{4})[\"']")
_WORD = re.compile(r"[a-z][a-z0-9-]*")


@lru_cache(maxsize=32)
def features_of(css: str) -> frozenset[str]:
    """The tags of the features that a style sheet turns on."""
    found: set[str] = set()
    for kind, value in _DECLARED.findall(css):
        if kind == "-feature-settings":
            found.update(_TAG.findall(value))
        elif kind.endswith("-alternates") or (kind and "(" in value):
            found.update(_NAMED)
        else:
            for word in _WORD.findall(value.lower()):
                found.update(_VARIANTS.get(word, ()))
    return frozenset(found)
