"""Comments of ours that a person has seen to: resolved, or deleted."""

from __future__ import annotations

from collections.abc import Iterable

from publish.model.article import Remark
from publish.model.walk import digest_of
from publish.readers.docx.file import WordFile
from publish.readers.docx.said import is_of_ours


def settled_in(file: WordFile, expected: WordFile) -> tuple[str, ...]:
    """The digests of the comments that the file went out with and that it has open no more.

    `expected` is what the base's own file reads as. None where the file went out without comments.
    """
    if file.options.get("comments") == "false":
        return ()
    still = {_digest(each) for each in _ours(file.remarks) if not each.resolved}
    went_out = map(_digest, _ours(expected.remarks))
    return tuple(dict.fromkeys(digest for digest in went_out if digest not in still))


def _ours(remarks: Iterable[Remark]) -> list[Remark]:
    return [each for each in remarks if is_of_ours(each)]


def _digest(remark: Remark) -> str:
    return digest_of(remark.text)
