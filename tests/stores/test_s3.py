"""Objects in S3, on a server that speaks it: what is written is what is read, or it is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fsspec.config import conf

from publish import stores
from publish.errors import (
    CHANGED,
    MissingSource,
    OverLimit,
    PublishError,
    UnreadableSource,
    Unwritable,
)
from publish.stores import s3 as driver
from tests.servers.faults import Fault, Proxy
from tests.servers.fixtures import ENVIRONMENT
from tests.servers.signing import signature_of

Faulty = Callable[..., Proxy]
ENOUGH = 10_000_000

ODD_KEYS = (
    "a//b.txt",
    "../x.txt",
    "./x.txt",
    "Ä/ñ\u0303.txt",  # not NFC
    "a b+c%20&=?x#y.txt",
    "back\\slash.txt",
    "bell\x07.txt",
    "n" * 300 + ".txt",
    "x.txt?versionId=1",
    "zebra.txt ",
    "🐚/shell.txt",
)


def test_what_is_written_is_read_by_one_request_each(s3: str, faulty_s3: Faulty) -> None:
    proxy = faulty_s3()

    made = stores.put(f"{s3}/rents.txt", b"Rents rise", "")
    data = stores.read(f"{s3}/rents.txt", ENOUGH, made.signature)

    assert data == b"Rents rise"
    assert made.signature == "10 " + made.etag != "10 "
    assert proxy.counts == {"PUT": 1, "GET": 1}


def test_keys_that_no_disk_would_have_are_kept_as_they_are(s3: str) -> None:
    for key in ODD_KEYS:
        stores.put(f"{s3}/{key}", key.encode())

    walked = [each.address.removeprefix(f"{s3}/") for each in stores.walk(s3)]

    assert walked == sorted(ODD_KEYS)
    assert [stores.read(f"{s3}/{key}", ENOUGH).decode() for key in walked] == walked
    stores.remove(f"{s3}/{key}" for key in ODD_KEYS)
    assert not list(stores.walk(s3))


def test_what_marks_a_folder_is_no_object_and_neighbours_stay_out(s3: str) -> None:
    city = f"{s3}/city + Ä&b"
    for name in ("/", "/rents.txt", "-hall.txt", "/empty.txt"):
        stores.put(f"{city}{name}", b"" if name != "/rents.txt" else b"Rents")

    walked = [each.address for each in stores.walk(city)]

    assert walked == [f"{city}/empty.txt", f"{city}/rents.txt"]
    assert walked == [each.address for each in stores.walk(f"{city}/")]


def test_a_listing_goes_on_over_its_pages(
    s3: str, faulty_s3: Faulty, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "PAGE_OBJECTS", 3)
    names = [f"{s3}/{number}" for number in range(8)]
    for name in names:
        stores.put(name, b"")
    stores.forget()
    proxy = faulty_s3(Fault("503", kind="LIST", every=2))

    walked = [each.address for each in stores.walk(s3)]

    assert walked == names
    assert proxy.counts["LIST"] == 5


def test_nothing_stands_where_nothing_was_put(s3: str) -> None:
    stores.put(f"{s3}/a.txt", b"a")

    assert stores.state(f"{s3}/b.txt") is None
    assert [bool(there) for _, there in stores.states([f"{s3}/b.txt", f"{s3}/a.txt"])] == [0, 1]
    with pytest.raises(MissingSource, match="nothing stands here"):
        stores.read(f"{s3}/b.txt", ENOUGH)
    stores.remove([f"{s3}/b.txt"])


def test_what_somebody_has_put_there_stays(s3: str) -> None:
    first = stores.put(f"{s3}/a.pdf", b"theirs", "")

    with pytest.raises(stores.Taken):
        stores.put(f"{s3}/a.pdf", b"ours", "")
    with pytest.raises(stores.Taken):
        stores.put(f"{s3}/a.pdf", b"ours", "6 0123456789abcdef0123456789abcdef")
    with pytest.raises(stores.Taken):
        stores.put(f"{s3}/gone.pdf", b"ours", first.signature)

    assert stores.read(f"{s3}/a.pdf", ENOUGH) == b"theirs"
    assert stores.put(f"{s3}/a.pdf", b"theirs", "").etag == first.etag
    assert stores.put(f"{s3}/a.pdf", b"ours", first.signature).size == 4


def test_an_object_that_is_another_by_now_is_told_from_a_broken_network(s3: str) -> None:
    found = stores.put(f"{s3}/a.txt", b"first")
    stores.put(f"{s3}/a.txt", b"other")

    with pytest.raises(UnreadableSource) as told:
        stores.read(f"{s3}/a.txt", ENOUGH, found.signature)

    assert told.value.message.endswith(CHANGED)


def test_an_object_over_the_limit_is_not_carried(s3: str, faulty_s3: Faulty) -> None:
    stores.put(f"{s3}/a.txt", b"x" * 1_000)
    proxy = faulty_s3()

    with pytest.raises(OverLimit) as told:
        stores.read(f"{s3}/a.txt", 999)

    assert told.value.hint == "--limit file-bytes=1251"
    assert proxy.counts == {"GET": 1}


def test_a_browser_is_told_what_an_object_is(s3: str, faulty_s3: Faulty) -> None:
    proxy = faulty_s3()

    for name in ("a.pdf", "a.docx", "report.html", "notes"):
        stores.put(f"{s3}/{name}", b"")

    assert [each.named("content-type") for each in proxy.requests] == [
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "text/html; charset=utf-8",
        "application/octet-stream",
    ]


def test_a_large_file_goes_in_parts_and_comes_back(
    s3: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "PART_BYTES", 5 * 2**20)  # the least that S3 takes
    large = tmp_path / "large"
    large.write_bytes(bytes(range(256)) * 4 * 5_500)

    made = stores.put(f"{s3}/large", large, "")
    again = stores.put(f"{s3}/large", large, "")
    stores.fetch(f"{s3}/large", tmp_path / "below" / "back", ENOUGH, made.signature)

    assert made.etag == again.etag
    assert made.etag.endswith("-2")
    assert (tmp_path / "below" / "back").read_bytes() == large.read_bytes()
    with pytest.raises(stores.Taken):
        stores.put(f"{s3}/large", b"small", "")


def test_a_store_that_ignores_preconditions_is_found_out(s3: str, faulty_s3: Faulty) -> None:
    assert stores.can_create(s3, "trial")

    faulty_s3(Fault("careless"))

    assert not stores.can_create(s3, "trial")
    assert not list(stores.walk(s3))


def test_no_such_bucket_is_one_line_that_says_so(s3: str) -> None:
    nowhere = "s3://no-such-bucket/articles"
    asked: list[Callable[[], object]] = [
        lambda: list(stores.walk(nowhere)),
        lambda: stores.read(nowhere, 1),
        lambda: stores.put(nowhere, b""),
    ]

    for ask in asked:
        with pytest.raises(PublishError, match="there is no such bucket") as told:
            ask()
        assert told.value.hint
        assert isinstance(told.value, MissingSource | Unwritable)


@pytest.mark.parametrize("where", ["AWS", "FSSPEC"])
def test_every_request_is_signed_as_the_store_will_reckon(
    s3: str, faulty_s3: Faulty, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """Of the long way by botocore, which the first request takes, and of the short one after it."""
    secret = ENVIRONMENT["AWS_SECRET_ACCESS_KEY"]
    if where == "FSSPEC":
        secret = "another"
        monkeypatch.setitem(conf, "s3", {"key": "AKIAOTHER", "secret": secret})
    stores.forget()
    proxy = faulty_s3()

    for key in ODD_KEYS[:4]:
        made = stores.put(f"{s3}/{key}", key.encode(), "")
        stores.read(f"{s3}/{key}", ENOUGH, made.signature)
        stores.state(f"{s3}/{key}")
    stores.remove(f"{s3}/{key}" for key in ODD_KEYS[:4])
    assert not list(stores.walk(f"{s3}/a b+c%20&=?x#y~/Ä"))
    stores.forget()

    agents = ["".join(each.named("user-agent")) for each in proxy.requests]
    long = [bool(each.named("amz-sdk-invocation-id")) for each in proxy.requests]
    assert long == [True] + [False] * 16
    assert len({agent.startswith("publish/") for agent in agents}) == 1
    assert [each.named("authorization")[-64:] for each in proxy.requests] == [
        signature_of(each, secret) for each in proxy.requests
    ]


def test_an_environment_that_says_more_of_requests_is_heard(
    s3: str, faulty_s3: Faulty, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Encryption, who pays: what s3fs adds to each request, it adds to all of them."""
    monkeypatch.setitem(conf, "s3", {"s3_additional_kwargs": {"ServerSideEncryption": "AES256"}})
    stores.forget()
    proxy = faulty_s3()

    for number in range(3):
        stores.put(f"{s3}/{number}.txt", b"words", "")

    stores.forget()
    told = [each.named("x-amz-server-side-encryption") for each in proxy.requests]
    assert told == ["AES256"] * 3
