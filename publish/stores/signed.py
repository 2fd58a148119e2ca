"""Requests to S3 by the short way: signed and sent, and no more.

botocore takes two thirds of a request's CPU for what is the same each time: it resolves endpoints,
serialises parameters, asks some forty hooks. So the first request to a bucket goes its way, and is
looked at: where it was sent, and for which region it was signed. The next ones are made alike here,
signed by botocore's own signer with the session's own credentials, and sent over its connections.
Whatever is not answered as it should be is asked again the long way, which knows all answers.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote_plus, urlencode

from publish.stores.trouble import Trouble
from publish.version import VERSION

USER_AGENT = f"publish/{VERSION}"

_METHODS = {
    "get_object": "GET",
    "head_object": "HEAD",
    "put_object": "PUT",
    "delete_object": "DELETE",
    "list_objects_v2": "GET",
}
_QUERIES = {"Prefix": "prefix", "MaxKeys": "max-keys", "ContinuationToken": "continuation-token"}
_HEADERS = {
    "Range": "Range",
    "IfMatch": "If-Match",
    "IfNoneMatch": "If-None-Match",
    "ContentMD5": "Content-MD5",
    "ContentType": "Content-Type",
}
_SCOPE = re.compile(r"AWS4-HMAC-SHA256 Credential=[^/]+/\d{8}/([a-z0-9-]+)/s3/aws4_request,")
_BUSY = frozenset({429, 500, 502, 503, 504})
_ASTRAY = frozenset({301, 302, 307, 308, 400, 401, 403})
"""Moved, or signed as it should not be."""


@dataclass(frozen=True, slots=True)
class _Way:
    """Where a bucket's objects are: the beginning of their addresses, and the region."""

    base: str
    region: str


