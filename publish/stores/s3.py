"""Amazon S3 and what speaks like it: one request for each thing that is asked.

s3fs brings the session, with all that the environment says of endpoint, credentials, encryption and
who pays. Its own functions ask twice where once is enough (`cat_file`: HEAD, then GET), hide ETags,
and cut keys that no file system would have; so the requests are made here, through `_call_s3`.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from publish.stores.address import Address
from publish.stores.driver import Body, Data, Page, Stored
from publish.stores.signed import USER_AGENT, Signed
from publish.stores.trouble import Trouble, trouble_of

PART_BYTES = 2**26
"""A larger object is written in parts of so many bytes, each held in memory: 10,000 at most, so
640 GiB, and a part goes in ten seconds where a disk is as quick as a network card."""

PAGE_OBJECTS = 1_000
"""How many a listing gives at a time; S3 gives no more."""

_CHUNK = 2**18
_MD5 = re.compile(r"[0-9a-f]{32}")
_OURS = {
    # we try ourselves: two kinds of trials would multiply
    "retries": {"total_max_attempts": 1, "mode": "standard"},
    "max_pool_connections": 64,
    # else botocore puts one together for each request, from all that it knows of this machine
    "user_agent": USER_AGENT,
    # MD5s are sent and compared, which all that speak S3 know; CRCs besides cost, and few do
    "request_checksum_calculation": "when_required",
    "response_checksum_validation": "when_required",
}


class S3:
    """A driver (`driver.Driver`); one session for all buckets."""

    def __init__(self) -> None:
        import fsspec
        from fsspec.config import conf

        own = conf.get("s3", {}).get("config_kwargs", {})
        self._fs: Any = fsspec.filesystem(
            "s3",
            skip_instance_cache=True,  # which holds one for each thread
            use_listings_cache=False,
            config_kwargs={**_OURS, **own},
        )
        self._fs.retries = 1
        self._connected = False
        self._signed = Signed(self._fs)

    async def _call(self, method: str, address: Address, **asked: Any) -> dict[str, Any]:
        if not self._connected:
            await self._fs.set_session()
            parsers = self._fs.session.get_component("response_parser_factory")
            parsers.set_parser_defaults(timestamp_parser=_moment)
            self._signed.watch()
            self._connected = True
        bucket = address.bucket
        said: dict[str, Any] | None = await self._signed.answer(method, bucket, asked)
        if said is None:
            with self._signed.learning(method, bucket, asked):
                said = await self._fs._call_s3(method, Bucket=bucket, **asked)
        return said

    async def page(self, folder: Address, mark: str) -> Page:
        """A thousand objects, as S3 lists them."""
        more = {"ContinuationToken": mark} if mark else {}
        said = await self._call(
            "list_objects_v2", folder, Prefix=folder.key, MaxKeys=PAGE_OBJECTS, **more
        )
        objects = tuple(
            Stored(folder.of(each["Key"]), each["Size"], _etag(each), _changed(each))
            for each in said.get("Contents", ())
        )
        return Page(objects, said["NextContinuationToken"] if said.get("IsTruncated") else "")

    async def state(self, address: Address) -> Stored | None:
        """HEAD; a bucket that is not there holds nothing."""
        try:
            said = await self._call("head_object", address, Key=address.key)
        except (OSError, Trouble) as error:
            if trouble_of(error).kind in ("missing", "bucket"):
                return None
            raise
        return Stored(address.text, said["ContentLength"], _etag(said), _changed(said))

    @asynccontextmanager
    async def open(self, address: Address, at: int, etag: str) -> AsyncIterator[Body]:
        """GET, of the rest with Range."""
        rest = {"Range": f"bytes={at}-"} if at else {}
        if at and etag:
            rest["IfMatch"] = f'"{etag}"'
        said = await self._call("get_object", address, Key=address.key, **rest)
        body = said["Body"]
        try:
            size = int(said["ContentLength"]) + at
            md5 = "" if address.bucket.endswith("--x-s3") else _md5(said)  # S3 Express has none
            yield Body(size, _etag(said), at, body.iter_chunks(_CHUNK), md5)
        finally:
            body.close()

    async def put(self, address: Address, data: Data, over: str | None, media_type: str) -> Stored:
        """PUT with a precondition, in parts where it is large."""
        size = len(data) if isinstance(data, bytes) else data.stat().st_size
        condition: dict[str, str] = {}
        if over == "":
            condition["IfNoneMatch"] = "*"
        elif over is not None:
            condition["IfMatch"] = f'"{over.partition(" ")[2]}"'
        try:
            if size > PART_BYTES:
                said = await self._put_parts(address, data, condition, media_type)
            else:
                bytes_ = data if isinstance(data, bytes) else data.read_bytes()
                said = await self._call(
                    "put_object",
                    address,
                    Key=address.key,
                    Body=bytes_,
                    ContentMD5=_content_md5(bytes_),
                    ContentType=media_type,
                    **condition,
                )
        except OSError as error:
            if over and trouble_of(error).kind == "missing":  # nothing is there to be replaced
                raise Trouble("taken") from None
            raise
        return Stored(address.text, size, _etag(said))

    async def _put_parts(
        self, address: Address, data: Data, condition: dict[str, str], media_type: str
    ) -> dict[str, Any]:
        key = address.key
        upload = (
            await self._call("create_multipart_upload", address, Key=key, ContentType=media_type)
        )["UploadId"]
        try:
            made = []
            for number, part in enumerate(_parts(data), start=1):
                said = await self._call(
                    "upload_part",
                    address,
                    Key=key,
                    UploadId=upload,
                    PartNumber=number,
                    Body=part,
                    ContentMD5=_content_md5(part),
                )
                made.append({"PartNumber": number, "ETag": said["ETag"]})
            return await self._call(
                "complete_multipart_upload",
                address,
                Key=key,
                UploadId=upload,
                MultipartUpload={"Parts": made},
                **condition,
            )
        except BaseException:  # parts that nobody joins are paid for as long as they lie there
            await self._call("abort_multipart_upload", address, Key=key, UploadId=upload)
            raise

    async def remove(self, address: Address) -> None:
        """DELETE, which says nothing of what was not there."""
        await self._call("delete_object", address, Key=address.key)

    def etag_of(self, data: Data) -> str:
        """MD5, or that of the parts' MD5s."""
        size = len(data) if isinstance(data, bytes) else data.stat().st_size
        digests = [hashlib.md5(part, usedforsecurity=False).digest() for part in _parts(data)]
        if size <= PART_BYTES:
            return (digests or [hashlib.md5(usedforsecurity=False).digest()])[0].hex()
        whole = hashlib.md5(b"".join(digests), usedforsecurity=False).hexdigest()
        return f"{whole}-{len(digests)}"


