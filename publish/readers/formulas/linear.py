"""MathML → one line of text that means the same: v = s/t, √(gh), 10⁶, (a + b)/2."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from publish.model.tree import MathNode

__all__ = ["BINARY", "CLOSING", "OPENING", "RELATIONS", "linear"]

RELATIONS = frozenset("=≠<>≤≥≈≡∼≃≅∝→←↔⇒⇐⇔⟶⟹↦∈∉∋⊂⊆⊃⊇⊥∥≪≫⊢⊨∣≺≻≐:")
BINARY = frozenset("+−±∓×÷·∗*∪∩∧∨∘⊕⊗∖⋅•⋆")
OPENING, CLOSING = frozenset("([{⟨⌊⌈"), frozenset(")]}⟩⌋⌉")
_LARGE = frozenset("∑∏∫∬∭∮⋃⋂⨁⨂∐")
_PUNCTUATION = frozenset(",;")
_TIMES = "\u2062"
_INVISIBLE = {"\u2061": "", "\u2063": ",", "\u2064": " "}
_RAISED = str.maketrans("0123456789+−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_RAISABLE, _LOWERABLE = frozenset(map(chr, _RAISED)), frozenset(map(chr, _LOWERED))
_OVER = {
    "¯": "\u0304",
    "‾": "\u0305",
    "^": "\u0302",
    "ˆ": "\u0302",
    "~": "\u0303",
    "˜": "\u0303",
    "→": "\u20d7",
    "˙": "\u0307",
    ".": "\u0307",
    "¨": "\u0308",
    "_": "\u0332",
    "ˉ": "\u0304",
    "˘": "\u0306",
    "ˇ": "\u030c",
    "´": "\u0301",
    "ˊ": "\u0301",
    "`": "\u0300",
    "ˋ": "\u0300",
    "\u20d7": "\u20d7",
}
"""Signs above a letter, and the marks that combine with it."""
_SPACING = {
    "\u0304": "¯",
    "\u0305": "‾",
    "\u0332": "_",
    "\u0302": "^",
    "\u0303": "~",
    "\u20d7": "→",
}
_UNDER = frozenset("_‾¯\u0332")
_BRACES = ("⏞", "⏟", "︷", "︸")
_ROOTS = {"2": "√", "3": "∛", "4": "∜"}
_PRIMES = frozenset("′″‴⁗'*†°")


class _Part(NamedTuple):
    """A piece of the line: `kind` says what may stand right beside it.

    number, power (a number with scripts), scripted (whose scripts begin with ^ or _), atom, word
    (a function's name or a text), fraction, large, relation, operator, times (which is not seen),
    tight, opening, closing, comma or space.
    """

    text: str
    kind: str


_GAP = _Part(" ", "space")


def linear(node: MathNode | None) -> str:
    """The line; of a node that says nothing an empty one."""
    return " ".join(_line(_parts(node)).split()) if node else ""


def _parts(node: MathNode) -> list[_Part]:
    match node.name:
        case "mrow":
            return [part for child in node.children for part in _parts(child)]
        case "mi" | "mn" | "mo" | "ms" | "mtext" | "mspace":
            return _leaf(node)
        case "mfrac":
            return [_fraction(node)]
        case "msqrt" | "mroot":
            return [_root(node)]
        case "msub" | "msup" | "msubsup" | "munder" | "mover" | "munderover" | "mmultiscripts":
            return [_scripted(node)]
        case "mtable":
            rows = (", ".join(map(linear, row.children)) for row in node.children)
            return [_Part("; ".join(rows), "atom")]
        case _:
            return [part for child in node.children for part in _parts(child)]


def _leaf(node: MathNode) -> list[_Part]:
    said = "".join(_plain(char) for char in node.text).strip()
    match node.name:
        case "mn":
            return [_Part(said, "number")]
        case "mi":
            return [_Part(said, "word" if len(said) > 1 else "atom")]
        case "mspace":
            return [_GAP]
        case "mo":
            return _operator(said)
        case _:
            return _words(node.text)


def _words(text: str) -> list[_Part]:
    """A text with the spaces at its ends; one of signs alone stands as close as they do."""
    said = text.strip()
    part = _Part(said, "word" if any(map(str.isalnum, said)) else "tight")
    sides = (text[:1].isspace(), bool(said), text[-1:].isspace())
    return [each for side, each in zip(sides, (_GAP, part, _GAP), strict=True) if side]


def _plain(char: str) -> str:
    """A letter of a mathematical alphabet as a plain letter; a hyphen as a minus."""
    return unicodedata.normalize("NFKC", char) if "𝐀" <= char <= "𝟿" else char


def _operator(said: str) -> list[_Part]:
    said = _INVISIBLE.get(said, "−" if said == "-" else said)
    if not said:
        return []
    if said == _TIMES:
        return [_Part("", "times")]
    if said.isspace():
        return [_GAP]
    if said in RELATIONS or (len(said) > 1 and said[-1] in RELATIONS):
        return [_Part(said, "relation")]
    for kind, signs in (
        ("operator", BINARY),
        ("large", _LARGE),
        ("opening", OPENING),
        ("closing", CLOSING),
        ("comma", _PUNCTUATION),
    ):
        if said in signs:
            return [_Part(said, kind)]
    return [_Part(said, "word" if said.isalpha() else "tight")]


_LOOSE = frozenset(("relation", "operator", "fraction", "comma", "space"))
_STARTS = frozenset(("relation", "operator", "opening", "comma", "large", ""))
_LASTING = frozenset(("large", "word", "closing"))  # kinds that scripts leave as they are
_FACTORS = frozenset(("number", "power", "scripted", "atom", "word", "fraction", "large"))
_FIGURES = frozenset(("number", "power"))


def _line(parts: Sequence[_Part]) -> str:
    """The parts in order, with spaces where a reader wants them."""
    made: list[str] = []
    before = _Part("", "")
    for at, part in enumerate(parts):
        behind = parts[at + 1] if at + 1 < len(parts) else _Part("", "")
        text = part.text
        match part.kind:
            case "relation":
                text = f" {text} "
            case "operator" if before.kind not in _STARTS and behind.text:
                text = f" {text} "
            case "comma":
                text = f"{text} "
            case "times":
                # Between figures alone it must be seen: 2 · 3, and 2 · 1/2 is not 2 1/2.
                if not (before.kind in _FIGURES and behind.kind in _FIGURES | {"fraction"}):
                    continue
                text = " · "
            case "fraction" if _multiplied(before, behind, text):
                text = f" ({text})" if before.kind in ("word", "large") else f"({text})"
            case _:
                if _apart(before, part):
                    text = f" {text}"
        made.append(text)
        if part.kind != "space" or before.kind:
            before = part
    return "".join(made)


def _multiplied(before: _Part, behind: _Part, text: str) -> bool:
    """Whether a fraction is a factor of what stands beside it; in 2 1/2 it is not."""
    mixed = before.kind == "number" and text.replace("/", "").isdigit()
    if before.kind == "space":
        return behind.kind in _FACTORS
    return (before.kind in _FACTORS | {"closing"} and not mixed) or (
        behind.kind in _FACTORS or behind.kind == "opening"
    )


def _apart(before: _Part, part: _Part) -> bool:
    """Whether two neighbours would read as one: a name and its argument, a number and a number."""
    if before.kind == "scripted" and (part.kind in _FACTORS or part.kind == "opening"):
        return True  # x^H Ax is not x^HAx
    if part.kind == "fraction":
        return before.kind in ("number", "word")
    if before.kind == "word":
        return part.kind in _FACTORS
    if part.kind == "word":
        return before.kind in _FACTORS or before.kind == "closing"
    if before.kind == "large":
        return part.kind in _FACTORS
    if part.kind == "large":
        return before.kind in _FACTORS
    return before.kind in _FIGURES and part.kind in _FIGURES


def _fraction(node: MathNode) -> _Part:
    above, below = (_parts(child) for child in node.children)
    if dict(node.attributes).get("linethickness", "").startswith("0"):
        return _Part(f"{_line(above)}; {_line(below)}", "atom")  # stands in brackets of its own
    product = len(below) > 1
    bottom = f"({_line(below)})" if product and not _is_closed(below) else _held(below)
    return _Part(f"{_held(above)}/{bottom}", "fraction")


def _held(parts: Sequence[_Part]) -> str:
    """A line in brackets where it would fall apart beside a sign."""
    line = _line(parts).strip()
    kinds = {part.kind for part in parts}
    loose = kinds & _LOOSE or ("word" in kinds and (len(parts) > 1 or " " in line))
    return f"({line})" if loose and not _is_closed(parts) else line


def _is_closed(parts: Sequence[_Part]) -> bool:
    """Whether one pair of brackets holds it all."""
    if len(parts) < 2 or parts[0].text not in OPENING or parts[-1].text not in CLOSING:
        return False  # a bracket with a script closes no more
    return not any(part.kind in ("opening", "closing") for part in parts[1:-1])


def _root(node: MathNode) -> _Part:
    index = linear(node.children[1]) if node.name == "mroot" else "2"
    inner = _parts(node.children[0]) if node.name == "mroot" else _all(node.children)
    line = _line(inner).strip()
    single = len(inner) == 1 and inner[0].kind in ("number", "atom")
    sign = _ROOTS.get(index) or (f"{index.translate(_RAISED)}√" if _fits(index, _RAISABLE) else "")
    if not sign:
        return _Part(f"({line})^(1/{index})", "atom")
    return _Part(f"{sign}{line}" if single or _is_closed(inner) else f"{sign}({line})", "atom")


def _all(nodes: Sequence[MathNode]) -> list[_Part]:
    return [part for node in nodes for part in _parts(node)]


def _fits(text: str, signs: frozenset[str]) -> bool:
    return bool(text) and set(text) <= signs


def _scripted(node: MathNode) -> _Part:
    """A base with what stands above and below it."""
    base, *scripts = node.children
    if node.name == "mmultiscripts":
        return _prescripted(base, scripts)
    inner = _parts(base)
    # Only leaves are looked at: reading a script here and again below doubles with each level.
    if scripts[-1].text in _BRACES:
        return _Part(_held(inner), "atom")
    if node.name == "mover" and (mark := _OVER.get(scripts[0].text)):
        return _Part(_accented(inner, mark), "atom")
    if node.name == "munder" and scripts[0].text in _UNDER:
        return _Part(_accented(inner, "\u0332"), "atom")
    held = _held(inner) if len(inner) < 2 or _is_closed(inner) else f"({_line(inner).strip()})"
    held = (
        f"({held})" if len(inner) == 1 and inner[0].kind == "fraction" and held[0] != "(" else held
    )
    below = scripts[0] if node.name not in ("msup", "mover") else None
    above = scripts[-1] if node.name not in ("msub", "munder") else None
    if above and base.name in ("msup", "msubsup"):
        held = f"({held})"
    said = _lower(below) + _upper(above)
    return _Part(held + said, _kind_with_scripts(inner, said))


def _kind_with_scripts(inner: Sequence[_Part], said: str) -> str:
    kind = inner[0].kind if len(inner) == 1 else "atom"
    if kind not in _LASTING and not {"^", "_"}.isdisjoint(said):
        return "scripted"
    if kind in _FIGURES:
        return "power"
    return kind if kind in _LASTING else "atom"


def _prescripted(base: MathNode, scripts: Sequence[MathNode]) -> _Part:
    """Scripts before the base, as those of isotopes, and behind it."""
    names = [script.name for script in scripts]
    cut = names.index("mprescripts") if "mprescripts" in names else len(scripts)

    def said(some: Sequence[MathNode]) -> str:
        return "".join(_upper(each) if at % 2 else _lower(each) for at, each in enumerate(some))

    return _Part(said(scripts[cut + 1 :]) + linear(base) + said(scripts[:cut]), "atom")


def _upper(node: MathNode | None) -> str:
    line = linear(node)
    if not line or set(line) <= _PRIMES:
        return line
    if line == "∘":
        return "°"
    tight = line.replace(" ", "")
    return tight.translate(_RAISED) if _fits(tight, _RAISABLE) else f"^{_bracketed(line)}"


def _lower(node: MathNode | None) -> str:
    line = linear(node)
    if not line:
        return ""
    tight = line.replace(" ", "")
    raised = _fits(tight, _LOWERABLE) and (len(tight) == 1 or not tight.isalpha())
    return tight.translate(_LOWERED) if raised else f"_{_bracketed(line)}"


def _bracketed(line: str) -> str:
    return line if line.isalnum() or len(line) == 1 else f"({line})"


def _accented(parts: Sequence[_Part], mark: str) -> str:
    """Letters or figures with a mark on each; of what is more, the mark behind brackets."""
    line = _line(parts).strip()
    if line.isalnum():
        return "".join(char + mark for char in line)
    return (line if _is_closed(parts) else f"({line})") + _SPACING.get(mark, mark)
