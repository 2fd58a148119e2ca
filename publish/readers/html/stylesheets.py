"""What a page's own styles say of its classes that its elements do not: struck words, numbering."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from publish.model.tree import Numbering
from publish.readers.html.styles import STYLES, decoration_of, numbering_of
from publish.readers.inlines import Mark

__all__ = ["NO_SHEET", "SPEAKING", "Sheet", "sheet_of"]

SPEAKING = ("line-through", "er-alpha", "er-latin", "er-roman")
"""One of them stands in every sheet that is worth to be read."""

_NAMES = "line-through text-decoration-line-through strikethrough strike-through text-strikethrough"
_WORDS = "span a b strong i em font small label"
_STRUCK = {
    f"{tag}.{name}": Mark("del")
    for names, tags in ((_NAMES, f"{_WORDS} p li td"), ("strike", _WORDS))
    for name in names.split()
    for tag in tags.split()
}
"""Classes that strike out on many sites; whole blocks may be named after a strike of workers."""

_CLASS = re.compile(r"""["' -]strike(?:-?through)?["' ][^<>]*>""")  # not the word
_SIMPLE = re.compile(r"\w*\.[\w-]+")
_COUNTED = re.compile(r"\w*(\.[\w-]+)\s*>\s*li::?(?:before|marker)")  # as Google Docs writes
_COUNTER = re.compile(r"counters?\([^()]*,\s*([\w-]+)\s*\)")


@dataclass(frozen=True, slots=True)
class Sheet:
    """By selectors of one class, as `.c3` or `span.c3`: marks of words, numbering of lists."""

    marks: Mapping[str, Mark] = field(default_factory=dict)
    numberings: Mapping[str, Numbering] = field(default_factory=dict)

    def mark(self, tag: str, classes: str | None) -> Mark | None:
        """The mark of an element's words; None for none."""
        return next(filter(None, map(self.marks.get, _keys(tag, classes))), None)

    def numbering(self, tag: str, classes: str | None) -> Numbering | None:
        """How a list counts; None when no class of it says so."""
        return next(filter(None, map(self.numberings.get, _keys(tag, classes))), None)


NO_SHEET = Sheet()


def sheet_of(styles: str, markup: str) -> Sheet:
    """What the sheets of a page say, and what its classes do without any."""
    struck = "line-through" in markup or ("strike" in markup and _CLASS.search(markup))
    marks = dict(_STRUCK) if struck else {}
    numberings: dict[str, Numbering] = {}
    for rule in styles.split("}"):
        if not any(sign in rule for sign in SPEAKING):
            continue
        before, _, said = rule.rpartition("{")
        mark = decoration_of(said)
        numbering = numbering_of({"style": said})
        counter = _COUNTER.search(said)
        for each in before.rpartition("{")[2].rpartition("*/")[2].split(","):
            selector = each.strip()
            if _SIMPLE.fullmatch(selector):
                if mark is not None and mark.kind == "del":
                    marks[selector] = mark
                if numbering is not None:
                    numberings[selector] = numbering
            elif counter and counter[1] in STYLES and (found := _COUNTED.fullmatch(selector)):
                numberings[found[1]] = STYLES[counter[1]]
    return Sheet(marks, numberings) if marks or numberings else NO_SHEET


def _keys(tag: str, classes: str | None) -> Iterator[str]:
    for name in (classes or "").split():
        yield f"{tag}.{name}"
        yield f".{name}"
