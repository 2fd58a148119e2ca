"""Bytes → characters: byte order mark, UTF-8, what the source declares, then recognition.

Broken characters of others (mojibake) are never mended here. Source: docs/reliability.md row 17.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from publish.errors import EmptySource, UndecodableText
from publish.model.article import Note, Source
from publish.model.clean import clean_text, is_clean
from publish.readers.alphabets import latin_codec
from publish.readers.sniff import BOMS, wide_codec

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?\bcharset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})"""
    rb"""|\A\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9_:.-]{2,40})""",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4096  # the standard says 1,024; real pages put the tag later

# Names that pages use, by the codec a browser takes for them (WHATWG Encoding, section 4.2).
_CODECS = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "windows-1252": "cp1252",
    "cp1252": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp",
    "iso-8859-9": "cp1254",
    "koi8-r": "koi8_r",
    "koi8-u": "koi8_u",
    "macintosh": "mac_roman",
    "windows-874": "cp874",
    "tis-620": "cp874",
    **{f"windows-{number}": f"cp{number}" for number in (1250, 1251, *range(1253, 1259))},
    **{f"cp{number}": f"cp{number}" for number in (1250, 1251, *range(1253, 1259))},
    **{f"iso-8859-{part}": f"iso8859_{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
}
_REPLACED = "\ufffd"
_HALVES = re.compile(rb"(?:\xed[\xa0-\xbf][\x80-\xbf])+")
_TOLERATED = 0.1  # share of characters that may be lost; docs/reliability.md row 17


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a source, fit for every format, and what is to be said about them."""

    text: str
    notes: tuple[Note, ...]
    data: bytes  # the same in UTF-8


def decoded(source: Source, charset: str = "") -> Decoded:
    """The source's characters; `charset` is what brought it says of its encoding.

    Raises EmptySource when nothing but white space is left and UndecodableText when more than a
    tenth of the characters could not be read.
    """
    raw, codec, how = _characters(source.data, charset)
    lost = raw.count(_REPLACED)
    if lost > len(raw) * _TOLERATED:
        raise UndecodableText(
            "its bytes are no text in any known encoding",
            where=source.name,
            hint="save it as UTF-8",
        )
    data = source.data
    if how == "valid" and is_clean(data):
        text, dropped = raw, 0
    else:
        text, dropped = clean_text(raw)
        data = text.encode()
    if not text.strip("\u200b\u2060 \t\n\u00a0\u3000\u00ad"):
        raise EmptySource("no words in it", where=source.name)
    notes = []
    if codec != "utf-8" or lost:
        notes.append(Note("source.charset", f"read as {codec} ({how})"))
    if lost:
        message = f"characters that could not be read, each now {_REPLACED}: {lost:,}"
        notes.append(Note("source.unread", message))
    if dropped:
        notes.append(cleaned_note(dropped))
    return Decoded(text, tuple(notes), data)


def cleaned_note(dropped: int) -> Note:
    """The note that characters were taken out which no page can hold."""
    return Note("text.cleaned", f"control characters dropped: {dropped:,}")


def _characters(data: bytes, charset: str) -> tuple[str, str, str]:
    """The text, the codec that made it and how that was found out."""
    for mark, codec in BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace"), codec, "byte order mark"
    if wide := wide_codec(data):
        return data.decode(wide, "replace"), wide, "recognised"
    if b"\x1b$" not in data:  # ISO-2022-JP is valid UTF-8 and means something else
        try:
            return data.decode("utf-8"), "utf-8", "valid"
        except UnicodeDecodeError:
            pass
        try:
            return _HALVES.sub(_whole, data).decode("utf-8"), "utf-8", "with halves of characters"
        except UnicodeDecodeError:
            pass
    elif not _codec_of(charset, data) and not declared_codec(data):
        try:
            return data.decode("iso2022_jp"), "iso2022_jp", "recognised"
        except UnicodeDecodeError:
            pass
    if codec := _codec_of(charset, data) or declared_codec(data):
        return data.decode(codec, "replace"), codec, "declared"
    if _nearly_utf8(data):
        return data.decode("utf-8", "replace"), "utf-8", "with broken bytes"
    return _recognised(data)


def _whole(halves: re.Match[bytes]) -> bytes:
    """Characters written by their halves, as UTF-16 has them: whole ones, or a sign for a loss."""
    pairs = halves[0].decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
    return pairs.decode("utf-16-le", "replace").encode()


def codec_of(data: bytes) -> str:
    """The codec that a piece of a text seems to be in, which does not say; utf-8 for no other."""
    return _characters(data, "")[1] or "utf-8"


def declared_codec(data: bytes) -> str:
    """The codec that a page or XML declares; empty for none, and for a wrong one."""
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    if not found:
        return ""
    return _codec_of((found[1] or found[2]).decode("ascii"), data)


def _codec_of(label: str, data: bytes) -> str:
    """The codec of an encoding by the name that pages use; empty for none, and for a wrong one."""
    name = label.strip().lower()
    if name in ("utf-8", "utf8"):
        return "utf-8" if _nearly_utf8(data) else ""
    return _CODECS.get(name, "")


def _nearly_utf8(data: bytes) -> bool:
    """Whether nearly all that is not ASCII is sound UTF-8: a few bytes were cut or mixed in."""
    text = data.decode("utf-8", "replace")
    broken = text.count(_REPLACED)
    sound = len(text) - broken - sum(text.count(chr(code)) for code in range(128))
    return broken * 5 <= sound


def _recognised(data: bytes) -> tuple[str, str, str]:
    """What its language tells; else what charset-normalizer takes it for.

    That is cp1252 where it reads as well as the guess.
    """
    if codec := latin_codec(data):
        return data.decode(codec, "replace"), codec, "recognised"
    from charset_normalizer import from_bytes  # few sources need it
    from charset_normalizer.utils import is_multi_byte_encoding as is_wide

    best = from_bytes(data).best()
    if data[-1:] >= b"\x80" and (best is None or not is_wide(best.encoding)):
        cut = from_bytes(data[:-1]).best()  # the last character may be half of one
        best = cut if best is None or (cut and is_wide(cut.encoding)) else best
    if best is None:
        return _REPLACED, "", "not recognised"
    codec = best.encoding
    if codec in _SAME_AS_CP1252:
        # These differ from cp1252 in signs few texts use; it is what the web's pages mean.
        try:
            return data.decode("cp1252"), "cp1252", "recognised"
        except UnicodeDecodeError:
            pass
    return data.decode(codec, "replace"), codec, "recognised"


_SAME_AS_CP1252 = frozenset({"latin_1", "cp1252", "iso8859_15", "cp1254", "iso8859_9", "cp858"})
