"""Azure Blob Storage: adlfs brings the service with its credentials, Azure's own library asks it.

adlfs's functions hide ETags where bytes are read, and take a key for a path of the web.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from publish.stores.address import Address
from publish.stores.driver import Body, Data, Page, Stored
from publish.stores.trouble import Trouble

_ONCE = {"retry_total": 0}
"""We try ourselves: two kinds of trials would multiply."""


class Az:
    """A driver (`driver.Driver`); one service for all containers of the account."""

    def __init__(self) -> None:
        import fsspec

        self._fs: Any = fsspec.filesystem("az", skip_instance_cache=True, use_listings_cache=False)

    def _blob(self, address: Address) -> Any:
        if ".." in address.key.split("/"):
            raise Trouble("misnamed")  # Azure's library takes it for a path of the web
        return self._fs.service_client.get_blob_client(address.bucket, address.key)

    async def page(self, folder: Address, mark: str) -> Page:
        """Five thousand blobs, as Azure lists them."""
        async with self._fs.service_client.get_container_client(folder.bucket) as container:
            pages = container.list_blobs(name_starts_with=folder.key, **_ONCE).by_page(mark or None)
            objects = [_stored(folder.of(each.name), each) async for each in await anext(pages)]
            return Page(tuple(objects), pages.continuation_token or "")

    async def state(self, address: Address) -> Stored | None:
        """HEAD."""
        from azure.core.exceptions import ResourceNotFoundError

        try:
            async with self._blob(address) as blob:
                return _stored(address.text, await blob.get_blob_properties(**_ONCE))
        except ResourceNotFoundError:
            return None

    @asynccontextmanager
    async def open(self, address: Address, at: int, etag: str) -> AsyncIterator[Body]:
        """GET, of the rest with a range; further pieces are of the same blob."""
        async with self._blob(address) as blob:
            same = _same(etag) if at and etag else {}
            stream = await blob.download_blob(offset=at or None, **same, **_ONCE)
            there = _stored(address.text, stream.properties)
            yield Body(there.size, there.etag, at, stream.chunks())

    async def put(self, address: Address, data: Data, over: str | None, media_type: str) -> Stored:
        """PUT with a precondition; in blocks where it is large."""
        from azure.storage.blob import ContentSettings

        same = _same(over.partition(" ")[2]) if over else {}
        bytes_ = data if isinstance(data, bytes) else data.read_bytes()
        async with self._blob(address) as blob:
            said = await blob.upload_blob(
                bytes_,
                overwrite=over != "",
                content_settings=ContentSettings(content_type=media_type),
                **same,
                **_ONCE,
            )
        return Stored(address.text, len(bytes_), _bare(said["etag"]))

    async def remove(self, address: Address) -> None:
        """DELETE."""
        async with self._blob(address) as blob:
            await blob.delete_blob(**_ONCE)

    def etag_of(self, data: Data) -> str:
        """Nobody knows."""
        del data
        return ""


def _same(etag: str) -> dict[str, Any]:
    """The condition that it is this blob."""
    from azure.core import MatchConditions

    return {"etag": f'"{etag}"', "match_condition": MatchConditions.IfNotModified}


def _stored(address: str, said: Any) -> Stored:
    changed = int(said.last_modified.timestamp()) * 1_000_000_000
    return Stored(address, said.size, _bare(said.etag), changed)


def _bare(etag: str) -> str:
    if not etag:
        raise Trouble("odd", "no ETag")
    return etag.replace('"', "")