class Body:
    """Bytes that come, as botocore's own body has them."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    def iter_chunks(self, size: int) -> AsyncIterator[bytes]:
        """Pieces of at most so many bytes."""
        chunks: AsyncIterator[bytes] = self._raw.content.iter_chunked(size)
        return chunks

    def close(self) -> None:
        """Leave the rest; a connection of which all was read is used again."""
        self._raw.close()


_sent: ContextVar[list[tuple[str, str]]] = ContextVar("_sent")
"""The address and the scope of each request that the call at work has sent."""


class Signed:
    """The short way of one file system of s3fs."""

    def __init__(self, fs: Any) -> None:
        self._fs = fs
        self._ways: dict[str, _Way | None] = {}
        # what somebody's environment adds to each request only botocore knows how to say
        self._off = bool(fs.anon or fs.s3_additional_kwargs or fs.req_kw or fs.version_aware)

    async def answer(self, method: str, bucket: str, asked: dict[str, Any]) -> Any:
        """What botocore would answer; None where it must be asked itself.

        Raises Trouble for a precondition that does not hold, and for a store that is busy.
        """
        way = self._ways.get(bucket)
        if way is None or method not in _METHODS:
            return None
        headers = {_HEADERS[name]: asked[name] for name in asked if name in _HEADERS}
        headers["User-Agent"] = USER_AGENT
        url = f"{way.base}{_quoted(asked['Key'])}" if "Key" in asked else _listing(way, asked)
        body = asked.get("Body", b"")
        got = await self._sent(_METHODS[method], url, way.region, headers, body)
        status = got.status_code
        if status in (200, 204, 206):
            return _said(got) if "Key" in asked else _listed(await got.content)
        got.raw.close()
        if status == 412:
            raise Trouble("taken")
        if status in _BUSY:
            raise Trouble("passing", str(status))
        if status == 404 and method == "head_object":
            raise Trouble("missing")
        if status in _ASTRAY:
            self._ways[bucket] = None  # not tried here again
        return None

    async def _sent(
        self, method: str, url: str, region: str, headers: dict[str, str], body: bytes
    ) -> Any:
        from botocore.auth import S3SigV4Auth
        from botocore.awsrequest import AWSRequest

        client = self._fs.s3
        # the client's, not the session's: FSSPEC_S3 may name others
        credentials = await client._request_signer._credentials.get_frozen_credentials()
        streams = method == "GET" and "?" not in url
        request = AWSRequest(method, url, headers, body, stream_output=streams)
        S3SigV4Auth(credentials, "s3", region).add_auth(request)
        return await client._endpoint.http_session.send(request.prepare())

    # --- to learn the way ---

    def watch(self) -> None:
        """Look at all that botocore sends from now on."""
        client = self._fs.s3
        try:  # what we use of botocore is not all public: without it all go the long way
            session, _ = client._endpoint.http_session, client._request_signer._credentials
        except AttributeError:
            self._off = True
            return
        self._off = self._off or type(session).__name__ != "AIOHTTPSession"
        if not self._off:
            client.meta.events.register_last("before-send.s3", _look)

    @contextmanager
    def learning(self, method: str, bucket: str, asked: dict[str, Any]) -> Iterator[None]:
        """Learn from the call in this block, if it goes well."""
        if self._off or method not in _METHODS or bucket in self._ways:
            yield
            return
        token = _sent.set([])
        try:
            yield
            self._ways[bucket] = _way(_sent.get(), _quoted(asked.get("Key", "")))
        finally:
            _sent.reset(token)


def _look(request: Any, **_: object) -> None:
    if (sent := _sent.get(None)) is not None:
        scope = request.headers.get("Authorization", "")
        sent.append((request.url, scope.decode() if isinstance(scope, bytes) else str(scope)))


def _way(sent: list[tuple[str, str]], key: str) -> _Way | None:
    """From the last request, which was the one that went well: others may have been led astray."""
    if not sent:
        return None
    url, scope = sent[-1]
    if not key:  # a listing: /bucket?list-type=2, or /?list-type=2 at the bucket's own host
        url = f"{url.partition('?')[0].rstrip('/')}/"
    if not url.endswith(f"/{key}") or not (found := _SCOPE.match(scope)):
        return None
    return _Way(url.removesuffix(key), found[1])


def _quoted(key: str) -> str:
    return quote(key, safe="/~")  # as botocore has it, and as the signature wants it


def _listing(way: _Way, asked: dict[str, Any]) -> str:
    said = {_QUERIES[name]: str(asked[name]) for name in asked}
    query = urlencode({"list-type": "2", "encoding-type": "url", **said}, quote_via=quote, safe="~")
    scheme, _, rest = way.base.partition("://")
    host, _, path = rest.partition("/")
    return f"{scheme}://{host}/{path.rstrip('/')}?{query}"


def _listed(data: bytes) -> dict[str, Any]:
    """A page of a listing by botocore's names, in a tenth of its time."""
    from lxml import etree  # here, not above: whoever names no address starts without it

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise Trouble("passing", "cut off") from None
    said: dict[str, Any] = {_tag(each): each.text or "" for each in root if not len(each)}
    decoded = unquote_plus if said.get("EncodingType") == "url" else str
    said["IsTruncated"] = said.get("IsTruncated") == "true"
    said["Contents"] = contents = []
    for each in root:
        if _tag(each) == "Contents":
            found: dict[str, Any] = {_tag(part): part.text or "" for part in each}
            found["Key"] = decoded(found["Key"])
            found["Size"] = int(found["Size"])
            contents.append(found)
    return said


def _tag(each: Any) -> str:
    return str(each.tag).rpartition("}")[2]


def _said(got: Any) -> dict[str, Any]:
    """An answer's headers by the names that botocore has for them."""
    headers = got.headers
    said = {"Body": Body(got.raw), "ContentLength": int(headers.get("content-length", 0))}
    named = {
        "ETag": "etag",
        "LastModified": "last-modified",
        "ServerSideEncryption": "x-amz-server-side-encryption",
        "SSECustomerAlgorithm": "x-amz-server-side-encryption-customer-algorithm",
    }
    said.update({name: headers[header] for name, header in named.items() if header in headers})
    return said
