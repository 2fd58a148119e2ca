"""Pages of thousands of elements take work that grows with them, and tiny ones are no traceback."""

from __future__ import annotations

import sys

import pytest

from publish import readers
from publish.errors import PublishError
from publish.model.article import Article, Source
from publish.normaliser import normalise

SAID = "The keeper said that the lamp had burned all night without a fault, and would again."
COMMENT = f"<li class=comment><b>Ann Ode</b><p>May 1, 2024</p><p>{SAID}</p></li>"
ANSWERS = f"<li><p>Ann Ode</p><p>{SAID}</p><ul><li><p>Bo Li</p><p>{SAID}</p></li></ul></li>"
TEASER = "<h2>Related</h2><ul><li><h3>One of the headlines about a lamp at sea</h3><p>May 1</p>"

SHAPES = {
    "comments": ("<ol>", COMMENT, "</ol>"),
    "answers": ("<ol>", ANSWERS, "</ol>"),
    "labels": ("<ul>", f"<li><h3>Related</h3><p>{SAID}</p></li>", "</ul>"),
    "lines": ("<ul>", "<li><a href=https://a.example>Oil</a></li>", "</ul>"),
    "headings": ("", "<h2>Oil</h2>", ""),
    "sections": ("", f"<h2>Oil</h2><p>{SAID}</p><h3>Light</h3><p>Yes.</p>", ""),
    "boxes": ("", f"{TEASER}</li></ul>", ""),
    "cells": ("<table role=presentation>", "<tr><td>Ann</td><td>12.4</td></tr>", "</table>"),
}

MOST = dict.fromkeys(SHAPES, 3_500) | {"comments": 5_000, "lines": 5_000}
"""How many parts; a page of more than 20,000 blocks is not read."""


def page(opening: str, part: str, closing: str, count: int) -> Source:
    body = f"<h1>The lamp</h1><p>{SAID} {SAID}</p>{opening}{part * count}{closing}"
    html = f"<html><body><main>{body}</main><footer><p>Imprint</p></footer></body></html>"
    return Source("page.html", html.encode())


def cleaned(source: Source) -> Article | str:
    """The article of a page, or the code of its error."""
    try:
        return normalise(readers.read(source))
    except PublishError as error:
        return error.code


def work(source: Source) -> int:
    draft = readers.read(source)
    calls = 0

    def counting(frame: object, event: str, arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(counting)
    try:
        normalise(draft)
    except PublishError:
        pass
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("shape", SHAPES)
def test_five_times_the_parts_take_five_times_the_work(shape: str) -> None:
    opening, part, closing = SHAPES[shape]

    few, many = (
        work(page(opening, part, closing, count)) for count in (MOST[shape] // 5, MOST[shape])
    )

    assert many < 6 * few


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<p>x</p>",
        "<ul><li>x</li></ul>",
        "<ul><li><p>x</p><p>y</p></li></ul>",
        "<ul><li><ul><li><h2>x</h2></li></ul></li></ul>",
        "<ul><li></li></ul>",
        "<ol><li><img src=a.png></li></ol>",
        "<h2>x</h2>",
        f"<ul><li><h2>Oil</h2><p>{SAID}</p></li></ul>",
    ],
)
def test_a_page_of_one_element_is_an_article_or_says_what_it_is(body: str) -> None:
    found = cleaned(Source("page.html", f"<html><body>{body}</body></html>".encode()))

    assert found if isinstance(found, str) else found.body or found.title
