"""The comments of the file: what they say, who says it, what answers what.

Threads and what is resolved are told by paragraph ids; these lead nowhere else.
Source: ECMA-376 part 1, 17.13.4; [MS-DOCX], 2.5.40 to 2.5.44.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from publish.writers.docx.characters import attribute

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LATER = "http://schemas.microsoft.com/office/"
_SPACES = (
    ' xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    f' xmlns:w14="{_LATER}word/2010/wordml" xmlns:w15="{_LATER}word/2012/wordml"'
    ' mc:Ignorable="w14 w15"'
)
_FIRST_ID = 0x50000000  # of 31 bits that are not all 0
PARTS = {
    "comments": "comments",
    "commentsExtended": f"{_LATER}2011/relationships/commentsExtended",
    "people": f"{_LATER}2011/relationships/people",
}
"""The parts by name, each with the kind of its relationship (`parts.Relations`)."""


@dataclass(slots=True)
class Margin:
    """All comments of the file, in the order in which they are written."""

    _comments: list[str] = field(default_factory=list)
    _threads: list[str] = field(default_factory=list)
    _authors: dict[str, None] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self._comments)

    def add(
        self,
        paragraphs: str,
        who: tuple[str, str],
        date: str,
        *,
        parent: int | None = None,
        resolved: bool = False,
    ) -> int:
        """Write a comment of these paragraphs, and return its number.

        `who` are author and initials. `parent` is the number of the comment that it answers.
        """
        number = len(self._comments)
        author, initials = map(attribute, who)
        known = f' w:initials="{initials}"' if initials else ""
        dated = f' w:date="{date}"' if date else ""
        at = paragraphs.rindex("<w:p>")
        last = f'<w:p w14:paraId="{_id(number)}">{paragraphs[at + len("<w:p>") :]}'
        self._comments.append(
            f'<w:comment w:id="{number}" w:author="{author}"{known}{dated}>'
            f"{paragraphs[:at]}{last}</w:comment>"
        )
        of = "" if parent is None else f' w15:paraIdParent="{_id(parent)}"'
        self._threads.append(
            f'<w15:commentEx w15:paraId="{_id(number)}"{of} w15:done="{resolved:d}"/>'
        )
        self._authors.setdefault(author)
        return number

    def parts(self) -> Mapping[str, str]:
        """The parts by name (`PARTS`); none without comments."""
        if not self._comments:
            return {}
        people = (
            f'<w15:person w15:author="{author}">'
            f'<w15:presenceInfo w15:providerId="None" w15:userId="{author}"/></w15:person>'
            for author in self._authors
        )
        roots = {
            "comments": ("w:comments", self._comments),
            "commentsExtended": ("w15:commentsEx", self._threads),
            "people": ("w15:people", people),
        }
        return {
            name: f"{_DECLARATION}<{root}{_SPACES}>{''.join(inner)}</{root}>"
            for name, (root, inner) in roots.items()
        }


def _id(number: int) -> str:
    return f"{_FIRST_ID + number:08X}"


REFERENCE = '<w:r><w:rPr><w:rStyle w:val="AnnotationReference"/></w:rPr>{}</w:r>'


def opening(number: int) -> str:
    """Where the words begin that a comment is about."""
    return f'<w:commentRangeStart w:id="{number}"/>'


def closing(number: int) -> str:
    """Where they end, and the comment's mark."""
    mark = REFERENCE.format(f'<w:commentReference w:id="{number}"/>')
    return f'<w:commentRangeEnd w:id="{number}"/>{mark}'
