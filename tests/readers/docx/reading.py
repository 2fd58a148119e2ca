"""What a Word file of these paragraphs is read as."""

from __future__ import annotations

from publish.model.article import Changes, Draft, Source
from publish.model.limits import DEFAULT_LIMITS, Limits
from publish.model.tree import Blocks, Inlines, Paragraph
from publish.readers import read
from tests.word_files import word_file


def drafted(
    *body: str, limits: Limits = DEFAULT_LIMITS, changes: Changes = "accept", **more: object
) -> Draft:
    """The draft of a Word file of these paragraphs; `more` is what `word_file` takes."""
    data = word_file(*body, **more)  # type: ignore[arg-type]
    return read(Source("a.docx", data, changes=changes), limits)


def blocks(*body: str, changes: Changes = "accept", **more: object) -> Blocks:
    """The blocks of a Word file of these paragraphs."""
    return drafted(*body, changes=changes, **more).blocks


def words(*body: str, changes: Changes = "accept", **more: object) -> Inlines:
    """The inlines of the first paragraph."""
    (first, *_) = blocks(*body, changes=changes, **more)
    assert isinstance(first, Paragraph)
    return first.inlines


def codes(draft: Draft) -> dict[str, str]:
    """What the notes of a draft say, by their codes."""
    return {note.code: note.message for note in draft.notes}
