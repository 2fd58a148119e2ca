"""What counts as a page's headline beside its label, and whether a value is there at all."""

from __future__ import annotations

from benchmarks.normaliser.scores import field_figures
from benchmarks.normaliser.seen import holds, titles_seen

PAGE = """<html><head><meta property="og:title" content="Fees at the quay">
<meta property="og:site_name" content="The Quay"></head><body><h1>The Quay</h1>
<h1>What boats pay <em>now</em></h1><p>The harbour board of Tollan met on Monday.</p>
<p>By <a>Ann Moor</a>, 7 Jan 2023</p><h1>More from us</h1></body></html>"""
RECORD = {
    "title": "Harbour fees rise",
    "authors": ["Ann Moor"],
    "date": "2023-01-07",
    "body": [["p", "The harbour board of Tollan met on Monday."]],
}


def test_the_last_heading_above_the_body_and_the_shared_title_are_seen() -> None:
    assert titles_seen(PAGE, RECORD) == ("Fees at the quay", "What boats pay now")


def test_the_name_of_the_site_is_no_title_seen() -> None:
    page = PAGE.replace("Fees at the quay", "The Quay")

    assert titles_seen(page, RECORD) == ("What boats pay now",)


def test_a_title_as_seen_counts_beside_the_label() -> None:
    figures = field_figures(RECORD, "What boats pay now", None, None, titles_seen(PAGE, RECORD))

    assert figures == {"title": 0.0, "title seen": 1.0}


def test_a_page_holds_a_value_in_any_usual_wording() -> None:
    assert not holds(PAGE, RECORD, "title")
    assert holds(PAGE, RECORD, "author")
    assert holds(PAGE, RECORD, "date")
    assert not holds(PAGE, {**RECORD, "date": "2023-01-08"}, "date")
