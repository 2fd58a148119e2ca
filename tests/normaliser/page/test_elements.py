"""What an element's tag, id and classes tell."""

from __future__ import annotations

import pytest

from publish.normaliser.page.elements import USES, Element, element_of


@pytest.mark.parametrize(
    ("step", "tag", "words"),
    [
        ("p", "p", ()),
        ("div.share-bar", "div", ("share", "bar")),
        ("div#main.story.wide", "div", ("main", "story", "wide")),
        ("section[role=main][hidden]", "section", ("role", "main", "hidden")),
        ("div.shareBar_item#x7", "div", ("share", "bar", "item", "x")),
        ("foreignObject.über", "foreignobject", ("ber",)),
        ("", "", ()),
    ],
)
def test_a_step_is_read_as_its_tag_and_the_words_of_its_names(
    step: str, tag: str, words: tuple[str, ...]
) -> None:
    element = element_of(step)

    assert (element.tag, element.words) == (tag, words)


ASKED = (
    *("is_of_authors", "has_no_byline", "is_elsewhere", "has_no_title", "is_logo"),
    *("is_title", "is_kicker", "is_furniture"),
)


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("p", ""),
        ("div.entry-content", ""),
        ("span.Article__Author", "is_of_authors"),
        ("p.authorised", ""),
        ("p.authorised.byline", "is_of_authors"),
        ("nav", "has_no_byline has_no_title is_furniture"),
        ("navigation", ""),
        ("aside", "is_elsewhere has_no_title is_furniture"),
        ("figure", "has_no_byline has_no_title"),
        ("button", "is_furniture"),
        ("div.comments", "has_no_byline has_no_title"),
        ("div.carousel", "has_no_byline"),
        ("div.latest", "is_elsewhere"),
        ("div[hidden]", "has_no_title"),
        ("div.masthead", "is_logo"),
        ("a#siteTitle", "has_no_title is_logo"),
        ("div.top-menu", "has_no_title"),
        ("h1.entry-title", "is_title"),
        ("h1[itemprop=headline]", "is_title"),
        ("h2.title", ""),
        ("p.Dachzeile", "is_kicker"),
        ("p.section-name", "is_kicker"),
    ],
)
def test_what_an_element_is_named_for(step: str, told: str) -> None:
    element = element_of(step)

    assert [name for name in ASKED if getattr(element, name)] == [
        name for name in ASKED if name in told.split()
    ]


def test_the_uses_of_an_elements_words_are_whole_words() -> None:
    assert element_of("ul.share-tools").uses == {"share"}
    assert element_of("ul.sharedtools").uses == frozenset()
    assert element_of("div.byline.related").uses == {"meta", "related"}


def test_no_use_has_a_word_that_no_element_can_have() -> None:
    words = [word for listed in USES.values() for word in listed.split()]

    assert [word for word in words if element_of(f"p.{word}").words != (word,)] == []


def test_a_step_is_read_once() -> None:
    first = element_of("div.read-once")

    assert element_of("div.read-once") is first
    assert first == Element("div", ("read", "once"), "div.read-once")
