"""Word files (.docx, .docm, .dotx, .dotm) → Draft: what a person set in named styles."""

from __future__ import annotations

from publish.model.article import Draft, Source
from publish.model.limits import Limits


def read(source: Source, limits: Limits) -> Draft:
    """The draft of a Word file.

    Raises SourceError: BrokenSource, EmptySource, EncryptedSource, UnknownFormat, OverLimit.
    """
    # Here, not above: lxml takes a twentieth of a second to load.
    from publish.readers.docx.draft import draft_of

    return draft_of(source, limits)
