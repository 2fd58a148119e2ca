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

__all__ = ["HOLDS", "PARTS"]

PARTS = {
    part.__name__.rpartition(".")[2]: part.HOLDS
    for part in (
        styles,
        pseudo_elements,
        lengths,
        flow,
        struts,
        contexts,
        backgrounds,
        values,
        page_references,
        subset_arrays,
    )
}
"""The holds of each part, by its name."""

HOLDS: tuple[Hold, ...] = tuple(hold for holds in PARTS.values() for hold in holds)
