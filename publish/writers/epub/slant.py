"""Whether anything on a book's pages is set in italics: most articles slant nothing.

This asks for less than a browser does: a rule counts where all names in one of its selectors stand
somewhere on the pages, in whatever order.
"""

from __future__ import annotations

import re
from functools import lru_cache

_BY_ITSELF = frozenset({"em", "i", "cite", "dfn", "var", "address"})
"""What programs slant without a style sheet: HTML, section 15.3."""
_ELEMENT = re.compile(r"<([A-Za-z][\w.-]*)")
_CLASSES = re.compile(r"""\bclass\s*=\s*["']([^"']*)["']""")
_STYLED = re.compile(r"""\bstyle\s*=\s*["'][^"']*\b(?:italic|oblique)\b""")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SLANTED = re.compile(r"(?<![\w-])font(?:-style)?\s*:[^;]*\b(?:italic|oblique)\b")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ATTRIBUTE = re.compile(r"\[[^\]]*\]")
_PSEUDO = re.compile(r"::?[\w-]+")
_NAME = re.compile(r"\.?-?[A-Za-z_][\w-]*")


def slants(css: str, pages: str) -> bool:
    """Whether a style sheet may slant something on pages, given as their markup."""
    elements = set(_ELEMENT.findall(pages))
    if elements & _BY_ITSELF or _STYLED.search(pages):
        return True
    classes = {f".{name}" for said in _CLASSES.findall(pages) for name in said.split()}
    here = elements | classes
    return any(names <= here for names in _slanted_by(css))


@lru_cache(maxsize=32)
def _slanted_by(css: str) -> frozenset[frozenset[str]]:
    """The names of elements and classes in each selector whose rule slants."""
    found: set[frozenset[str]] = set()
    for selectors, body in _RULE.findall(_COMMENT.sub("", css)):
        if _SLANTED.search(body):
            # a comma inside brackets is none between selectors: such a rule always counts
            parts = [""] if "(" in selectors else selectors.split(",")
            found.update(map(_names_in, parts))
    return frozenset(found)


def _names_in(selector: str) -> frozenset[str]:
    return frozenset(_NAME.findall(_PSEUDO.sub("", _ATTRIBUTE.sub("", selector))))
