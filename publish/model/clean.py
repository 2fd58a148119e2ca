"""The one door for characters: what no output format can hold never enters the model."""

from __future__ import annotations

import re
import unicodedata

# Line and paragraph separators of Unicode, NEL, vertical tab and form feed all end a line.
_ENDS = re.compile("[\r\x0b\x0c\x85\u2028\u2029]")

# XML 1.0 section 2.2 forbids most C0 controls, surrogates, U+FFFE and U+FFFF; C1 controls, the
# other noncharacters, interlinear annotation and tag characters say nothing to a reader. Bidi
# embeddings, overrides and isolates can make text read as what it is not (Unicode TR 36);
# direction is kept by the marks U+200E, U+200F and by `dir=auto`.
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\ufeff"
    "\u202a-\u202e\u2066-\u2069\u206a-\u206f\U000e0000-\U000e007f"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
    + "]"
)
# What most texts are made of. These characters stay, end no line, and neither stand on a letter
# nor melt into the one before; tests/model/test_clean.py proves each against Unicode's own tables.
_PLAIN = re.compile(
    "[\t\n -~\u00a0-\u02ff\u0384-\u0386\u0388-\u03ff\u0400-\u0482\u048a-\u052f\u05d0-\u05ea"
    "\u0621-\u064a\u1e00-\u1eff\u2002-\u2027\u202f-\u205e\u20a0-\u20bf\u2116\u2122\u2190-\u22ff\u2500-\u27bf"
    "\u3000-\u3029\u3041-\u3096\u309b-\u30ff\u4e00-\u9fff\uac00-\ud7a3\ue000-\uf8ff\ufe0e\ufe0f"
    "\uff01-\uff5e\ufffd\U0001f300-\U0001faff]+"
)
# Tag characters say something in three flags alone: England's, Scotland's, Wales's (UTS 51).
_FLAGS = re.compile(
    "(?<=\U0001f3f4)(\U000e0067\U000e0062"
    "(?:\U000e0065\U000e006e\U000e0067|\U000e0073\U000e0063\U000e0074|\U000e0077\U000e006c\U000e0073)"
    "\U000e007f)|[\U000e0000-\U000e007f]"
)
_CODEC = ("utf-8", "surrogatepass")
_ESCAPE = ("unicode_escape", "surrogatepass")
_PLAIN_BYTES = bytes([9, 10, *range(32, 127)])
MARKS = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u07a6-\u07b0\u07eb-\u07f3\u08d3-\u0903"
    "\u093a-\u093c\u093e-\u094f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
"""What stands on or below a letter, as a class of a pattern: no word has eight in a row."""
_STACK = re.compile(f"({MARKS}{{8}}){MARKS}+")


def clean_text(text: str) -> tuple[str, int]:
    r"""The text fit for every format (NFC), and how many characters were dropped.

    Line ends become "\n"; tabs stay; at most eight combining marks stand on a base.
    Source: docs/reliability.md rows 14 to 16; XML 1.0 section 2.2.
    """
    if text.isascii() and text.isprintable():
        return text, 0
    signs = _signs(text.encode(*_CODEC))
    if not signs:
        return text, 0
    if "\r" in signs:
        text = text.replace("\r\n", "\n")
    for sign in set(_ENDS.findall(signs)):
        text = text.replace(sign, "\n")
    kept = text
    dropped = set(_DROPPED.findall(_ENDS.sub("", signs)))
    if not dropped.isdisjoint("\U000e0067"):  # the first letter of a nation's flag
        kept = _FLAGS.sub(lambda flag: flag[1] or "", kept)
        dropped.difference_update(map(chr, range(0xE0000, 0xE0080)))
    for sign in dropped:
        kept = kept.replace(sign, "")
    if _STACK.search(signs):  # what stands on one letter stands together here too
        kept = _STACK.sub(r"\1", kept)
    return unicodedata.normalize("NFC", kept), len(text) - len(kept)


def clean_name(name: str) -> str:
    r"""The name of a file as words that every format can hold: what none can is spelt out.

    A byte that is no UTF-8 is `\xe9`, as are controls; what steers directions is `\u202e`.
    """
    return name if name.isprintable() else _UNSPEAKABLE.sub(_spelt, name)


_UNSPEAKABLE = re.compile(f"[\\x00-\\x1f\u2028\u2029]|{_DROPPED.pattern}")


def _spelt(found: re.Match[str]) -> str:
    number = ord(found[0])
    if 0xDC80 <= number <= 0xDCFF:  # a byte, as `os.fsdecode` has it
        number -= 0xDC00
    return f"\\x{number:02x}" if number < 0x100 else found[0].encode(*_ESCAPE).decode("ascii")


def is_clean(data: bytes) -> bool:
    """Whether a text in UTF-8 has nothing that `clean_text` would change, told quickly.

    False may also be said of a clean text in rare letters.
    """
    return not _signs(data)


def _signs(data: bytes) -> str:
    """The characters of a text that need a closer look: a few of a whole page."""
    return _PLAIN.sub("", data.translate(None, _PLAIN_BYTES).decode(*_CODEC))
