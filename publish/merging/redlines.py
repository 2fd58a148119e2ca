"""An edited text as a Word file whose changes are tracked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from publish.model.article import Article
from publish.model.edition import Edition, Layout
from publish.writers.docx import write
from publish.writers.docx.redline import Hand, Tracked, redline


def redlined(
    before: Sequence[Article],
    after: Sequence[Article],
    layout: Layout,
    hand: Hand,
    tracked: Sequence[Tracked] = (),
    title: str = "",
) -> bytes:
    """The articles of the second as a Word file in which their changes of the first are tracked."""
    plain = replace(layout, options={**layout.options, "comments": "false"})
    editions = [
        Edition.of(*articles, title=title if len(articles) > 1 else "")
        for articles in (before, after)
    ]
    moment = editions[0].moment
    files = [write(replace(edition, moment=moment), plain).data for edition in editions]
    return redline(files[0], files[1], hand, moment, tracked)