def _parts(data: Data) -> Iterator[bytes]:
    if isinstance(data, Path):
        with data.open("rb") as file:
            while part := file.read(PART_BYTES):
                yield part
    else:
        for start in range(0, len(data), PART_BYTES):
            yield data[start : start + PART_BYTES]


def _content_md5(data: bytes) -> str:
    return b64encode(hashlib.md5(data, usedforsecurity=False).digest()).decode()


def _etag(said: dict[str, Any]) -> str:
    return str(said.get("ETag", "")).replace('"', "")


def _md5(said: dict[str, Any]) -> str:
    """The MD5 that an answer gives; keys of one's own make ETags that only look like one."""
    etag = _etag(said)
    encrypted = str(said.get("ServerSideEncryption", "")).startswith("aws:kms")
    own_key = "SSECustomerAlgorithm" in said
    return etag if _MD5.fullmatch(etag) and not encrypted and not own_key else ""


def _changed(said: dict[str, Any]) -> int:
    when = said.get("LastModified")
    when = _moment(when) if isinstance(when, str) else when
    return round(when.timestamp() * 1e6) * 1_000 if when else 0


def _moment(said: Any) -> datetime:
    """A time of a listing or a header; botocore's own way takes longer than all else together."""
    try:
        return datetime.fromisoformat(said)
    except (TypeError, ValueError):
        pass
    try:
        return parsedate_to_datetime(said)
    except (TypeError, ValueError):
        from botocore.utils import parse_timestamp

        slow: datetime = parse_timestamp(said)
        return slow
