"""What ends like a sentence: strictly for headings and lists, loosely for what must stay."""

from __future__ import annotations

import pytest

from publish.normaliser.page.sentences import ENDS, ends_sentence, is_ended_or_open


@pytest.mark.parametrize(
    "text",
    [
        "Rents rise.",
        "“Rents rise.”",
        "(Rents rise!)",
        "家賃が上がる。",
        "「家賃が上がる」",
        "کرایہ بڑھ گیا۔",
    ],
)
def test_a_stop_ends_a_sentence_behind_closing_marks_too(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["Rents rise", "Rents rise (see below)", "“Rents rise”", "Rents:"])
def test_closing_marks_alone_end_no_sentence_strictly(text: str) -> None:
    assert not ends_sentence(text)


def test_closing_marks_alone_end_one_loosely() -> None:
    assert "Rents rise (see below)".endswith(ENDS)
    assert not "Rents rise [1]".endswith(ENDS)


def test_a_line_that_opens_something_is_no_label() -> None:
    assert is_ended_or_open("What we know:")
    assert is_ended_or_open("What do we know？")
    assert not is_ended_or_open("What we know")
