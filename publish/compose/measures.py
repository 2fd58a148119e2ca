"""What a layout's page has room for: its measure, the column beside it, the page on its side."""

from __future__ import annotations

from collections.abc import Mapping

from publish.compose.table_fit import Room
from publish.model.edition import Layout

POINTS_PER_MM = 72 / 25.4
NARROWEST_SIDE_MM = 22.0  # a margin wider by so much than the other holds a column for labels
WIDEST_MARGIN_MM = 25.0  # beside a table that has a page on its side: the table wants the paper
_COLUMN_GAP_MM = 6.0  # the magazine's
_NOTE_MM = 128.0  # the magazine's notes; in other layouts they are as wide as the text
_TEXT_SIZE_PT = 10.5  # for which sizes of tables are meant
_MOST_SCALE = 1.15  # sizes of tables are the style sheet's; a typescript's face and size are larger
_LONGEST_WHOLE = 16, 26  # letters of a word that is not broken, with hyphens and without


def side_column_mm(page: Mapping[str, str]) -> float:
    """How much further the text stands from the one edge than from the other, if for a column."""
    _, right, _, left = _margins(page)
    return left - right if left - right >= NARROWEST_SIDE_MM else 0.0


def turned_page(page: Mapping[str, str]) -> dict[str, str]:
    """The page on its side, as style sheets have it: width, height, margins, measure.

    Nothing where the page lies on its side already.
    """
    if not _turns(page):
        return {}
    top, right, bottom, left = _margins(page)
    side = min(right, left, WIDEST_MARGIN_MM)
    return {
        "width": page["height"],
        "height": page["width"],
        "margin": f"{top:g}mm {side:g}mm {bottom:g}mm",
        "measure": f"{_mm(page['height']) - 2 * side:g}mm",
    }


def table_room(layout: Layout) -> Room | None:
    """What print's page has for tables; nothing for a layout without a page."""
    page, options = layout.page, layout.options
    if not page.get("margin"):
        return None
    _, right, _, left = _margins(page)
    measure = _mm(page["width"]) - right - left
    columns = int(options.get("columns") or 1)
    text = (measure - (columns - 1) * _COLUMN_GAP_MM) / columns
    turned = turned_page(page)
    return Room(
        text=text * POINTS_PER_MM,
        full=(measure + side_column_mm(page)) * POINTS_PER_MM,
        turned=_mm(turned["measure"]) * POINTS_PER_MM if turned else 0,
        scale=min(max(_points(options.get("text_size", "")) / _TEXT_SIZE_PT, 1), _MOST_SCALE),
        longest=_LONGEST_WHOLE[options.get("hyphenation") == "false"],
        note=min(measure, _NOTE_MM) * POINTS_PER_MM,
    )


def _turns(page: Mapping[str, str]) -> bool:
    return bool(page.get("margin")) and _mm(page["height"]) > _mm(page["width"])


def _margins(page: Mapping[str, str]) -> tuple[float, float, float, float]:
    top, right, bottom, left = map(_mm, page["margin"].split())
    return top, right, bottom, left


def _mm(length: str) -> float:
    return float(length.removesuffix("mm"))


def _points(length: str) -> float:
    """A size of text as options have it; the usual one where there is none."""
    return float(length.removesuffix("pt")) if length.endswith("pt") else _TEXT_SIZE_PT
