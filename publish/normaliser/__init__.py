"""From everything a file says (a Draft) to what a reader wants printed (an Article)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from publish.errors import EmptyArticle
from publish.model.article import (
    NO_DECISIONS,
    NO_PROFILE,
    Article,
    Asset,
    Decisions,
    Draft,
    Note,
    Passage,
    SiteProfile,
)
from publish.model.tree import Blocks, Paragraph
from publish.model.walk import digest_of, pictures_in, text_of
from publish.normaliser.cleaning.engine import Cleaning, clean
from publish.normaliser.cleaning.kinds import kind_of
from publish.normaliser.cleaning.law import stands
from publish.normaliser.cleaning.moves import as_moved
from publish.normaliser.cleaning.numbers import numbered
from publish.normaliser.cleaning.remarks import remarks_again, remarks_on
from publish.normaliser.cleaning.rule import Rule
from publish.normaliser.cleaning.telling import told
from publish.normaliser.fields.decided import decided
from publish.normaliser.fields.metadata import article_of
from publish.normaliser.fields.parted import prepared
from publish.normaliser.learning.learned import looked
from publish.normaliser.page.captions import with_credits_apart
from publish.normaliser.page.lists import closed
from publish.normaliser.page.page import Left, Page, Seen
from publish.normaliser.rules import RULES
from publish.normaliser.rules.own import own_rules
from publish.normaliser.structure.breaks import with_breaks_between, without_breaks_of_boxes
from publish.normaliser.structure.foreign import with_foreign
from publish.normaliser.structure.lists import structured
from publish.normaliser.structure.places import placed
from publish.normaliser.typography import set_article, set_block

__all__ = ["RULES", "Left", "Page", "Rule", "normalise", "own_rules"]


def _unrevised(article: Article) -> Article:
    return article


def normalise(
    draft: Draft,
    decisions: Decisions = NO_DECISIONS,
    profile: SiteProfile = NO_PROFILE,
    rules: tuple[Rule, ...] = RULES,
    look: Callable[[Page], Seen] = looked,
    revise: Callable[[Article], Article] = _unrevised,
) -> Article:
    """The article in a draft, with the record of every word that was taken out.

    `look` finds where in a page the article stands; by default the shipped model does. `revise` is
    what an editor makes of the clean article before it is set: its lines are Markdown, which the
    caller reads (`pipeline.editing`).
    A page that looks like no whole article (a paywall, an index …) carries a note `page.KIND`.
    What a person set in named styles the model does not judge, and the article that a file of ours
    carries is not cleaned again.
    Raises EmptyArticle, which carries what was removed, when nothing is left to print.
    """
    if draft.article is not None:
        return _carried(draft, draft.article, decisions, revise)
    draft = prepared(draft)
    page = Page.of(draft, profile, decisions.language, None if draft.authored else look)
    cleaning = clean(page, _with_words(decisions, page), rules)
    kind = None if page.by_styles else kind_of(page, cleaning)
    if cleaning.is_empty:
        raise _nothing_left(page, cleaning, kind)
    items = [page.items[index] for index in cleaning.indices]
    left, texts = closed(cleaning.body, cleaning.texts, items)
    body = with_foreign(structured(draft, left, texts), page.language)
    body = with_credits_apart(without_breaks_of_boxes(draft.blocks, body))
    article = article_of(draft, body, cleaning.lifts, page.language, decisions)
    removals = tuple(as_moved(cleaning.removals, cleaning.says, article))
    stands(removals, article)
    article = replace(article, removals=removals, settled=decisions.settled)
    remarks, homeless = remarks_on(draft, article)
    article, lost = placed(draft, revise(replace(article, remarks=remarks)))
    parted = replace(article, body=with_breaks_between(article.body))
    article = _set(replace(parted, remarks=remarks_again(article, parted)))
    lines = (Paragraph(article.title), Paragraph(article.standfirst))
    return replace(
        article,
        notes=(
            *((kind,) if kind else ()),
            *told(page, cleaning),
            *article.notes,
            *lost,
            *homeless,
        ),
        assets=_assets_in(draft, (*article.body, *article.author_note, *lines)),
    )


def _carried(
    draft: Draft,
    article: Article,
    decisions: Decisions,
    revise: Callable[[Article], Article],
) -> Article:
    """The article that a file carries, under the file's name, with an editor's word over it.

    It was cleaned and set when the file was made: only what is new in it is set again.
    """
    notes = (*article.notes, *(note for note in draft.notes if note not in article.notes))
    settled = tuple(dict.fromkeys((*article.settled, *decisions.settled)))
    said = decided(replace(article, name=draft.name, notes=notes, settled=settled), decisions)
    made = revise(said)
    return made if made is said else _set(made)


def _set(article: Article) -> Article:
    """The article in the characters of its language, with remarks on the same words."""
    made = set_article(article)
    return replace(made, remarks=remarks_again(article, made)) if article.remarks else made


def _nothing_left(page: Page, cleaning: Cleaning, kind: Note | None) -> EmptyArticle:
    """The error of a page of which nothing is left, with what was removed."""
    gone = [each for each in numbered(cleaning.removals, page.blocks) if each.text.strip()]
    return EmptyArticle(
        f"cleaning left no words; {kind.message}" if kind else "cleaning left no words",
        where=page.draft.name,
        hint="bring passage N back: publish inspect FILE --restore N",
        removed=tuple((each.removal.rule, each.text) for each in gone),
        numbers=tuple(each.number for each in gone),
        kind=kind.code if kind else "",
    )


def _with_words(decisions: Decisions, page: Page) -> Decisions:
    """The decisions, with words for each passage that is known by the digest of a printed block."""
    alone = [each for each in (*decisions.restore, *decisions.strip) if not each.text]
    if not alone:
        return decisions
    printed = {
        digest_of(text_of(set_block(block, page.language))): raw
        for block in page.draft.blocks  # lists as they are printed
        if (raw := text_of(block)).strip()
    }

    def told(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
        return tuple(
            each if each.text else replace(each, text=printed.get(each.digest, ""), whole=True)
            for each in passages
        )

    return replace(decisions, restore=told(decisions.restore), strip=told(decisions.strip))


def _assets_in(draft: Draft, blocks: Blocks) -> dict[str, Asset]:
    """The pictures that the article still shows."""
    shown = set(pictures_in(blocks))
    return {name: asset for name, asset in draft.assets.items() if name in shown}
