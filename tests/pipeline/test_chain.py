"""Merged again and again: decisions.toml says what became of each line, and nothing twice."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from publish.decisions import DecisionsFile
from publish.model.article import Article, LineEdit
from publish.model.tree import Block, Emphasis, Listing, Text
from publish.normaliser.fields.decided import decided
from publish.pipeline.editing import decisions_of, revised, written
from publish.revision.diff import diff
from tests.build import p

WORDS = [f"Line {sign} of the article is here." for sign in "abcdefghijkl"]


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Articles of a few lines, no two with the same words; some are items of lists."""
    said = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6, unique=True))
    blocks: list[Block] = []
    for words in said:
        line = draw(st.sampled_from([p(words), p(words), p("So: ", Emphasis((Text(words),)))]))
        match draw(st.integers(0, 3)), blocks[-1:]:
            case 0, [Listing(items=items)]:
                blocks[-1] = Listing((*items, (line,)))
            case ((0 | 1), _):
                blocks.append(Listing(((line,),)))
            case _:
                blocks.append(line)
    title = draw(st.sampled_from(["One title", "Another"]))
    return Article("a.txt", (Text(title),), tuple(blocks))


ARTICLES = articles()


def built(source: Article, data: bytes) -> Article:
    """The article as a build makes it; without cleaning what is stripped are lines as well."""
    said = DecisionsFile(data, "d").about("a.txt")
    strips = tuple(LineEdit(each, "") for each in said.strip)
    made = replace(said, strip=(), edit=(*strips, *said.edit))
    return revised(decided(source, made), made)


def merged(data: bytes, source: Article, now: Article, edited: Article) -> bytes:
    return written(data, "a.txt", decisions_of(diff(now, edited), now), source)


@settings(max_examples=60)
@given(ARTICLES, ARTICLES)
def test_merged_twice_writes_nothing_new(source: Article, edited: Article) -> None:
    data = merged(b"", source, source, edited)

    now = built(source, data)

    assert (now.title, now.body) == (edited.title, edited.body)
    assert merged(data, source, source, edited) == data
    assert merged(data, source, now, edited) == data


@settings(max_examples=60)
@given(ARTICLES, ARTICLES, ARTICLES)
def test_what_is_edited_again_reads_as_it_was_edited_last(
    source: Article, first: Article, second: Article
) -> None:
    once = merged(b"", source, source, first)
    twice = merged(once, source, built(source, once), second)

    now = built(source, twice)

    assert (now.title, now.body) == (second.title, second.body)
