"""Revisions carried out: what a person may have written by hand, too."""

from __future__ import annotations

import pytest

from publish.model.article import Article, Remark, Removal
from publish.model.revision import At, Edit, Insert, Revision
from publish.model.tree import NOWHERE, CodeBlock, Footnote, Listing, Origin, Table
from publish.model.walk import text_of
from publish.revision.apply import Applied, applied
from publish.revision.diff import diff
from publish.revision.law import conserved
from tests.build import article, cell, figure, h, inlines, listing, p, quote

A, B, C = p("One stands here."), p("Two stands there."), p("Three is gone.")


def done(before: Article, *changes: Edit | Insert) -> Applied:
    made = applied(Revision(changes=changes), before)
    conserved(before, made)
    return made


def texts(made: Applied) -> list[str]:
    return [text_of(block) for block in made.article.body]


def test_a_line_is_found_whatever_its_quotes_and_spaces_are() -> None:
    before = article("It’s “so” – on Nov.\u00a06")

    assert texts(done(before, Edit(At('It\'s "so" -- on Nov. 6'), (p("No."),)))) == ["No."]


def test_a_heading_stays_one_when_it_is_edited() -> None:
    made = done(article(h("Watter", 2), A), Edit(At("Watter"), (p("Water"),)))

    assert made.article.body == (h("Water", 2), A)


def test_without_a_number_each_line_of_the_words_is_meant() -> None:
    made = done(article("Stop", A, "Stop"), Edit(At("Stop"), (p("Go"),)))

    assert texts(made) == ["Go", "One stands here.", "Go"]
    assert (made.struck, made.inserted) == (("Stop\nStop",), ("Go\nGo",))


def test_a_line_that_is_not_there_is_lost_and_nothing_else_is() -> None:
    made = done(article(A), Edit(At("Nowhere"), ()), Edit(At("One stands here."), (B,)))

    assert (made.lost, texts(made)) == ((0,), ["Two stands there."])


def test_of_two_edits_of_a_line_the_later_counts() -> None:
    one = At("One stands here.")

    made = done(article(A), Edit(one, (B,)), Edit(one, (C,)))

    assert (made.overruled, texts(made)) == ((0,), ["Three is gone."])


def test_an_edit_of_what_an_edit_wrote_finds_it() -> None:
    made = done(
        article(A),
        Edit(At("One stands here."), (B,)),
        Edit(At("Two stands there."), (C,)),
        Insert((A,), after=At("Three is gone.")),
    )

    assert (made.lost, texts(made)) == ((), ["Three is gone.", "One stands here."])


def test_an_item_put_beside_an_item_joins_the_list() -> None:
    made = done(
        article(A, listing("eggs", "milk")),
        Insert((listing("butter"),), after=At("eggs")),
        Insert((listing("bread"),), before=At("eggs")),
        Insert((listing("1", ordered=True),), after=At("milk")),
    )

    assert made.article.body == (
        A,
        listing("bread", "eggs", "butter", "milk"),
        listing("1", ordered=True),
    )


def test_a_row_joins_a_table_and_blocks_join_a_quote() -> None:
    row = Table(((cell("2011"), cell("6")),))
    made = done(
        article(Table(((cell("2010"), cell("5")),)), quote(A)),
        Insert((row,), after=At("5")),
        Insert((quote(B),), after=At("One stands here.")),
    )

    assert made.article.body == (
        Table(((cell("2010"), cell("5")), (cell("2011"), cell("6")))),
        quote(A, B),
    )


def test_inserts_at_one_place_stand_in_their_order() -> None:
    one = At("One stands here.")

    made = done(article(A), Insert((B,), after=one), Insert((C,), after=one), Insert((h("Top"),)))

    assert texts(made) == ["Top", "One stands here.", "Two stands there.", "Three is gone."]


def test_what_is_left_empty_goes_and_a_cell_stays() -> None:
    note = p("Said", Footnote((B,)), " once.")
    before = article(listing("eggs"), quote(A), note, Table(((cell("x"), cell("y")),)))

    made = done(
        before,
        Edit(At("eggs"), ()),
        Edit(At("One stands here."), ()),
        Edit(At("Two stands there."), ()),
        Edit(At("x"), ()),
    )

    assert made.article.body == (p("Said once."), Table(((cell(), cell("y")),)))


