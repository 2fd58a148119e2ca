"""Whether anything on a book's pages is set in italics: most articles slant nothing.

This asks for less than a browser does: a rule counts where all names in one of its selectors stand
somewhere on the pages, in whatever order.
"""

from __future__ import annotations

import re
from functools import lru_cache

_BY_ITSELF = frozenset(map(frozenset, (["em"], ["i"], ["cite"], ["dfn"], ["var"], ["address"])))
"""What programs slant without a style sheet: HTML, section 15.3."""
_STYLED = re.compile(r"""\bstyle\s*=\s*["'][^"']*\b(?:italic|oblique)\b""")
_RULE = re.compile(r"(?<![^{}])([^{}]+)\{([^{}]*)\}")  # tried at its first character alone
_SLANTED = re.compile(r"(?<![\w-])font(?:-style)?\s*:[^;]*\b(?:italic|oblique)\b")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ATTRIBUTE = re.compile(r"\[[^\]]*\]")
_OTHER = re.compile(r"(?:::?|#)[\w-]+")  # a state, a part, an id
_NAME = re.compile(r"\.?-?[A-Za-z_][\w-]*")


def slants(css: str, pages: str) -> bool:
    """Whether a style sheet may slant something on pages, given as their markup."""
    known: dict[str, bool] = {}

    def here(name: str) -> bool:
        if name not in known:
            # nearly always the name is nowhere, and to look for that is quick
            known[name] = _sign_of(name) in pages and _place_of(name).search(pages) is not None
        return known[name]

    found = any(all(map(here, names)) for names in _BY_ITSELF | _slanted_by(css))
    named = "italic" in pages or "oblique" in pages
    return found or (named and _STYLED.search(pages) is not None)


def _sign_of(name: str) -> str:
    return name[1:] if name.startswith(".") else f"<{name}"


@lru_cache(maxsize=256)
def _place_of(name: str) -> re.Pattern[str]:
    """Where an element begins, or one with a class."""
    if name.startswith("."):
        return re.compile(rf"""\bclass\s*=\s*["'](?:[^"']*\s)?{re.escape(name[1:])}[\s"']""")
    return re.compile(rf"<{re.escape(name)}[\s/>]")


@lru_cache(maxsize=32)
def _slanted_by(css: str) -> frozenset[frozenset[str]]:
    """The names of elements and classes in each selector whose rule slants."""
    found: set[frozenset[str]] = set()
    for selectors, body in _RULE.findall(_COMMENT.sub("", css)):
        if _SLANTED.search(body):
            said = selectors.rpartition(";")[2]  # behind @charset and the like
            # Commas in brackets, and names that are escaped: such a rule always counts.
            parts = [""] if "(" in said or "\\" in said else said.split(",")
            found.update(map(_names_in, parts))
    return frozenset(found)


def _names_in(selector: str) -> frozenset[str]:
    return frozenset(_NAME.findall(_OTHER.sub("", _ATTRIBUTE.sub("", selector))))
