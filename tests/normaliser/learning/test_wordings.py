"""The words whose use was learned."""

from __future__ import annotations

from publish.model.tree import Link, Text
from publish.normaliser.learning.wordings import line_words, link_words, step_words


def test_an_elements_words_are_its_tag_and_the_parts_of_its_names() -> None:
    assert step_words("div.shareBar_item#x7") == ("bar", "div", "item", "share")


def test_a_links_words_are_of_its_path_and_never_of_its_host() -> None:
    links = [
        Link("https://example.org/tag/housing/", (Text("Housing"),)),
        Link("mailto:ann@example.org", (Text("Ann"),)),
    ]

    assert link_words(links) == ["/tag", "/housing", "mailto"]


def test_a_short_lines_words_are_its_own_and_the_line_as_a_whole() -> None:
    assert line_words("back to top", 3) == ["back", "to", "top", "= back to top"]


def test_of_a_paragraph_only_its_beginning_is_learned() -> None:
    assert line_words("sign up for " + "more " * 20, 23) == ["> sign", "> up"]
