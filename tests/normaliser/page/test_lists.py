"""Lists of a page opened for the rules, and closed again behind them."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish import readers
from publish.model.article import Decisions, Finding, Passage, Source
from publish.model.forms import numbers_of
from publish.model.tree import Block, Blocks, Listing, Origin
from publish.model.walk import blocks_inside, digest_of, rebuilt, text_of
from publish.normaliser import normalise
from publish.normaliser.cleaning.numbers import Numbers
from publish.normaliser.page.lists import closed, opened
from tests.normaliser.cleaning.kit import pointing
from tests.strategies import BLOCKS

SAID = "The keeper said that the lamp had burned through the night without a fault."


def drafted(body: str) -> Blocks:
    page = f"<html><body><h1>The keeper</h1><div>{body}</div></body></html>"
    return readers.read(Source("page.html", page.encode())).blocks


def shown(body: str) -> list[tuple[str, str]]:
    """The pieces of a page's lists: their texts and the elements below the list around them."""
    blocks, items = opened(drafted(body))
    return [
        (text_of(block), " ".join(block.origin.trail[2:]))
        for block, item in zip(blocks, items, strict=True)
        if item
    ]


def test_a_list_of_comments_is_one_block_a_comment() -> None:
    thread = f"<ol class=thread><li class=comment><p>Ann</p><p>{SAID}</p>"
    thread += f"<ul class=children><li class=comment><p>Bo</p><p>{SAID}</p></li></ul></li>"
    thread += f"<li class=comment><p>Cy</p><p>{SAID}</p></li></ol>"

    assert shown(f"<p>{SAID}</p>{thread}<p>{SAID}</p>") == [
        (f"Ann\n{SAID}", "ol.thread li.comment"),
        (f"Bo\n{SAID}", "ol.thread li.comment ul.children li.comment"),
        (f"Cy\n{SAID}", "ol.thread li.comment"),
    ]


@pytest.mark.parametrize(
    "items",
    [
        "<li>Oil</li><li>Flour</li>",
        "<li>News<ul><li>Sports</li><li>Weather</li></ul></li><li>Shop</li>",
        "<li><div>2 cups</div><div>flour</div></li><li><div>1</div><div>egg</div></li>",
        f"<li>{SAID}</li><li>Oil</li>",
        "<li><h4>Oil</h4></li><li><h4>Flour</h4></li>",
        f"<li>One odd item.<p>{SAID}</p></li><li>{SAID}</li><li>{SAID}</li><li>{SAID}</li>",
        "<li><img src=a.png alt=Facebook></li><li><img src=b.png alt=Mail></li>",
    ],
)
def test_a_list_of_lines_stays_one_block(items: str) -> None:
    assert shown(f"<ul>{items}</ul>") == []


@pytest.mark.parametrize(
    "item",
    [
        "<h3>Lamp of the upper town burns for a hundred years</h3>",
        "<h3>Oil</h3><p>A litre.</p>",
        f"<p>{SAID}</p><p>{SAID}</p>",
        f"<p>{SAID} {SAID} {SAID}</p>",
        f"<blockquote>{SAID}</blockquote>",
        "<figure><img src=a.png><figcaption>The lamp</figcaption></figure>",
        f"<ul><li><p>{SAID}</p><p>{SAID}</p></li></ul>",
    ],
)
def test_a_list_of_blocks_is_opened(item: str) -> None:
    assert len(shown(f"<ul><li>Oil</li><li>{item}</li></ul>")) == 2


def test_what_an_author_marked_up_stays_as_it_is() -> None:
    text = f"# The keeper\n\n- {SAID}\n\n  {SAID}\n- {SAID}\n\n  {SAID}\n"
    blocks = readers.read(Source("page.md", text.encode())).blocks

    assert opened(blocks) == (blocks, (None, None))


def within(blocks: Blocks) -> Blocks:
    """The blocks as an HTML page has them: each with a number and the elements around it."""
    numbers = iter(range(1, 10_000))

    def placed(run: Blocks, trail: tuple[str, ...]) -> Blocks:
        made: list[Block] = []
        for block in run:
            first = next(numbers)
            inner = rebuilt(block, blocks=lambda each: placed(each, (*trail, "ul", "li")))
            last = next(numbers)
            made.append(replace(inner, origin=Origin(first, last, "block", (*trail, "ul"))))
        return tuple(made)

    return placed(blocks, ("body",))


PAGES = st.lists(BLOCKS, min_size=1, max_size=3).map(lambda blocks: within(tuple(blocks)))


@given(PAGES, st.data())
def test_a_closed_list_says_what_is_left_of_it_and_is_the_same_when_all_is(
    blocks: Blocks, data: st.DataObject
) -> None:
    pieces, items = opened(blocks)
    texts = tuple(map(text_of, pieces))
    left = [each for each in zip(pieces, items, texts, strict=True) if data.draw(st.booleans())]
    kept, its, said = map(tuple, zip(*left, strict=True)) if left else ((), (), ())

    whole, all_said = closed(pieces, texts, items)
    again, some_said = closed(kept, said, its)

    assert whole == blocks
    assert all_said == tuple(map(text_of, whole))
    assert [each.origin for each in blocks_inside(whole)] == [
        each.origin for each in blocks_inside(blocks)
    ]
    assert "\n".join(some_said).split() == "\n".join(said).split()
    assert [text.split() for text in some_said] == [text_of(block).split() for block in again]


