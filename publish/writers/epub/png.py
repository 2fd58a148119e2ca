"""Pictures of sixteen colours, mostly blank: only the strips that hold something are pressed.

A row is written as what differs from the row above it, two pixels a byte, so that a blank row after
a blank one is nothing but noughts. Each strip is pressed by itself, as the format of zlib allows.
Source: PNG 1.2, sections 4.1, 6 and 9; RFC 1950 and 1951; adler32_combine of zlib.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageChops

_BITS = 4  # a pixel: a palette of 16
_UP = 2  # the filter of each row
_AT_ONCE = 128  # rows: what a processor's cache holds, and what is not given back to the system
MARK = 2  # pixels: the byte before each row that names its filter
_INDEXED = 3  # the colour type
_HEADER, _LAST = (
    b"\x78\x01",
    b"\x03\x00",
)  # of zlib's quickest level; an empty block that is the last
_ADLER = 65521


@dataclass(frozen=True, slots=True)
class Strip:
    """Some rows of a picture, from `top`; `checksum` and `length` are those of what was pressed."""

    top: int
    rows: int
    data: bytes
    checksum: int
    length: int


def canvas_of(width: int, rows: int) -> Image.Image:
    """Some blank rows, whose pixels are places in the palette ("P", below 16).

    The first two of each row are no part of the picture: they become the byte that names a filter.
    """
    return Image.new("P", (MARK + width, rows))


def strip_of(canvas: Image.Image, top: int) -> Strip:
    """The rows of a canvas that hold something, where its first is row `top` of the picture.

    A blank row goes with them; the row above must be blank in the picture too.
    """
    _, first, _, end = canvas.getbbox() or (0, 0, 0, 0)
    return _pressed(_filtered(canvas, first, end + 1), top + first, end + 1 - first)


def _filtered(canvas: Image.Image, first: int, end: int) -> Iterator[bytes]:
    """The rows as they are written: what each has more or less than the one above it."""
    length = canvas.width // 2
    for top in range(first, end, _AT_ONCE):
        rows = min(_AT_ONCE, end - top)
        # from outside of the canvas comes a blank row
        packed = canvas.crop((0, top - 1, canvas.width, top + rows)).tobytes("raw", "P;4")
        above, below = (
            Image.frombuffer("L", (length, rows), part, "raw", "L", 0, 1)
            for part in (packed, packed[length:])
        )
        made = ImageChops.subtract_modulo(below, above)
        made.paste(_UP, (0, 0, 1, rows))
        yield made.tobytes()


@lru_cache(maxsize=256)
def _blank(width: int, rows: int) -> Strip:
    row = bytes([_UP]) + bytes(width // 2)
    return _pressed([row * rows], 0, rows)


def _pressed(parts: Iterable[bytes], top: int, rows: int) -> Strip:
    # Runs are all there is: what else zlib looks for takes five times as long for a tenth less.
    press = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, zlib.Z_RLE)
    done, checksum, length = [], 1, 0
    for part in parts:
        done.append(press.compress(part))
        checksum = zlib.adler32(part, checksum)
        length += len(part)
    done.append(press.flush(zlib.Z_FULL_FLUSH))
    return Strip(top, rows, b"".join(done), checksum, length)


def png(width: int, height: int, palette: bytes, strips: list[Strip]) -> bytes:
    """A picture with these strips, in their order, on blank rows."""
    data, checksum, at = [_HEADER], 1, 0
    for strip in (*strips, Strip(height, 0, b"", 1, 0)):
        assert strip.top >= at, "strips stand one below the other"
        for each in (_blank(width, strip.top - at), strip) if strip.top > at else (strip,):
            data.append(each.data)
            checksum = _joined(checksum, each)
        at = strip.top + strip.rows
    body = b"".join([*data, _LAST, struct.pack(">I", checksum)])
    head = struct.pack(">IIBBBBB", width, height, _BITS, _INDEXED, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, held) for name, held in chunks)


def _joined(checksum: int, strip: Strip) -> int:
    """The checksum of what was before and the strip behind it."""
    high, low = divmod(checksum, 1 << 16)
    more_high, more_low = divmod(strip.checksum, 1 << 16)
    sums = (high + more_high + strip.length * (low - 1)) % _ADLER, (low + more_low - 1) % _ADLER
    return sums[0] << 16 | sums[1]


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
