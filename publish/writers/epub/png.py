"""Pictures of sixteen colours that are mostly blank: only the strips that hold something are pressed.

A row is written as what differs from the row above it, two pixels a byte, so that a blank row after
a blank one is nothing but noughts. Each strip is pressed by itself, as the format of zlib allows.
Source: PNG 1.2, sections 4.1, 6 and 9; RFC 1950 and 1951; adler32_combine of zlib.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageChops

_BITS = 4  # a pixel: a palette of 16
_UP = 2  # the filter of each row
_INDEXED = 3  # the colour type
_HEADER, _LAST = (
    b"\x78\x01",
    b"\x03\x00",
)  # of zlib's quickest level; an empty block that is the last
_ADLER = 65521


@dataclass(frozen=True, slots=True)
class Strip:
    """Some rows of a picture, pressed; `checksum` and `length` are those of what was pressed."""

    rows: int
    data: bytes
    checksum: int
    length: int


def strip_of(image: Image.Image) -> Strip:
    """The rows of an image of places in a palette ("P", below 16), an even number of pixels wide.

    Above and below it stand rows of nothing but noughts: it must end with one.
    """
    packed = image.tobytes("raw", "P;4")
    size = image.width // 2, image.height
    rows = Image.frombytes("L", size, packed)
    above = Image.new("L", size)
    above.paste(rows, (0, 1))
    filtered = Image.new("L", (size[0] + 1, size[1]), _UP)
    filtered.paste(ImageChops.subtract_modulo(rows, above), (1, 0))
    return _pressed(filtered.tobytes(), image.height)


@lru_cache(maxsize=256)
def _blank(width: int, rows: int) -> Strip:
    row = bytes([_UP]) + bytes(width // 2)
    return _pressed(row * rows, rows)


def _pressed(data: bytes, rows: int) -> Strip:
    # Runs are all there is: what else zlib looks for takes five times as long for a tenth less.
    press = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, zlib.Z_RLE)
    done = press.compress(data) + press.flush(zlib.Z_FULL_FLUSH)
    return Strip(rows, done, zlib.adler32(data), len(data))


def png(width: int, height: int, palette: bytes, strips: list[tuple[int, Strip]]) -> bytes:
    """A picture with these strips, each with the row that it begins at, in their order."""
    data, checksum, at = [_HEADER], 1, 0
    for top, strip in (*strips, (height, Strip(0, b"", 1, 0))):
        for each in (_blank(width, top - at), strip) if top > at else (strip,):
            data.append(each.data)
            checksum = _joined(checksum, each)
        at = top + strip.rows
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
