"""A magazine's drop cap and pulled sentences."""

import pytest
from markupsafe import Markup

from publish.compose.flourishes import pulled_out, with_drop_cap
from publish.model.tree import Deleted, Footnote, LineBreak
from publish.model.walk import text_of
from tests.build import h, inlines, p
from tests.layouts.contents import everything, paragraph, seed


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "<p>Rents rose in May.</p>",
            '<p><span class="dropcap">R</span><span class="lead">ents rose in</span> May.</p>',
        ),
        (
            "<p>“We paid,” she said.</p>",
            '<p><span class="dropcap">“W</span><span class="lead">e paid,” she</span> said.</p>',
        ),
        (
            "<p>A <em>boat</em> lay.</p>",
            '<p><span class="dropcap">A</span><span class="lead"></span> <em>boat</em> lay.</p>',
        ),
        ("<p><em>Nobody</em> came.</p>", "<p><em>Nobody</em> came.</p>"),
        ("<p>清晨，老城</p>", "<p>清晨，老城</p>"),
        ("<h2>Rents</h2>", "<h2>Rents</h2>"),
    ],
)
def test_the_first_letter_drops(before: str, after: str) -> None:
    assert with_drop_cap(Markup(before)) == after


def test_a_short_article_has_no_pulled_sentence() -> None:
    assert pulled_out((p(paragraph(0)), p(paragraph(1)), p(paragraph(2)))) == {}


def test_sentences_are_pulled_word_for_word_and_away_from_their_place() -> None:
    body = everything()[0].body

    pulled = pulled_out(body)

    assert len(pulled) >= 2
    for place, sentence in pulled.items():
        near = range(max(0, place - 2), min(len(body), place + 2))
        assert any(sentence.strip("“”") in text_of(block) for block in body)
        assert not any(sentence.strip("“”") in text_of(body[index]) for index in near)


def test_no_sentence_is_pulled_twice() -> None:
    body = tuple(
        p(" ".join(f"Boat {n * 8 + k} was counted in the old harbour once more." for k in range(8)))
        for n in range(20)
    )

    pulled = list(pulled_out(body).values())

    assert len(pulled) >= 3
    assert len(set(pulled)) == len(pulled)


def test_a_pulled_sentence_stands_between_paragraphs() -> None:
    body = tuple(block for n in range(12) for block in (h(f"Part {n}", 2), p(paragraph(n, 9))))

    assert pulled_out(body) == {}


def test_what_was_said_goes_before_what_was_told() -> None:
    told = p("The council met again in the old hall. " * 12)
    said = p("Nobody spoke. “We shall count the boats until there are none,” said the mayor.")

    assert next(iter(pulled_out((*[told] * 6, said, told)).values())) == (
        "“We shall count the boats until there are none”"
    )


def test_the_seed_has_a_sentence_to_pull() -> None:
    (sentence,) = pulled_out(seed()[0].body).values()

    assert sentence.endswith(".")


def test_neither_struck_words_nor_notes_nor_verse_are_pulled_out() -> None:
    filler = p("and so on " * 70)
    verse = p("The tide of the evening comes in,", LineBreak(), "and nobody pays for the boats.")
    struck = Deleted(inlines("no "))
    rule = p("The old books have ", struck, "rules of thumb", Footnote((p("So."),)), " for it all.")

    pulled = pulled_out((verse, filler, filler, filler, rule))

    assert set(pulled.values()) == {"The old books have rules of thumb for it all."}
