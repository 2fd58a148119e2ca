"""A section's paper and margins, as python-docx says them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.section import Section


@dataclass(frozen=True, slots=True)
class Paper:
    """A page in millimetres: its size, its margins, and how far in header and footer stand."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    header: float
    footer: float
    turned: bool = False

    def elements(self) -> tuple[str, str]:
        """The w:pgSz and the w:pgMar of its sections (ECMA-376 part 1, 17.6.11 and 17.6.13)."""
        from docx.enum.section import WD_ORIENT
        from docx.shared import Mm

        section = _section()
        section.page_width, section.page_height = Mm(self.width), Mm(self.height)
        section.orientation = WD_ORIENT.LANDSCAPE if self.turned else WD_ORIENT.PORTRAIT
        section.top_margin, section.bottom_margin = Mm(self.top), Mm(self.bottom)
        section.left_margin, section.right_margin = Mm(self.left), Mm(self.right)
        section.header_distance, section.footer_distance = Mm(self.header), Mm(self.footer)
        section.gutter = Mm(0)
        return _xml(section, "pgSz"), _xml(section, "pgMar")


@lru_cache(maxsize=1)
def _section() -> Section:
    """A section that each page writes itself into: a new document takes 50 ms."""
    from docx import Document

    return Document().sections[0]


def _xml(section: Section, name: str) -> str:
    from docx.oxml.ns import qn
    from lxml import etree

    element = section._sectPr.find(qn(f"w:{name}"))
    return re.sub(r' xmlns:\w+="[^"]*"', "", etree.tostring(element, encoding="unicode").strip())