def test_titles_captions_and_programs_are_lines() -> None:
    before = article(figure("a.png", "A dog", "Rex"), CodeBlock("x = 1", "python"), title="Dogs")

    made = done(
        before,
        Edit(At("Dogs"), (p("Cats"),)),
        Edit(At("A dog"), (p("A cat"),)),
        Edit(At("Rex"), (p("Tom"), p("at home"))),
        Edit(At("x = 1"), (p("x = 2"),)),
    )

    assert made.article.title == inlines("Cats")
    assert text_of(made.article.body[0]) == "A cat\nTom\nat home\n"
    assert made.article.body[1] == CodeBlock("x = 2", "python")


def test_a_field_given_anew_overrules_edits_of_it() -> None:
    revision = Revision({"title": inlines("Cats")}, (Edit(At("Dogs"), (p("Mice"),)),))

    made = applied(revision, article(A, title="Dogs"))

    assert (made.article.title, made.overruled) == (inlines("Cats"), (0,))


def test_a_block_keeps_its_origin_when_it_is_edited_or_moved() -> None:
    before = article(p("One.", line=3), p("Two.", line=5))

    made = done(
        before,
        Edit(At("One."), (h("First"),)),
        Edit(At("Two."), ()),
        Insert((p("Two, later."),), moved=At("Two.")),
    )

    assert [block.origin.first for block in made.article.body] == [5, 3]


def test_remarks_go_with_the_words_they_stand_on() -> None:
    remarks = tuple(Remark("Ann", "So?", block=at) for at in range(3))
    before = article(A, B, C, remarks=remarks)

    made = done(
        before,
        Edit(At("One stands here."), ()),
        Insert((A,), after=At("Three is gone."), moved=At("One stands here.")),
        Edit(At("Two stands there."), ()),
    )

    assert [remark.block for remark in made.article.remarks] == [1, 0, 0]


def test_the_law_sees_a_word_that_nobody_struck() -> None:
    made = applied(Revision(changes=(Edit(At("One stands here."), (B,)),)), article(A))

    with pytest.raises(AssertionError, match="lost or made"):
        conserved(article(A), Applied(made.article, ("One stands",), made.inserted))


def gone(text: str, at: int, span: tuple[int, int] | None = None) -> Removal:
    return Removal("tail.tag-list", Origin(at, at), span, text, "why")


def test_words_of_the_record_that_stand_again_are_named() -> None:
    tags = gone("Tags: housing", 4)
    before = article(p("One.", line=3), p("Two.", line=5), removals=(tags,))

    back = diff(before, article("One.", "Tags: housing", "Two."))
    elsewhere = diff(before, article("One.", "Two.", "Tags: housing"))

    assert [change.restored for change in back.changes] == [(tags,)]
    assert [change.restored for change in elsewhere.changes] == [()]


def test_an_insert_is_parted_where_some_of_it_was_removed() -> None:
    tags = gone("Tags: housing", 0)
    before = article(A, removals=(tags,))

    found = diff(before, article(A, B, "Tags: housing", C)).changes

    assert [change.restored for change in found] == [(), (tags,), ()]
    assert applied(Revision(changes=found), before).article.body == (A, B, p("Tags: housing"), C)


def test_a_part_of_a_line_that_is_back_is_named() -> None:
    ad = gone("(Advertisement)", 0, (4, 19))
    before = article("One stands here.", removals=(ad,))

    (back,) = diff(before, article("One (Advertisement) stands here.")).changes
    (more,) = diff(before, article("One (Advertisement) stands there.")).changes

    assert (back.restored, more.restored) == ((ad,), ())


def test_words_removed_twice_are_named_when_both_are_back() -> None:
    ads = (gone("Advertisement", 0), gone("Advertisement", 0))
    before = article(A, B, removals=ads)

    one = diff(before, article("Advertisement", A, B)).changes
    both = diff(before, article("Advertisement", A, "Advertisement", B)).changes

    assert [len(change.restored) for change in (*one, *both)] == [0, 1, 1]
    assert before.body[0].origin == NOWHERE


def test_many_changes_of_a_long_list_take_no_quadratic_time() -> None:
    before = article(listing(*(f"item {number} of many" for number in range(3_000))))
    after = article(listing(*(f"item {number} of all" for number in range(0, 3_000, 2))))

    found = diff(before, after)

    assert isinstance(before.body[0], Listing)
    assert applied(found, before).article == after
