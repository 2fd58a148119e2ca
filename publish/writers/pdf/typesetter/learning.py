"""The words of a document learnt before it is laid out, and what the store forgets before that."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any  # WeasyPrint has no types

from publish.writers.pdf.guard import Hold, compared
from publish.writers.pdf.typesetter.setting import Attempt
from publish.writers.pdf.typesetter.store import SEPARATORS, Face, WordStore, store_for

_MOST_FACES = 200  # of all layouts together; a briefing has 25


def _learning(upstream: Callable[..., Any]) -> Callable[..., Any]:
    """`weasyprint.layout.layout_document`, with the words of the document learnt before."""

    def layout_document(html: Any, root_box: Any, context: Any) -> Any:
        with Attempt(root_box):
            _trim(root_box.style.font_config)
            _learn(root_box, context.footnotes)
        return upstream(html, root_box, context)

    return layout_document


def _learn(root_box: Any, footnotes: Iterable[Any]) -> None:
    """Learn the words of a document, in one go for each face."""
    texts: dict[int, tuple[WordStore, list[str]]] = {}
    for root in (root_box, *footnotes):
        for box in root.descendants():
            if getattr(box, "text", None) and (words := store_for(box)) is not None:
                texts.setdefault(id(words), (words, []))[1].append(box.text)
    for words, found in texts.values():
        words.learn(SEPARATORS.split(" ".join(found)))


def _trim(font_config: Any) -> None:
    """Bound the memory, before a document: forget faces when they are many, and their words."""
    faces: dict[Any, Face] = font_config.__dict__.setdefault("publish_faces", {})
    if len(faces) > _MOST_FACES:
        faces.clear()
    for face in faces.values():
        face.trim()


HOLDS = (
    Hold("weasyprint.layout:layout_document", _learning),
    *compared("weasyprint.formatting_structure.boxes", "Box.descendants"),
)
