"""Typography over the fields of an article."""

from __future__ import annotations

from dataclasses import replace

from publish.model.article import Article
from publish.normaliser.typography.tree import set_blocks, set_inlines, set_name, set_text


def set_article(article: Article) -> Article:
    """The article with every line that is printed set as its language wants it.

    An editor's own words too: what is typographic in them stays as it is. Of names only the
    apostrophes change.
    """
    language = article.language
    return replace(
        article,
        title=set_inlines(article.title, language),
        standfirst=set_inlines(article.standfirst, language),
        byline=tuple(map(set_name, article.byline)),
        dateline=set_text(article.dateline, language),
        outlet=set_name(article.outlet),
        summary=set_inlines(article.summary, language),
        key_points=tuple(set_inlines(point, language) for point in article.key_points),
        body=set_blocks(article.body, language),
        author_note=set_blocks(article.author_note, language),
    )
