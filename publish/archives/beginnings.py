"""How files of articles begin, where their names do not tell: cheap, for every source is asked."""

from __future__ import annotations

import re
import zlib

from publish.readers.sniff import start_of

ROOT = re.compile(r"<((?:[\w.-]+:)?(?:rss|RDF|feed))((?:\s[^<>]*)?)>")
_BEGIN = re.compile(
    r"\s*+(?>(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*+(?:\[.*?\]\s*+)?>)\s*+)*+", re.DOTALL
)
_GZIP = 16 + zlib.MAX_WBITS
_OF_RSS = re.compile(r"purl\.org/rss|netscape\.com/rdf", re.IGNORECASE)
_DAY = rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_MONTH = rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
BEGINS_MESSAGE = re.compile(
    rb"From [^\n]{0,500}?\b" + _DAY + rb",?[ \t]+(?:" + _MONTH + rb"[ \t]+\d{1,2}|\d{1,2}[ \t]+"
    + _MONTH + rb")\b[^\n]{0,40}?\d{1,2}:\d{2}[^\n]{0,60}\Z"
)  # fmt: skip
OF_HEADER = re.compile(rb"[!-9;-~]+[ \t]*:|>+From |\r?\n?\Z")


def looks_like_feed(head: bytes) -> bool:
    """Whether bytes begin as RSS or Atom does."""
    text = start_of(head)
    begin = _BEGIN.match(text)
    root = ROOT.match(text, begin.end()) if begin else None
    if root is None:
        return False
    name = root[1].rpartition(":")[2]
    if name == "RDF":
        return _OF_RSS.search(text) is not None
    return name == "rss" or "atom" in root[2].lower()


def looks_like_mbox(head: bytes) -> bool:
    """Whether bytes begin as a mailbox does: its line, and a field of a header below it."""
    first, _, rest = head.lstrip(b"\r\n").partition(b"\n")
    return BEGINS_MESSAGE.match(first.rstrip()) is not None and OF_HEADER.match(rest) is not None


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
