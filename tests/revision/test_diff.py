"""What is found between two articles, and that it makes the one of the other."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.model.article import Article, Remark
from publish.model.revision import At, Edit, Insert, Revision
from publish.model.tree import (
    Block,
    DefinitionList,
    Entry,
    Footnote,
    Listing,
    Paragraph,
    SectionBreak,
    Table,
)
from publish.revision.apply import applied
from publish.revision.diff import diff
from publish.revision.law import conserved
from publish.revision.three import merged
from tests.build import article, cell, figure, h, inlines, listing, p
from tests.revision.edits import Editor
from tests.strategies import BLOCKS, INLINES

RIVER = p("The river rose by two metres in one night, and nobody slept.")
HARBOUR = p("At the harbour men carried sand until the morning came at last.")
MAYOR = p("The mayor said that all of it had been foreseen by the engineers.")
SCHOOL = p("No school will open before the cellars are pumped dry again.")


def changes(a: Article, b: Article) -> list[Edit | Insert]:
    """The changes from one to the other, after a proof that they are right and complete."""
    revision = diff(a, b)
    done = applied(revision, a)
    assert done.article == b
    assert (done.lost, done.overruled) == ((), ())
    conserved(a, done, revision.values)
    return list(revision.changes)


def table(*rows: tuple[str, ...]) -> Table:
    head = (cell("Year", header=True), cell("Rent", header=True))
    return Table((head, *(tuple(map(cell, row)) for row in rows)), head_rows=1)


def test_nothing_changed_is_no_revision() -> None:
    a = article(RIVER, listing("eggs", "milk"))

    assert diff(a, a) == Revision()


def test_a_word_changed_in_a_cell_is_one_edit_of_that_cell() -> None:
    rents = table(("2010", "5"), ("2011", "5"), ("2012", "5"))
    now = table(("2010", "5"), ("2011", "6"), ("2012", "5"))

    found = changes(article(RIVER, rents), article(RIVER, now))

    assert found == [Edit(At("5", 2), (p("6"),))]


def test_a_row_comes_in_beside_a_row() -> None:
    rents, now = (
        table(("2010", "5"), ("2012", "5")),
        table(("2010", "5"), ("2011", "7"), ("2012", "5")),
    )

    found = changes(article(rents), article(now))

    assert found == [Insert((Table((tuple(map(cell, ("2011", "7"))),)),), after=At("2010"))]


def test_a_row_that_goes_is_each_of_its_cells_gone() -> None:
    rents, now = table(("2010", "5"), ("2011", "6")), table(("2010", "5"))

    assert changes(article(rents), article(now)) == [Edit(At("2011"), ()), Edit(At("6"), ())]


def test_an_item_comes_and_one_is_reworded() -> None:
    before = listing("eggs", "milk", "flour from the mill")
    after = listing("eggs", "milk", "butter", "flour from the old mill")

    found = changes(article(before), article(after))

    assert found == [
        Edit(At("flour from the mill"), (p("flour from the old mill"),)),
        Insert((listing("butter"),), after=At("milk")),
    ]


def test_an_item_parted_in_two_is_one_edit() -> None:
    before = listing("eggs and milk from the farm on the hill, flour from the mill", "salt")
    after = listing("eggs and milk from the farm on the hill,", "flour from the mill", "salt")

    (found,) = changes(article(before), article(after))

    assert isinstance(found, Edit)
    assert found.now == (
        listing(*("eggs and milk from the farm on the hill,", "flour from the mill")),
    )


def test_a_list_made_paragraphs_is_one_edit_of_the_list() -> None:
    before, after = listing("eggs from the farm", "milk"), (p("eggs from the farm"), p("milk"))

    found = changes(article(RIVER, before), article(RIVER, *after))

    assert found == [Edit(At("eggs from the farm\nmilk", whole=True), after)]


def test_a_paragraph_gone_is_one_edit_to_nothing() -> None:
    found = changes(article(RIVER, MAYOR, SCHOOL), article(RIVER, SCHOOL))

    assert found == [Edit(At(MAYOR.inlines[0].text), ())]


def test_a_paragraph_that_moved_says_what_it_was() -> None:
    found = changes(article(RIVER, HARBOUR, MAYOR, SCHOOL), article(SCHOOL, RIVER, HARBOUR, MAYOR))

    school = At(SCHOOL.inlines[0].text)
    assert found == [Edit(school, ()), Insert((SCHOOL,), moved=school)]


def test_a_paragraph_that_moved_keeps_its_origin() -> None:
    a = article(p("One stands here for good.", line=3), p("Two stands there.", line=5), RIVER)
    b = article(a.body[0], RIVER, p("Two stands there."))

    made = applied(diff(a, b), a).article

    assert [block.origin.first for block in made.body] == [3, 0, 5]


def test_a_paragraph_parted_in_two_stays_in_its_place() -> None:
    first, second = p("The river rose by two metres in one night,"), p("and nobody slept.")

    found = changes(article(RIVER, MAYOR), article(first, second, MAYOR))

    assert found == [Edit(At(RIVER.inlines[0].text), (first, second))]


def test_two_paragraphs_made_one_are_an_edit_and_one_gone() -> None:
    joined = p(f"{RIVER.inlines[0].text} {HARBOUR.inlines[0].text}")

    found = changes(article(RIVER, HARBOUR, MAYOR), article(joined, MAYOR))

    assert found == [
        Edit(At(HARBOUR.inlines[0].text), ()),
        Edit(At(RIVER.inlines[0].text), (joined,)),
    ]


def test_a_heading_of_another_level_and_one_that_is_none_any_more() -> None:
    assert changes(article(h("Water"), RIVER), article(h("Water", 2), RIVER)) == [
        Edit(At("Water"), (h("Water", 2),))
    ]
    assert changes(article(h("Water"), RIVER), article(p("Water"), RIVER)) == [
        Edit(At("Water", whole=True), (p("Water"),))
    ]


def noted(note: str) -> Paragraph:
    return p("The river", Footnote((p(note),)), " rose by two metres.")


def test_a_note_is_edited_and_goes_by_its_own_words() -> None:
    before = article(noted("Measured at the bridge."), MAYOR)

    assert changes(before, article(noted("Measured at the mill."), MAYOR)) == [
        Edit(At("Measured at the bridge."), (p("Measured at the mill."),))
    ]
    assert changes(before, article(p("The river rose by two metres."), MAYOR)) == [
        Edit(At("Measured at the bridge."), ())
    ]


def test_captions_and_alternative_texts_are_lines() -> None:
    before = figure("a.png", "A bridge", "The bridge at noon", "Ann Ode")
    after = figure("a.png", "A bridge in the rain", "The bridge at noon")

    assert changes(article(before), article(after)) == [
        Edit(At("A bridge"), (p("A bridge in the rain"),)),
        Edit(At("Ann Ode"), ()),
    ]


def test_of_lines_alike_the_one_that_changed_is_named() -> None:
    found = changes(article("Stop", RIVER, "Stop", MAYOR), article("Stop", RIVER, MAYOR))

    assert found == [Edit(At("Stop", 2), ())]


def test_a_block_without_words_goes_and_comes() -> None:
    gone = changes(article(RIVER, SectionBreak(), MAYOR), article(RIVER, MAYOR))
    come = changes(article(RIVER, MAYOR), article(RIVER, SectionBreak(), MAYOR))

    assert gone == [Edit(At("", 1, whole=True), ())]
    assert come == [Insert((SectionBreak(),), after=At(RIVER.inlines[0].text))]


def test_what_follows_a_list_does_not_join_it() -> None:
    before = (listing("eggs", "milk"), MAYOR)

    paragraph = changes(article(*before), article(before[0], RIVER, MAYOR))
    other = changes(article(*before), article(before[0], listing("a boat", "a rope"), MAYOR))

    assert paragraph == [Insert((RIVER,), after=At("milk"))]
    assert other == [Insert((listing("a boat", "a rope"),), after=At("eggs\nmilk", whole=True))]


def test_a_block_within_an_item_comes_behind_its_line() -> None:
    before = Listing(((p("eggs from the farm"),), (p("milk"),)))
    after = Listing(((p("eggs from the farm"), listing("brown", "white")), (p("milk"),)))

    found = changes(article(before), article(after))

    assert found == [
        Edit(At("eggs from the farm"), (p("eggs from the farm"), listing("brown", "white")))
    ]


def test_terms_and_definitions_are_lines() -> None:
    def glossary(*said: str) -> DefinitionList:
        return DefinitionList((Entry((inlines("Weir"),), tuple((p(each),) for each in said)),))

    found = changes(article(glossary("A low dam.")), article(glossary("A low dam in a river.")))

    assert found == [Edit(At("A low dam."), (p("A low dam in a river."),))]


def test_a_table_with_a_column_more_is_replaced_as_a_whole() -> None:
    after = Table(tuple((*row, cell("x")) for row in table(("2010", "5")).rows), head_rows=1)

    (found,) = changes(article(RIVER, table(("2010", "5"))), article(RIVER, after))

    assert isinstance(found, Edit)
    assert (found.at.whole, found.now) == (True, (after,))


def test_fields_are_given_anew() -> None:
    a, b = article(RIVER), article(RIVER, title="Flood", byline=("Ann Ode",), language="fr")

    assert diff(a, b).values == {"title": b.title, "byline": ("Ann Ode",), "language": "fr"}


def test_a_remark_stays_beside_its_words_when_others_change() -> None:
    start = RIVER.inlines[0].text.index("two")
    remark = Remark("Bo Li", "Sure?", block=1, span=(start, start + 3))
    a = article(MAYOR, RIVER, remarks=(remark,))
    longer = p("On Monday " + RIVER.inlines[0].text)

    made = applied(diff(a, replace(a, body=(SCHOOL, MAYOR, longer))), a)

    assert diff(a, replace(a, body=(SCHOOL, MAYOR, longer))).remarks == (remark,)
    kept = applied(
        Revision(changes=tuple(changes(replace(a, remarks=()), article(SCHOOL, MAYOR, longer)))), a
    )
    assert kept.article.remarks == (replace(remark, block=2, span=(start + 10, start + 13)),)
    assert made.article.remarks == (remark,)


BODIES = st.lists(BLOCKS, max_size=5)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Article, Article]:
    """Two articles: the second has blocks of the first, some elsewhere, among others."""
    body = draw(BODIES)
    now: list[Block] = draw(BODIES)
    for block in body:
        if draw(st.booleans()):
            now.insert(draw(st.integers(0, len(now))), block)
    remarks = st.lists(st.builds(Remark, st.just("Ann"), st.just("So?"), block=st.integers(0, 4)))
    a, b = (
        Article(
            "a.txt",
            draw(INLINES),
            tuple(blocks),
            standfirst=draw(st.just(()) | INLINES),
            key_points=tuple(draw(st.lists(INLINES, max_size=2))),
            author_note=tuple(draw(st.lists(BLOCKS, max_size=1))),
            remarks=tuple(draw(remarks)),
        )
        for blocks in (body, now)
    )
    return a, b


@settings(max_examples=settings().max_examples // 5)
@given(pairs())
def test_what_is_found_makes_the_one_of_the_other(both: tuple[Article, Article]) -> None:
    a, b = both

    revision = diff(a, b)
    done = applied(revision, a)

    assert done.article == b
    assert done.lost == ()
    conserved(a, done, revision.values)


def hold(seeds: range) -> None:
    """The law over articles as editors edit them; a whole body is never the answer."""
    for seed in seeds:
        editor = Editor(seed)
        before = editor.article()
        after = editor.edited(before)

        revision = diff(before, after)
        done = applied(revision, before)

        assert done.article == after, seed
        assert (done.lost, done.overruled, dict(revision.values)) == ((), (), {}), seed
        conserved(before, done)
        assert merged(before, after, before).conflicts == (), seed
        assert merged(before, after, after).revision == Revision(), seed


def test_edits_of_all_that_an_article_holds_are_found() -> None:
    hold(range(150))


@pytest.mark.full
def test_edits_of_two_thousand_articles_are_found() -> None:
    hold(range(150, 2_000))
