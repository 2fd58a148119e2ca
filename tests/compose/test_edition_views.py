"""What a template sees of an edition, and addresses and codes on paper."""

from __future__ import annotations

import pytest

from publish.compose.codes import qr_code
from publish.compose.edition_views import edition_view
from publish.compose.views import ArticleView, view_of
from publish.model.article import Article
from publish.model.edition import Edition
from publish.model.tree import Footnote, Link, Table, Text
from tests.build import article, cell, h, p, quote

ADDRESS = "https://www.example.org/rents"
LINK = Link(ADDRESS, (Text("the survey"),))


def views(edition: Edition) -> tuple[ArticleView, ...]:
    return tuple(
        view_of(each, {}, "print", prefix=f"article-{number}-")
        for number, each in enumerate(edition.articles, 1)
    )


def test_there_is_always_a_section_and_with_sections_each_has_its_articles() -> None:
    three = [article(title=title) for title in "abc"]
    plain = Edition.of(*three)
    parted = Edition.of(*three, sections=(("One", 1), ("Two", 2)))

    (only,) = edition_view(plain, "T", views(plain)).sections
    one, two = edition_view(parted, "T", views(parted)).sections

    assert (only.title, len(only.articles)) == ("", 3)
    assert (one.title, [str(each.title) for each in one.articles]) == ("One", ["a"])
    assert (two.title, [str(each.title) for each in two.articles]) == ("Two", ["b", "c"])


def test_people_stand_by_their_last_name_and_outlets_without_their_article() -> None:
    edition = Edition.of(
        article(byline=("Ann Öde", "Bo Zed"), outlet="The City Paper"),
        article(byline=("Ann Öde", "Cy Ames"), outlet="Bay News"),
    )

    view = edition_view(edition, "T", views(edition))

    assert [each.name for each in view.people] == ["Cy Ames", "Ann Öde", "Bo Zed"]
    assert [len(each.articles) for each in view.people] == [1, 2, 1]
    assert [each.letter for each in view.people] == ["A", "O", "Z"]
    assert [each.name for each in view.outlets] == ["Bay News", "The City Paper"]


def test_the_days_of_an_edition_are_its_first_and_its_last() -> None:
    edition = Edition.of(
        *(article(published=day) for day in ("2026-02-03", "2026-02-01", "2026-02-02"))
    )
    view = edition_view(edition, "T", views(edition))

    assert view.dates == ("1 February 2026", "3 February 2026")
    assert view.published == "3 February 2026"


def test_sections_that_do_not_hold_all_articles_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="1 articles of 2"):
        Edition.of(article(), article(), sections=(("One", 1),))


# Where links lead


def shown(made: Article, links: str, **more: bool) -> ArticleView:
    return view_of(made, {}, "print", notes_at_end=False, options={"links": links, **more})


def test_an_address_stands_where_it_is_asked_for() -> None:
    made = article(p("See ", LINK, "."))

    assert "example.org" not in str(shown(made, "none").body.html).replace(ADDRESS, "")
    assert 'data-back="Back to text"><span class="address">' in shown(made, "foot").body.html
    assert '</a> (<span class="address">' in shown(made, "inline").body.html
    assert '<sup class="link-mark">[1]</sup>' in shown(made, "end").body.html
    assert shown(made, "end").links.html.startswith('<li><span class="address">')


def test_an_address_is_told_once_and_not_when_the_words_say_it() -> None:
    twice = article(p(LINK, " and ", LINK))
    said = article(p(Link(ADDRESS, (Text("www.example.org/rents"),))))

    assert shown(twice, "foot").body.html.count('"footnote"') == 1
    assert shown(said, "foot").body.html.count("footnote") == 0


def test_no_note_stands_in_a_heading_a_table_or_another_note() -> None:
    table = Table(((cell(p(LINK)),),))

    assert "address" not in shown(article(h("x"), p("y"), title="z"), "foot").body.html
    assert " (<span" in shown(article(table), "foot").body.html
    noted = shown(article(p("x", Footnote((p("see ", LINK),)))), "foot").body.html
    assert noted.count('"footnote"') == 1
    assert " (<span" in noted
    assert "footnote" in shown(article(quote(p(LINK))), "foot").body.html


def test_on_screens_links_are_links() -> None:
    made = view_of(article(p(LINK)), {}, "reflow", options={"links": "inline", "qr": True})

    assert "address" not in made.body.html
    assert not made.qr


# Codes


def test_a_code_has_its_quiet_zone_and_its_address_in_words() -> None:
    made = view_of(article(url=ADDRESS), {}, "print", options={"qr": True})
    drawn = qr_code(ADDRESS).decode()

    assert f'alt="QR code: {ADDRESS}"' in made.qr.html
    assert 'viewBox="0 0 37 37"' in drawn  # 29 modules, and 4 of quiet on each side
    assert 'd="M4 4.5h7' in drawn


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "https://example.org/" + "a" * 3000])
def test_what_is_no_address_or_too_long_has_no_code(url: str) -> None:
    assert not view_of(article(url=url), {}, "print", options={"qr": True}).qr
    assert not view_of(article(url=ADDRESS), {}, "print", options={}).qr
