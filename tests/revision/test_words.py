"""A line's changes, word by word."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from publish.model.tree import Emphasis, Footnote, Inlines, Link
from publish.model.walk import text_of
from publish.revision.runs import inlines_of, pieces_of
from publish.revision.words import changes
from tests.build import inlines, p
from tests.strategies import INLINES


def marked(before: str | Inlines, after: str | Inlines) -> str:
    """The changes as a pen would mark them: [-struck-] and [+inserted+]."""
    signs = {"kept": ("", ""), "struck": ("[-", "-]"), "inserted": ("[+", "+]")}
    a, b = (inlines(each) if isinstance(each, str) else each for each in (before, after))
    return "".join(
        f"{signs[each.kind][0]}{text_of(each.inlines)}{signs[each.kind][1]}"
        for each in changes(a, b)
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("The river rose by two metres.", "The river rose by five metres.",
         "The river rose by [-two-][+five+] metres."),
        ("one two three", "one three", "one [-two -]three"),
        ("one three", "one two three", "one [+two +]three"),
        ("The river rose, and fell.", "The river rose and fell.", "The river rose[-,-] and fell."),
        ("Stay here. Go away now. Stay there.", "Stay here. Stay there.",
         "Stay here. [-Go away now. -]Stay there."),
        ("Rents fell by 5 % last year", "Rents rose by 15 % this year",
         "Rents [-fell by 5 % last-][+rose by 15 % this+] year"),
        ("Rents fell in the city by 5 % last year", "Rents rose in the city by 15 % this year",
         "Rents [-fell-][+rose+] in the city by [-5 % last-][+15 % this+] year"),
        ("nothing of this", "is left over", "[-nothing of this-][+is left over+]"),
        ("a well-known man", "a wellknown man", "a [-well-known-][+wellknown+] man"),
        ("花壇のはじまりは春の朝だった。", "花壇のはじまりは夏の朝だった。",
         "花壇のはじまりは[-春-][+夏+]の朝だった。"),
        ("", "new", "[+new+]"),
        ("old", "", "[-old-]"),
    ],
)  # fmt: skip
def test_changes_are_whole_words_that_a_person_can_read(
    before: str, after: str, expected: str
) -> None:
    assert marked(before, after) == expected


def test_links_and_notes_stay_whole() -> None:
    note = Footnote((p("A note."),))
    before = inlines("See ", Link("https://example.org/", inlines("the report")), note, " of May.")
    after = inlines(
        "See ", Link("https://example.org/", inlines("the long report")), note, " of May."
    )

    found = changes(before, after)

    assert [each.kind for each in found] == ["kept", "inserted", "kept"]
    assert found[1].inlines == (Link("https://example.org/", inlines("long ")),)
    assert found[2].inlines == (
        Link("https://example.org/", inlines("report")),
        note,
        *inlines(" of May."),
    )


def test_a_word_that_is_set_otherwise_is_struck_and_put_in() -> None:
    before = inlines("The river rose by two metres.")
    after = inlines("The river rose by ", Emphasis(inlines("two")), " metres.")

    assert marked(before, after) == "The river rose by [-two-][+two+] metres."


@settings(max_examples=settings().max_examples // 2)
@given(INLINES, INLINES, INLINES)
def test_what_stays_and_what_is_struck_is_the_old_line(a: Inlines, b: Inlines, c: Inlines) -> None:
    before, after = (*a, *b), (*a, *c, *b)

    found = changes(before, after)

    for kind, line in (("struck", before), ("inserted", after)):
        pieces = [
            x for each in found if each.kind in ("kept", kind) for x in pieces_of(each.inlines)
        ]
        assert inlines_of(pieces) == inlines_of(pieces_of(line))
        assert text_of(inlines_of(pieces)) == text_of(line)
