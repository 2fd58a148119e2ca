"""What the results are called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.batch.names import edition_name, stems
from publish.errors import SettingsError
from publish.model.formats import DOCX, JSON, PDF, XHTML, Format


def outputs(*names: str, to: tuple[Format, ...] = (PDF,)) -> list[str]:
    found = stems(names, to)
    return [found[name] + format.suffix for name in names for format in to]


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


def test_two_sources_of_the_very_same_name_are_refused() -> None:
    with pytest.raises(SettingsError, match="two sources are called"):
        stems(["x.txt", "X.txt"], [PDF])


def test_an_edition_s_name_keeps_raised_figures_raised() -> None:
    assert edition_name("Of 10⁶ tonnes: CO₂") == "of-10⁶-tonnes-co₂"


NAMES = st.lists(
    st.lists(st.sampled_from(["a", "b", "a.txt", "a.html", "A.md"]), min_size=1, max_size=3).map(
        "/".join
    ),
    max_size=8,
    unique_by=str.casefold,
)


@given(NAMES, st.sampled_from([(PDF,), (XHTML,), (PDF, DOCX, XHTML)]))
def test_no_two_results_ever_share_a_path(names: list[str], to: tuple[Format, ...]) -> None:
    folders = {
        "/".join(name.split("/")[:n]) for name in names for n in range(1, name.count("/") + 1)
    }
    files = [name for name in names if name not in folders]

    paths = [path.casefold() for path in outputs(*files, to=to)]

    assert len(set(paths)) == len(paths)
    if to == (XHTML,):
        assert not any(a != b and b.startswith(f"{a}/") for a in paths for b in paths)
