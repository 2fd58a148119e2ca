"""WACZ: archives in a zip, and the list of the pages that are articles."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from publish.archives import form_at
from publish.errors import BrokenSource, EncryptedSource, OverLimit
from publish.model.limits import DEFAULT_LIMITS
from tests.archives.making_warc import (
    SITE,
    answer,
    articles,
    failures,
    left_out,
    listed,
    page,
    picture,
    pictures,
    record,
    wacz,
    zipped,
)

MILL = page("/mill", "The mill turns again")
ADVERT = page("/advert", "Buy flour")
MOVED = record(
    f"{SITE}/old", answer(b"", "text/html", "Location: /mill", status="301 Moved Permanently")
)
SHOWN = record(f"{SITE}/a.png", answer(picture(), "image/png"))
RECORDS = zipped(MOVED, MILL, ADVERT, SHOWN)


def file(folder: Path, data: bytes, name: str = "crawl.wacz") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def titles(path: Path) -> list[str]:
    return [each.title for each in articles(path)]


def test_the_pages_of_its_list_are_articles_with_the_titles_there(tmp_path: Path) -> None:
    listing = [{"url": f"{SITE}/mill", "title": "The mill,\n in the list"}]

    path = file(tmp_path, wacz({"a.warc.gz": RECORDS}, listing))

    assert titles(path) == ["The mill, in the list"]
    assert left_out(path) == ["redirect", "page that its list does not name"]
    assert pictures(path) == {"//mill.example/a.png": picture()}


def test_without_a_list_all_pages_are_articles(tmp_path: Path) -> None:
    path = file(tmp_path, wacz({"a.warc.gz": RECORDS, "b.warc": page("/pier", "The pier")}))

    assert titles(path) == ["The mill turns again", "Buy flour", "The pier"]


def test_a_page_of_the_list_is_found_where_its_address_leads(tmp_path: Path) -> None:
    path = file(tmp_path, wacz({"a.warc.gz": RECORDS}, [{"url": "http://mill.example/old#top"}]))

    assert titles(path) == ["The mill turns again"]


def test_a_list_that_has_the_address_for_a_title_says_nothing_of_it(tmp_path: Path) -> None:
    listing = [{"url": f"{SITE}/mill", "title": f"{SITE}/mill"}]  # as `wacz create` writes it

    path = file(tmp_path, wacz({"a.warc.gz": RECORDS}, listing))

    assert titles(path) == ["The mill turns again"]


def test_pages_of_the_list_that_are_not_there_are_counted(tmp_path: Path) -> None:
    listing = [{"url": f"{SITE}/mill"}, {"url": f"{SITE}/gone"}, {"url": f"{SITE}/lost"}]

    path = file(tmp_path, wacz({"a.warc.gz": RECORDS}, listing))

    assert left_out(path).count("page of its list that is not in it") == 2


def test_articles_are_cut_from_archives_that_are_stored_as_they_are(tmp_path: Path) -> None:
    stored = articles(file(tmp_path, wacz({"a.warc.gz": RECORDS}), "a.wacz"))
    packed = articles(file(tmp_path, wacz({"a.warc": MILL}, (), zipfile.ZIP_DEFLATED), "b.wacz"))

    assert [each.slice is not None for each in stored] == [True, True]
    assert [each.slice is not None for each in packed] == [False]
    assert stored[0].identity == packed[0].identity


def test_a_list_that_is_damaged_in_a_line_has_the_others(tmp_path: Path) -> None:
    path = file(tmp_path, b"")
    with zipfile.ZipFile(path, "w") as opened:
        opened.writestr("archive/a.warc.gz", RECORDS)
        deep = "[" * 100_000
        lines = ("no json", deep, '"words"', '{"url": 5}', f'{{"url": "{SITE}/mill"}}', '{"url":')
        opened.writestr("pages/pages.jsonl", "\n".join(lines))

    assert titles(path) == ["The mill turns again"]


def test_a_wacz_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    path = file(tmp_path, wacz({"a.warc.gz": RECORDS}), "crawl.zip")
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as opened:
        opened.writestr("notes.txt", "words")

    assert form_at(str(path)) is not None
    assert form_at(str(file(tmp_path, other.getvalue(), "other.zip"))) is None


def test_names_that_lead_out_of_the_file_open_nothing(tmp_path: Path) -> None:
    (tmp_path / "secret.warc").write_bytes(MILL)
    path = file(tmp_path, wacz({"../../secret.warc": ADVERT}))

    assert titles(path) == ["Buy flour"]


@pytest.mark.parametrize(
    "data",
    [
        b"words",
        b"PK\x03\x04 and nothing more",
        wacz({"a.warc.gz": RECORDS})[:-30],
        wacz({}),
        wacz({"a.warc.gz": RECORDS}).replace(b"PK\x03\x04", b"PK\x09\x09"),
    ],
)
def test_what_is_no_wacz_fails_in_one_line(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(BrokenSource):
        listed(file(tmp_path, data))


def test_a_locked_file_says_so(tmp_path: Path) -> None:
    data = bytearray(wacz({"a.warc.gz": RECORDS}))
    struct.pack_into("<H", data, data.index(b"PK\x01\x02") + 8, 1)

    with pytest.raises(EncryptedSource):
        listed(file(tmp_path, bytes(data)))


def test_files_in_a_file_are_counted_before_they_are_read(tmp_path: Path) -> None:
    limits = DEFAULT_LIMITS.moved({"members": 10}, "test")
    path = file(tmp_path, wacz({f"{number}.warc": b"" for number in range(20)}))

    with pytest.raises(OverLimit, match="members"):
        listed(path, limits)


def test_an_archive_that_unpacks_without_end_is_over_the_limit(tmp_path: Path) -> None:
    path = file(tmp_path, wacz({"a.warc": bytes(30_000_000)}, (), zipfile.ZIP_DEFLATED))

    with pytest.raises(OverLimit, match="unpacking"):
        listed(path)


def test_a_damaged_archive_in_a_sound_zip_costs_its_own_pages(tmp_path: Path) -> None:
    path = file(tmp_path, wacz({"a.warc.gz": RECORDS[:-900], "b.warc": page("/pier", "The pier")}))

    assert titles(path)[-1] == "The pier"
    assert failures(path)
