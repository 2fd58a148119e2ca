"""Links within an article lead to what is left of it."""

from publish import readers
from publish.model.article import Article, Source
from publish.model.tree import Anchor, Link
from publish.model.walk import text_of
from publish.normaliser import normalise
from tests.build import inlines, p

FIRST = "Rents rose for the ninth month in a row, and the city sees no end to it, it said."
LAST = "Landlords expect rents to rise again before the winter, a survey of four hundred says."


def article(*lines: str, title: str = "Rents rise again", head: str = "") -> Article:
    body = "".join((f"<h1>{title}</h1><p>{FIRST}</p>", *lines, f"<p>{LAST}</p>"))
    html = f"<html lang=en><head>{head}</head><body><article>{body}</article>"
    return normalise(readers.read(Source("a.html", html.encode())))


def lost(made: Article) -> list[str]:
    return [note.message for note in made.notes if note.code == "link.nowhere"]


def test_a_link_to_a_place_of_the_article_leads_there() -> None:
    made = article("<p>See <a href=#x>below</a>.</p>", "<p id=x>Here it is.</p>")

    assert made.body[1:3] == (
        p("See ", Link("#x", inlines("below")), "."),
        p(Anchor("x"), "Here it is."),
    )
    assert lost(made) == []


def test_a_link_to_what_is_not_there_is_words_and_a_note_names_it() -> None:
    links = "".join(f"<a href=#{name}>{name}</a> " for name in ("a", "b", "a", "c", "d", "e", "f"))
    made = article(f"<p>See {links}below.</p>")

    assert made.body[1] == p("See a b a c d e f below.")
    assert [said.partition(": ")[2] for said in lost(made)] == ["#a, #b, #c, #d, #e and 1 more"]


def test_a_link_to_what_was_cut_is_words() -> None:
    made = article(
        "<p>See the <a href=#comments>comments</a>.</p>",
        '<footer id=comments><ul><li><a href="https://a.example/">Imprint</a></ul></footer>',
    )

    assert made.body[1] == p("See the comments.")
    assert lost(made)


def test_the_own_address_with_a_place_of_the_article_leads_there() -> None:
    own = "https://example.org/rents"
    made = article(
        f'<p><a href="{own}#x">Below</a>, <a href="{own}#y">above</a>.</p><p id=x>Here it is.</p>',
        head=f'<link rel=canonical href="{own}">',
    )

    assert made.body[1] == p(
        Link("#x", inlines("Below")), ", ", Link(f"{own}#y", inlines("above")), "."
    )
    assert lost(made) == []


def test_a_title_holds_no_place() -> None:
    made = article("<p>Back to the <a href=#t>title</a>.</p>", title="<a id=t></a>Rents rise again")

    assert text_of(made.title) == "Rents rise again"
    assert made.title == inlines("Rents rise again")
    assert made.body[1] == p("Back to the title.")


def test_an_anchor_that_no_link_of_the_body_wants_goes() -> None:
    made = article("<nav><a href=#x>Skip to content</a></nav><p id=x>Here it is.</p>")

    assert p("Here it is.") in made.body
