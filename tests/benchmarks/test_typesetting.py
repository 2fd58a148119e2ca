"""Lines as the benchmark of the typesetter reads them from a PDF."""

import pytest

from benchmarks.typesetting import left_out, lines, printing, prose
from benchmarks.typesetting.report import BEGIN, END, written_between
from publish.writers.pdf.typesetter import Choices


@pytest.fixture(autouse=True, scope="module")
def _fonts() -> None:
    printing.prepare()


def test_spaces_of_lines_that_are_not_stretched_are_those_of_the_font() -> None:
    text = prose.paragraphs("en", 150, 3)
    data, _ = printing.by_us(text, "en", 200, printing.UNTOUCHED, align="start")

    spaces = [line.space for line in lines.lines_of(data) if line.space]

    assert len(spaces) > 10
    assert max(abs(space / printing.SPACE - 1) for space in spaces) < 0.12  # kerns at their edges


@pytest.mark.parametrize("choices", [printing.UNTOUCHED, printing.OURS])
def test_justified_lines_are_as_wide_as_the_measure(choices: Choices) -> None:
    text = prose.paragraphs("de", 150, 3)
    data, _ = printing.by_us(text, "de", 200, choices)

    widths = [line.width for line in lines.lines_of(data)]

    full = [width for width in widths if abs(width - 200) < 6]  # what hangs, and a stretched letter
    assert len(full) > len(widths) - 2 * len(text)


def test_a_pdf_that_lost_letters_is_not_counted() -> None:
    text = prose.paragraphs("fr", 100, 3)
    data, _ = printing.by_us(text, "fr", 200, printing.OURS)

    assert lines.figures(data, text).lines > 10
    with pytest.raises((AssertionError, StopIteration)):
        lines.figures(data, [*text, "et encore"])


def test_figures_stand_between_their_marks() -> None:
    page = f"before {BEGIN} old {END} after"

    assert written_between(page, "new") == f"before {BEGIN}\n\nnew\n\n{END} after"


def test_a_part_is_worth_what_the_rounds_without_it_take_longer() -> None:
    whole = left_out.Way("", [[1.0, 1.0], [2.0, 2.0], [1.0, 3.0]])
    way = left_out.Way("styles", [[1.5, 1.5], [2.0, 2.0], [2.0, 3.0]])

    *_, row = left_out.table(whole, way).splitlines()

    assert row == "| styles | 1.250 | 1.000–1.500 | 1.500 |"
