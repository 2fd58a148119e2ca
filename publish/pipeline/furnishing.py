"""Which lines that recur over a site cleaning takes out of a page, and why it leaves others."""

from __future__ import annotations

from publish.errors import EmptyArticle
from publish.model.article import Draft, Recurring, SiteProfile
from publish.model.limits import Limits
from publish.model.recurring import Kept, key_of
from publish.normaliser.fields.parted import prepared
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.recurrence import evidence_on
from publish.normaliser.rules.site.furniture import judgements
from publish.pipeline.cleaned import cleaned

_OTHERWISE = "too much of the article would go with it"


def kept_on(draft: Draft, profile: SiteProfile, limits: Limits) -> tuple[Kept, ...]:
    """The lines of a site's profile that stand on a page, each with why it stays, or "".

    It is what a build does to the page, whichever rule takes a line.
    """
    try:
        removed = [gone.text for gone in cleaned(draft, profile=profile, limits=limits).removals]
    except EmptyArticle as empty:
        removed = [text for _, text in empty.removed]
    gone = {key_of(line) for text in removed for line in (text, *text.split("\n"))}
    page = Page.of(prepared(draft), profile)
    seen = evidence_on(page)
    judged = judgements(page, Left(tuple(range(len(page)))), seen)
    said: dict[Recurring, str] = {}
    for index, evidence in seen.items():
        line = evidence.line
        why = "" if line.key in gone else judged[index].kept or _OTHERWISE
        said[line] = said.get(line, "") or why
    return tuple(Kept(line.key, line.where, why) for line, why in said.items())
