"""TeX as it stands in articles → MathML, and one line of text.

What people write between dollar signs: fractions, roots, scripts, Greek, sums, brackets, matrices.
What has a command that is not known here stays as it was written.
"""

from __future__ import annotations

import re

from publish.model.tree import MathName, MathNode
from publish.readers.formulas.linear import linear
from publish.readers.formulas.tex_signs import (
    ACCENTS,
    ALIGNED,
    ALPHABETS,
    ENVIRONMENTS,
    FUNCTIONS,
    IDENTIFIERS,
    LARGE,
    OPERATORS,
    SPACES,
    STYLES,
    lettered,
)

__all__ = ["is_formula", "of_tex"]

_TOKEN = re.compile(r"\\[a-zA-Z]+\*?|\\.|\s+|\d+(?:(?:[.,]|\{,\})\d+)*|.", re.DOTALL)
_COMMENT = re.compile(r"(?<!\\)%[^\n]*\n?")
_WORDS = re.compile(r"\\(?:text\w*|mbox|mathrm|operatorname)\s*\{[^{}]*\}|\\[a-zA-Z]+")
_PROSE = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,}+[.,;]?\s++(?=[^\W\d_]{2})")
_LONGEST = 20_000  # characters. # guess
_DEEPEST = 60  # groups in groups. # guess
_TEXTS = frozenset(("text", "textrm", "textit", "textbf", "mbox", "textnormal", "textsf", "texttt"))
_FRACTIONS = frozenset(("frac", "dfrac", "tfrac", "cfrac", "sfrac", "nicefrac"))
_SIZES = re.compile(r"(?:[bB]ig{1,2}|left|right|middle)[lrm]?$")
_NO_NODE = MathNode("mrow")


def is_formula(tex: str) -> bool:
    """Whether a passage between signs of formulas is one, not prices with words between them."""
    if len(tex) > _LONGEST:
        return False
    plain = _WORDS.sub("=", tex)
    if re.search(r"[\\^_=]", tex):
        return len(_PROSE.findall(plain)) < 2
    if re.fullmatch(r"\d(?=[\d.]*+[\s,])[\d\s.,]*+", plain):
        return False  # prices in a row
    words = re.findall(r"[^\W\d_]+", plain)
    short = len(words) == 1 and len(words[0]) < 4 and " " not in tex
    return short or all(len(word) < 2 for word in words)


def of_tex(tex: str) -> tuple[str, MathNode | None]:
    """The formula on one line, and as MathML; the TeX as it stands, and None, if not understood."""
    source = " ".join(tex.split())
    if len(tex) > _LONGEST:
        return source, None
    try:
        node = _Parser(_COMMENT.sub("", tex)).whole()
    except _NotKnownError:
        return source, None
    text = linear(node)
    return (text, node) if text else (source, None)


class _NotKnownError(Exception):
    """A command, a group or a depth that is not read here."""


