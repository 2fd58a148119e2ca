"""What left the text for the standfirst is printed there."""

from __future__ import annotations

from publish.model.article import Article, Source
from publish.model.walk import text_of_inlines
from publish.normaliser import normalise
from publish.readers import read

LEAD = "Boats that stay for a night at the inner quay pay a third more from May on."
WORDS = "<p>The harbour board of Tollan met on Monday and set what boats pay for a night.</p>" * 3


def cleaned(*declared: str, opening: str = "") -> Article:
    metas = "".join(f'<meta name="{name}" content="{said}">' for name, said in pairs(declared))
    body = f'<h1>A fee for boats</h1><p class="lead">{LEAD}</p><div>{opening}{WORDS}</div>'
    page = f"<html><head>{metas}</head><body><article>{body}</article></body></html>"
    return normalise(read(Source("a.html", page.encode())))


def pairs(declared: tuple[str, ...]) -> list[tuple[str, str]]:
    return [*zip(("description", "og:description"), declared, strict=False)]


def lifted(article: Article) -> list[str]:
    return [gone.text for gone in article.removals if gone.moved_to == "standfirst"]


def test_of_two_summaries_that_a_page_declares_the_one_in_its_text_is_printed() -> None:
    article = cleaned("News and views of the harbour, every day.", LEAD)

    assert lifted(article) == [LEAD]
    assert text_of_inlines(article.standfirst) == LEAD


def test_a_standfirst_that_the_text_says_again_is_printed_where_it_was_lifted_to() -> None:
    article = cleaned(LEAD, opening=f"<p>{LEAD} So the board said.</p>")

    assert lifted(article) == [LEAD]
    assert text_of_inlines(article.standfirst) == LEAD


def test_a_declared_summary_that_only_begins_the_text_is_not_printed_twice() -> None:
    article = cleaned(LEAD[:50])

    assert lifted(article) == []
    assert article.standfirst == ()
