"""JPEG files whose metadata claim a wrong length, which swallows the picture behind them."""

from __future__ import annotations

_START = b"\xff\xd8"
_END = b"\xff\xd9"
_SCAN = 0xDA  # the marker behind which the pixels stand
_METADATA = (*range(0xE1, 0xF0), 0xFE)  # all segments that no decoder needs but the Adobe one
_ADOBE = 0xEE
_MOST_SEGMENTS = 100  # before the pixels; cameras write ten
_MOST_TRIES = 1_000  # at a marker like this, of which pixels and thumbnails are full
_FOLLOWING = (*range(0xC0, 0xD0), 0xDB, 0xDD, *range(0xE0, 0xF0), 0xFE)


def with_sound_segments(data: bytes) -> bytes:
    """The file without the first segment of metadata whose length leads astray; else as it is."""
    if not data.startswith(_START):
        return data
    at = len(_START)
    while (marker := _marker(data, at)) not in (0, _SCAN):
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if not _marker(data, end):
            if marker not in _METADATA or marker == _ADOBE:
                return data
            following = _next_chain(data, _behind_thumbnail(data, at + 4))
            return data[:at] + data[following:] if following else data
        at = end
    return data


def _marker(data: bytes, at: int) -> int:
    """The marker at a place, 0 when none stands there."""
    if len(data) < at + 4 or data[at] != 0xFF or data[at + 1] not in (*_FOLLOWING, _SCAN):
        return 0
    return data[at + 1]


def _behind_thumbnail(data: bytes, at: int) -> int:
    """Where to look on: behind the small picture that EXIF holds, if the large one follows it."""
    start = data.find(_START + b"\xff", at)
    end = data.find(_END, start) if start >= 0 else -1
    return end + len(_END) if end >= 0 and data.find(bytes((0xFF, _SCAN)), end) >= 0 else at


def _next_chain(data: bytes, at: int) -> int:
    """The first place from which segments lead on to pixels; 0 when there is none."""
    for _ in range(_MOST_TRIES):
        if (at := data.find(b"\xff", at)) < 0:
            return 0
        step = at
        for _ in range(_MOST_SEGMENTS):
            if (marker := _marker(data, step)) in (0, _SCAN):
                break
            step += 2 + int.from_bytes(data[step + 2 : step + 4])
        if marker == _SCAN and step > at:
            return at
        at += 1
    return 0
