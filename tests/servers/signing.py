"""What S3 reckons a signature to be (AWS Signature Version 4), as its manual says."""

from __future__ import annotations

import hashlib
import hmac
import re

from tests.servers.faults import Request


def signature_of(request: Request, secret: str) -> str:
    """The signature, in hex, of a request as it came in."""
    said = request.named("authorization")
    found = re.search(r"Credential=[^/]+/([^,]+), ?SignedHeaders=([^,]+)", said)
    assert found, said
    scope, names = found[1], found[2].split(";")
    path, _, query = request.path.partition("?")
    heads = "".join(f"{name}:{' '.join(request.named(name).split())}\n" for name in names)
    body = request.named("x-amz-content-sha256")
    assert body == hashlib.sha256(request.body).hexdigest()
    asked = "\n".join(
        [request.method, path, "&".join(sorted(query.split("&"))), heads, ";".join(names), body]
    )
    digest = hashlib.sha256(asked.encode()).hexdigest()
    text = "\n".join(["AWS4-HMAC-SHA256", request.named("x-amz-date"), scope, digest])
    key = f"AWS4{secret}".encode()
    for part in (*scope.split("/"), text):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return key.hex()
