"""What the attributes of an element say that its name does not: numbering, words struck out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from publish.model.tree import Numbering
from publish.readers.inlines import Mark

Attributes = Mapping[str, str | None]

_TYPES: dict[str, Numbering] = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}
STYLES: dict[str, Numbering] = {
    "decimal": "decimal",
    "lower-alpha": "lower-alpha",
    "lower-latin": "lower-alpha",
    "upper-alpha": "upper-alpha",
    "upper-latin": "upper-alpha",
    "lower-roman": "lower-roman",
    "upper-roman": "upper-roman",
}
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:([^;]*)", re.IGNORECASE)
_SCRIPT = re.compile(
    r"lower-greek|decimal-leading-zero|(?:lower-|upper-)?armenian|[a-z]+-(?:indic|ideographic|formal)"
    r"|[a-z]+-(?:informal|consonant|numeric|iroha)|hiragana|katakana|hebrew|georgian|persian|bengali"
    r"|devanagari|gujarati|gurmukhi|kannada|khmer|lao|malayalam|mongolian|myanmar|oriya|tamil|telugu"
    r"|thai|tibetan|cambodian|cjk-[a-z-]+|ethiopic[a-z-]*"
)
_BOXES = {"checked": True, "true": True, "unchecked": False, "false": False}
_TICKED = re.compile(r"--en-checked\s*:\s*(true|false)", re.IGNORECASE)
_INDENTED = re.compile(r"(?:^|\s)ql-indent-([1-8])(?=$|\s)")
_DECORATION = re.compile(r"text-decoration(?:-line)?\s*:([^;]*)", re.IGNORECASE)
_UNDONE = {
    "strong": re.compile(r"font-weight\s*:\s*(?:normal|lighter|[1-4]00)", re.IGNORECASE),
    "em": re.compile(r"font-style\s*:\s*normal", re.IGNORECASE),
}
_DRAWN_BOX = re.compile(r"\bcheckbox-(on|off)\b")  # of a widespread notebook
_OF_FORMS = frozenset(("name", "id", "class", "hidden", "onclick", "onchange"))
_LONGEST_NUMBER = 6  # digits


def numbering_of(attributes: Attributes) -> Numbering | None:
    """How a list or an item says that it counts; None when it says nothing that the tree knows."""
    if (found := _LIST_STYLE.search(attributes.get("style") or "")) is not None:
        for word in found[1].lower().split():
            if word in STYLES:
                return STYLES[word]
    return _TYPES.get((attributes.get("type") or "").strip())


def undoes(attributes: Attributes, mark: str) -> bool:
    """Whether an element's style takes back the mark of its name, as Google Docs wraps all in b."""
    style = attributes.get("style")
    return bool(style and mark in _UNDONE and _UNDONE[mark].search(style))


def counts(attributes: Attributes) -> bool:
    """Whether the style of a list without numbers gives it some."""
    return numbering_of({"style": attributes.get("style")}) is not None


def number_in(value: str | None) -> int | None:
    """The number an attribute gives; None when it gives none that a list can show."""
    digits = (value or "").strip()
    fits = digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_NUMBER
    return int(digits) if fits else None


def box_of(attributes: Attributes) -> bool | None:
    """Whether a box of a list of things to do is ticked; None for one that a reader would tick.

    Boxes of forms have a name by which the server knows them, those that open menus an id or a
    class by which a style does.
    """
    if (attributes.get("role") or "") in ("checkbox", "switch"):
        said = (attributes.get("aria-checked") or "").strip().lower()
        return said == "true" if said in ("true", "false") else None
    if (found := _DRAWN_BOX.search(attributes.get("class") or "")) is not None:
        return found[1] == "on"
    if (attributes.get("type") or "").strip().lower() != "checkbox":
        return None
    is_to_do = "disabled" in attributes or "task" in (attributes.get("class") or "").lower()
    if is_to_do or _OF_FORMS.isdisjoint(attributes):
        return "checked" in attributes
    return None


def is_shown(attributes: Attributes) -> bool:
    """Whether a box is one that nobody can tick and no program asks for."""
    return "disabled" in attributes and _OF_FORMS.isdisjoint(attributes)


@lru_cache(maxsize=1024)  # pages use few
def decoration_of(style: str) -> Mark | None:
    """The mark of words that a style strikes out or underlines."""
    found = _DECORATION.search(style) if "decoration" in style.lower() else None
    if found is None:
        return None
    said = found[1].lower()
    return _STRUCK if "line-through" in said else _UNDERLINED if "underline" in said else None


def uncounted(attributes: Attributes) -> str:
    """How a list counts that no list of the tree can; empty for one that it can."""
    said = (attributes.get("style") or "").lower()
    found = _LIST_STYLE.search(said) if "list-style" in said else None
    for word in found[1].split() if found is not None else ():
        if _SCRIPT.fullmatch(word):
            return word
    start = (attributes.get("start") or "").strip()
    return f"from {start}" if start.startswith("-") and start[1:].isdecimal() else ""


def ticked(attributes: Attributes) -> bool | None:
    """Whether an item of a list of things to do is ticked, as editors write it; None for others."""
    if not attributes:
        return None
    said = attributes.get("data-list") or attributes.get("data-checked") or ""
    if "data-inline-task-id" in attributes:
        said = "checked" if "checked" in (attributes.get("class") or "").split() else "unchecked"
    elif not said and "style" in attributes:
        found = _TICKED.search(attributes["style"] or "")
        said = found[1] if found is not None else ""
    return _BOXES.get(said.lower()) if said else None


def level_of(attributes: Attributes) -> int:
    """How deep an item lies in a list that an editor has laid flat."""
    found = _INDENTED.search(attributes.get("class") or "")
    return int(found[1]) if found is not None else 0


def edit_of(role: str | None) -> Mark | None:
    """The mark of words that an element's role calls deleted or inserted."""
    return {"deletion": _STRUCK, "insertion": _INSERTED}.get((role or "").strip())


_STRUCK = Mark("del")
_INSERTED = Mark("ins")
_UNDERLINED = Mark("underlined")
