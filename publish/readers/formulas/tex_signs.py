"""TeX's names of signs, letters and alphabets."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = [
    "ACCENTS", "ALIGNED", "ALPHABETS", "ENVIRONMENTS", "FUNCTIONS", "IDENTIFIERS", "LARGE",
    "OPERATORS", "SPACES", "STYLES", "lettered",
]  # fmt: skip


def _pairs(text: str) -> dict[str, str]:
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


IDENTIFIERS = _pairs("""
    alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι
    kappa κ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ
    upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω
    Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
    infty ∞ partial ∂ nabla ∇ hbar ℏ ell ℓ Re ℜ Im ℑ aleph ℵ emptyset ∅ varnothing ∅ wp ℘ imath ı
    jmath ȷ angle ∠ triangle △ square □ checkmark ✓ degree ° AA Å dots … ldots … cdots ⋯ vdots ⋮
    ddots ⋱ top ⊤ bot ⊥ euro € pounds £ S § P ¶
""") | {"$": "$", "%": "%", "#": "#", "&": "&", "_": "_"}
LARGE = frozenset("∑∏∐⋃⋂⨁⨂")
OPERATORS = _pairs("""
    cdot · times × div ÷ pm ± mp ∓ ast ∗ star ⋆ circ ∘ bullet • oplus ⊕ otimes ⊗ cup ∪ cap ∩ wedge ∧
    land ∧ vee ∨ lor ∨ neg ¬ lnot ¬ setminus ∖ leq ≤ le ≤ leqslant ≤ geq ≥ ge ≥ geqslant ≥
    neq ≠ ne ≠
    lt < gt > ll ≪ gg ≫ approx ≈ equiv ≡ sim ∼ simeq ≃ cong ≅ propto ∝ doteq ≐ prec ≺ succ ≻
    to → rightarrow → longrightarrow ⟶ leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ implies ⇒
    Longrightarrow ⟹ Leftarrow ⇐ iff ⇔ Leftrightarrow ⇔ mapsto ↦ uparrow ↑ downarrow ↓
    rightleftharpoons ⇌ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ forall ∀ exists ∃
    nexists ∄ mid ∣ parallel ∥ perp ⊥ vdash ⊢ models ⊨ therefore ∴ because ∵ colon : prime ′
    sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂
    langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lvert | rvert | vert | lVert ‖ rVert ‖
    Vert ‖ lbrace { rbrace } lbrack [ rbrack ] backslash \\
""") | {"{": "{", "}": "}", "|": "‖"}
_NAMES = """
    sin cos tan cot sec csc sinh cosh tanh arcsin arccos arctan log ln lg exp lim max min sup inf
    det dim ker gcd deg arg hom Pr mod bmod
"""
FUNCTIONS = {name: name for name in _NAMES.split()} | {
    "limsup": "lim sup",
    "liminf": "lim inf",
    "bmod": "mod",
}
SPACES = {
    **dict.fromkeys((",", "thinspace"), "\u2009"),
    **dict.fromkeys((":", ";", ">", " ", "\n", "space", "enspace"), "\u00a0"),
    **dict.fromkeys(("quad", "qquad"), "\u2003"),
    "!": "",
}
_STYLES = """
    displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits nonumber notag rm bf it
    small large normalsize hline allowbreak
"""
STYLES = frozenset(_STYLES.split())
ACCENTS = _pairs("""
    bar ¯ overline ‾ hat ˆ widehat ˆ tilde ˜ widetilde ˜ vec → overrightarrow → dot ˙ ddot ¨
    underline _ overbrace ⏞ underbrace ⏟
""")
ALPHABETS = {
    **dict.fromkeys(("mathrm", "mathit", "mathsf", "mathtt", "mathnormal"), ""),
    **dict.fromkeys(("mathbf", "boldsymbol", "bm", "pmb"), "bold"),
    **dict.fromkeys(("mathbb", "Bbb"), "double"),
    **dict.fromkeys(("mathcal", "mathscr"), "script"),
    "mathfrak": "fraktur",
}
_ALIGNED = "aligned align gathered gather split equation eqnarray multline"
ALIGNED = frozenset(_ALIGNED.split())
ENVIRONMENTS: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys((*ALIGNED, "matrix", "smallmatrix", "array"), ("", "")),
    "pmatrix": ("(", ")"),
    "bmatrix": ("[", "]"),
    "Bmatrix": ("{", "}"),
    "vmatrix": ("|", "|"),
    "Vmatrix": ("‖", "‖"),
    "cases": ("{", ""),
}

_FIRST = {"bold": 0x1D400, "script": 0x1D49C, "fraktur": 0x1D504, "double": 0x1D538}
_HOLES = _pairs("""
    scriptB ℬ scriptE ℰ scriptF ℱ scriptH ℋ scriptI ℐ scriptL ℒ scriptM ℳ scriptR ℛ scripte ℯ
    scriptg ℊ scripto ℴ frakturC ℭ frakturH ℌ frakturI ℑ frakturR ℜ frakturZ ℨ
    doubleC ℂ doubleH ℍ doubleN ℕ doubleP ℙ doubleQ ℚ doubleR ℝ doubleZ ℤ
""")
"""Letters that Unicode had before it took in the alphabets."""


def lettered(text: str, alphabet: str) -> str:
    """The letters in a mathematical alphabet; in none as they are."""
    if alphabet not in _FIRST:
        return text.strip()
    return "".join(_letter(char, alphabet) for char in text.strip())


def _letter(char: str, alphabet: str) -> str:
    if not (char.isascii() and char.isalpha()):
        return char
    place = ord(char) - (ord("A") if char.isupper() else ord("a") - 26)
    return _HOLES.get(alphabet + char) or chr(_FIRST[alphabet] + place)
