"""Addresses as people type them, and as drivers take them apart.

What stands behind the bucket is the object's key as it is: nothing is decoded, folded or joined.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from publish.errors import SettingsError, nearest, shown

READ_ONLY = ("http", "https")
"""Schemes that nothing can be written to and nothing listed in."""

PACKAGES = {
    "s3": ("s3fs", "s3"),
    "gs": ("gcsfs", "gs"),
    "az": ("adlfs", "az"),
    "memory": ("fsspec", "s3"),
    "http": ("aiohttp", "http"),
    "https": ("aiohttp", "http"),
}
"""Every scheme: the package that reaches it, and the extra of ours that brings it."""

_OTHER_NAMES = {"s3a": "s3", "s3n": "s3", "gcs": "gs", "abfs": "az", "abfss": "az", "wasb": "az"}
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://(.*)", re.DOTALL)  # one letter is a drive
_CHAINED = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*::")
_SIGNED = {"x-amz-signature", "x-amz-credential", "x-goog-signature", "signature", "sig"}
"""Parts of a query that let whoever knows them read: what cloud stores call presigned."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address in its parts: `s3`, `bucket`, `a/b.txt`. A page on the web has no bucket."""

    text: str
    scheme: str
    bucket: str
    key: str

    def of(self, key: str) -> str:
        """The address of another key in the same bucket."""
        return f"{self.scheme}://{self.bucket}/{key}"


def parted(text: str) -> Address:
    """An address that passed the door (`named`), in its parts."""
    scheme, _, rest = text.partition("://")
    if scheme in READ_ONLY:
        return Address(text, scheme, "", text)
    # an access point's ARN has one slash or more of its own: arn:aws:s3:…:accesspoint/name/key
    skipped = 1 if rest.startswith("arn:") else 0
    parts = rest.split("/", 1 + skipped)
    bucket = "/".join(parts[: 1 + skipped])
    return Address(text, scheme, bucket, parts[1 + skipped] if len(parts) > 1 + skipped else "")


def named(text: str, *, http: bool = False) -> str:
    """What somebody typed: an address as we keep it, or a path of this machine.

    Raises SettingsError for an address that nobody here can use; those of the web need `http`.
    """
    if _CHAINED.match(text) and "://" in text:
        raise SettingsError(
            "addresses in each other are not read",
            where=_bare(text),
            hint="name the object itself, such as s3://bucket/articles",
        )
    if not (found := _SCHEME.fullmatch(text)):
        return text
    scheme, rest = found[1], found[2]
    if scheme.lower() == "file":
        return _local(text, rest)
    if scheme not in PACKAGES:
        known = _OTHER_NAMES.get(scheme.lower(), scheme.lower())
        hint = f"{known}://…" if known in PACKAGES else nearest(known, PACKAGES)
        raise SettingsError(f"{scheme}:// is not known", where=_bare(text), hint=hint)
    bucket = rest.partition("/")[0]
    if not bucket:
        raise SettingsError(
            "the address names no bucket", where=_bare(text), hint=f"{scheme}://bucket/folder"
        )
    if "@" in bucket:
        raise SettingsError(
            "a name or a password stands in the address",
            where=_bare(text),
            hint="credentials come from the environment, such as AWS_PROFILE",
        )
    if scheme in READ_ONLY:
        _check_web(text, http=http)
    return text


def _check_web(text: str, *, http: bool) -> None:
    if not http:
        raise SettingsError(
            "pages on the web are not fetched", where=_bare(text), hint="--http allows it"
        )
    if any(name.lower() in _SIGNED for name, _ in parse_qsl(urlsplit(text).query)):
        raise SettingsError(
            "the address is signed, and would stand in the manifest",
            where=_bare(text),
            hint="name the object in its store, such as s3://bucket/a.txt",
        )


def _local(text: str, rest: str) -> str:
    host, slash, path = rest.partition("/")
    if host not in ("", "localhost") or not slash:
        raise SettingsError(
            "the address is of no file of this machine", where=_bare(text), hint="file:///a/b.txt"
        )
    return str(Path(unquote(f"/{path}")))


def _bare(text: str) -> str:
    """An address without what must not be shown: passwords and queries."""
    return shown(re.sub(r"//[^/@]*@", "//…@", text.partition("?")[0]))
