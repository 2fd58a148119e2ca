"""Containers of a page: what each element is named for, and that to find them takes few steps."""

from __future__ import annotations

import pytest

from publish import readers
from publish.model.article import Source
from publish.normaliser.page.container_names import naming_of
from publish.normaliser.page.page import Page

PROSE = (
    "Rents rose for the ninth month in a row while wages stood still, the city said on Monday, and "
    "no end is in sight."
)


@pytest.mark.parametrize(
    ("step", "kind"),
    [
        ("div.cookie-banner", "consent"),
        ("div#CybotCookiebotDialog", "consent"),
        ("section#comments", "comments"),
        ("div.CommentsContainer510", "comments"),
        ("ol.commentlist", "comments"),
        ("div.commentaires-liste", "comments"),
        ("aside.c-newsletter.c-newsletter--promo", "newsletter"),
        ("form.newsletterForm", "newsletter"),
        ("div#memberModal", "modal"),
        ("div[role=dialog]", "modal"),
        ("dialog", "modal"),
        ("span.screen-reader-text", "spoken"),
        ("div.d-print-none", "unprinted"),
        ("div.visible-print-block", "printed"),
        ("p[hidden]", "hidden"),
        ("div.accordion-body[hidden]", "repeated"),
        ("div.mobile-only", "repeated"),
        ("div.slide[aria-hidden]", "repeated"),
    ],
)
def test_an_element_is_named_for_what_it_holds(step: str, kind: str) -> None:
    found = naming_of(step)

    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(
    "step",
    [
        "body.has-comments.comments-open",
        "main#comments-open",
        "article.post.category-comment",
        "div.commentary",
        "div.recommended",
        "div.writer-comment",
        "div.newsletter-post",
        "div.with-newsletter",
        "div.dialog-off-canvas-main-canvas",
        "figure.wp-lightbox-container",
        "div.mainContentPrint",
        "div#S:0[hidden]",
        "p.comment",
    ],
)
def test_an_element_that_may_hold_an_article_is_named_for_nothing(step: str) -> None:
    assert naming_of(step) is None


def test_what_stands_in_containers_is_no_core() -> None:
    body = f"<p>{PROSE}</p><p>{PROSE} Again.</p>"
    comments = f'<div id="comments">{"<div class=comment-body>" * 3}{body * 9}</div>'
    html = f"<h1>Rents rise</h1>{body}{body}{comments}"

    page = Page.of(readers.read(Source("a.html", html.encode())))

    assert page.core == {1, 2, 3, 4}
    assert page.apart == set(range(5, 23))


@pytest.mark.parametrize("inner", ["<div class=comments>", "<div class=modal>", "<div hidden>"])
def test_containers_of_containers_are_found_in_few_steps(inner: str) -> None:
    half, whole = (calls_for(inner, count) for count in (400, 800))

    assert whole < 3 * half


def calls_for(inner: str, count: int) -> int:
    import sys

    calls = 0

    def counting(frame: object, event: str, _: object) -> None:
        nonlocal calls
        calls += event == "call"

    html = f"<h1>Rents rise</h1><p>{PROSE}</p>" + (inner * 40 + "<p>No</p>" + "</div>" * 40) * count
    page = Page.of(readers.read(Source("a.html", html.encode())))
    sys.setprofile(counting)
    try:
        assert page.apart or page.containers == ()
    finally:
        sys.setprofile(None)
    return calls
