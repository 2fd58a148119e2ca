"""An article in another language than its file's: what is foreign in the file is its own."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from publish.model.article import Article
from publish.model.tree import Blocks, Foreign, Inline, Inlines, Text
from publish.model.walk import Node, contents_of, mapped, rebuilt, text_of_inlines
from publish.readers.language_tags import primary


def language_of(blocks: Blocks, otherwise: str) -> str:
    """The language of most letters of blocks; `otherwise` is that of words without a mark."""
    counts: Counter[str] = Counter()
    for block in blocks:
        _count(block, otherwise, counts)
    return max(counts, key=counts.__getitem__, default=otherwise)


def _count(node: Node, language: str, counts: Counter[str]) -> None:
    if isinstance(node, Foreign):
        counts[node.language] += len(text_of_inlines(node.inlines))
        return
    if isinstance(node, Text):
        counts[language] += len(node.text)
        return
    inlines, blocks = contents_of(node)
    for each in (*inlines, *blocks):
        _count(each, language, counts)


def in_language(article: Article, around: str) -> Article:
    """The article with its own language's words plain, and those of `around` marked as foreign."""
    own = article.language
    if not around or primary(own) == primary(around):
        return article

    def inlines(run: Inlines) -> Inlines:
        made: list[Inline] = []
        for inline in run:
            for each in _turned(inline):
                _add(made, each)
        return tuple(made)

    def blocks(run: Blocks) -> Blocks:
        return mapped(run, lambda each: rebuilt(each, inlines=inlines, blocks=blocks))

    def _turned(inline: Inline) -> Inlines:
        if isinstance(inline, Foreign):
            return inline.inlines if primary(inline.language) == primary(own) else (inline,)
        if isinstance(inline, Text):
            letters = any(map(str.isalpha, inline.text))
            return (Foreign(around, (inline,)),) if letters else (inline,)
        return (rebuilt(inline, inlines=inlines, blocks=blocks),)

    return replace(
        article,
        title=inlines(article.title),
        standfirst=inlines(article.standfirst),
        summary=inlines(article.summary),
        key_points=tuple(map(inlines, article.key_points)),
        body=blocks(article.body),
        author_note=blocks(article.author_note),
    )


def _add(made: list[Inline], inline: Inline) -> None:
    """One more inline, joined to one before it that is of its kind."""
    before = made[-1] if made else None
    if isinstance(inline, Text) and isinstance(before, Text):
        made[-1] = Text(before.text + inline.text)
    elif (
        isinstance(inline, Foreign)
        and isinstance(before, Foreign)
        and inline.language == before.language
    ):
        made[-1] = replace(before, inlines=(*before.inlines, *inline.inlines))
    else:
        made.append(inline)