def cleaned(body: str, *gone: int) -> Listing:
    """The list of a page after blocks of it were taken."""
    draft = readers.read(
        Source("page.html", f"<html><body><h1>The keeper</h1><div>{body}</div>".encode())
    )
    rules = tuple(pointing(Finding(index, index, "a test")) for index in gone)
    article = normalise(draft, rules=rules)
    return next(block for block in article.body if isinstance(block, Listing))


ITEM = f"<p>{SAID}</p><p>{SAID}</p>"


@pytest.mark.parametrize(
    ("opening", "gone", "numbers"),
    [
        ("<ol>", (2,), (1, 3, 4)),
        ("<ol>", (1,), (2, 3, 4)),
        ("<ol start=5>", (2, 3), (5, 8)),
        ("<ol reversed>", (2,), (4, 2, 1)),
        ("<ol reversed>", (1, 3), (3, 1)),
    ],
)
def test_items_keep_the_numbers_that_the_page_gave_them(
    opening: str, gone: tuple[int, ...], numbers: tuple[int, ...]
) -> None:
    left = cleaned(f"{opening}{f'<li>{ITEM}</li>' * 4}</ol>", *gone)

    assert numbers_of(left) == numbers


def test_an_item_with_a_number_of_its_own_keeps_it() -> None:
    left = cleaned(f"<ol><li>{ITEM}</li><li value=7>{ITEM}</li><li>{ITEM}</li></ol>", 1)

    assert numbers_of(left) == (7, 8)


def test_answers_to_a_comment_that_went_stand_in_its_place() -> None:
    answers = f"<ul><li><p>Bo</p>{ITEM}</li></ul>"
    left = cleaned(f"<ul><li><p>Ann</p>{ITEM}{answers}</li><li><p>Cy</p>{ITEM}</li></ul>", 1)

    assert [text_of(item[0]) for item in left.items] == ["Bo", "Cy"]


def test_every_piece_has_a_number_and_comes_back_by_it() -> None:
    items = "".join(f"<li><p>{name}</p>{ITEM}</li>" for name in ("One", "Two", "Three"))
    body = f"<p>{SAID}</p><ul>{items}</ul><p>Last.</p>"
    draft = readers.read(Source("page.html", f"<h1>The keeper</h1><div>{body}</div>".encode()))
    rule = pointing(Finding(3, 3, "a test"))
    article = normalise(draft, rules=(rule,))

    numbers = Numbers.of(draft, article)

    assert [each.label for each in numbers.gone] == ["4"]
    assert numbers.printed == ((1,), (2,), (3, 5), (6,))
    (words,) = numbers.words_to_restore(4)
    back = Decisions(restore=(Passage(digest_of(words), words),))
    assert normalise(draft, back, rules=(rule,)).body == draft.blocks


@pytest.mark.parametrize("with_text", [True, False])
def test_a_whole_list_is_stripped_by_its_words_and_by_its_digest(with_text: bool) -> None:
    body = f"<p>{SAID}</p><ul><li><p>One</p>{ITEM}</li><li><p>Two</p>{ITEM}</li></ul><p>Last.</p>"
    draft = readers.read(Source("page.html", f"<h1>The keeper</h1><div>{body}</div>".encode()))
    said = text_of(draft.blocks[2])
    passage = Passage(digest_of(said), said if with_text else "")

    article = normalise(draft, Decisions(strip=(passage,)), rules=())

    assert article.body == (*draft.blocks[:2], draft.blocks[3])
    assert "decision.unmatched" not in {note.code for note in article.notes}


def work(blocks: Blocks) -> int:
    """How many calls it takes to open the lists of blocks and to close them again."""
    calls = 0

    def counting(frame: object, event: str, arg: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(counting)
    try:
        pieces, items = opened(blocks)
        closed(pieces[1:], [""] * (len(pieces) - 1), items[1:])
    finally:
        sys.setprofile(None)
    return calls


def test_a_list_of_thousands_of_comments_takes_linear_work() -> None:
    few, many = (drafted(f"<ol>{f'<li>{ITEM}</li>' * count}</ol>") for count in (500, 5_000))

    assert work(many) < 11 * work(few)


def test_answers_to_answers_take_linear_work() -> None:
    def thread(depth: int, count: int) -> str:
        return (
            f"<ol>{f'<li>{ITEM}' * depth}{'</li></ol>' * depth}".replace(
                f"<li>{ITEM}<li>", f"<li>{ITEM}<ol><li>"
            )
            * count
        )

    few, many = (drafted(thread(20, count)) for count in (10, 100))

    assert work(many) < 11 * work(few)
