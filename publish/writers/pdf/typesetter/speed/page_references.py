"""The tuple of page references made once a page, not once a structure element.

Upstream: pydyf.PDF.page_references, which weasyprint.pdf.tags asks for each element: quadratic in
the number of pages.

Why no byte changes: pages are only ever appended, so the tuple is good for as long as their list is
as long.
"""

from __future__ import annotations

from typing import Any  # pydyf has no types

from publish.writers.pdf.guard import Hold, compared


def _made_once(upstream: property) -> property:
    def page_references(self: Any) -> Any:
        count = len(self.pages["Kids"])
        kept = self.__dict__.get("_page_references")
        if kept is None or kept[0] != count:
            kept = self._page_references = count, upstream.__get__(self)
        return kept[1]

    return property(page_references)


HOLDS = (
    Hold("pydyf:PDF.page_references", _made_once),
    *compared("pydyf", "PDF.add_page"),
)
