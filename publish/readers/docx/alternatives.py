"""One of several branches that say the same for programs of different age.

Source: ECMA-376 part 3, 9.3 (AlternateContent).
"""

from __future__ import annotations

from publish.readers.docx.dialects import MC
from publish.readers.docx.names import PIC, A, Element, O, V, W

_SAYING = (
    f"{W}t", f"{W}txbxContent", f"{W}tbl", f"{A}blip", f"{PIC}pic", f"{V}imagedata", f"{W}sym",
    f"{O}OLEObject", f"{W}fldChar", f"{W}br", f"{W}tab",
)  # fmt: skip


def branch_of(element: Element) -> Element | None:
    """The branch that is read, which is the first that holds something a reader can say.

    Word takes the first whose names it knows, and older programs the fallback: text boxes stand in
    both. A chart or a group of shapes in new names may have its words in the fallback alone.
    """
    branches = [*element.iterchildren(f"{MC}Choice"), *element.iterchildren(f"{MC}Fallback")]
    for branch in branches:
        if next(branch.iter(*_SAYING), None) is not None:
            return branch
    return branches[0] if branches else None
