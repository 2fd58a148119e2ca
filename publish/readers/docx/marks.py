"""What a run's look makes of its words: the marks of the tree, and those of our own styles."""

from __future__ import annotations

from publish.model.word_roles import FACTS
from publish.readers.docx.lines import CREDIT, FACT, has
from publish.readers.docx.styles import RunLook
from publish.readers.inlines import Mark, Marks

_INSERTED = Mark("ins")
_MEANINGS = (
    ("strong", Mark("strong")),
    ("emphasis", Mark("em")),
    ("deleted", Mark("del")),
    ("raised", Mark("sup")),
    ("lowered", Mark("sub")),
)


def marks_of(around: Marks, look: RunLook, language: str) -> Marks:
    """The marks of a run's words, those around it first, each once.

    `language` is "" for that of the file. The line under a link is no insertion.
    """
    marks = [*around, *((Mark("lang", language),) if language else ())]
    marks += [mark for name, mark in _MEANINGS if getattr(look, name)]
    if look.inserted and ("Inserted" in look.names or not has(around, "link")):
        marks.append(_INSERTED)
    if "Credit" in look.names:
        marks.append(Mark(CREDIT))
    if look.role and (role := look.role.lower()) in FACTS:
        marks.append(Mark(FACT, role))
    return tuple(dict.fromkeys(marks)) if len(marks) > 1 else tuple(marks)
