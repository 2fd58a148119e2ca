"""What the results are called."""

from __future__ import annotations

from hashlib import sha256
from random import Random
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.batch.names import edition_name, stems
from publish.model.formats import DOCX, JSON, PDF, XHTML, Format


def outputs(*names: str, to: tuple[Format, ...] = (PDF,)) -> list[str]:
    found = stems(names, to)
    return [found[name] + format.suffix for name in names for format in to]


def mark(path: str) -> str:
    return sha256(path.encode()).hexdigest()[:6]


def test_a_source_gives_its_path_to_its_results() -> None:
    assert outputs("rents.txt", "sub/b.tar.html") == ["rents.pdf", "sub/b.tar.pdf"]


def test_two_sources_that_would_share_a_name_keep_their_suffix() -> None:
    assert outputs("a.txt", "a.html", "b.txt") == ["a.txt.pdf", "a.html.pdf", "b.pdf"]


def test_names_that_differ_only_in_case_are_the_same_name_on_some_disks() -> None:
    assert outputs("A.txt", "a.html") == ["A.txt.pdf", "a.html.pdf"]


def test_a_kept_suffix_does_not_run_into_a_third_source() -> None:
    assert outputs("a.txt", "a.html", "a.txt.md") == ["a.txt.pdf", "a.html.pdf", "a.txt.md.pdf"]


def test_xhtml_is_a_folder_of_the_sources_name() -> None:
    assert outputs("a.txt", to=(XHTML, JSON)) == ["a", "a.json"]


def test_an_xhtml_folder_stays_out_of_a_folder_of_sources() -> None:
    assert outputs("a.txt", "a/b.txt", to=(XHTML,)) == ["a.txt", "a/b"]
    assert outputs("a.txt", "a/b.txt", to=(PDF,)) == ["a.pdf", "a/b.pdf"]


def test_of_names_that_differ_by_case_the_first_keeps_its_own() -> None:
    assert outputs("x.txt", "X.txt", "a.txt") == [f"x-{mark('x.txt')}.pdf", "X.pdf", "a.pdf"]
    assert outputs("a.txt", "X.txt", "x.txt") == ["a.pdf", "X.pdf", f"x-{mark('x.txt')}.pdf"]
    assert outputs("X.txt") == ["X.pdf"]
    assert outputs("N/x.txt", "n/x.txt", "n/y.txt")[0::2] == ["N/x.pdf", "n/y.pdf"]


def test_names_that_differ_by_how_a_letter_is_composed_are_one_on_some_disks() -> None:
    composed, apart = "caf\u00e9.txt", "cafe\u0301.txt"

    assert outputs(composed, apart) == [f"caf\u00e9-{mark(composed)}.pdf", "cafe\u0301.pdf"]


def test_a_name_too_long_for_a_disk_is_cut_between_letters() -> None:
    (longest,) = outputs("ü" * 127)
    (other,) = outputs("ü" * 126 + "!")

    assert len(longest.encode()) <= 120 + len(".pdf")
    assert longest.startswith("üü")
    assert longest != other
    assert outputs("n" * 240 + ".txt") == ["n" * 240 + ".pdf"]
    assert len(outputs("a/" + "n" * 241 + ".txt/b.txt")[0]) == len("a//b.pdf") + 120


@pytest.mark.parametrize("name", ["con.txt", "AUX", "com1.tar.gz", "nul .txt", "lpt\u00b2.txt"])
def test_no_result_has_the_name_of_a_device_of_windows(name: str) -> None:
    for path in (name, f"{name}/a.txt"):
        (made,) = outputs(path)

        device = made.split("/")[0].split(".")[0]
        assert device.rstrip(" ").lower() not in ("con", "aux", "com1", "nul", "lpt\u00b2")


@pytest.mark.parametrize("name", ["...txt", ". .txt", "...", "..", ".publish", ".Publish.txt"])
def test_no_result_is_the_folder_above_or_our_own(name: str) -> None:
    (made,) = outputs(name, to=(XHTML,))

    assert made.strip(". ")
    assert made.lower() != ".publish"


def test_a_result_keeps_out_of_the_way_of_other_formats_and_of_folders() -> None:
    assert outputs("x.txt", "x.pdf.txt", to=(PDF, XHTML)) == [
        *(f"x-{mark('x.txt')}.pdf", f"x-{mark('x.txt')}"),
        *("x.pdf.pdf", "x.pdf"),
    ]
    assert outputs("x.txt", "x.pdf/y.txt") == [f"x-{mark('x.txt')}.pdf", "x.pdf/y.pdf"]


def test_an_edition_s_name_keeps_raised_figures_raised() -> None:
    assert edition_name("Of 10⁶ tonnes: CO₂") == "of-10⁶-tonnes-co₂"


PARTS = st.sampled_from(
    [
        "a",
        "b",
        "a.txt",
        "a.html",
        "A.md",
        "a.pdf",
        "a.pdf.txt",
        "con",
        "...",
        "é",
        "e\u0301",
        "É.txt",
    ]
)
NAMES = st.lists(st.lists(PARTS, min_size=1, max_size=3).map("/".join), max_size=8, unique=True)


@settings(max_examples=40, deadline=None)
@given(NAMES, st.sampled_from([(PDF,), (XHTML,), (PDF, DOCX, XHTML)]), st.randoms())
def test_no_two_results_ever_share_a_path(
    names: list[str], to: tuple[Format, ...], random: Random
) -> None:
    folders = {
        "/".join(name.split("/")[:n]) for name in names for n in range(1, name.count("/") + 1)
    }
    files = [name for name in names if name not in folders]

    paths = [_on_a_mac(path) for path in outputs(*files, to=to)]

    assert len(set(paths)) == len(paths)
    assert not any(b.startswith(f"{a}/") for a in paths for b in paths)
    assert stems(random.sample(files, len(files)), to) == stems(files, to)


def _on_a_mac(path: str) -> str:
    """What a disk makes of a path that tells neither cases nor compositions apart."""
    return normalize("NFC", normalize("NFD", path).casefold())
