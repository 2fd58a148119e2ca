"""Style sheets for pages that read from right to left."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.compose.mirror import by_direction, mirrored
from publish.files import shipped

SHEETS = sorted(shipped("layouts").glob("*/*.css"))


@pytest.mark.parametrize(
    ("given_css", "turned"),
    [
        ("p { margin-left: 2pt }", "p { margin-right: 2pt }"),
        ("p { margin: 1pt 2pt 3pt 4pt }", "p { margin: 1pt 4pt 3pt 2pt }"),
        ("p { margin: 1pt 2pt 3pt }", "p { margin: 1pt 2pt 3pt }"),
        ("p{padding:0 calc(1pt + 2pt) 0 0}", "p{padding:0 0 0 calc(1pt + 2pt)}"),
        ("p{margin:0 0 calc(calc(1pt * 2) / 2) 3pt}", "p{margin:0 3pt calc(calc(1pt * 2) / 2) 0}"),
        ("@page { @top-left { content: none } }", "@page { @top-right { content: none } }"),
        ("@page :left { margin: 0 1mm 0 2mm }", "@page :right { margin: 0 2mm 0 1mm }"),
        ("p { border-left: 1pt solid }", "p { border-right: 1pt solid }"),
        ("p { float: left; clear: right }", "p { float: right; clear: left }"),
        ("p { text-align: start }", "p { text-align: start }"),
    ],
)
def test_left_becomes_right(given_css: str, turned: str) -> None:
    assert mirrored(given_css) == turned


@pytest.mark.parametrize(
    "css",
    [
        ".left, #right-hand { color: #111 }",
        'p::before { content: "left: 1" }',
        "/* left: 1 */",
        "pre { /* as it is */ text-align: left }",
        "p { hyphenate-limit-chars: 7 3 3 2 }",
    ],
)
def test_what_has_no_side_stays(css: str) -> None:
    assert mirrored(css) == css


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_sheet_turned_twice_is_as_it_was(sheet: Path) -> None:
    css = sheet.read_text("utf-8")

    assert mirrored(mirrored(css)) == css


@given(st.text(alphabet="left right:;{}()\"'/*-@p 1", max_size=80))
def test_any_text_turned_twice_is_as_it_was(css: str) -> None:
    assert mirrored(mirrored(css)) == css


@pytest.mark.parametrize(
    ("css", "direction", "made"),
    [
        ("p { margin-left: 2pt }", "ltr", "p { margin-inline-start: 2pt }"),
        ("p { margin-left: 2pt }", "rtl", "p { margin-inline-end: 2pt }"),
        ("p { margin: 0 1pt 0 2pt }", "ltr", "p { margin: 0 1pt 0 2pt; margin-inline: 2pt 1pt }"),
        ("p { margin: 0 1pt 0 2pt }", "rtl", "p { margin: 0 1pt 0 2pt; margin-inline: 1pt 2pt }"),
        ("p { padding: 3pt }", "ltr", "p { padding: 3pt; padding-inline: 3pt }"),
        ("p { border: 0 }", "ltr", "p { border: 0; border-inline: 0 }"),
        ("p { border-left-width: 1pt }", "ltr", "p { border-inline-start-width: 1pt }"),
        (
            "p { float: left; text-align: right }",
            "ltr",
            "p { float: inline-start; text-align: end }",
        ),
        ("p { left: 0 !important }", "ltr", "p { inset-inline-start: 0 !important }"),
    ],
)
def test_a_sheet_speaks_of_start_and_end(css: str, direction: str, made: str) -> None:
    assert by_direction(css, direction) == made


@pytest.mark.parametrize(
    "css",
    [
        "@page { margin: 0 1mm 0 2mm; @top-left { margin-left: 1mm } }",
        'p[dir="rtl"] { margin-left: 1pt }',
        "pre { /* as it is */ padding-left: 1pt }",
        "p { text-align: start; color: red }",
    ],
)
def test_pages_and_what_names_a_direction_keep_their_sides(css: str) -> None:
    assert by_direction(css, "ltr") == css
