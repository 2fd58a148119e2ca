"""The figures of the normaliser's benchmark, on texts small enough to count by hand."""

import pytest

from benchmarks.normaliser.scores import LabelledLines, Means, body_figures, field_figures

PARAGRAPH = "Rents rose for the ninth month in a row here."
RECORD = {
    "text": f"Home Page Log In\n\n{PARAGRAPH}\n\nShare this\n\nBy Ada Moor\n\nThe city sees no end",
    "labels": ["strip", "", "keep", "", "strip", "", "meta", "", "keep"],
}


def test_a_text_without_its_leftovers_is_clean() -> None:
    judged = LabelledLines(RECORD).judged(f"{PARAGRAPH} The city sees no end")

    assert judged.figures == {"tokF1": 1.0, "lossP": 0.0, "leftW": 0.0, "clean": 1.0}


def test_a_short_leftover_is_not_clean_and_not_seen_and_a_short_line_is_no_paragraph() -> None:
    judged = LabelledLines(RECORD).judged(f"{PARAGRAPH}\nShare this")

    assert (judged.lost, judged.left) == ((8,), (4,))
    assert {**judged.figures, "tokF1": 0} == {"tokF1": 0, "lossP": 0, "leftW": 0, "clean": 0}


def test_an_empty_output_has_lost_its_paragraph() -> None:
    judged = LabelledLines(RECORD).judged("")

    assert judged.figures == {"tokF1": 0.0, "lossP": 1.0, "leftW": 0.0, "clean": 0.0}


def test_what_is_neither_body_nor_leftover_costs_nothing() -> None:
    lines = LabelledLines(RECORD)
    body = f"{PARAGRAPH}\n\nThe city sees no end"

    assert lines.judged(f"By Ada Moor\n\n{body}").figures == lines.judged(body).figures


def test_a_body_is_compared_by_four_words_in_a_row() -> None:
    record = {"body": [["p", "one two three four five"], ["p", "six"]]}

    figures = body_figures(record, "one two three four")

    assert figures == {"acc": 0.0, "P": 1.0, "R": pytest.approx(1 / 3)}


def test_passages_are_found_whatever_the_white_space() -> None:
    record = {"with": ["rents rose", "no end"], "without": ["log in"]}

    figures = body_figures(record, "Here rents\n rose. Log  in to log in")

    assert figures == {"seg_tp": 1, "seg_fn": 1, "seg_fp": 1}


def test_one_author_of_two_counts_and_what_a_tool_never_gives_does_not() -> None:
    record = {"title": "Rents Rise Again", "authors": ["Ada Moor", "Bo Lind"], "date": ""}

    figures = field_figures(record, "Rents rise again!", ["Ana Moor"], None)

    assert figures == {"title": 1.0, "title seen": 1.0, "authors": 0.0, "author": 1.0}


def test_a_date_of_a_page_that_has_none_is_a_ghost() -> None:
    assert field_figures({"date": ""}, None, None, "2031-04-05") == {"ghost date": 1.0}


def test_f1_is_that_of_the_two_means_and_a_document_can_be_exchanged() -> None:
    means = Means()
    means.add({"P": 1.0, "R": 0.5})
    means.add({"P": 0.0, "R": 0.5})

    changed = means.but([({"P": 0.0, "R": 0.5}, {"P": 1.0, "R": 1.0})])

    assert means.of("F1") == pytest.approx(0.5)
    assert changed.of("F1") == pytest.approx(6 / 7)
    assert means.of("acc") is None
