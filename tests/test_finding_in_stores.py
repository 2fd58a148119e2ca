"""Which objects of a store are sources, and what they are called: as on a disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from publish import stores
from publish.errors import MissingSource
from publish.files import NAMED
from publish.finding import Findings, find, fitting, shared_folder
from publish.finding.beside import Beside
from publish.finding.walked import Walked
from tests.servers.faults import Fault, Proxy

_BUCKETS = count()
_MANIFEST = '{{"kind": "built", "output": "{}"}}\n'


def bucket(*keys: str, **contents: str) -> str:
    """A bucket of this process's own memory with objects of these keys."""
    top = f"memory://bucket-{next(_BUCKETS)}"
    for key in keys:
        stores.put(f"{top}/{key}", contents.get(key, "words").encode())
    return top


def names(found: Findings) -> list[str]:
    return [each.name for each in found.found]


def places(found: Findings, top: str) -> list[str]:
    return [each.place.removeprefix(f"{top}/") for each in found.found]


PARTS = st.sampled_from(
    [
        *("a", "a-b", "b.txt", "c.html", "B.txt", "é.md", "e\u0301.md", ".git", "x_files", "out"),
        *("p.png", "decisions.toml", "site.toml", "a b", "a\\b", "*.txt", "[x]", "x\ny"),
    ]
)
PATHS = st.lists(PARTS, min_size=1, max_size=4).map("/".join)
TREES = st.lists(PATHS, min_size=1, max_size=12, unique=True).map(
    lambda paths: [
        path for path in paths if not any(other.startswith(f"{path}/") for other in paths)
    ]
)
PATTERNS = (["top/*"], ["top/**/*.txt"], ["top/*/a*"], ["*/[!a]*", "top/b.txt/*"])
OUTPUTS = st.lists(PATHS, max_size=3)


def same(paths: Iterable[str], outputs: Iterable[str], folder: str) -> str:
    """A tree with manifests, on the disk below a folder and in a bucket, which is returned."""
    top = bucket()
    texts = dict.fromkeys((path for path in paths if "/.publish/" not in f"/{path}/"), "words")
    for path in [path for path in texts if path.endswith("out")]:  # a folder of results
        del texts[path]
        texts |= {f"{path}/z.txt": "words", f"{path}/.publish/manifest.jsonl": ""}
    texts[".publish/manifest.jsonl"] = "".join(map(_MANIFEST.format, outputs))
    for path, text in texts.items():
        file = Path(folder, "top", path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        stores.put(f"{top}/top/{path}", text.encode())
    return top


@given(TREES, OUTPUTS, st.sampled_from(["", "a", "out"]))
@settings(max_examples=30, deadline=None)
def test_the_same_tree_gives_the_same_sources_on_a_disk_and_in_a_store(
    paths: list[str], outputs: list[str], into: str
) -> None:
    with TemporaryDirectory() as folder:
        top = same(paths, outputs, folder)
        for asked in (["top"], ["top/a", "top/b.txt", "top"], *PATTERNS):
            for base in (False, True):
                here, there = (
                    find(
                        [fit for each in asked for fit in _fits(f"{start}/{each}")],
                        f"{start}/top/{into}" if into else "",
                        base=start if base else "",
                    )
                    for start in (folder, top)
                )
                assert names(there) == names(here)
                assert places(there, top) == places(here, folder)
                assert there.results == here.results


def _fits(text: str) -> list[str]:
    """What `batch.sources` asks `find` for; patterns in stores are its own to follow."""
    on_disk = "*" in text and not text.startswith("memory:") and not os.path.lexists(text)
    return (fitting(text) or [text]) if on_disk else [text]


ODD = ["a//b.txt", "../up.txt", "n/../m.txt", "./c.txt", "/d.txt", "n\0.txt", "..", "x/."]


def test_a_key_that_no_folder_can_hold_is_a_source_with_its_failure() -> None:
    top = bucket()
    objects = [stores.Stored(f"{top}/{key}", 1) for key in (*ODD, "good\n.txt", "long" * 70)]
    beside = Beside()

    found = list(Walked(top, objects, beside).sources((), ""))

    refused = {each.place.removeprefix(f"{top}/"): each for each in found if each.refused}
    assert sorted(refused) == sorted(ODD)
    assert {each.name for each in found if not each.refused} == {"good\n.txt", "long" * 70}
    assert refused["n/../m.txt"].name == "n/%2E%2E/m.txt"
    assert not any({"", ".", ".."} & {*each.name.split("/")} for each in found)


def test_odd_keys_of_hidden_things_and_pictures_stay_no_sources() -> None:
    top = bucket()
    objects = [stores.Stored(f"{top}/{key}", 1) for key in (".git//x", "a//p.png", "a_files//x")]

    assert not list(Walked(top, objects, Beside()).sources((), ""))


def test_an_object_that_has_the_name_of_a_folder_fails_and_the_mark_of_one_does_not() -> None:
    top = bucket()
    sizes = {"a": 5, "a/b.txt": 5, "m": 0, "m/c.txt": 5}
    objects = [stores.Stored(f"{top}/{key}", size) for key, size in sizes.items()]

    found = list(Walked(top, objects, Beside()).sources((), ""))

    assert [each.name for each in found] == ["a", "a/b.txt", "m/c.txt"]
    assert found[0].refused
    assert "a folder has its name" in found[0].refused.message


def test_an_object_that_is_named_is_meant_before_the_folder_of_its_name(s3: str) -> None:
    for key in ("a.txt", "a.txt/b.txt", "n/c.txt"):
        stores.put(f"{s3}/{key}", b"words")

    named, folder = find([f"{s3}/a.txt"]), find([f"{s3}/a.txt/"])

    assert names(named) == ["a.txt"]
    assert named.both == [f"{s3}/a.txt"]
    assert named.found[0].signature.startswith("5 ")
    assert names(folder) == ["b.txt"]
    assert names(find([f"{s3}/n"])) == ["c.txt"]
    assert names(find([f"{s3}/n/../n/c.txt"])) == ["c.txt"]


def test_what_is_not_there_is_a_source_with_its_failure(s3: str) -> None:
    stores.put(f"{s3}/feed.xml", b"<rss/>")
    asked = [f"{s3}/no.txt", "s3://no-such-bucket-of-ours/a", "memory://x/y", f"{s3}/feed.xml/3f"]

    found = find(asked).found

    assert [each.refused and each.refused.code for each in found] == [
        *[MissingSource.code] * 3,
        None,
    ]
    assert (found[3].name, found[3].place, found[3].member) == (
        "feed.xml/3f",
        f"{s3}/feed.xml",
        NAMED,
    )


def test_a_folder_that_lists_of_addresses_share() -> None:
    assert shared_folder(["s3://b/a/x.txt", "s3://b/a/n/y.txt"]) == "s3://b/a"
    assert shared_folder(["s3://b/ab/x.txt", "s3://b/a/y.txt"]) == "s3://b"
    assert shared_folder(["s3://b/x.txt", "gs://b/x.txt"]) == ""
    assert shared_folder(["s3://b/x.txt", "/articles/x.txt"]) == ""


def test_a_folder_that_may_not_be_listed_is_a_source_with_its_failure(
    faulty_s3: Callable[..., Proxy], s3: str
) -> None:
    stores.put(f"{s3}/n/a.txt", b"words")
    faulty_s3(Fault("403", kind="LIST"))

    (found,) = find([f"{s3}/n"]).found

    assert found.refused
    assert found.refused.message == f"{s3}/n/: the store forbids it"
    assert "the right to list" in found.refused.hint
