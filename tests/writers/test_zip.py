import io
import zipfile

import pytest

from publish.writers.zip import deflated, packed

MOMENT = "2024-01-21T13:14:16Z"


def opened(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def test_what_is_packed_comes_out_again() -> None:
    files = {"a.txt": b"words " * 1000, "b/ü.bin": bytes(range(256)), "empty": b""}

    package = opened(packed(files, MOMENT))

    assert package.testzip() is None
    assert {name: package.read(name) for name in package.namelist()} == files


def test_the_first_come_first_and_the_others_by_name() -> None:
    files = {"c": b"", "mimetype": b"application/epub+zip", "a": b"", "b": b""}

    package = opened(packed(files, MOMENT, first=("mimetype", "b")))

    assert package.namelist() == ["mimetype", "b", "a", "c"]


def test_the_mimetype_of_an_epub_can_be_read_at_its_fixed_place() -> None:
    files = {"mimetype": b"application/epub+zip", "a": b"a"}

    data = packed(files, MOMENT, first=("mimetype",), stored=frozenset({"mimetype"}))

    assert data[30:58] == b"mimetypeapplication/epub+zip"


def test_a_stored_file_is_not_deflated() -> None:
    files = {"a": b"words " * 100, "b": b"words " * 100}

    package = opened(packed(files, MOMENT, stored=frozenset({"a"})))

    assert [entry.compress_type for entry in package.infolist()] == [0, 8]


def test_a_part_deflated_before_gives_the_same_bytes() -> None:
    data = b"words " * 100

    assert packed({"a": deflated(data)}, MOMENT) == packed({"a": data}, MOMENT)


def test_the_order_of_the_mapping_changes_nothing() -> None:
    forth, back = {"a": b"1", "b": b"2"}, {"b": b"2", "a": b"1"}

    assert packed(forth, MOMENT) == packed(back, MOMENT)


@pytest.mark.parametrize(
    ("moment", "date"),
    [
        (MOMENT, (2024, 1, 21, 13, 14, 16)),
        ("1970-01-01T00:00:00Z", (1980, 1, 1, 0, 0, 0)),
        ("2300-06-01T00:00:00Z", (2107, 12, 31, 23, 59, 58)),
    ],
)
def test_every_file_has_the_moment_or_the_nearest_that_a_zip_knows(
    moment: str, date: tuple[int, ...]
) -> None:
    package = opened(packed({"a": b"1", "b": b"2"}, moment))

    assert {entry.date_time for entry in package.infolist()} == {date}


def test_the_system_that_runs_leaves_no_trace() -> None:
    (entry,) = opened(packed({"a": b"1"}, MOMENT)).infolist()

    assert (entry.create_system, entry.external_attr >> 16) == (3, 0o100644)
