"""What became of an edited file: what is written down of it, and what could not be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from publish.errors import Failure
from publish.model.article import NO_DECISIONS, Decisions
from publish.revision.three import Conflict

_LISTS = frozenset({"restore", "strip", "options", "edit", "insert", "remark", "settled"})
_FAILED = 1


@dataclass(frozen=True, slots=True)
class MergedArticle:
    """An article of an edited file.

    `source` is its path, `written` what decisions.toml is told of it. `changed` says that the
    source is no longer what the file was made from; `by_words` that only its words told whose it
    is. `unplaced` counts changes that no line could take. `is_new` says that most of it is new: it
    is a source itself, and nothing is written.
    """

    source: str
    written: Decisions = NO_DECISIONS
    conflicts: tuple[Conflict, ...] = ()
    changed: bool = False
    by_words: bool = False
    unplaced: int = 0
    is_new: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether all that was changed is written."""
        return not (self.conflicts or self.unplaced or self.is_new)


@dataclass(frozen=True, slots=True)
class Merge:
    """An edited file and its articles. `settled` says that it is a result that may be replaced.

    `left` tells what of it belongs to no article of ours. `failure` is why nothing of it was read.
    """

    file: str
    articles: tuple[MergedArticle, ...] = ()
    settled: bool = False
    left: tuple[str, ...] = ()
    failure: Failure | None = None

    @property
    def exit_code(self) -> int:
        """0 all is written, 1 some is not, 2 the command is not clear about it."""
        if self.failure:
            return 2 if self.failure.code.startswith("settings") else _FAILED
        return 0 if all(each.is_whole for each in self.articles) else _FAILED


def told(written: Decisions) -> str:
    """What is written, in plain words: 3 lines edited, 1 paragraph gone, title changed."""
    return ", ".join(_told(written)) or "nothing changed"


def _told(written: Decisions) -> Iterator[str]:
    moved = sum(bool(each.origin) for each in written.insert)
    edited = sum(bool(each.now) for each in written.edit)
    gone = len(written.strip) + len(written.edit) - edited - moved
    new = len(written.insert) - moved
    for count, one, several in (
        (edited, "line edited", "lines edited"),
        (gone, "paragraph gone", "paragraphs gone"),
        (moved, "moved", "moved"),
        (new, "passage added", "passages added"),
        (len(written.restore), "restored", "restored"),
        (len(written.remark), "comment", "comments"),
        (len(written.settled), "comment settled", "comments settled"),
    ):
        if count > 0:
            yield f"{count:,} {one if count == 1 else several}"
    for each in fields(Decisions):
        if each.name not in _LISTS and getattr(written, each.name) is not None:
            yield f"{each.name.replace('_', ' ')} changed"
