"""Makes the pictures of docs/gallery.md: python -m tests.layouts.gallery"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image

from publish.layouts import load_layout, use_fonts
from publish.model.edition import Edition
from publish.writers.pdf import write
from tests.layouts.contents import CONTENTS
from tests.layouts.geometry import png

PLACE = Path(__file__).parents[2] / "docs" / "gallery"
DPI = 54
GAP = 8

# file: layout, content, pages, options
PAGES: dict[str, tuple[str, str, tuple[int, ...], dict[str, str]]] = {
    "briefing": ("briefing", "everything", (0, 1), {"banner": "TLP:AMBER", "number": "2026-017"}),
    "briefing-edition": ("briefing", "digest", (0, 1, 4), {"banner": "TLP:GREEN"}),
    "briefing-arabic": ("briefing", "arabic", (0, 1), {}),
    "digest": ("digest", "digest", (0, 1, 5), {}),
    "magazine": ("magazine", "everything", (0, 1), {}),
    "magazine-chinese": ("magazine", "chinese", (0, 1), {}),
    "manuscript": ("manuscript", "seed", (0, 1), {"line_numbers": "true"}),
    "plain": ("plain", "everything", (0, 1), {}),
}
# file: option, its two values; shown on the seed in the plain layout, 26 mm more at each side
DIFFERENCES = {
    "lines": ("greedy", "optimal"),
    "hang": ("false", "true"),
    "expand": ("false", "true"),
    "justify": ("false", "true"),
    "hyphenation": ("false", "true"),
}
NARROW = {"page.margin": "28 62 36 62"}
CROP_PT = (170, 226, 425, 436)  # left, top, right, bottom
CROP_DPI = 108


def document(layout: str, content: str, options: dict[str, str]) -> pypdfium2.PdfDocument:
    chosen = load_layout(layout, options=options)
    use_fonts(chosen)
    title = "The week in print" if content == "digest" else ""
    return pypdfium2.PdfDocument(write(Edition.of(*CONTENTS[content](), title=title), chosen).data)


def side_by_side(pictures: list[Image.Image]) -> Image.Image:
    width = sum(each.width for each in pictures) + GAP * (len(pictures) + 1)
    whole = Image.new("RGB", (width, max(each.height for each in pictures) + 2 * GAP), "#aaa")
    at = GAP
    for each in pictures:
        whole.paste(each.convert("RGB"), (at, GAP))
        at += each.width + GAP
    return whole


def main() -> None:
    PLACE.mkdir(exist_ok=True)
    for name, (layout, content, numbers, options) in PAGES.items():
        pages = document(layout, content, options)
        shown = [pages[number].render(scale=DPI / 72).to_pil() for number in numbers]
        (PLACE / f"{name}.png").write_bytes(png(side_by_side(shown)))
    for option, values in DIFFERENCES.items():
        crops = []
        for value in values:
            page = document("plain", "seed", {**NARROW, option: value})[0]
            scale = CROP_DPI / 72
            box = tuple(round(edge * scale) for edge in CROP_PT)
            crops.append(page.render(scale=scale).to_pil().crop(box))
        (PLACE / f"option-{option}.png").write_bytes(png(side_by_side(crops)))


if __name__ == "__main__":
    main()
