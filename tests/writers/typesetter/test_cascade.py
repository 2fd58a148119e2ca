"""Elements get the declarations that WeasyPrint's own cascade gives them, met before or not."""

from __future__ import annotations

import random
from typing import Any

import pytest
import weasyprint
from weasyprint.css import get_all_computed_styles
from weasyprint.css.targets import TargetCollector
from weasyprint.text.fonts import FontConfiguration

from publish.layouts import load_layout, use_fonts
from publish.writers.pdf.guard import Hold, installed
from publish.writers.pdf.typesetter.speed import cascade, page_tree, styles

OURS = (*styles.HOLDS, *cascade.HOLDS)
SHEET = """
* { --all: 1 } p { color: red; margin: 1em } p + p { color: blue } p ~ div { color: teal }
p:first-child { color: green } p:last-child::after { content: "x" } :only-child { top: 1px }
li:nth-child(2n+1) { left: 1px } li:nth-last-child(2) { left: 2px } p:nth-of-type(3) { left: 3px }
b:first-of-type { top: 2px } b:only-of-type { top: 3px } p:empty { top: 4px }
div:has(> b) { right: 1px } div:has(+ p) { right: 2px } div:not(:first-child) { right: 3px }
div:not(.a) { bottom: 1px } .a { bottom: 2px !important } .a.b { bottom: 3px } #x { bottom: 4px }
div .a p { width: 1px } div > .a > p { width: 2px } section:first-child p { width: 3px }
a[href] { height: 1px } a[href^="http"] { height: 2px } a[href$=".pdf"] { height: 3px }
a[href*="mid" i] { height: 4px } a:link { height: 5px } [data-x="1"] { height: 6px }
[data-x~="two"] { height: 7px } :lang(de) { height: 8px } p:lang(fr, de-AT) { height: 9px }
[lang] { order: 1 } [lang|="en"] { order: 2 } :root { order: 3 } :is(p, li):where(.a) { order: 4 }
::marker { color: red } p::before { content: "y" } .b::footnote-call { color: blue }
@layer one { p { order: 5 } } @layer two { .a { order: 6 } }
"""
NAMES = ("p", "p", "p", "div", "div", "section", "ul", "li", "li", "b", "a", "span")
LOOKS = (
    *("", "", "", "", " class=a", " class=b", " class='a b'", " id=x", " id=y", " lang=de"),
    *(" lang=en-GB", " lang=fr", " data-x=1", " data-x='one two'", " style='color: lime'"),
    *(" href=http://mid.example/a", " href=a.pdf", " href='#x'", " lang=de-AT style='top: 9px'"),
)


@pytest.fixture(autouse=True, scope="module")
def _fonts() -> None:
    use_fonts(load_layout("briefing"))


def page(seed: int) -> str:
    draw = random.Random(seed)

    def block(depth: int) -> str:
        name, look = draw.choice(NAMES), draw.choice(LOOKS)
        inner = "".join(block(depth + 1) for _ in range(draw.randrange(4))) if depth < 4 else ""
        return f"<{name}{look}>{inner or draw.choice(('', 'word'))}</{name}>"

    return f"<!doctype html><html lang=en><body>{''.join(block(0) for _ in range(6))}"


def declared(html: str, sheet: Any, fonts: Any, holds: tuple[Hold, ...] = ()) -> list[object]:
    """What is declared for each element and pseudo-element, and which elements share a style."""
    pseudos = (None, "before", "after", "marker", "footnote-call")
    with installed(holds):
        made = weasyprint.HTML(string=html)
        style_for = get_all_computed_styles(
            made, [sheet], font_config=fonts, target_collector=TargetCollector()
        )
        found: list[object] = []
        shared: dict[int, int] = {}
        for element in made.etree_element.iter():
            for pseudo in pseudos:
                style = style_for(element, pseudo)
                if style is None:
                    found.append(None)
                    continue
                place = shared.setdefault(id(style), len(shared)) if pseudo is None else 0
                values = {key: style[key] for key in ("color", "height", "order", "top")}
                found.append((element.tag, pseudo, place, repr(style.cascaded), values))
    return found


@pytest.mark.parametrize("seed", range(4))
def test_elements_get_what_the_engine_s_own_cascade_gives_them(seed: int) -> None:
    fonts = FontConfiguration()
    sheet = weasyprint.CSS(string=SHEET, font_config=fonts)
    expected = declared(page(seed), sheet, fonts)

    other = declared(page(seed + 100), sheet, fonts, OURS)
    first = declared(page(seed), sheet, fonts, OURS)
    again = declared(page(seed), sheet, fonts, OURS)

    assert len(other) > 30
    assert first == expected
    assert again == expected


def test_thousands_of_kinds_of_elements_are_not_all_kept() -> None:
    fonts = FontConfiguration()
    sheet = weasyprint.CSS(string=SHEET, font_config=fonts)
    kinds = "".join(f"<p class=c{n}>" for n in range(cascade._MOST_KINS + 100))
    with installed(page_tree.HOLDS):
        many = weasyprint.HTML(string=f"<html lang=en><body>{kinds}")
    expected = declared(page(1), sheet, fonts)
    declared(page(2), sheet, fonts, OURS)
    (known,) = vars(fonts)["_cascades"].values()

    for element in many.wrapper_element.iter_subtree():
        known.kin(element, None)

    assert known._count == len(known._top.below) < 200
    assert declared(page(1), sheet, fonts, OURS) == expected
