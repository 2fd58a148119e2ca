"""Words that leave the body for a field: they stand there, or they do not leave for it.

A field of words (title, standfirst, dateline, note about the authors) holds one text: the ledger
asks here before it lifts another into it. Names, dates and tags are told apart when the fields of
the article are known. `law.stands` proves both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from publish.model.article import Article, Decisions, Finding, Lifts, Removal
from publish.model.forms import is_line
from publish.model.tree import Blocks, Inlines, Paragraph, Text
from publish.model.walk import folded, text_of_inlines
from publish.normaliser.cleaning.law import WORDED
from publish.normaliser.fields.metadata import same_day
from publish.normaliser.page.words import letters_of

__all__ = ["Moves", "as_moved"]


class Moves:
    """Which text fills each field of words: the editor's, else the first that was lifted."""

    def __init__(self, decisions: Decisions) -> None:
        said = {name: getattr(decisions, name, None) for name in WORDED}
        self._filled = {name: letters_of(text) for name, text in said.items() if text is not None}
        self._decided = set(self._filled)

    def settled(self, finding: Finding, said: str, left: Blocks) -> Finding | None:
        """A finding that moves words to such a field, as it may be carried out; None when not.

        `said` are the words that would move, `left` their blocks without what was taken before.
        The editor's title takes the place of the headline, which is no title then. A standfirst or
        a note is the article's own text: it stays where other words would print in its place.
        """
        field = finding.moved_to
        letters = letters_of(said)
        if field not in self._filled:
            self._filled[field] = letters
            return replace(finding, lifts=_lifts_of(finding, said, left))
        if field == "title":
            if letters == self._filled[field]:
                return finding
            why = f"{finding.why}; the editor's title stands in its place"
            return replace(finding, moved_to="", why=why) if field in self._decided else None
        if field in self._decided and letters == self._filled[field]:
            self._decided.remove(field)  # the second time it stays: it is printed there once
            return finding
        return None


def _lifts_of(finding: Finding, said: str, left: Blocks) -> Lifts:
    """What a finding lifts, of the words that are left: what was taken before is in no field."""
    lifts, field = finding.lifts, finding.moved_to
    if field == "dateline":
        same = lifts.dateline is not None and letters_of(lifts.dateline) == letters_of(said)
        return lifts if same else replace(lifts, dateline=folded(said))
    if finding.span is not None:
        left = (Paragraph((Text(folded(said)),)),)
    if field == "author_note":
        return replace(lifts, author_note=left)
    words: Inlines | None = lifts.title if field == "title" else lifts.standfirst
    if words is None or text_of_inlines(words) != said:
        only = left[0] if len(left) == 1 else None
        words = only.inlines if only is not None and is_line(only) else (Text(folded(said)),)
    return replace(lifts, title=words) if field == "title" else replace(lifts, standfirst=words)


def as_moved(
    removals: Sequence[Removal], says: Sequence[Lifts], article: Article
) -> Iterator[Removal]:
    """The record in which a line moved to byline, dates or tags only if they hold what it says.

    `says` are the names, dates and tags of each removal's words. Where another source's word
    stands in the field, the line went for what it is, and its reason tells what stands there.
    """
    for gone, lifts in zip(removals, says, strict=True):
        if not gone.moved_to or gone.moved_to in WORDED or _holds(article, lifts):
            yield gone
        elif lifts.published and _holds(article, _as_change(lifts)):
            yield replace(gone, moved_to="updated")
        else:
            why = f"{gone.why}; {_instead(article, gone.moved_to)}"
            yield replace(gone, moved_to="", why=why)


def _as_change(lifts: Lifts) -> Lifts:
    """A date without a word for it may be that of the last change."""
    day, other = lifts.published, lifts.updated
    return lifts if other else replace(lifts, published=None, updated=day)


def _holds(article: Article, lifts: Lifts) -> bool:
    """Whether the fields hold all the names, dates and tags; of none they hold nothing."""
    days = [(lifts.published, article.published), (lifts.updated, article.updated)]
    lists = [(lifts.byline, article.byline), (lifts.tags, article.tags)]
    said = any(value for value, _ in (*days, *lists))
    return (
        said
        and all(not day or (held and same_day(day, held)) for day, held in days)
        and all(set(map(letters_of, some or ())) <= set(map(letters_of, h)) for some, h in lists)
    )


def _instead(article: Article, field: str) -> str:
    """What an article's field holds, as a part of a sentence."""
    value = getattr(article, field)
    said = value if isinstance(value, str) else ", ".join(value)
    return f"the article's {_NAMES[field]} {said or 'none'}"


_NAMES = {
    "byline": "byline is",
    "published": "date is",
    "updated": "date of change is",
    "tags": "tags are",
}
