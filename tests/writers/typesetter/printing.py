"""Documents printed by the untouched engine and by ours, in one process."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration

from publish.writers.pdf.guard import Hold, installed
from tests.writers.typesetter.random_documents import Document

__all__ = ["laid_out", "printed", "written"]


def printed(document: Document, holds: Iterable[Hold] = ()) -> bytes | str:
    """The PDF, or what the engine gave up with: both engines must give up alike."""
    with installed(holds):
        try:
            return written(laid_out(document))
        except Exception as error:
            return repr(error)


def laid_out(document: Document) -> Any:
    """The pages of a document, by the engine that is installed."""
    page = weasyprint.HTML(string=document.html, base_url="")
    return page.render(
        font_config=_fonts(), stylesheets=[_sheet(document.css)], pdf_variant="pdf/ua-1"
    )


def written(pages: Any) -> bytes:
    """The file that the pages make."""
    with warnings.catch_warnings():
        # WeasyPrint 70 leaves the file of its colour profile to the collector.
        warnings.simplefilter("ignore", ResourceWarning)
        data: bytes = pages.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=b"x" * 16)
    return data


@lru_cache(maxsize=1)
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@lru_cache(maxsize=16)
def _sheet(css: str) -> weasyprint.CSS:
    return weasyprint.CSS(string=css, base_url="", font_config=_fonts())
