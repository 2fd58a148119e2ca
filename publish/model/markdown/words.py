"""Inlines as Markdown: signs where these can stand, tags of HTML where they cannot."""

from __future__ import annotations

import re
from typing import assert_never

from publish.model.markdown.escapes import address, as_line, escaped, tag
from publish.model.tree import (
    Anchor,
    Blocks,
    Checkbox,
    Code,
    Deleted,
    Emphasis,
    Footnote,
    Foreign,
    Formula,
    FormulaBlock,
    Inline,
    Inlines,
    Inserted,
    LineBreak,
    Link,
    MathNode,
    Paragraph,
    Picture,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from publish.model.walk import contents_of, text_of_inlines

__all__ = ["Words"]

_TICKS = re.compile("`+")
_SIGN_OF = {Emphasis: "*", Strong: "**", Deleted: "~~"}
_TAG_OF: dict[type, str] = {
    Emphasis: "em",
    Strong: "strong",
    Deleted: "del",
    Inserted: "ins",
    Superscript: "sup",
    Subscript: "sub",
}
_ASCII_SIGNS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class Words:
    """Writes inlines; notes that need more than a line wait in `notes`, in their order."""

    def __init__(self) -> None:
        self.notes: list[Blocks] = []
        self._dollars = self._bars = False
        self._label = 0  # how many links and notes are open, whose words end at a bracket

    def line(self, inlines: Inlines, *, ticked: bool = False, bars: bool = False) -> str:
        """One line; with `ticked` a box that it begins with is that of an item of a list.

        `bars` says that it stands between the bars of a table.
        """
        self._bars = bars
        self._dollars = text_of_inlines(inlines).count("$") > 1
        match inlines:
            case (Checkbox() as box, Text(words), *_) if ticked and words[:1] == " ":
                return _box(box) + self._run(inlines[1:])
            case (Checkbox() as box,) if ticked:
                return _box(box)
            case (Picture() as picture,):  # alone in a paragraph it would be a figure
                return _img(picture.asset, picture.alt)
        return as_line(self._run(inlines))

    def formula(self, formula: Formula | FormulaBlock) -> str:
        """A formula as MathML, with its line of text."""
        attributes = {"display": "block"} if isinstance(formula, FormulaBlock) else {}
        drawn = self._math(formula.mathml) if formula.mathml is not None else ""
        return tag("math", {**attributes, "alttext": formula.text}) + drawn + "</math>"

    def alternative(self, alt: str) -> str:
        """What a picture shows, as it stands between its brackets."""
        return escaped(alt, dollars=alt.count("$") > 1 or self._dollars, label=True)

    def _run(self, inlines: Inlines) -> str:
        made = ""
        for at, inline in enumerate(inlines):
            following = inlines[at + 1] if at + 1 < len(inlines) else None
            made += self._inline(inline, made, following)
        return made

    def _inline(self, inline: Inline, before: str, following: Inline | None) -> str:
        match inline:
            case Text():
                return escaped(inline.text, dollars=self._dollars, label=self._label > 0)
            case Code():
                return self._code(inline.text, before)
            case LineBreak():
                return "<br>"
            case Emphasis() | Strong() | Deleted():
                inner, sign = self._run(inline.inlines), _SIGN_OF[type(inline)]
                if _can_stand(sign, inner, before, following):
                    return f"{sign}{inner}{sign}"
                return f"<{_TAG_OF[type(inline)]}>{inner}</{_TAG_OF[type(inline)]}>"
            case Inserted() | Superscript() | Subscript():
                name = _TAG_OF[type(inline)]
                return f"<{name}>{self._run(inline.inlines)}</{name}>"
            case Foreign():
                return (
                    tag("span", {"lang": inline.language}) + f"{self._run(inline.inlines)}</span>"
                )
            case Link():
                return self._link(inline)
            case Footnote():
                return self._note(inline)
            case Picture():
                name = address(inline.asset) if inline.asset else ""
                return f"![{self.alternative(inline.alt)}]({name})"
            case Formula():
                return self.formula(inline)
            case Anchor():
                return tag("a", {"id": inline.name}) + "</a>"
            case Checkbox():
                return (
                    '<input type="checkbox" checked>'
                    if inline.checked
                    else '<input type="checkbox">'
                )
            case _:
                assert_never(inline)

    def _code(self, text: str, before: str) -> str:
        plain = text.strip() and not re.search(r"[^\S \u00a0]", text)
        if not plain or before.endswith("`") or (self._bars and "|" in text):
            words = escaped(text, dollars=self._dollars, label=self._label > 0)
            return f"<code>{words}</code>"
        ticks = "`" * (1 + max(map(len, _TICKS.findall(text)), default=0))
        edge = text[0] + text[-1]
        room = " " if "`" in edge or edge == "  " else ""
        return f"{ticks}{room}{text}{room}{ticks}"

    def _link(self, link: Link) -> str:
        if not link.url or not link.inlines or _holds_brackets(link.inlines):
            return tag("a", {"href": link.url}) + f"{self._run(link.inlines)}</a>"
        self._label += 1
        inner = self._run(link.inlines)
        self._label -= 1
        return f"[{inner}]({address(link.url)})"

    def _note(self, note: Footnote) -> str:
        match note.blocks:
            case (Paragraph(inlines),) if inlines and not _holds_brackets(inlines):
                alone = isinstance(inlines[0], Picture) and len(inlines) == 1
                if not alone:
                    self._label += 1
                    inner = self._run(inlines)
                    self._label -= 1
                    return f"^[{inner}]"
        self.notes.append(note.blocks)
        return f"[^{len(self.notes)}]"

    def _math(self, node: MathNode) -> str:
        inner = escaped(node.text, dollars=True, label=True)
        inner += "".join(map(self._math, node.children))
        return tag(node.name, dict(node.attributes)) + f"{inner}</{node.name}>"


def _box(box: Checkbox) -> str:
    return "[x]" if box.checked else "[ ]"


def _img(asset: str, alt: str) -> str:
    return tag("img", {"src": asset, "alt": alt})


def _can_stand(sign: str, inner: str, before: str, following: Inline | None) -> bool:
    """Whether signs of Markdown around words open and close there, whatever stands around them."""
    if not inner or before.endswith((sign[0], "\\")) or sign[0] in (inner[0], inner[-1]):
        return False
    if inner[0].isspace() or inner[-1].isspace():
        return False
    opens = inner[0].isalnum() or not before or before[-1] == " " or before[-1] in _ASCII_SIGNS
    return opens and (inner[-1].isalnum() or _parts(following))


def _parts(following: Inline | None) -> bool:
    """Whether what follows begins with a space, or with a sign of ASCII once it is written."""
    if not isinstance(following, Text):
        return True
    return following.text[:1] == " " or following.text[:1] in _ASCII_SIGNS


def _holds_brackets(inlines: Inlines) -> bool:
    """Whether words hold what may not stand in the brackets of a link or of a note."""
    for each in inlines:
        if isinstance(each, Link | Footnote | Formula):
            return True
        if not isinstance(each, Text) and _holds_brackets(contents_of(each)[0]):
            return True
    return False
