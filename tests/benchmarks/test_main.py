"""The command that runs benchmarks."""

import pytest

from benchmarks.__main__ import main


def test_an_unknown_benchmark_is_said_to_be_unknown_and_all_are_listed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["speed of light"]) == 2

    said = capsys.readouterr().err
    assert "there is no benchmark 'speed of light'" in said
    listed = said.rpartition(": ")[2].strip().split(", ")
    assert listed == sorted(listed)
    assert {"normaliser", "ratios", "start"} <= set(listed)
    assert "__main__" not in listed
