"""Where notes stand: at the foot of the page, or behind each article.

They are counted anew with each article: an article begins a section of the file, and a section that
only turns the page goes on counting. Source: ECMA-376 part 1, 17.11.
"""

from __future__ import annotations

import re

from publish.model.edition import Layout
from publish.writers.docx.parts import NotesKind

_COLUMNS = re.compile(r"<w:cols\b[^>]*/>")


def kind_of(layout: Layout) -> NotesKind:
    """What the layout's option `notes` asks for."""
    return "endnote" if layout.options.get("notes") == "end" else "footnote"


def separators(kind: NotesKind) -> str:
    """The two notes that every part of notes begins with: the rules above the others."""
    style = f"{kind.capitalize()}Text"
    return "".join(
        f'<w:{kind} w:type="{name}" w:id="{id}"><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f"<w:r><w:{name}/></w:r></w:p></w:{kind}>"
        for name, id in (("separator", -1), ("continuationSeparator", 0))
    )


def in_settings(kind: NotesKind) -> str:
    """What the settings say of notes; endnotes stand where their section ends."""
    place = '<w:pos w:val="sectEnd"/><w:numFmt w:val="decimal"/>' if kind == "endnote" else ""
    both = "".join(f'<w:{kind} w:id="{id}"/>' for id in (-1, 0))
    return f"<w:{kind}Pr>{place}{both}</w:{kind}Pr>"


def in_section(inside: str, kind: NotesKind, *, first: bool, last: bool) -> str:
    """The inside of a w:sectPr, after its references, with what it says of notes.

    `first` and `last` tell which section of its article it is: only the first counts anew, only
    the last shows endnotes.
    """
    counted = f'<w:numRestart w:val="{"eachSect" if first else "continuous"}"/>'
    form = '<w:numFmt w:val="decimal"/>' if kind == "endnote" else ""
    if kind == "endnote" and not last:
        inside = _COLUMNS.sub(r"\g<0><w:noEndnote/>", inside, count=1)
    return f"<w:{kind}Pr>{form}{counted}</w:{kind}Pr>{inside}"
