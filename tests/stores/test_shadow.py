"""Objects of a store, mirrored in a folder of this machine."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from publish import files, stores
from publish.errors import MissingSource, OverLimit, UnreadableSource
from publish.rules_file import rules_beside
from publish.stores.shadow import Shadow

KEYS = st.lists(
    st.sampled_from(
        ["", ".", "..", "a", "a\0b", "%~a", "é", "e\u0301", "x" * 300, "\n", ":", "a\\b"]
    ),
    min_size=1,
    max_size=4,
).map("/".join)


@given(KEYS, KEYS)
def test_no_key_leads_out_of_the_folder_and_none_into_the_place_of_another(
    one: str, other: str
) -> None:
    shadow = Shadow(Path("/home"))

    paths = [shadow.path_of(f"s3://bucket/{key}") for key in (one, other)]

    assert all(path.resolve().is_relative_to(shadow.root) for path in paths)
    assert (paths[0] == paths[1]) == (one == other)


def test_what_was_fetched_lies_here_as_it_does_in_its_store(tmp_path: Path) -> None:
    shadow = Shadow(tmp_path)
    stores.put("memory://shadow/city/rents.txt", b"words")
    stores.put("memory://shadow/rules.toml", b'[[rule]]\nid = "x"\nphrase = "gone"\n')

    failures = shadow.hold(
        [("memory://shadow/city/rents.txt", ""), ("memory://shadow/rules.toml", "")], 100
    )

    path = shadow.path_of("memory://shadow/city/rents.txt")
    assert not failures
    assert path == tmp_path / files.MIRROR / "memory/shadow/city/rents.txt"
    assert path.read_bytes() == b"words"
    assert [rule.id for rule in rules_beside(path)] == ["x"]


def test_nothing_above_a_store_counts_for_what_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_text('[[rule]]\nid = "x"\nphrase = "gone"\n')

    assert not rules_beside(Shadow(tmp_path).path_of("memory://shadow/rents.txt"))


def test_what_cannot_be_fetched_says_why_and_the_others_are_here(tmp_path: Path) -> None:
    shadow = Shadow(tmp_path)
    stores.put("memory://why/a/b", b"words")
    stores.put("memory://why/long", b"x" * 101)
    (*places,) = (f"memory://why/{name}" for name in ("a/b", "gone", "long"))

    failures = shadow.hold([(place, "") for place in places], 100)
    stores.remove(["memory://why/a/b"])
    stores.put("memory://why/a", b"words")
    in_the_way = shadow.hold([("memory://why/a", "")], 100)

    assert {place: type(why) for place, why in failures.items()} == {
        places[1]: MissingSource,
        places[2]: OverLimit,
    }
    assert isinstance(in_the_way["memory://why/a"], UnreadableSource)
    assert shadow.path_of(places[0]).read_bytes() == b"words"
    assert not shadow.path_of(places[1]).exists()


def test_what_is_told_of_it_speaks_of_addresses(tmp_path: Path) -> None:
    shadow = Shadow(tmp_path)
    place = f"s3://bucket/city/{'x' * 300}.html"

    told = shadow.told(f"{shadow.path_of(place)}: no article; see {shadow.root}/s3/bucket/a.txt")

    assert told == f"{place}: no article; see s3://bucket/a.txt"


def test_what_is_fetched_anew_is_whole_to_whoever_reads_it(tmp_path: Path) -> None:
    place, shadow = "memory://whole/rules.toml", Shadow(tmp_path)
    stores.put(place, b"x" * 100_000)
    shadow.hold([(place, "")], 100_000)

    with ThreadPoolExecutor(4) as threads:
        again = [threads.submit(shadow.hold, [(place, "")], 100_000) for _ in range(40)]
        sizes = {len(shadow.path_of(place).read_bytes()) for _ in range(200)}

    assert sizes == {100_000}
    assert not any(each.result() for each in again)
