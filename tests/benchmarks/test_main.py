"""The command that runs benchmarks."""

import pytest

from benchmarks.__main__ import main


def test_modules_and_packages_are_both_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2

    listed = capsys.readouterr().err.partition(": ")[2].strip().split(", ")
    assert listed == sorted(listed)
    assert {"normaliser", "start"} <= set(listed)
    assert "__main__" not in listed


def test_an_unknown_benchmark_is_said_to_be_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["speed of light"]) == 2

    assert "there is no benchmark 'speed of light'" in capsys.readouterr().err
