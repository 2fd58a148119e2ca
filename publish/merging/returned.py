"""What an edited file says of each of its articles, next to what it was made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
from publish.revision.diff import values_of
from publish.revision.keeping import keeping
from publish.revision.three import merged
from publish.writers.docx.document import written


@dataclass(frozen=True, slots=True)
class Returned:
    """An article as the editor has it, and as it was in the file that went out.

    `lost` counts changes that no line of the base could take.
    """

    base: Article
    edited: Article
    lost: int = 0


def expected_of(bases: Sequence[Article], title: str, layout: Layout, limits: Limits) -> WordFile:
    """What the bases' own file reads as, by this layout: what a file of ours can say of them."""
    edition = Edition.of(*bases, title=title if len(bases) > 1 else "")
    data = written(edition, layout, carries=False).data
    return replace(opened(data, "expected.docx", limits), articles=tuple(bases))


def returned(
    file: WordFile, bases: Sequence[Article], expected: WordFile
) -> tuple[Returned | None, ...]:
    """What a file says of each article now, in the terms of its base; None for one that went.

    What differs from what was to be `expected` was changed by somebody. Of a file that lost its
    styles the words alone count.
    """
    if not is_styled(file, expected):
        edited = restored(file, expected, bases)
        return tuple(Returned(*pair) for pair in zip(bases, edited, strict=True))
    if not file.articles:  # what print does not show comes from the bases, as else from the part
        file = replace(file, articles=tuple(bases))
    before = said_articles(expected)
    assert len(before) == len(bases), "our own file has other articles"
    return tuple(
        _returned(was, said, base) if said else None
        for was, said, base in zip(before, matched(said_articles(file), bases), bases, strict=True)
    )


def _returned(was: Article, said: Article, base: Article) -> Returned:
    told, now = _plain(was), _plain(keeping(was, said))
    found = merged(told, now, _plain(base))
    values = {**values_of(told, now), **found.revision.values}
    made = applied(replace(found.revision, values=values), _plain(base))
    lost = len(made.lost) + sum(each.field == "body" for each in found.conflicts)
    return Returned(base, replace(made.article, remarks=said.remarks), lost)


_OURS: frozenset[Role] = frozenset({"outlet", "fact", "label", "source"})
"""Roles that only styles of our own give: programs that drop those keep titles and headings."""


def is_styled(file: WordFile, expected: WordFile) -> bool:
    """Whether the file's styles still tell what each line is."""
    there, wanted = ({line.role for line in each.lines} - {"body"} for each in (file, expected))
    return bool(there & (wanted & _OURS or wanted)) if wanted else file.styled


def _plain(article: Article) -> Article:
    return replace(article, remarks=())


def matched(said: Sequence[Article], bases: Sequence[Article]) -> list[Article | None]:
    """The article of the file that each base is: in their order, or by title where some went."""
    if len(said) == len(bases):
        return list(said)
    left = list(said)
    made: list[Article | None] = []
    for base in bases:
        key = key_of(text_of_inlines(base.title))
        found = next((each for each in left if key_of(text_of_inlines(each.title)) == key), None)
        if found:
            left.remove(found)
        made.append(found)
    return made
