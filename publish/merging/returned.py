"""What an edited file says of each of its articles, next to what it was made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from publish.merging.keeping import keeping
from publish.merging.stripped import restored
from publish.model.article import Article
from publish.model.edition import Edition, Layout
from publish.model.limits import Limits
from publish.model.passages import key_of
from publish.model.walk import text_of_inlines
from publish.model.word_roles import Role
from publish.readers.docx.file import WordFile, opened
from publish.readers.docx.said import said_articles
from publish.revision.apply import applied
from publish.revision.diff import diff
from publish.writers.docx import write


@dataclass(frozen=True, slots=True)
class Returned:
    """An article as the editor has it, and as it was in the file that went out.

    `lost` counts changes that no line of the base could take.
    """

    base: Article
    edited: Article
    lost: int = 0


def expected_of(base: Article, layout: Layout, limits: Limits) -> WordFile:
    """What the base's own file reads as, by this layout: what a file of ours can say of it."""
    return opened(write(Edition.of(base), layout).data, base.name, limits)


def returned(file: WordFile, said: Article, base: Article, expected: WordFile) -> Returned:
    """What a file says of one article now, in the base's own terms.

    What differs from what was to be `expected` was changed by somebody. `said` is the article by
    the file's styles; of a file that lost them its words alone count.
    """
    if not _is_styled(file, expected):
        return Returned(base, restored(file, expected, base))
    (before, *_) = said_articles(expected)
    changes = diff(_plain(before), _plain(keeping(before, said)))
    made = applied(changes, _plain(base))
    return Returned(base, replace(made.article, remarks=said.remarks), len(made.lost))


_OURS: frozenset[Role] = frozenset({"outlet", "fact", "label", "source"})
"""Roles that only styles of our own give: programs that drop those keep titles and headings."""


def _is_styled(file: WordFile, expected: WordFile) -> bool:
    """Whether the file's styles still tell what each line is."""
    there, wanted = ({line.role for line in each.lines} - {"body"} for each in (file, expected))
    return bool(there & (wanted & _OURS or wanted)) if wanted else file.styled


def _plain(article: Article) -> Article:
    return replace(article, remarks=())


def paired(said: Sequence[Article], bases: Sequence[Article]) -> list[tuple[Article, Article]]:
    """Each article of a file with its base: in their order, or by name and title where some went.

    An article that no base fits is new, and none of ours to merge.
    """
    if len(said) == len(bases):
        return list(zip(said, bases, strict=True))
    made: list[tuple[Article, Article]] = []
    left = list(bases)
    for each in said:
        key = key_of(text_of_inlines(each.title))
        fits = (b for b in left if key_of(text_of_inlines(b.title)) == key)
        found = next(fits, None) or next((b for b in left if b.name == each.name), None)
        if found:
            left.remove(found)
            made.append((each, found))
    return made
