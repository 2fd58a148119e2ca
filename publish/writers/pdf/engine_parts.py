"""All that stands on the engine's inside, one row a part, and which parts run with the one here.

A part whose names are not as guard.toml has them is left out, and those that need it; the rest
runs. Rows stand in the order in which they are put in place, after those they need.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from publish.writers.pdf import (
    fetcher,
    footnotes,
    heard,
    metadata,
    note_links,
    roles,
    structure,
    text_layer,
)
from publish.writers.pdf.guard import EnginePart, Verdict, installed, judged
from publish.writers.pdf.typesetter import (
    breaks,
    draw,
    glyph_runs,
    greedy,
    learning,
    leaves,
    lines,
    making,
    pieces,
    plan,
    soft_hyphens,
    store,
    stored,
    strings,
    writing,
)
from publish.writers.pdf.typesetter.speed import (
    backgrounds,
    bare_boxes,
    cascade,
    contexts,
    flow,
    lengths,
    one_subset,
    page_references,
    page_tree,
    struts,
    styles,
)

_SLOWER = "pages take longer"
_LINES = (*plan.HOLDS, *leaves.HOLDS, *pieces.HOLDS, *breaks.HOLDS)

SPEED: tuple[EnginePart, ...] = (
    EnginePart("page_tree", _SLOWER, page_tree.HOLDS),
    EnginePart("styles", _SLOWER, styles.HOLDS),
    EnginePart("cascade", _SLOWER, cascade.HOLDS),
    EnginePart("lengths", _SLOWER, lengths.HOLDS),
    EnginePart("flow", _SLOWER, flow.HOLDS),
    EnginePart("struts", _SLOWER, struts.HOLDS),
    EnginePart("contexts", _SLOWER, contexts.HOLDS),
    EnginePart("page_references", _SLOWER, page_references.HOLDS),
    EnginePart("one_subset", _SLOWER, one_subset.HOLDS),
    EnginePart("bare_boxes", _SLOWER, bare_boxes.HOLDS),
    EnginePart("backgrounds", _SLOWER, backgrounds.HOLDS),
)
"""The same bytes in less time."""

PARTS: tuple[EnginePart, ...] = (
    *SPEED,
    EnginePart("store", _SLOWER, (*store.HOLDS, *learning.HOLDS, *glyph_runs.HOLDS)),
    EnginePart("drawing", _SLOWER, (*draw.HOLDS, *stored.HOLDS, *strings.HOLDS), needs=("store",)),
    EnginePart("greedy", _SLOWER, (*greedy.HOLDS, *breaks.HOLDS), needs=("store", "drawing")),
    EnginePart(
        "lines",
        "lines are broken one by one",
        (*lines.HOLDS, *making.HOLDS, *_LINES),
        needs=("store", "drawing"),
    ),
    EnginePart(
        "soft_hyphens",
        "divided words are read aloud in two",
        soft_hyphens.HOLDS,
        needs=("lines",),
    ),
    EnginePart(
        "text_layer",
        "words in scripts whose letters join are copied and read aloud wrong",
        text_layer.HOLDS,
    ),
    EnginePart("glyphs", "characters that no font has are empty boxes", heard.HOLDS),
    EnginePart("footnotes", "notes stand at the end", footnotes.HOLDS),
    EnginePart("links", "each word of a link is announced as one", structure.LINKS),
    EnginePart("notes", "the numbers of notes are no links", note_links.HOLDS, needs=("links",)),
    EnginePart("roles", "struck words and formulas are tagged as text", roles.HOLDS),
    EnginePart("structure", "lists and tables are tagged as the engine does", structure.TAGS),
    EnginePart("attachments", "attachments are listed as the engine does", structure.ATTACHMENTS),
    EnginePart("conformance", "the file does not claim PDF/UA", metadata.HOLDS),
    EnginePart("fetcher", _SLOWER, fetcher.HOLDS),
    EnginePart("writing", "files are larger and take longer", writing.HOLDS),
)


@lru_cache(maxsize=1)
def verdicts() -> tuple[Verdict, ...]:
    """What becomes of each part: asked once a process, it reads some hundred functions."""
    with installed(()):  # nobody's document is in the making
        return judged(PARTS)


def running() -> Mapping[str, EnginePart]:
    """The parts that run, by name."""
    return {verdict.part.name: verdict.part for verdict in verdicts() if verdict.runs}
