"""Characters of the fonts that have signs in the places of letters: Symbol and Wingdings.

Word keeps them as codes of U+F000 and up, with the font's name.
Sources: Adobe's Symbol encoding (PDF 32000-1, annex D.5); Unicode's L2/11-052 on Wingdings.
"""

from __future__ import annotations

from collections.abc import Mapping

_FIRST, _LAST = 0xF000, 0xF0FF

_SYMBOL = dict(
    zip(
        range(0x20, 0x7F),
        " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾"
        "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
        strict=True,
    )
) | dict(
    zip(
        range(0xA1, 0xFF),
        "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\0〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
        strict=True,
    )
)
_WINGDINGS = {
    0x28: "☎", 0x2A: "✉", 0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑",
    0x72: "❒", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9E: "·", 0x9F: "•", 0xA1: "○",
    0xA7: "▪", 0xA8: "◻", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓",
    0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_FONTS: Mapping[str, Mapping[int, str]] = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}


def sign_of(code: int, font: str) -> str:
    """The character that a font has at a code, "" where nobody knows which it is."""
    table = _FONTS.get(font.strip().lower())
    if table is None:
        own = _FIRST <= code <= _LAST or 0xE000 <= code <= 0xF8FF or not 0 < code < 0x110000
        return "" if own or 0xD800 <= code < 0xE000 else chr(code)
    return table.get(code & 0xFF, "").strip("\0")


def spelt(text: str, font: str) -> str:
    """A run's text with the signs that stand in it as codes of its font, as characters."""
    if not any("\uf000" <= char <= "\uf0ff" for char in text):
        return text
    return "".join(
        sign_of(ord(char), font) if "\uf000" <= char <= "\uf0ff" else char for char in text
    )
