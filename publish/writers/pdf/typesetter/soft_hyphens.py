"""Hyphens that were added, said to be soft ones in the file: words stay whole for who listens.

Restates weasyprint.pdf.stream.Stream.marked (NOTICE).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any  # WeasyPrint has no types

import pydyf
from weasyprint.pdf.stream import Stream

from publish.writers.pdf.guard import Hold, compared
from publish.writers.pdf.typesetter.setting import setting
from publish.writers.pdf.typesetter.strings import readable

_SOFT_HYPHEN = "\xad"

_upstream_marked = Stream.marked


def _marked(self: Any, box: Any, tag: str) -> AbstractContextManager[None]:
    """Say in the file that an added hyphen is a soft one: ISO 32000-1, 14.8.2.2.3."""
    is_soft = box.__dict__.get("publish_hyphen") and setting.choices.lines == "optimal"
    if self._tags is None or not is_soft:
        upstream: AbstractContextManager[None] = _upstream_marked(self, box, tag)
        return upstream
    return _hyphenated(self, box, tag)


@contextmanager
def _hyphenated(stream: Any, box: Any, tag: str) -> Iterator[None]:
    text = readable(box.text.removesuffix(box.style["hyphenate_character"])) + _SOFT_HYPHEN
    properties = {"MCID": len(stream._tags), "ActualText": pydyf.String(text)}
    stream._tags[box] = {"tag": tag, "mcid": len(stream._tags)}
    pydyf.Stream.begin_marked_content(stream, tag, pydyf.Dictionary(properties))
    yield
    pydyf.Stream.end_marked_content(stream)


HOLDS = (
    Hold("weasyprint.pdf.stream:Stream.marked", lambda _: _marked),
    *compared("pydyf", "Stream.begin_marked_content", "Stream.end_marked_content"),
)
