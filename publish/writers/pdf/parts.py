"""All that stands on the engine's inside, one row a part, and which parts run with the one here.

A part whose names are not as guard.toml has them is left out, and those that need it; the rest
runs. Rows stand in the order in which they are put in place, after those they need.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from publish.writers.pdf import fetcher, footnotes, heard, metadata, structure
from publish.writers.pdf.guard import Part, Verdict, installed, judged
from publish.writers.pdf.typesetter import (
    breakpoints,
    breaks,
    draw,
    greedy,
    leaves,
    lines,
    making,
    plan,
    runs,
    soft_hyphens,
    store,
    stored,
    strings,
)
from publish.writers.pdf.typesetter.speed import (
    backgrounds,
    bare_boxes,
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

__all__ = ["PARTS", "SPEED", "running", "verdicts"]

_SLOWER = "pages take longer"
_LINES = (*plan.HOLDS, *leaves.HOLDS, *breakpoints.HOLDS, *breaks.HOLDS)

SPEED: tuple[Part, ...] = (
    Part("styles", _SLOWER, styles.HOLDS),
    Part("pseudo_elements", _SLOWER, pseudo_elements.HOLDS),
    Part("lengths", _SLOWER, lengths.HOLDS),
    Part("flow", _SLOWER, flow.HOLDS),
    Part("struts", _SLOWER, struts.HOLDS),
    Part("contexts", _SLOWER, contexts.HOLDS),
    Part("backgrounds", _SLOWER, backgrounds.HOLDS),
    Part("values", _SLOWER, values.HOLDS),
    Part("page_references", _SLOWER, page_references.HOLDS),
    Part("subset_arrays", _SLOWER, subset_arrays.HOLDS),
    Part("bare_boxes", _SLOWER, bare_boxes.HOLDS),
)
"""The same bytes in less time."""

PARTS: tuple[Part, ...] = (
    *SPEED,
    Part("store", _SLOWER, (*store.HOLDS, *runs.HOLDS)),
    Part("drawing", _SLOWER, (*draw.HOLDS, *stored.HOLDS, *strings.HOLDS), needs=("store",)),
    Part("greedy", _SLOWER, (*greedy.HOLDS, *breaks.HOLDS), needs=("store", "drawing")),
    Part(
        "lines",
        "lines are broken one by one",
        (*lines.HOLDS, *making.HOLDS, *_LINES),
        needs=("store", "drawing"),
    ),
    Part(
        "soft_hyphens",
        "divided words are read aloud in two",
        soft_hyphens.HOLDS,
        needs=("lines",),
    ),
    Part("glyphs", "characters that no font has are empty boxes", heard.HOLDS),
    Part("footnotes", "notes stand at the end", footnotes.HOLDS),
    Part("links", "each word of a link is announced as one", structure.LINKS),
    Part("structure", "lists and tables are tagged as the engine does", structure.TAGS),
    Part("attachments", "attachments are listed as the engine does", structure.ATTACHMENTS),
    Part("conformance", "the file does not claim PDF/UA", metadata.HOLDS),
    Part("fetcher", _SLOWER, fetcher.HOLDS),
)


@lru_cache(maxsize=1)
def verdicts() -> tuple[Verdict, ...]:
    """What becomes of each part: asked once a process, it reads some hundred functions."""
    with installed(()):  # nobody's document is in the making
        return judged(PARTS)


def running() -> Mapping[str, Part]:
    """The parts that run, by name."""
    return {verdict.part.name: verdict.part for verdict in verdicts() if verdict.runs}
