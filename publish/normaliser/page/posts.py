"""Whole posts below one another, as on the first page of a blog: none of them is the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from urllib.parse import urldefrag, urlsplit

from publish.model.dates import dates_in
from publish.model.tree import Blocks, Heading, Link
from publish.normaliser.page.elements import element_of

__all__ = ["posts_of"]

_FEWEST = 3  # posts
_LONGEST_LINE = 15  # words of a line that dates a post
_LEAST = 40  # words of the paragraphs of each post; summaries have fewer
_WHOLE = 60  # words of a single paragraph that is a whole post
_MOST = 0.75  # share of the headlines with a whole post below, and of the posts with their day
_NEAR = 2  # elements around a headline that may be named for one


def posts_of(
    blocks: Blocks,
    texts: Sequence[str],
    words: Sequence[int],
    prose: Sequence[int],
    links: Sequence[Sequence[Link]],
) -> tuple[range, ...]:
    """The posts of a page, each from its headline to the next; none where it is one article.

    Each headline leads to a page of the same site, and a line of each post tells its day. `words`
    and `prose` are the words of each block and those that stand in paragraphs.
    """
    for heads in (_linked(blocks, texts, links), _named(blocks)):
        sizes = [sum(prose[at] for at in post) for post in _parted(heads, len(blocks))]
        whole = [at for at, size in zip(heads, sizes, strict=True) if size >= _LEAST]
        if len({texts[at] for at in whole}) < _FEWEST or len(whole) < _MOST * len(heads):
            continue
        posts = _parted(whole, len(blocks))
        # Behind the last post stands the rest of the page.
        posts[-1] = range(whole[-1], 1 + max(at for at in posts[-1] if prose[at]))
        many = sum(_is_whole([prose[at] for at in post if prose[at]]) for post in posts)
        if many >= _MOST * len(posts) and _are_dated(texts, words, posts, links):
            return tuple(posts)
    return ()


def _are_dated(
    texts: Sequence[str],
    words: Sequence[int],
    posts: Sequence[range],
    links: Sequence[Sequence[Link]],
) -> bool:
    """Whether most posts tell their day, and not one day for all where no headline is a link."""
    days = [day for post in posts if (day := _day_of(texts, words, post))]
    return len(days) >= _MOST * len(posts) and (bool(links[posts[0].start]) or len(set(days)) > 1)


def _is_whole(paragraphs: Sequence[int]) -> bool:
    """Whether paragraphs, by their words, are more than what a teaser shows."""
    return len(paragraphs) > 1 or sum(paragraphs) >= _WHOLE


def _parted(heads: Sequence[int], end: int) -> list[range]:
    """From each headline to the next."""
    return [range(first, last) for first, last in pairwise((*heads, end))]


def _linked(blocks: Blocks, texts: Sequence[str], links: Sequence[Sequence[Link]]) -> list[int]:
    """The headings of one level that lead to different pages of one site, and do nothing else."""
    found: list[tuple[int, tuple[int, str], str]] = []
    for index, block in enumerate(blocks):
        if isinstance(block, Heading) and len(links[index]) == 1 and texts[index]:
            address = urldefrag(links[index][0].url)[0]
            found.append((index, (block.level, urlsplit(address).netloc), address))
    kinds = Counter(kind for _, kind, _ in found).most_common(1)
    ours = [(index, address) for index, kind, address in found if kind == kinds[0][0]]
    return [index for index, _ in ours] if len({each for _, each in ours}) == len(ours) else []


def _named(blocks: Blocks) -> list[int]:
    """The headings in elements that are named for a post's headline."""
    return [
        index
        for index, block in enumerate(blocks)
        if isinstance(block, Heading)
        and any(element_of(step).is_title for step in block.origin.trail[-_NEAR:])
    ]


def _day_of(texts: Sequence[str], words: Sequence[int], post: range) -> str:
    """What a short line of a post says of its day, "" when none does."""
    for at in post:
        if 0 < words[at] <= _LONGEST_LINE and (found := dates_in(texts[at])):
            return found[0].day or " or ".join(found[0].either)
    return ""
