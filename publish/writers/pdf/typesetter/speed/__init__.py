"""The same bytes in less time: what WeasyPrint does twice, done once.

One module each, with the name upstream that it stands for and the reason why no byte changes.
`HOLDS` is all of them in the order in which they are put in place.
"""

from __future__ import annotations

from publish.writers.pdf.typesetter.guard import Hold
from publish.writers.pdf.typesetter.speed import (
    backgrounds,
    contexts,
    flow,
    lengths,
    page_references,
    pseudo_elements,
    struts,
    styles,
    subset_arrays,
    values,
)

__all__ = ["HOLDS"]

HOLDS: tuple[Hold, ...] = (
    *styles.HOLDS,
    *pseudo_elements.HOLDS,
    *lengths.HOLDS,
    *flow.HOLDS,
    *struts.HOLDS,
    *contexts.HOLDS,
    *backgrounds.HOLDS,
    *values.HOLDS,
    *page_references.HOLDS,
    *subset_arrays.HOLDS,
)
