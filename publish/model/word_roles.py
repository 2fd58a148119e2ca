"""What the paragraph styles of our Word files say of a line: which field of an article it is.

Readers and writers share it: the writer gives each line one of these styles, and a file comes back
with the styles' names, whatever program saved it. What stands here and in no style of the file
costs nothing; a style of the writer's that is not here is one of running text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Role = Literal[
    "outlet", "title", "standfirst", "fact", "label", "summary", "key-point", "body",
    "author-note", "source", "front", "sender",
]  # fmt: skip
"""What a line of a Word file is.

"fact" is a line of the title block, label and value apart, "sender" one above the title of a
typescript. "label" stands above a part and is not
the article's: "Bottom line", "About the author", "Source". "front" is the cover, the contents, a
section's title.
"""

Part = Literal["summary", "key-point", "author-note", "source"]
"""What stands below a label."""

ROLES: Mapping[str, Role] = {
    "outlet": "outlet",
    "title": "title",
    "subtitle": "standfirst",
    "title block": "fact",
    "sender": "sender",
    "label": "label",
    "bottom line heading": "label",
    "bottom line": "summary",
    "key points heading": "label",
    "key points": "key-point",
    "author note heading": "label",
    "author note": "author-note",
    "source heading": "label",
    "source line": "source",
    "end mark": "label",
    "link heading": "label",
    "link line": "label",
    "edition title": "front",
    "edition line": "front",
    "contents heading": "front",
    "toc heading": "front",
    "section title": "front",
    "front title": "front",
    "front section": "front",
    "front entry": "front",
    "front lead": "front",
    "front line": "front",
    **{f"toc {level}": "front" for level in range(1, 10)},
}
"""Roles by the names of paragraph styles in small letters; all others are "body"."""

PARTS: Mapping[str, Part] = {
    "bottom line heading": "summary",
    "key points heading": "key-point",
    "author note heading": "author-note",
    "source heading": "source",
}
"""What stands below a label, by the name of the label's style."""

FACTS: Mapping[str, str] = {"byline": "byline", "dateline": "dateline", "fact": ""}
"""The article's field that a fact is, by the name of the character style that its value has."""

FURNITURE = frozenset(("WordCount", "LinkAddress"))
"""Character styles of words that the writer adds: how long a text is, where a link leads."""

PROGRAM = "Language "
"""How the name begins of a character style that says which language a program is in."""

OURS = frozenset(
    ("title block", "bottom line heading", "key points heading", "author note heading",
     "source heading", "source line", "outlet")
)  # fmt: skip
"""Styles that no other program has: a file with one of them is of our making."""


def role_of(name: str) -> Role:
    """What a paragraph of the style of this name is."""
    return ROLES.get(_plain(name), "body")


def name_by(id: str) -> str:
    """Our name of the style with this id, where a line's role hangs on it; "" for any other.

    A template of the house may have another name for a style of ours; the id stays.
    """
    return _NAMES.get(id.casefold(), "")


_NAMES = {name.replace(" ", ""): name for name in ROLES}


def part_of(name: str) -> Part | None:
    """What stands below a label of the style of this name; None for a style that is no label."""
    return PARTS.get(_plain(name))


def is_ours(name: str) -> bool:
    """Whether a style of this name tells that the file is one of ours."""
    return _plain(name) in OURS


def _plain(name: str) -> str:
    return " ".join(name.lower().split())
