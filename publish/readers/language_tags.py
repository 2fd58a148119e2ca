"""Language tags as sources write them."""

from __future__ import annotations

import re

from publish.model.languages import primary_tag

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_NONE = frozenset({"und", "mul", "zxx", "mis"})


def clean_language(text: str) -> str:
    """A BCP 47 tag with usual case (`en-GB`), or empty for what is none."""
    tag = text.strip().replace("_", "-")[:35]
    if not _TAG.fullmatch(tag):
        return ""
    first, *rest = tag.split("-")
    known = primary_tag(first)
    if not known or known in _NONE:
        return ""
    return "-".join([known, *(_cased(part) for part in rest)])


def _cased(part: str) -> str:
    if len(part) == 2:
        return part.upper()
    return part.capitalize() if len(part) == 4 and part.isalpha() else part.lower()


def primary(tag: str) -> str:
    """The language without script and region."""
    return tag.split("-")[0].lower()
