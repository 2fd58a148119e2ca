"""What is recorded as moved to a field stands in that field, and nothing is printed nowhere."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.errors import EmptyArticle
from publish.model.article import (
    Article,
    Decisions,
    Declared,
    Draft,
    Finding,
    Hints,
    Lifts,
    Passage,
    Removal,
)
from publish.model.forms import is_line
from publish.model.tree import Blocks, Deleted, Heading, Inlines, Paragraph, Text
from publish.model.walk import digest_of, text_of, text_of_blocks, text_of_inlines
from publish.normaliser import RULES, Rule, normalise
from publish.normaliser.cleaning.law import stands
from publish.normaliser.page.words import letters_of
from tests.build import draft, h, p
from tests.normaliser.cleaning.kit import pointing
from tests.strategies import DRAFTS

TITLE = "Rents rise again"
LEAD = "Nine months in a row, and no end of it is in sight."
PROSE = (
    "Rents rose for the ninth month in a row while wages stood still, the city said on Monday, "
    "and landlords expect no change before the winter."
)
MORE = "A survey of four hundred landlords says that most of them plan to ask for more this year."
NOTE = "Ann Ode is a reporter at The Paper."


def said(*values: str, where: str = "json-ld") -> tuple[Declared, ...]:
    return tuple(Declared(value, where) for value in values)


def page_of(*between: str, hints: Hints | None = None, end: tuple[str, ...] = ()) -> Draft:
    declared = hints or Hints()
    return draft(
        h(TITLE), *between, PROSE, MORE, PROSE.replace("ninth", "tenth"), *end, hints=declared
    )


def lifting(field: str, at: int, page: Draft, last: int | None = None) -> Finding:
    """A finding that moves whole blocks to a field of words."""
    blocks = page.blocks[at : (at if last is None else last) + 1]
    first = blocks[0]
    words = first.inlines if is_line(first) else (Text(text_of(first)),)
    lifts = {
        "title": Lifts(title=words),
        "standfirst": Lifts(standfirst=words),
        "dateline": Lifts(dateline=text_of(first)),
        "author_note": Lifts(author_note=blocks),
    }
    return Finding(at, last or at, "by chance", lifts=lifts[field], moved_to=field)


def moved(article: Article) -> list[tuple[str, str]]:
    return [(gone.moved_to, gone.text) for gone in article.removals]


def printed(article: Article) -> list[str]:
    return [text_of(block) for block in article.body]


def test_an_editors_standfirst_leaves_the_lead_in_the_text() -> None:
    page = page_of(LEAD, hints=Hints(standfirst=said(LEAD)))

    article = normalise(page, Decisions(standfirst="What the city says of rents."))

    assert text_of_inlines(article.standfirst) == "What the city says of rents."
    assert printed(article)[0] == LEAD
    assert moved(article) == [("title", TITLE)]


def test_a_standfirst_that_the_editor_empties_leaves_the_lead_in_the_text() -> None:
    page = page_of(LEAD, hints=Hints(standfirst=said(LEAD)))

    article = normalise(page, Decisions(standfirst=""))

    assert (article.standfirst, printed(article)[0]) == ((), LEAD)


def test_an_editors_standfirst_that_says_the_lead_is_not_printed_twice() -> None:
    page = page_of(LEAD, hints=Hints(standfirst=said(LEAD)))

    article = normalise(page, Decisions(standfirst=LEAD.replace(",", " –")))

    assert LEAD not in printed(article)
    assert ("standfirst", LEAD) in moved(article)


def test_the_headline_goes_for_the_editors_title_and_is_not_called_the_title() -> None:
    page = page_of(hints=Hints(title=said(TITLE)))

    article = normalise(page, Decisions(title="Housing in autumn"))

    assert text_of_inlines(article.title) == "Housing in autumn"
    assert moved(article) == [("", TITLE)]
    assert article.removals[0].why.endswith("; the editor's title stands in its place")


def test_a_headline_said_twice_stands_in_the_title_once() -> None:
    article = normalise(page_of(TITLE.upper(), hints=Hints(title=said(TITLE))))

    assert moved(article) == [("title", TITLE), ("title", TITLE.upper())]
    assert text_of_inlines(article.title) == TITLE


def test_a_headline_with_struck_words_keeps_them_though_a_fuller_one_is_declared() -> None:
    struck: Inlines = (Text("Rents rise "), Deleted((Text("fall "),)), Text("again"))
    page = draft(Heading(1, struck), PROSE, MORE, hints=Hints(title=said("City: Rents rise again")))

    article = normalise(page)

    assert text_of_inlines(article.title) == "Rents rise fall again"


@pytest.mark.parametrize(
    ("line", "hints", "decisions", "field", "why"),
    [
        ("By Ann Ode", Hints(authors=said("Bo Li")), Decisions(), "Bo Li", "byline is Bo Li"),
        ("By Ann Ode", Hints(), Decisions(byline=("Cy Vu",)), "Cy Vu", "byline is Cy Vu"),
        ("By Ann Ode", Hints(), Decisions(byline=()), "", "byline is none"),
        ("21 January 2024", Hints(published=said("2023-05-02")), Decisions(), "2023-05-02", "2023"),
        ("21 January 2024", Hints(), Decisions(published="2023-05-02"), "2023-05-02", "2023-05-02"),
    ],
)
def test_a_line_whose_words_another_source_overrules_is_not_called_moved(
    line: str, hints: Hints, decisions: Decisions, field: str, why: str
) -> None:
    article = normalise(page_of(line, hints=hints), decisions)

    gone = next(each for each in article.removals if each.text == line)
    assert gone.moved_to == ""
    assert why in gone.why.rpartition(";")[2]
    assert ", ".join(article.byline) == field or article.published == field


def test_a_bare_date_that_is_declared_as_that_of_the_change_is_called_so() -> None:
    hints = Hints(published=said("2023-05-02"), updated=said("2024-01-21"))

    article = normalise(page_of("21 January 2024", hints=hints))

    assert ("updated", "21 January 2024") in moved(article)
    assert article.updated == "2024-01-21"


def test_a_byline_that_names_more_than_the_source_declares_is_the_byline() -> None:
    hints = Hints(authors=said("Ann Ode"))

    article = normalise(page_of("By Ann Ode, Bo Li and Cy Vu", hints=hints))

    assert article.byline == ("Ann Ode", "Bo Li", "Cy Vu")


def test_tags_of_the_text_stand_behind_those_declared() -> None:
    hints = Hints(tags=said("Housing", where="article:tag"))

    article = normalise(page_of(end=("Tags: housing, rents",), hints=hints))

    assert article.tags == ("Housing", "rents")
    assert ("tags", "Tags: housing, rents") in moved(article)


def test_what_the_editor_strips_of_a_headline_is_not_in_the_title() -> None:
    page = draft(h(f"{TITLE} (updated)"), PROSE, MORE)
    strip = Decisions(strip=(Passage(digest_of("(updated)"), "(updated)"),))

    article = normalise(page, strip)

    assert text_of_inlines(article.title) == TITLE
    assert sorted(moved(article)) == [("", "(updated)"), ("title", f"{TITLE} ")]


@pytest.mark.parametrize("field", ["strip", "restore"])
def test_a_headline_is_the_rest_of_one_with_a_word_stripped_or_kept_in_the_text(field: str) -> None:
    page = page_of(TITLE.upper(), hints=Hints(title=said(TITLE)))
    middle = (Passage(digest_of("rise"), "rise"),)
    said_so = Decisions(strip=middle) if field == "strip" else Decisions(restore=middle)

    article = normalise(page, said_so)

    assert text_of_inlines(article.title) == "Rents again"
    assert [word for place, word in moved(article) if place][:2] == ["Rents ", " again"]
    assert ("rise" in printed(article)) == (field == "restore")


def test_one_block_of_an_authors_note_restored_is_printed_once() -> None:
    end = ("About the authors", NOTE, "Bo Li writes about housing for The Paper every week.")
    page = page_of(end=end)
    restored = Decisions(restore=(Passage(digest_of(end[2])),))

    article = normalise(page, restored)

    assert printed(article)[-1] == end[2]
    assert end[2] not in text_of_blocks(article.author_note)
    assert ("author_note", NOTE) in moved(article)


def test_a_second_lead_stays_in_the_text() -> None:
    page = draft(h(TITLE), LEAD, MORE, PROSE)
    rules = tuple(pointing(lifting("standfirst", at, page), id=f"test.{at}") for at in (1, 2))

    article = normalise(page, rules=rules)

    assert text_of_inlines(article.standfirst) == LEAD
    assert MORE in printed(article)


@pytest.mark.parametrize(
    ("field", "held", "texts"),
    [
        ("title", "Rents rise", ("Rents fall",)),
        ("standfirst", LEAD, (LEAD, LEAD)),
        ("standfirst", f"{LEAD} {LEAD}", (LEAD,)),
        ("author_note", "", (NOTE,)),
        ("dateline", "Hamburg", ("Berlin",)),
    ],
)
def test_words_that_moved_and_do_not_stand_there_are_a_bug(
    field: str, held: str, texts: tuple[str, ...]
) -> None:
    inlines: Inlines = (Text(held),)
    value: dict[str, object] = {
        "title": inlines,
        "standfirst": inlines,
        "author_note": (Paragraph(inlines),) if held else (),
        "dateline": held,
    }
    article = replace(Article("a", (), ()), **{field: value[field]})  # type: ignore[arg-type]
    gone = [Removal("test.rule", p("x").origin, None, text, "", field) for text in texts]

    with pytest.raises(AssertionError, match=field):
        stands(gone, article)


def words_moved(blocks: Blocks) -> st.SearchStrategy[tuple[int, int]]:
    ends = st.integers(0, len(blocks) - 1)
    return st.tuples(ends, ends).map(lambda pair: (min(pair), max(pair)))


@st.composite
def pages_with_moves(draw: st.DrawFn) -> tuple[Draft, tuple[Rule, ...], Decisions]:
    """Pages with rules that take and move at random, and an editor who sets and restores."""
    page = draw(DRAFTS)
    rules = []
    for number in range(draw(st.integers(1, 5))):
        first, last = draw(words_moved(page.blocks))
        field = draw(st.sampled_from(["title", "standfirst", "dateline", "author_note", ""]))
        found = lifting(field, first, page, last) if field else Finding(first, last, "by chance")
        if draw(st.booleans()):
            length = len(text_of(page.blocks[first]))
            begin = draw(st.integers(0, length))
            span = (begin, draw(st.integers(begin, length)))
            found = replace(found, last=first, span=span)
        rules.append(pointing(found, id=f"test.rule-{number}"))
    texts = st.sampled_from(["", TITLE, *map(text_of, page.blocks)])
    decisions = Decisions(
        title=draw(st.none() | texts),
        standfirst=draw(st.none() | texts),
        dateline=draw(st.none() | texts),
        restore=tuple(Passage(digest_of(each)) for each in draw(st.lists(texts, max_size=2))),
    )
    return page, (*rules, *(RULES if draw(st.booleans()) else ())), decisions


@given(pages_with_moves())
def test_words_stand_in_their_field_as_often_as_they_moved(
    drawn: tuple[Draft, tuple[Rule, ...], Decisions],
) -> None:
    page, rules, decisions = drawn

    try:
        article = normalise(page, decisions, rules=rules)
    except EmptyArticle:
        return

    held = {
        "standfirst": text_of_inlines(article.standfirst),
        "dateline": article.dateline,
        "author_note": text_of_blocks(article.author_note),
    }
    for field, text in held.items():
        went = [letters_of(gone.text) for gone in article.removals if gone.moved_to == field]
        assert not went or "".join(went) == letters_of(text)
    titles = {letters_of(gone.text) for gone in article.removals if gone.moved_to == "title"}
    assert not titles or titles == {letters_of(text_of_inlines(article.title))}
    names = {each.name for each in fields(Article)}
    assert {gone.moved_to for gone in article.removals} <= names | {""}
