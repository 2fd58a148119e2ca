"""The formulas of a page, each once, however many times a program has set it there.

A page holds a formula as MathML, as TeX, as boxes that a program has drawn, or as a picture; often
as all of them. The outermost element that holds one stands for it, what repeats it for nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from publish.model.article import Note
from publish.model.clean import clean_text
from publish.model.tree import Formula, MathNode
from publish.readers.formulas.katex import of_boxes
from publish.readers.formulas.mathjax import mathml_of
from publish.readers.formulas.mathml import of_mathml
from publish.readers.formulas.rows import leaf
from publish.readers.formulas.tex import is_formula, of_tex

__all__ = ["NO_FORMULAS", "FormulaPlace", "Formulas", "find_formulas", "formula_notes", "pieces_of"]

_HINTS = ("math", "atex", "equation", "frac")
"""One of them stands in every page with a formula: MathML, MathJax, KaTeX, LaTeX, fraction.

Few, because each is a search of every page: 0.05 ms of the mean one.
"""
_HOLDERS = (
    ".katex-display", ".katex", "mjx-container", ".MathJax_Display", ".MathJax_SVG_Display",
    ".MathJax", ".MathJax_CHTML", ".mjx-chtml", ".MathJax_SVG", ".mwe-math-element",
    ".latex-rendered", ".ztext-math",
)  # fmt: skip
"""Elements in which a program has set one formula."""
_PICTURES = ("mwe-math-fallback-image", "latex", "tex", "math", "mimetex", "equation_image")
_DRAWN_BY = re.compile(
    r"[/.]latex(?:\.php)?\?|codecogs\.com/|cht=tx|render/math\?|/equation\?tex=|mimetex|mathtex|/math/render/"
    r"|_images/math/"
)
_ASKED = re.compile(r"[?&](?:latex|tex|chl|math|eq)=([^&]+)|(?:latex|codecogs\.com/[\w.]+)\?(.+)")
_EXPRESSION = re.compile(
    r'"persistentExpression":("(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[\da-fA-F]{4})*")'
)
_FRACTIONS = (".frac", ".sfrac", ".fraction")
_REST = (
    "math", r"m\:math", r"mml\:math", "math-renderer", "img", 'script[type^="math/"]', ".math",
    ".MathJax_Preview", *_FRACTIONS,
)  # fmt: skip
_LEFTOVERS = ("#MathJax_Message", "#MathJax_Hidden", "#MathJax_Font_Test")
_SELECTOR = ", ".join((*_HOLDERS, *_REST, *_LEFTOVERS))
_DELIMITED = re.compile(r"\\\((.+)\\\)|\\\[(.+)\\\]|\$\$(.+)\$\$|\$(.+)\$", re.DOTALL)
_ASCII = re.compile(r"[A-Za-z0-9]")
_LABEL = re.compile(r"^\s*LaTeX\s*:", re.I)
_ENVIRONMENT = r"\{(?:equation|align|gather|eqnarray)\*?\}"
_SIGNS = (
    r"\\\((?P<inline>.{1,4000}?)\\\)|\\\[(?P<display>.{1,4000}?)\\\]"
    r"|\$\$(?P<display_in_dollars>[^$]{1,4000})\$\$"
    rf"|(?P<display_lines>\\begin{_ENVIRONMENT}.{{1,4000}}?\\end{_ENVIRONMENT})"
)
_DOLLARS = r"|(?<![\\$0-9A-Za-z])\$(?P<in_dollars>[^$\n]{1,400})\$(?![$0-9A-Za-z])"
_WITHOUT_DOLLARS = re.compile(_SIGNS, re.DOTALL)
_WITH_DOLLARS = re.compile(_SIGNS + _DOLLARS, re.DOTALL)
_TEX = re.compile(r"\\[a-zA-Z]|[\^_=]")
_PREFIX = re.compile(r"(</?)(?:m|mml):")  # an XHTML page that is read as HTML keeps it
_WRITTEN_OUT = str.maketrans({"«": "<", "»": ">", "¨": '"', "§": "&"})  # of an editor's MathML
_DOLLARS_ASKED = re.compile(r"""\[\s*["']\$["']\s*,\s*["']\$["']\s*\]|left:\s*["']\$["']""")
_EXCERPT = 60  # characters of TeX in a note. # guess
_PROGRAMS = frozenset(("pre", "code", "textarea"))
_SET_FRACTION = re.compile(r"</sup>\s*(?:[⁄/∕]|&frasl;|&#8260;|&#x2044;)\s*<sub")


class FormulaPlace(NamedTuple):
    """What stands at an element: a formula, on a line of its own or not, or nothing.

    Nothing stands where another element says the formula, or where it is `lost`.
    """

    formula: Formula | None
    display: bool = False
    lost: bool = False


_NOTHING = FormulaPlace(None)
_LOST = FormulaPlace(None, lost=True)


class TexSigns(NamedTuple):
    """The signs around TeX among a page's words; whether the page asks for a program to set it."""

    pattern: re.Pattern[str]
    asked: bool


@dataclass(frozen=True, slots=True)
class Formulas:
    """Formulas by the identity of their elements, and how TeX stands among a page's words."""

    places: dict[int, FormulaPlace] = field(default_factory=dict)
    in_words: TexSigns | None = None


NO_FORMULAS = Formulas()


def find_formulas(root: LexborNode, page: str, markup: str) -> Formulas:
    """The formulas of a page; none where its markup has no sign of any."""
    if "</sup>" in markup and _SET_FRACTION.search(page):
        _part_mixed_numbers(root)
    raw = "\\" in markup and ("\\(" in markup or "\\[" in markup)
    if not (raw or any(hint in markup for hint in _HINTS)):
        return NO_FORMULAS
    found: dict[int, FormulaPlace] = {}
    for node in root.css(_SELECTOR):
        if node.mem_id not in found and not _stands_in(node, found):
            place = _place(node, found)
            if place is not None:
                found[node.mem_id] = place
    return Formulas(found, _in_words(page))


def _in_words(page: str) -> TexSigns:
    """The signs of TeX that the page's program would have set, had it run or been saved."""
    asked = any(program in page for program in ("athjax", "MathJax", "katex"))
    dollars = asked and _DOLLARS_ASKED.search(page)
    return TexSigns(_WITH_DOLLARS if dollars else _WITHOUT_DOLLARS, asked)


def pieces_of(text: str, signs: TexSigns) -> Iterator[str | FormulaPlace]:
    """Words and the formulas between them; TeX that is not understood stays as it is."""
    at = 0
    for found in signs.pattern.finditer(text):
        name, tex = next((name, tex) for name, tex in found.groupdict().items() if tex is not None)
        if name == "in_dollars" and not is_formula(tex):
            continue
        if not signs.asked and not (_TEX.search(tex) and is_formula(tex)):
            continue
        line, node = of_tex(tex)
        if node is not None:
            if at < found.start():
                yield text[at : found.start()]
            yield FormulaPlace(Formula(line, node), display=name.startswith("display"))
            at = found.end()
    if at < len(text):
        yield text[at:]


def formula_notes(places: Iterable[FormulaPlace]) -> tuple[Note, ...]:
    """What is not as it should be: drawings without words, and TeX that stands as it was written.

    A drawing has no words to name.
    """
    some = list(places)
    notes: list[Note] = []
    if lost := sum(place.lost for place in some):
        message = f"formulas drawn by a program, without words, left out: {lost:,}"
        notes.append(Note("formula.lost", message))
    said = [place.formula for place in some if place.formula is not None]
    if raw := [each.text for each in said if each.mathml is None and "\\" in each.text]:
        message = (
            f"formulas not understood, their TeX stays: {len(raw):,}, such as {raw[0][:_EXCERPT]}"
        )
        notes.append(Note("formula.tex", message))
    return tuple(notes)


def _stands_in(node: LexborNode, found: dict[int, FormulaPlace]) -> bool:
    """Whether an element is a part of one that is a formula, or of a program."""
    above = node.parent
    while above is not None:
        if above.mem_id in found or above.tag in _PROGRAMS:
            return True
        above = above.parent
    return False


def _place(node: LexborNode, found: dict[int, FormulaPlace]) -> FormulaPlace | None:
    """What an element stands for; None when it is no formula, and its words are words."""
    classes = (node.attributes.get("class") or "").split()
    match node.tag:
        case "math":
            return _of(of_mathml(node), _is_display(node))
        case "m:math" | "mml:math":
            math = _parsed(_PREFIX.sub(r"\1", node.html or ""))
            return _of(of_mathml(math), _is_display(math)) if math is not None else None
        case "math-renderer":
            return _of_delimited(node, classes)
        case "img" if "data-mathml" in node.attributes and (math := _declared(node)) is not None:
            return _of(of_mathml(math))
        case "img":
            return _of_picture(node, classes)
        case "script":
            set_before = (found.get(each.mem_id, _NOTHING) for each in _before(node))
            return _NOTHING if any(each.formula for each in set_before) else _of_script(node)
    if "MathJax_Preview" in classes:
        return _NOTHING if _is_followed(node) else None
    if (node.attributes.get("id") or "").startswith("MathJax_"):
        return _NOTHING
    if "math" in classes and "mwe-math-element" not in classes:
        return _of_delimited(node, classes)
    if any(name.lstrip(".") in classes for name in _FRACTIONS):
        return _of_fraction(node)
    return _of_holder(node, classes)


def _of(said: tuple[str, MathNode | None], display: bool = False) -> FormulaPlace | None:
    text = clean_text(said[0])[0]
    return FormulaPlace(Formula(text, said[1]), display) if text.strip() else None


# Elements of programs that set formulas


def _of_holder(node: LexborNode, classes: list[str]) -> FormulaPlace | None:
    math = node.css_first("math") or _declared(node)
    display = (
        any("display" in name.lower() or name == "latex-rendered" for name in classes)
        or node.attributes.get("display") == "true"
        or (math is not None and _is_display(math))
    )
    place = _of(of_mathml(math), display) if math is not None else None
    if place is None and (tex := _tex_of(node)):
        place = _of(of_tex(tex), display)
    if place is None and (boxes := node.css_first(".katex-html")) is not None:
        place = _of(of_boxes(boxes), display)
    if place is None and "mjx-" in (node.tag or "") and (drawn := mathml_of(node)):
        math = _parsed(drawn)
        place = _of(of_mathml(math), display) if math is not None else None
    label = node.attributes.get("aria-label") or ""
    place = place or _of((" ".join(label.split()), None), display)
    if place is None and _is_followed(node):
        return _NOTHING
    return place or (None if _has_words(node) else _LOST)


def _has_words(node: LexborNode) -> bool:
    """Whether letters stand in an element, which are better than nothing."""
    return bool(_words(node).strip("\u200b \t\n\r\f"))


def _declared(node: LexborNode) -> LexborNode | None:
    """The MathML that stands in an attribute of an element or of one inside it."""
    for each in (node, *node.css("[data-mathml]")):
        if mathml := each.attributes.get("data-mathml"):
            return _parsed(mathml.translate(_WRITTEN_OUT))
    return None


def _parsed(mathml: str) -> LexborNode | None:
    return LexborHTMLParser(mathml).css_first("math")


def _tex_of(node: LexborNode) -> str:
    """The TeX of a formula of which the page has no MathML."""
    for each in node.css('annotation, script[type^="math/tex"]'):
        if tex := _words(each).strip():
            return tex
    for key in ("data-latex", "data-tex", "alt"):
        for each in (node, *node.css(f"[{key}]")):
            if tex := (each.attributes.get(key) or "").strip():
                return tex
    found = _EXPRESSION.search(node.attributes.get("data-attrs") or "")
    return str(json.loads(found[1])) if found else ""


def _words(node: LexborNode) -> str:
    return node.text_lexbor() if node.first_child is not None else ""


def _is_display(math: LexborNode) -> bool:
    attributes = math.attributes
    return attributes.get("display") == "block" or attributes.get("mode") == "display"


def _of_script(node: LexborNode) -> FormulaPlace | None:
    words = _words(node)
    kind = (node.attributes.get("type") or "").lower()
    display = "mode=display" in kind.replace(" ", "")
    if "mml" in kind:
        math = _parsed(words)
        return _of(of_mathml(math), display or _is_display(math)) if math is not None else None
    if "tex" in kind:
        return _of(of_tex(words), display)
    return _of((" ".join(words.split()), None), display)


def _before(node: LexborNode) -> Iterator[LexborNode]:
    """The element right before, and those before it that are formulas; spaces do not count."""
    before = node.prev
    while before is not None:
        if before.tag != "-text":
            yield before
            if not _is_set(before):
                return
        elif (before.text_content or "").strip():
            return
        before = before.prev


def _is_set(node: LexborNode) -> bool:
    return "MathJax" in (node.attributes.get("class") or "")


def _is_followed(node: LexborNode) -> bool:
    """Whether the formula stands behind its preview or its boxes, set or as TeX."""
    behind = node.next
    while behind is not None and behind.tag == "-text" and not (behind.text_content or "").strip():
        behind = behind.next
    if behind is None or behind.tag == "-text":
        return False
    return _is_set(behind) or (behind.attributes.get("type") or "").startswith("math/")


def _of_delimited(node: LexborNode, classes: list[str]) -> FormulaPlace | None:
    r"""TeX between its signs in an element that is called so: `\(v\)`, `\[v\]`, `$v$`."""
    if node.css_first("math, script, img, .katex, mjx-container, .MathJax") is not None:
        return None
    words = _words(node).strip()
    found = _DELIMITED.fullmatch(words)
    if found is None:
        parts = node.iter(include_text=True)
        if all(part.tag == "-text" for part in parts) and _TEX.search(words) and is_formula(words):
            return _of(of_tex(words), node.tag == "div")
        return None
    display = bool(found[2] or found[3]) or "display" in classes
    return _of(of_tex(found[found.lastindex or 1]), display)


# Pictures and fractions


def _of_picture(node: LexborNode, classes: list[str]) -> FormulaPlace | None:
    """A picture of a formula by its words, or by the TeX that its address asks for."""
    src = node.attributes.get("src") or ""
    named = any(name in _PICTURES or name.startswith(_PICTURES[0]) for name in classes)
    if not named and not _DRAWN_BY.search(src):
        return None
    asked = _ASKED.search(src)
    display = any(name.endswith("image-display") for name in classes)
    alt = _bare(node.attributes.get("alt") or "")
    address = _bare(unquote(asked[asked.lastindex or 1])) if asked else ""
    said = (alt, address) if _ASCII.search(alt) else (address, alt)  # alt="[公式]" says nothing
    for tex in said:
        if tex and is_formula(tex):
            return _of(of_tex(tex), display)
    return None


def _bare(tex: str) -> str:
    """TeX without what stands around it in words of pictures and addresses."""
    tex = _LABEL.sub("", tex).strip()
    found = _DELIMITED.fullmatch(tex)
    return found[found.lastindex or 1].strip() if found else tex


def _of_fraction(node: LexborNode) -> FormulaPlace | None:
    """Two numbers that only the page's style draws as a fraction, with no sign between."""
    said = [
        words
        for each in node.traverse(include_text=True)
        if each.tag == "-text" and (words := (each.text_content or "").strip())
    ]
    if len(said) != 2 or not all(part.isdecimal() for part in said):
        return None
    above, below = (leaf("mn", part) for part in said)
    return _of((f"{said[0]}/{said[1]}", MathNode("mfrac", (above, below))))


def _part_mixed_numbers(root: LexborNode) -> None:
    """Sets a space between a number and a fraction made of raised and lowered figures: 2 1⁄2."""
    for raised in root.css("sup"):
        before, sign = raised.prev, raised.next
        if before is None or sign is None or before.tag != "-text" or sign.tag != "-text":
            continue
        ends = (before.text_content or "")[-1:].isdecimal()
        slash = (sign.text_content or "").strip() in ("⁄", "/", "∕")
        if ends and slash and sign.next is not None and sign.next.tag == "sub":
            raised.insert_before(" ")
