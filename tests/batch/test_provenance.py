"""Where the source of a result lies, seen from the folder of results: on disks and in stores."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.batch.clashes import Clashes
from publish.batch.provenance import joined, relative
from publish.errors import Unwritable
from publish.files import Found

FOLDERS = st.lists(st.sampled_from(["a", "b", "c d", "é"]), max_size=4).map("/".join)


@given(FOLDERS, FOLDERS)
def test_the_way_in_a_bucket_is_that_on_a_disk_and_leads_back(folder: str, into: str) -> None:
    here = relative(f"/top/{folder}", f"/top/{into}".rstrip("/"))
    there = relative(f"s3://top/{folder}", f"s3://top/{into}".rstrip("/"))

    assert there == here
    back = joined(f"s3://top/{into}".rstrip("/"), there, "n/rents.html")
    assert back == f"s3://top/{folder}/n/rents.html".replace("top//", "top/")


@pytest.mark.parametrize(
    ("folder", "into", "below"),
    [
        ("s3://one/a/", "s3://other/out", "s3://one/a"),
        ("s3://one/a/", "gs://one/out", "s3://one/a"),
        ("s3://one/a/", "/out", "s3://one/a"),
        ("s3://one/a//b/", "s3://one/out", "s3://one/a//b"),
        ("s3://one/a/../b/", "s3://one/out", "s3://one/a/../b"),
        ("/articles", "s3://one/out", "/articles"),
        ("https://site.example/rents?id=1", "s3://one/out", "https://site.example/rents?id=1"),
    ],
)
def test_what_no_way_leads_to_is_named_whole(folder: str, into: str, below: str) -> None:
    assert relative(folder, into) == below
    page = folder.startswith("https:")
    assert joined(into, below, "rents.html") == (below if page else f"{below}/rents.html")


def test_a_result_takes_the_place_of_no_object_that_is_a_source_or_of_a_folder_of_one() -> None:
    clashes = Clashes([Found("n/a.pdf", "s3://one/in/n/a.pdf")])

    clashes.refuse("s3://one/in/n/b.pdf")
    clashes.refuse("s3://one/i")
    for final in ("s3://one/in/n/a.pdf", "s3://one/in/n", "s3://one/in"):
        with pytest.raises(Unwritable, match="would replace the source"):
            clashes.refuse(final)
