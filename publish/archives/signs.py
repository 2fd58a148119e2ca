"""How files of articles begin, where their names do not tell."""

from __future__ import annotations

import zlib

_GZIP = 16 + zlib.MAX_WBITS


def looks_like_warc(head: bytes) -> bool:
    """Whether bytes are the first ones of a web archive, packed with gzip or not."""
    if head.startswith(b"\x1f\x8b"):
        try:
            head = zlib.decompressobj(_GZIP).decompress(head, 16)
        except zlib.error:
            return False
    return head.startswith(b"WARC/")


def looks_like_wacz(head: bytes) -> bool:
    """Whether bytes are the first ones of a zip with a web archive in it."""
    names = (b"archive/", b"pages/pages.jsonl", b"indexes/", b"datapackage.json")
    return head.startswith(b"PK\x03\x04") and head[30:].startswith(names)