class _Parser:
    """Recursive descent over the tokens; groups nest to a limit."""

    def __init__(self, tex: str) -> None:
        self._tokens = _TOKEN.findall(tex)
        self._at = 0
        self._depth = 0

    def whole(self) -> MathNode:
        made = self._row(())
        if self._at < len(self._tokens):
            raise _NotKnownError
        return made

    # Tokens

    def _peek(self) -> str:
        """The next sign that is no white space; empty at the end."""
        while self._at < len(self._tokens) and self._tokens[self._at].isspace():
            self._at += 1
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self) -> str:
        sign = self._peek()
        self._at += 1
        return sign

    def _raw_group(self) -> str:
        """The characters of a group, as they stand."""
        if self._take() != "{":
            raise _NotKnownError
        made: list[str] = []
        depth = 1
        while self._at < len(self._tokens):
            sign = self._tokens[self._at]
            self._at += 1
            depth += (sign == "{") - (sign == "}")
            if not depth:
                return "".join(made)
            made.append(sign)
        raise _NotKnownError

    def _optional(self) -> str:
        """What stands in square brackets behind a command."""
        if self._peek() != "[":
            return ""
        self._take()
        made: list[str] = []
        while (sign := self._take()) != "]":
            if not sign:
                raise _NotKnownError
            made.append(sign)
        return "".join(made)

    # Rows

    def _row(self, ends: tuple[str, ...]) -> MathNode:
        """All up to one of the ends, which is left standing."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _NotKnownError
        made: list[MathNode] = []
        while (sign := self._peek()) and sign not in ends:
            if sign == "}":
                raise _NotKnownError
            if sign == r"\over":
                self._take()
                below = self._row(ends)
                made = [MathNode("mfrac", (_one(made), below))]
                break
            made.append(self._scripted())
        self._depth -= 1
        return _one([node for node in made if node != _NO_NODE])

    def _scripted(self) -> MathNode:
        """An atom with its scripts; primes are scripts too."""
        base = _NO_NODE if self._peek() in ("^", "_") else self._atom()
        above: MathNode | None = None
        below: MathNode | None = None
        limits = (base.name == "mo" and base.text in LARGE) or base.name == "munder"
        while (sign := self._peek()) in ("^", "_", "'", r"\limits", r"\nolimits"):
            self._take()
            if sign == "^":
                above = self._argument() if above is None else _one([above, self._argument()])
            elif sign == "_":
                below = self._argument()
            elif sign == "'":
                above = _one([*([above] if above else []), MathNode("mo", text="′")])
            else:
                limits = sign == r"\limits"
        names: tuple[MathName, MathName, MathName] = ("msub", "msup", "msubsup")
        if limits:
            names = ("munder", "mover", "munderover")
        if above and below:
            return MathNode(names[2], (base, below, above))
        if below:
            return MathNode(names[0], (base, below))
        return MathNode(names[1], (base, above)) if above else base

    def _atom(self) -> MathNode:
        """A group, a command with what belongs to it, or a single sign."""
        sign = self._take()
        if sign == "{":
            made = self._row(("}",))
            if self._take() != "}":
                raise _NotKnownError
            return made
        if not sign or sign in ("}", "&", "^", "_"):
            raise _NotKnownError
        if sign[0] == "\\":
            return self._command(sign[1:].rstrip("*"))
        if sign[0].isdigit():
            return MathNode("mn", text=sign.replace("{,}", ","))
        if sign == "~":
            return MathNode("mtext", text="\u00a0")
        if sign.isalpha():
            return MathNode("mi", text=sign)
        return MathNode("mo", text="−" if sign == "-" else sign)

    # Commands

    def _argument(self) -> MathNode:
        r"""What a command or script takes: an atom, of a number its first figure, as in \frac12."""
        sign = self._peek()
        if len(sign) > 1 and sign[0].isdigit():
            self._tokens[self._at] = sign[1:]
            return MathNode("mn", text=sign[0])
        return self._atom()

    def _command(self, name: str) -> MathNode:
        if name in IDENTIFIERS:
            return MathNode("mi", text=IDENTIFIERS[name])
        if name in OPERATORS:
            return MathNode("mo", text=OPERATORS[name])
        if name in FUNCTIONS:
            return MathNode("mi", text=FUNCTIONS[name])
        if name in SPACES:
            return MathNode("mtext", text=SPACES[name]) if SPACES[name] else _NO_NODE
        if name in STYLES:
            return _NO_NODE
        if name in ALPHABETS:
            return self._in_alphabet(name)
        if name in ACCENTS:
            sign = MathNode("mo", text=ACCENTS[name])
            under = name.startswith("under")
            return MathNode("munder" if under else "mover", (self._argument(), sign))
        if _SIZES.match(name):
            return self._delimiter()
        return self._structure(name)

    def _structure(self, name: str) -> MathNode:
        if name in _FRACTIONS:
            return MathNode("mfrac", (self._argument(), self._argument()))
        if name in _TEXTS:
            return MathNode("mtext", text=self._raw_group().replace("~", " "))
        match name:
            case "binom" | "dbinom" | "tbinom":
                choice = MathNode(
                    "mfrac",
                    (self._argument(), self._argument()),
                    attributes=(("linethickness", "0"),),
                )
                return _fenced("(", choice, ")")
            case "sqrt":
                index = self._optional()
                inner = self._argument()
                if not index:
                    return MathNode("msqrt", (inner,))
                return MathNode("mroot", (inner, _Parser(index).whole()))
            case "operatorname" | "mathop" | "mathbin" | "mathrel":
                return MathNode("mi", text=lettered(self._raw_group(), ""))
            case "stackrel" | "overset":
                above = self._argument()
                return MathNode("mover", (self._argument(), above))
            case "underset":
                below = self._argument()
                return MathNode("munder", (self._argument(), below))
            case "not":
                return MathNode("mo", text=self._atom().text + "\u0338")
            case "label" | "tag" | "color" | "hspace" | "vspace" | "phantom":
                self._raw_group()
                return _NO_NODE
            case "boxed" | "mathstrut" | "substack":
                return self._atom()
            case "begin":
                return self._environment(self._raw_group().rstrip("*"))
            case _:
                raise _NotKnownError

    def _in_alphabet(self, name: str) -> MathNode:
        """Letters of an alphabet of their own; upright ones are a name."""
        if self._peek() != "{":
            sign = self._take()
            return MathNode("mi", text=lettered(sign, ALPHABETS[name]))
        start = self._at
        raw = self._raw_group()
        if raw.replace(" ", "").isalpha():
            return MathNode("mi", text=lettered(raw, ALPHABETS[name]))
        self._at = start
        return self._atom()

    def _delimiter(self) -> MathNode:
        """A bracket of any size; a dot is none."""
        sign = self._take()
        if sign in (".", ""):
            return _NO_NODE
        if sign[0] == "\\" and sign[1:] in OPERATORS:
            sign = OPERATORS[sign[1:]]
        return MathNode("mo", text=sign.lstrip("\\"))

    def _environment(self, name: str) -> MathNode:
        """A matrix, cases, or lines set below each other."""
        if name not in ENVIRONMENTS:
            raise _NotKnownError
        if name == "array":
            self._raw_group()
        rows: list[MathNode] = []
        cells: list[MathNode] = []
        while True:
            cells.append(MathNode("mtd", (self._row(("&", r"\\", r"\end")),)))
            sign = self._take()
            if sign == "&":
                continue
            if any(cell.children != (_NO_NODE,) for cell in cells):
                if name in ALIGNED:  # there `&` is no border of cells but a place to align at
                    line = _one([child for cell in cells for child in cell.children])
                    cells = [MathNode("mtd", (line,))]
                rows.append(MathNode("mtr", tuple(cells)))
            cells = []
            if sign == r"\end":
                break
            if not sign:
                raise _NotKnownError
            self._optional()
        self._raw_group()
        return _fenced(
            ENVIRONMENTS[name][0], MathNode("mtable", tuple(rows)), ENVIRONMENTS[name][1]
        )


def _one(nodes: list[MathNode]) -> MathNode:
    return nodes[0] if len(nodes) == 1 else MathNode("mrow", tuple(nodes))


def _fenced(left: str, node: MathNode, right: str) -> MathNode:
    around = [MathNode("mo", text=sign) if sign else None for sign in (left, right)]
    return _one([each for each in (around[0], node, around[1]) if each is not None])
