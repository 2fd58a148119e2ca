"""What people type where a place belongs: kept as it is, or refused in one line."""

from __future__ import annotations

import subprocess
import sys

import pytest

from publish.errors import SettingsError
from publish.files import is_stored
from publish.stores import named
from publish.stores.address import parted


@pytest.mark.parametrize(
    "text",
    [
        "s3://bucket",
        "s3://bucket/a//b.txt",
        "s3://bucket/../x?versionId=1#y",
        "gs://bucket/a.txt",
        "az://container/ä.txt",
        "memory://bucket/a.txt",
    ],
)
def test_an_address_is_kept_letter_by_letter(text: str) -> None:
    assert named(text) == text
    assert is_stored(text)


@pytest.mark.parametrize("text", ["articles", "C:/articles", "./a::b", "-", "", "a:/b", "s3:/b"])
def test_a_path_stays_a_path(text: str) -> None:
    assert named(text) == text
    assert not is_stored(text)


def test_an_address_of_this_machine_is_a_path() -> None:
    assert named("file:///srv/my%20articles") == "/srv/my articles"
    assert named("file://localhost/srv/a.txt") == "/srv/a.txt"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("simplecache::s3://b/a", "addresses in each other are not read", "name the object"),
        ("zip://a.txt::s3://b/a.zip", "zip:// is not known", ""),
        ("s3:///a.txt", "the address names no bucket", "s3://bucket/folder"),
        ("s3://", "the address names no bucket", "s3://bucket/folder"),
        ("s3a://b/a.txt", "s3a:// is not known", "s3://…"),
        ("gcs://b/a.txt", "gcs:// is not known", "gs://…"),
        ("S3://b/a.txt", "S3:// is not known", "s3://…"),
        ("ftp://b/a.txt", "ftp:// is not known", "http"),
        ("s3://key:hunter2@b/a.txt", "a name or a password stands in the address", "environment"),
        ("file://server/a.txt", "the address is of no file of this machine", "file:///a/b.txt"),
        ("https://example.org/a.html", "pages on the web are not fetched", "--http"),
    ],
)
def test_what_nobody_here_can_use_is_one_line(text: str, message: str, hint: str) -> None:
    with pytest.raises(SettingsError, match=message) as told:
        named(text)

    assert hint in told.value.hint
    assert "hunter2" not in f"{told.value} {told.value.hint}"
    assert "\n" not in str(told.value)


def test_a_page_on_the_web_is_read_where_that_is_allowed_unless_its_address_is_a_key() -> None:
    page = "https://example.org/a.html?page=2"

    assert named(page, http=True) == page
    with pytest.raises(SettingsError, match="the address is signed") as told:
        named("https://b.example.org/a.txt?X-Amz-Signature=hunter2", http=True)
    assert "hunter2" not in str(told.value)


def test_a_bucket_may_be_an_access_point() -> None:
    point = "arn:aws:s3:eu-west-1:123456789012:accesspoint/articles"

    at = parted(f"s3://{point}/city/rents.txt")

    assert (at.bucket, at.key) == (point, "city/rents.txt")
    assert at.of("x.txt") == f"s3://{point}/x.txt"


def test_who_names_no_address_loads_no_library_of_stores() -> None:
    names = "['fsspec', 's3fs', 'aiohttp', 'botocore', 'distributed']"
    script = f"""
import sys, publish.cli, publish.batch.lease
print([name for name in {names} if name in sys.modules])
"""

    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True
    )

    assert said.stdout.strip() == "[]"


def test_a_library_that_is_not_installed_is_named_with_what_installs_it() -> None:
    """gcsfs and adlfs are no part of the test's environment; s3fs is hidden."""
    script = """
import sys
sys.modules["s3fs"] = None
from publish import stores
from publish.errors import SettingsError
for address in ("s3://b/a.txt", "gs://b/a.txt", "az://b/a.txt"):
    try:
        stores.state(address)
    except SettingsError as error:
        print(error, "|", error.hint)
"""

    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True
    )

    assert said.stdout.splitlines() == [
        "s3://b/a.txt: s3://… needs s3fs | pip install 'publish[s3]'",
        "gs://b/a.txt: gs://… needs gcsfs | pip install 'publish[gs]'",
        "az://b/a.txt: az://… needs adlfs | pip install 'publish[az]'",
    ]
    assert said.stderr == ""
