"""An editor's changes, put into an article that changed meanwhile."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from publish.model.article import Article, Remark
from publish.model.revision import NO_REVISION
from publish.model.tree import Anchor, Emphasis, Foreign, Formula, Link, Paragraph
from publish.model.walk import text_of
from publish.revision.apply import applied
from publish.revision.three import Conflict, merged
from tests.build import article, h, inlines, listing, p
from tests.revision.test_diff import HARBOUR, MAYOR, RIVER, SCHOOL, pairs

BASE = article(RIVER, HARBOUR, MAYOR, SCHOOL)


def text(block: Paragraph) -> str:
    return text_of(block)


def reworded(block: Paragraph, old: str, new: str) -> Paragraph:
    return p(text(block).replace(old, new))


def result(base: Article, edited: Article, now: Article) -> list[str]:
    """The blocks of what comes out, where there is no conflict."""
    found = merged(base, edited, now)
    done = applied(found.revision, now)
    assert (found.conflicts, done.lost) == ((), ())
    return [text_of(block) for block in done.article.body]


def test_two_people_change_two_paragraphs() -> None:
    ours = article(reworded(RIVER, "two", "three"), HARBOUR, MAYOR, SCHOOL)
    theirs = article(RIVER, HARBOUR, MAYOR, reworded(SCHOOL, "cellars", "halls"))

    assert result(BASE, ours, theirs) == [
        "The river rose by three metres in one night, and nobody slept.",
        text(HARBOUR),
        text(MAYOR),
        "No school will open before the halls are pumped dry again.",
    ]


def test_the_same_paragraph_changed_otherwise_is_a_conflict() -> None:
    ours = article(reworded(RIVER, "two", "three"), HARBOUR, MAYOR, SCHOOL)
    theirs = article(reworded(RIVER, "two", "four"), HARBOUR, MAYOR, SCHOOL)

    found = merged(BASE, ours, theirs)

    assert found.revision == NO_REVISION
    assert found.conflicts == (
        Conflict("body", text(RIVER), *(text_of(each.body[0]) for each in (ours, theirs))),
    )


def test_the_same_change_on_both_sides_is_none() -> None:
    both = (reworded(RIVER, "two", "three"), HARBOUR, SCHOOL, p("A new end of it all."))
    later = reworded(HARBOUR, "sand", "stones")

    found = merged(BASE, article(*both), article(both[0], later, *both[2:]))

    assert (found.revision, found.conflicts) == (NO_REVISION, ())


def test_a_paragraph_that_one_edits_and_the_other_takes_out_is_a_conflict() -> None:
    edited = article(reworded(RIVER, "two", "three"), HARBOUR, MAYOR, SCHOOL)
    without = article(HARBOUR, MAYOR, SCHOOL)

    assert [each.now for each in merged(BASE, edited, without).conflicts] == [""]
    assert [each.edited for each in merged(BASE, without, edited).conflicts] == [""]


def test_what_was_put_in_stands_beside_what_is_left() -> None:
    new = p("Bread was given out from a cart.")
    edited = article(RIVER, HARBOUR, new, MAYOR, SCHOOL)

    found = result(BASE, edited, article(RIVER, MAYOR, SCHOOL))

    assert found == [text(each) for each in (RIVER, new, MAYOR, SCHOOL)]


def test_a_paragraph_moved_takes_along_what_changed_in_it() -> None:
    moved = article(SCHOOL, RIVER, HARBOUR, MAYOR)
    later = reworded(SCHOOL, "cellars", "halls")

    found = result(BASE, moved, article(RIVER, HARBOUR, MAYOR, later))

    assert found == [text(each) for each in (later, RIVER, HARBOUR, MAYOR)]


def test_an_item_put_in_joins_the_list_as_it_is_now() -> None:
    base = article(RIVER, listing("eggs", "milk"))
    edited = article(RIVER, listing("eggs", "butter", "milk"))

    found = result(base, edited, article(MAYOR, RIVER, listing("eggs", "milk", "salt")))

    assert found == [text(MAYOR), text(RIVER), "eggs\nbutter\nmilk\nsalt"]


def test_the_same_words_put_in_elsewhere_are_another_change() -> None:
    rows = [p(f"Paragraph {number} says something of its own.") for number in range(20)]
    base = article(*rows)

    found = result(base, article(*rows[:2], p("Stop"), *rows[2:]), article(*rows, p("Stop")))

    assert found == [text(row) for row in (*rows[:2], p("Stop"), *rows[2:], p("Stop"))]


def test_a_title_that_both_set_is_a_conflict() -> None:
    ours, theirs = (replace(BASE, title=inlines(each)) for each in ("Flood", "High water"))

    assert merged(BASE, ours, theirs).conflicts == (
        Conflict("title", "A title", "Flood", "High water"),
    )
    assert merged(BASE, ours, BASE).revision.values == {"title": inlines("Flood")}


def test_a_key_point_is_changed_beside_another() -> None:
    def points(*said: str) -> Article:
        return replace(BASE, key_points=tuple(map(inlines, said)))

    found = merged(points("one", "two"), points("one", "TWO"), points("ONE", "two"))

    assert found.revision.values == {"key_points": (inlines("ONE"), inlines("TWO"))}


def test_what_a_file_cannot_say_stays() -> None:
    link = Link("https://example.org/", inlines("a report on rents"))
    now = article(
        p("See ", link, ", ", Foreign("fr", inlines("le rapport")), Anchor("here"), ", of “May”.")
    )
    told = article(p('See a report on rents, le rapport, of "May".'))
    edited = article(p('See a report on all rents, le rapport, of "June".'))

    found = merged(told, edited, now)

    longer = Link("https://example.org/", inlines("a report on all rents"))
    foreign = Foreign("fr", inlines("le rapport"))
    assert applied(found.revision, now).article.body == (
        p("See ", longer, ", ", foreign, Anchor("here"), ", of “June”."),
    )


def test_a_formula_that_a_file_says_in_words_stays_one() -> None:
    speed = Formula("v = s/t")
    now = article(p("It was ", speed, " at the bridge."))
    told = article(p("It was v = s/t at the bridge."))

    def back(said: str) -> Article:
        found = merged(told, article(p(said)), now)
        assert found.conflicts == ()
        return applied(found.revision, now).article

    assert back("It was v = s/t at the mill.") == article(p("It was ", speed, " at the mill."))
    assert back("It was fast at the bridge.") == article(p("It was fast at the bridge."))


def test_a_line_that_is_parted_keeps_what_a_file_cannot_say() -> None:
    said = "The river rose by two metres in one night, and nobody slept a minute."
    foreign = Foreign("fr", inlines("nobody slept"))
    now = article(
        p(Anchor("top"), "The river rose by two metres in one night, and ", foreign, " a minute.")
    )
    edited = article(
        p("The river rose by two metres in one night."), p("And nobody slept a minute.")
    )

    found = merged(article(p(said)), edited, now)

    assert applied(found.revision, now).article.body == (
        p(Anchor("top"), "The river rose by two metres in one night."),
        p("And ", foreign, " a minute."),
    )


def test_spaces_quotes_and_hyphens_of_a_program_are_no_change() -> None:
    base = article(p("It’s “so” – on Nov.\u00a06, said al\u2011Assad…"), h("What’s next?"))
    edited = article(p('It\'s "so" - on Nov. 6, said al-Assad...'), h("What's next?"))

    assert merged(base, edited, base).revision == NO_REVISION


def test_a_quote_or_a_dash_that_somebody_set_is_a_change() -> None:
    base = article(p("It is “so” – or not, a 'well-known' thing."))

    for old, new in (
        ("“so”", "‘so’"),
        ("–", "—"),
        ("well-known", "wellknown"),
        ("well-known", "well–known"),
        ("– ", ""),
        ("'well-known'", '"well-known"'),
    ):
        edited = article(p(text_of(base.body[0]).replace(old, new)))
        assert applied(merged(base, edited, base).revision, base).article == edited


def test_marks_that_an_editor_sets_are_changes() -> None:
    base = article(p("The river rose by two metres."))
    edited = article(p("The river rose by ", Emphasis(inlines("two")), " metres."))

    assert applied(merged(base, edited, base).revision, base).article == edited


def test_remarks_of_both_stand_beside_their_words() -> None:
    ours, theirs = Remark("Ann", "Sure?", block=1), Remark("Bo", "Source?", block=2)
    new = p("Bread was given out from a cart.")

    found = merged(
        BASE,
        replace(BASE, remarks=(ours,)),
        article(new, RIVER, HARBOUR, MAYOR, SCHOOL, remarks=(theirs,)),
    )

    assert found.revision.remarks == (replace(ours, block=2), theirs)


def test_a_remark_that_was_deleted_is_deleted() -> None:
    one, two = Remark("Ann", "Sure?"), Remark("Ann", "Yes.", parent=0)

    found = merged(
        replace(BASE, remarks=(one, two)),
        replace(BASE, remarks=(one,)),
        replace(BASE, remarks=(one, two)),
    )

    assert found.revision.remarks == (one,)


@settings(max_examples=settings().max_examples // 8)
@given(pairs(), st.booleans())
def test_nothing_is_a_conflict_where_only_one_changed(
    both: tuple[Article, Article], same: bool
) -> None:
    base, edited = both

    found = merged(base, edited, edited if same else base)

    assert found.conflicts == ()
    if same:
        assert found.revision == NO_REVISION
    else:
        assert applied(found.revision, base).lost == ()
