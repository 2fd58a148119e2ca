"""The lines of an article, and the article rebuilt by their numbers."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from publish.model.article import Article
from publish.model.revision import At
from publish.model.tree import Blocks, Footnote, Paragraph, Quote, Table
from publish.revision.diff import diff
from publish.revision.equality import equal
from publish.revision.lines import lines_of
from publish.revision.places import Places
from publish.revision.shape import Plan, shaped
from publish.revision.three import merged
from tests.build import article, cell, figure, h, inlines, listing, p
from tests.strategies import BLOCKS, INLINES


def test_lines_stand_in_reading_order_with_what_they_are() -> None:
    said = article(
        h("Water", 2),
        p("It rose", Footnote((p("At the bridge."),)), " at night."),
        listing("eggs"),
        figure("a.png", "A dog", "Rex", "Ann Ode"),
        Table(((cell("5"), cell()),), inlines("Rents")),
        title="Flood",
        standfirst=inlines("What happened"),
        key_points=(inlines("It rained."),),
        author_note=(p("Ann writes."),),
    )

    assert [(line.kind, line.text, line.block, line.noted) for line in lines_of(said)] == [
        ("title", "Flood", 0, False),
        ("standfirst", "What happened", 0, False),
        ("key-point", "It rained.", 0, False),
        ("heading", "Water", 0, False),
        ("paragraph", "It rose at night.", 1, False),
        ("note", "At the bridge.", 1, True),
        ("item", "eggs", 2, False),
        ("alternative-text", "A dog", 3, False),
        ("caption", "Rex", 3, False),
        ("credit", "Ann Ode", 3, False),
        ("table-caption", "Rents", 4, False),
        ("cell", "5", 4, False),
        ("cell", "", 4, False),
        ("paragraph", "Ann writes.", 0, False),
    ]


def test_a_line_is_found_with_the_words_of_its_note_and_without() -> None:
    said = article(p("It rose", Footnote((p("At the bridge."),)), " at night."), "It fell.")
    places = Places.of(said)

    assert places.lines_at(At("It rose at night.")) == [1]
    assert places.lines_at(At("It rose\nAt the bridge.\n at night.")) == [1]
    assert places.lines_at(At("At the bridge.")) == [2]


def test_no_words_mean_no_line_unless_they_are_counted() -> None:
    places = Places.of(article(Table(((cell(), cell("x"), cell()),))))

    assert places.lines_at(At("")) == []
    assert places.lines_at(At("—", 2)) == [3]


def test_blocks_as_deep_as_a_page_may_have_them_are_compared() -> None:
    def nested(text: str) -> Blocks:
        blocks: Blocks = (p(text),)
        for _ in range(240):
            blocks = (Quote((*blocks, p("again"))),)
        return blocks

    before, after = article(*nested("one")), article(*nested("two"))
    (found,) = diff(before, after).changes

    assert equal(found.now if hasattr(found, "now") else (), after.body)
    assert merged(before, after, before).conflicts == ()


@settings(max_examples=settings().max_examples // 4)
@given(INLINES, st.lists(BLOCKS, max_size=4).map(tuple), st.data())
def test_a_number_means_the_same_line_wherever_it_is_counted(
    title: tuple[object, ...], body: Blocks, data: st.DataObject
) -> None:
    before = Article("a.txt", title, body, author_note=body[:1])  # type: ignore[arg-type]
    lines = lines_of(before)
    number = data.draw(st.integers(0, len(lines) - 1))

    made = shaped(before, Plan(lines={number: (Paragraph(inlines("here it is")),)})).article

    assert lines_of(made)[number].text == "here it is"
    assert shaped(before, Plan()).article == before
