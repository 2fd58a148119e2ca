"""Characters that Markdown would take for signs, written so that they stay characters."""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["address", "as_line", "attribute", "escaped", "tag"]

_SIGNS = re.compile(
    r"[\\`*\[<^~]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # within a word an underscore is none
    r"|&(?=\#?\w+;)|==|%%"
)
_SPACES = re.compile(r"[^\S \u00a0\u2000-\u200a\u202f\u205f\u3000\u1680]|(?<= ) ")
_LINE = re.compile(
    r"()(?:#{1,6}(?=\s|$)|[-+](?=[\s-]|$)|>|:::)|(\d{1,9})[.)](?=\s|$)|((?:Table)?):(?=\s)"
)
_PLAIN_ADDRESS = re.compile(r"(?:[A-Za-z0-9_.~:/?#@!$+,;=%-]|&(?!#?\w+;))+")


def escaped(text: str, *, dollars: bool, label: bool = False) -> str:
    """Words, with a backslash before what would be a sign.

    `dollars` says whether a dollar sign may begin a formula, `label` that a bracket would close.
    """
    made = _SIGNS.sub(lambda found: f"\\{found[0]}", text)
    if label:
        made = made.replace("]", "\\]")
    if dollars:
        made = made.replace("$", "\\$")
    return _SPACES.sub(_entity, made)


def as_line(words: str) -> str:
    """A line of a paragraph: its first sign begins no list, its spaces at the ends stay."""
    if words[-1:].isspace():
        words = words[:-1] + _numbered(words[-1])
    if words[:1].isspace():
        return _numbered(words[0]) + words[1:]
    found = _LINE.match(words)
    if found is None:
        return words
    at = found.end(found.lastindex or 1)  # behind the number, or the word, before the sign
    return f"{words[:at]}\\{words[at:]}"


def address(url: str) -> str:
    """An address or a picture's name, as it stands in the brackets of a link."""
    if _PLAIN_ADDRESS.fullmatch(url):
        return url
    said = re.sub(r"[<>\\&]", lambda found: f"\\{found[0]}", url)
    return f"<{_CONTROLS.sub(_entity, said)}>"


def attribute(value: str) -> str:
    """A value of HTML between double quotes."""
    said = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _CONTROLS.sub(_entity, said.replace('"', "&quot;").replace("|", "&#124;"))


def tag(name: str, attributes: Mapping[str, str] | None = None) -> str:
    """An opening tag of HTML."""
    said = "".join(f' {key}="{attribute(value)}"' for key, value in (attributes or {}).items())
    return f"<{name}{said}>"


_CONTROLS = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]")


def _entity(found: re.Match[str]) -> str:
    return _numbered(found[0])


def _numbered(char: str) -> str:
    return f"&#{ord(char)};"
