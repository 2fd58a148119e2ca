"""A layout's style sheets as one, with the options and what `:root` sets put in their places.

`:root:lang(ar, fa)` speaks for editions in these languages: after the options, so that it may name
what they set, as in `--leading: calc(var(--leading) * 1.2)`.

E-book readers know no custom properties, so `var(--x)` is replaced here wherever one value holds
for the whole page. A property that is set below the root too, such as a leading by language, stays
for the engine, in print alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache

from publish.compose.html import Medium
from publish.compose.measures import side_column_mm, turned_page
from publish.errors import BrokenLayout, nearest
from publish.model.edition import Layout

_OTHERS: Mapping[Medium, frozenset[str]] = {
    "print": frozenset({"reflow.css", "screen.css"}),
    "reflow": frozenset({"print.css", "screen.css"}),
    "screen": frozenset({"print.css", "reflow.css"}),
}
"""By medium, the layout's style sheets that are not for it. All others are, `--css` among them."""

_STYLED = frozenset({"number", "length", "colour", "choice"})  # what an option may be in CSS
_STRING = r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'"
_COMMENT = re.compile(rf"({_STRING})|/\*.*?(?:\*/|\Z)", re.S)
_AS_IT_IS = re.compile(r"/\*\s*(?:as it is|of the page)\s*\*/")  # mirror.py reads them
_ROOT = re.compile(
    rf"(?:(?<=[}};])|\A)(\s*):root(?::lang\(([\w, -]+)\))?\s*\{{((?:{_STRING}|[^{{}}\"'])*)\}}"
)
_SET = re.compile(rf"--([\w-]+)\s*:\s*((?:{_STRING}|[^;\"'])*?)\s*(?:;|\Z)")
_SET_BELOW = re.compile(r"[{;]\s*--([\w-]+)\s*:")
_VAR = re.compile(r"var\(\s*--([\w-]+)\s*(?:,((?:[^()]|\([^()]*\))*))?\)")
_DEEPEST = 20  # values that hold values; a circle never ends


def style_sheet(layout: Layout, medium: Medium, language: str = "") -> str:
    """The sheets for a medium and an edition's language, in their order.

    Raises BrokenLayout for a property nobody sets.
    """
    wanted = tuple(
        (name, text)
        for name, text in layout.styles.items()
        if name.rsplit("/", 1)[-1] not in _OTHERS[medium]
    )
    given = tuple(sorted(_given(layout).items()))
    house = tuple(sorted(layout.families.items()))
    css = _joined(wanted, given, house, language.lower(), medium == "print")
    if medium != "print":
        return css
    size = f"{layout.page['width']} {layout.page['height']}"
    page = f"@page {{ size: {size}; margin: {layout.page['margin']} }}"
    if turned := turned_page(layout.page):
        size = f"{turned['width']} {turned['height']}"
        page += f" @page turned {{ size: {size}; margin: {turned['margin']} }}"
    return f"{page}\n{css}"


def _given(layout: Layout) -> dict[str, str]:
    """What options and page give to style sheets, by name without the two hyphens."""
    made = {
        key.replace("_", "-"): value
        for key, value in layout.options.items()
        if value and layout.kinds.get(key) in _STYLED
    }
    sides = ("top", "right", "bottom", "left")
    margins = layout.page.get("margin", "").split()
    made |= {f"page-margin-{side}": margin for side, margin in zip(sides, margins, strict=False)}
    made |= {f"page-{key}": layout.page[key] for key in ("width", "height") if key in layout.page}
    if margins:
        made["side-column"] = f"{side_column_mm(layout.page):g}mm"
        made["turned-measure"] = turned_page(layout.page).get("measure", "auto")
    return made


@lru_cache(maxsize=32)
def _joined(
    sheets: tuple[tuple[str, str], ...],
    given: tuple[tuple[str, str], ...],
    house: tuple[tuple[str, str], ...],
    language: str,
    engine: bool,
) -> str:
    """The sheets as one text; `engine` says that the reader of it knows custom properties."""
    texts = {name: _COMMENT.sub(_blank, text) for name, text in sheets}
    values: dict[str, str] = {}
    for text in texts.values():
        values |= _set_by(text, "")
    values |= _housed(dict(house), values)
    values |= dict(given)
    for text in texts.values():
        for name, value in _set_by(text, language).items() if language else ():
            values[name] = re.sub(rf"var\(\s*--{name}\s*\)", values.get(name, ""), value)
    below = {name for text in texts.values() for name in _SET_BELOW.findall(_ROOT.sub("", text))}
    fixed = {name: value for name, value in values.items() if name not in below}
    known = values.keys() | below if engine else fixed.keys()
    made = []
    for name, text in texts.items():
        bare = _ROOT.sub(lambda rule: _root_without(rule, fixed), text)
        made.append(_filled(bare, fixed, known, name))
    return "\n".join(made)


def _housed(families: Mapping[str, str], values: Mapping[str, str]) -> dict[str, str]:
    """The stacks of fonts behind the house's own; its serif is for titles and notes too."""
    made = {role: f'"{family}", {values.get(role, "serif")}' for role, family in families.items()}
    if "serif" in families:
        made = dict.fromkeys(("display", "small"), "var(--serif)") | made
    return made


def _set_by(text: str, language: str) -> dict[str, str]:
    """What the root sets: for every language when it is "", else what is set for this one alone."""
    made: dict[str, str] = {}
    for _, languages, body in _ROOT.findall(text):
        named = [each.strip().lower() for each in languages.split(",") if each.strip()]
        if any(f"{language}-".startswith(f"{each}-") for each in named) if language else not named:
            made |= _SET.findall(body)
    return made


def _root_without(rule: re.Match[str], fixed: Collection[str]) -> str:
    """A rule for the root without the properties that are put in their places; lines stay."""

    def kept(match: re.Match[str]) -> str:
        return "\n" * match[0].count("\n") if match[1] in fixed else match[0]

    if rule[2]:  # what a language wants stands in the values already, if it is this one
        return rule[1] + "\n" * rule[0][len(rule[1]) :].count("\n")
    body = _SET.sub(kept, rule[3])
    return (
        f"{rule[1]}:root {{{body}}}"
        if body.strip()
        else rule[1] + "\n" * rule[0][len(rule[1]) :].count("\n")
    )


def _filled(text: str, fixed: Mapping[str, str], known: Collection[str], where: str) -> str:
    """The text with values for `var(…)`; what is known and not fixed stays as it is."""

    def value(match: re.Match[str]) -> str:
        name, otherwise = match[1], match[2]
        if name in fixed:
            return fixed[name]
        if name in known:
            return match[0]
        if otherwise is not None:
            return otherwise.strip()
        line = text.count("\n", 0, match.start()) + 1
        raise BrokenLayout(
            f"nothing sets --{name} for the whole page",
            where=f"{where}:{line}",
            hint=nearest(name, known),
        )

    for _ in range(_DEEPEST):
        filled = _VAR.sub(value, text)
        if filled == text:
            return filled
        text = filled
    raise BrokenLayout("custom properties name one another in a circle", where=where)


def _blank(match: re.Match[str]) -> str:
    """A comment's line ends: lines keep their numbers. Strings stay, and words to `mirror`."""
    stays = match[1] or _AS_IT_IS.fullmatch(match[0])
    return match[0] if stays else "\n" * match[0].count("\n")
