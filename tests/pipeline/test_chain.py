"""Merged again and again: decisions.toml says what became of each line, and nothing twice."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from publish.decisions import DecisionsFile
from publish.model.article import Article, Decisions, LineEdit
from publish.model.tree import Block, Emphasis, Listing, Paragraph, Text
from publish.normaliser.fields.decided import decided
from publish.pipeline.editing import decisions_of, revised, written
from publish.revision.diff import diff
from tests.build import p

WORDS = [f"Line {sign} of the article is here." for sign in "abcdefghijkl"]


@st.composite
def articles(draw: st.DrawFn, *, lists: bool = True) -> Article:
    """Articles of a few lines, no two with the same words; some are items of lists."""
    said = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6, unique=True))
    blocks: list[Block] = []
    for words in said:
        line = draw(st.sampled_from([p(words), p(words), p("So: ", Emphasis((Text(words),)))]))
        match draw(st.integers(0 if lists else 2, 3)), blocks[-1:]:
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
    strips = tuple(LineEdit(each, "") for each in DecisionsFile(data, "d").about("a.txt").strip)
    cleaned = revised(source, Decisions(edit=strips))
    return written(data, "a.txt", decisions_of(diff(now, edited), now), cleaned)


OPERATIONS = st.lists(
    st.tuples(st.sampled_from(["edit", "mark", "insert", "delete"]), st.integers(0, 9)),
    min_size=1,
    max_size=4,
)


def by_hand(article: Article, operations: list[tuple[str, int]], turn: int) -> Article:
    """The article as a person leaves it: lines in other words, new ones, some gone."""
    body = list(article.body)
    for number, (operation, where) in enumerate(operations):
        new = f"Words {turn}.{number} that nobody has said before."
        at = where % len(body)
        line = body[at]
        match operation:
            case "edit" if isinstance(line, Paragraph):
                body[at] = p(new)
            case "edit" | "mark" if isinstance(line, Listing):
                body[at] = Listing((*line.items[:-1], (p(new),)))
            case "mark" if isinstance(line, Paragraph):
                body[at] = p("So: ", Emphasis((Text(new),)))
            case "insert":
                body.insert(at + 1, p(new))
            case _ if len(body) > 1:
                del body[at]
    return replace(article, body=tuple(body))


@settings(max_examples=40, derandomize=True)
@given(ARTICLES, OPERATIONS)
def test_merged_twice_writes_nothing_new(
    source: Article, operations: list[tuple[str, int]]
) -> None:
    edited = by_hand(source, operations, 0)
    data = merged(b"", source, source, edited)

    now = built(source, data)

    assert (now.title, now.body) == (edited.title, edited.body)
    assert merged(data, source, source, edited) == data
    assert merged(data, source, now, edited) == data


@settings(max_examples=40, derandomize=True)
@given(
    articles(lists=False),
    st.lists(OPERATIONS.map(lambda several: several[:1]), min_size=1, max_size=4),
)
def test_what_is_edited_again_reads_as_it_was_edited_last(
    source: Article, rounds: list[list[tuple[str, int]]]
) -> None:
    data, now = b"", source
    for number, operations in enumerate(rounds):
        edited = by_hand(now, operations, number)
        data = merged(data, source, now, edited)
        now = built(source, data)

        assert now.body == edited.body
        assert not now.notes
