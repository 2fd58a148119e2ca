"""Cleaning rules of the user's own: what rules.toml may say, as plain values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

OWN = "own."
"""What the id of such a rule begins with in records: `own.promo` for `id = "promo"`."""


@dataclass(frozen=True, slots=True)
class OwnRule:
    """One `[[rule]]` of a rules.toml: what it takes, and where.

    `phrase` are words of a line, `inside` a `Selector` of an element around it; one of them is
    given, and with both a block must satisfy both. `site` is the host of a page's own address
    without "www.", `where` one of `recurring.PLACES`; "" is any. `why` stands in the record.
    """

    id: str
    phrase: str = ""
    inside: str = ""
    site: str = ""
    where: str = ""
    why: str = ""

    @property
    def name(self) -> str:
        """What the record calls it."""
        return OWN + self.id


@dataclass(frozen=True, slots=True)
class Step:
    """What one element must be and have; all in small letters, "" for any tag."""

    tag: str
    id: str
    classes: frozenset[str]
    attributes: frozenset[tuple[str, str]]

    def fits(self, element: Step) -> bool:
        """Whether an element is that, and has at least that."""
        return (
            self.tag in ("", element.tag)
            and self.id in ("", element.id)
            and self.classes <= element.classes
            and all(element.has(*attribute) for attribute in self.attributes)
        )

    def has(self, name: str, value: str) -> bool:
        """Whether it has an attribute with this word among its words; "" is any."""
        return any(name == has and value in ("", *said.split()) for has, said in self.attributes)


@dataclass(frozen=True, slots=True)
class Selector:
    """Elements that lie in one another, the outermost first: `main div.promo[role=note]`.

    The part of CSS selectors (Selectors Level 4) that a trail can answer: tag, `#id`, `.class`,
    `[role=…]`, `[itemprop=…]`, `[hidden]`, `[aria-hidden]`, `[aria-modal]`, and the descendant
    combinator. Case does not count.
    """

    steps: tuple[Step, ...]

    @classmethod
    def of(cls, text: str) -> Selector:
        """The selector in a text. Raises ValueError, which says what a selector may be."""
        steps = tuple(map(_step, _STEPS.findall(text)))
        if not steps or None in steps:
            raise ValueError(
                f"{text!r} is no tag, #id, .class, [role=…], [itemprop=…] or several with spaces"
            )
        return cls(tuple(step for step in steps if step))

    def found_in(self, trail: Sequence[str]) -> str:
        """The element of a trail that the last step fits, as the trail writes it; "" for none."""
        wanted = 0
        for cue in trail:
            if self.steps[wanted].fits(_element(cue)):
                wanted += 1
                if wanted == len(self.steps):
                    return cue
        return ""


_STEPS = re.compile(r"(?:\[[^\]]*\]|[^\s\[])+")
_SIMPLE = re.compile(r"#([^#.\[\]\s]+)|\.([^#.\[\]\s]+)|\[\s*([a-z-]+)\s*(?:=\s*([^\]]*?)\s*)?\]")
_TAG = re.compile(r"\*|[a-z][\w-]*")
_OF_CSS = re.compile(r"[,>+~(){}|\\]|:(?:first|last|nth|only)-|::|:(?:hover|focus|empty)\b")
"""What CSS could ask and a trail cannot answer: in a name it would find nothing, in silence."""
_ASKED = frozenset({"role", "itemprop", "hidden", "aria-hidden", "aria-modal"})
"""The attributes that a trail tells (`readers.html.elements.cue_of`)."""


def _step(text: str) -> Step | None:
    """One element of a selector; None when it is none, or asks what no trail tells."""
    step, whole = _read(text)
    asks = all(name in _ASKED for name, _ in step.attributes)
    names = (step.id, *step.classes)
    return step if whole and asks and not any(map(_OF_CSS.search, names)) else None


@lru_cache(maxsize=20_000)
def _element(cue: str) -> Step:
    """One element of a trail; of names with signs of their own (`.md:[&>p]`) what can be read."""
    return _read(cue)[0]


def _read(text: str) -> tuple[Step, bool]:
    """What a text says of an element, and whether that is all it says."""
    text = text.lower()
    tag = _TAG.match(text)
    at = tag.end() if tag else 0
    names: list[str] = []
    classes: set[str] = set()
    attributes: set[tuple[str, str]] = set()
    whole = bool(text)
    while at < len(text):
        found = _SIMPLE.match(text, at)
        if found is None:
            whole, at = False, at + 1
            continue
        name, of_class, attribute, value = found.groups()
        if name:
            names.append(name)
        elif of_class:
            classes.add(of_class)
        else:
            attributes.add((attribute, (value or "").strip("\"'")))
        at = found.end()
    named = "" if tag is None or tag[0] == "*" else tag[0]
    step = Step(named, "".join(names[:1]), frozenset(classes), frozenset(attributes))
    return step, whole and len(names) < 2
