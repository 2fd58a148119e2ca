"""Lines found again by their words."""

from __future__ import annotations

import time

import pytest

from benchmarks import word_alignment
from publish.revision.align import Pair, align

RIVER = "The river rose by two metres in one night, and nobody slept."
HARBOUR = "At the harbour men carried sand until the morning came at last."
MAYOR = "The mayor said that all of it had been foreseen by the engineers."
SCHOOL = "No school will open before the cellars are pumped dry again."


def told(
    before: list[str], after: list[str]
) -> list[tuple[tuple[int, ...], tuple[int, ...], bool]]:
    return [(pair.before, pair.after, pair.moved) for pair in align(before, after)]


def test_a_line_gone_and_a_line_new() -> None:
    assert told([RIVER, MAYOR], [RIVER, SCHOOL, HARBOUR]) == [
        ((0,), (0,), False),
        ((1,), (), False),
        ((), (1,), False),
        ((), (2,), False),
    ]


def test_a_line_reworded_by_half_is_found() -> None:
    after = "The river had gone up by two metres that night, and nobody could sleep."

    assert told([MAYOR, RIVER, SCHOOL], [MAYOR, after, SCHOOL])[1] == ((1,), (1,), False)


def test_the_shorter_part_has_moved() -> None:
    found = align([RIVER, HARBOUR, MAYOR, SCHOOL], [SCHOOL, RIVER, HARBOUR, MAYOR])

    assert found[0] == Pair((3,), (0,), moved=True)
    assert not any(pair.moved for pair in found[1:])


def test_a_line_split_in_two_and_two_joined() -> None:
    both = f"{RIVER} {HARBOUR}"

    assert told([both, MAYOR], [RIVER, HARBOUR, MAYOR])[0] == ((0,), (0, 1), False)
    assert told([RIVER, HARBOUR, MAYOR], [both, MAYOR])[0] == ((0, 1), (0,), False)


def test_a_split_line_with_other_words_is_a_split() -> None:
    pieces = ["The river rose by three metres in one night.", "And nobody slept at all."]

    assert told([MAYOR, RIVER, SCHOOL], [MAYOR, *pieces, SCHOOL])[1] == ((1,), (1, 2), False)


def test_a_copy_of_a_line_is_new() -> None:
    copy = RIVER.replace("two", "five")

    assert told([RIVER, MAYOR], [RIVER, MAYOR, copy])[2] == ((), (2,), False)


def test_equal_short_lines_go_by_what_stands_beside_them() -> None:
    before = [RIVER, "5", MAYOR, "5", SCHOOL, "5"]
    after = [RIVER, MAYOR, "5", SCHOOL, "6"]

    assert told(before, after) == [
        ((0,), (0,), False),
        ((1,), (), False),
        ((2,), (1,), False),
        ((3,), (2,), False),
        ((4,), (3,), False),
        ((5,), (4,), False),
    ]


def test_case_and_spelling_of_signs_do_not_part_lines() -> None:
    assert told(["“So” – it’s\u00a0late"], ['"SO" -- it\'s late']) == [((0,), (0,), False)]


def test_japanese_and_thai_are_compared_by_their_letters() -> None:
    before = ["花壇のはじまりは春の朝だった。", "เขาพูดว่าใช่และเดินออกไปจากบ้าน"]
    after = ["เขาพูดว่าใช่แล้วเดินออกไปจากบ้าน", "花壇のはじまりは夏の朝だった。"]

    assert {(pair.before, pair.after) for pair in align(before, after)} == {
        ((0,), (1,)),
        ((1,), (0,)),
    }


def test_the_benchmark_runs_on_the_seeds(capsys: pytest.CaptureFixture[str]) -> None:
    assert word_alignment.main([]) == 0

    assert "right" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["The same line."] * 10_000, ["The same line."] * 9_999),
        (["5"] * 3_000, ["6"] * 3_000),
        (
            [f"The same line {n}" for n in range(2_000)],
            [f"The same line {n}x" for n in range(2_000)],
        ),
        (["word " * 100_000], ["word " * 90_000]),
    ],
)
def test_repeats_take_no_quadratic_time(before: list[str], after: list[str]) -> None:
    began = time.process_time()

    align(before, after)

    assert time.process_time() - began < 8  # 1 s on our machine
