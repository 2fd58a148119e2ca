"""The same text as PDF by the engine as it comes, by ours, and by typst."""

from __future__ import annotations

import html
import tempfile
import warnings
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any  # WeasyPrint has no types

import weasyprint
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from weasyprint.text.fonts import FontConfiguration

from publish.layouts import load_layout, use_fonts
from publish.writers.pdf.engine_parts import PARTS, verdicts
from publish.writers.pdf.guard import EnginePart
from publish.writers.pdf.typesetter import Choices, Counts, typesetting

__all__ = [
    "ARTICLE",
    "OURS",
    "SPACE",
    "UNTOUCHED",
    "advance",
    "by_typst",
    "by_us",
    "measure",
    "prepare",
    "printed",
]

UNTOUCHED = Choices(engine="untouched")
OURS = Choices()
SIZE, LEADING = 10.5, 14  # points
_FONTS = Path(__file__).parents[2] / "fonts/source-serif-4"
_LANGUAGE = {"en": "en-US"}  # plain `en` is hyphenated as British
_HEIGHT = 40 * LEADING  # of the text on a page

COLUMN = f"""
@page {{ size: %(paper)spt {_HEIGHT + 80}pt; margin: 40pt }}
html {{ font: {SIZE}pt/{LEADING}pt "Source Serif 4"; hyphens: auto; hyphenate-limit-chars: 7 3 3;
  hyphenate-character: "-"; text-align: %(align)s }}
body {{ margin: 0 }}
p {{ margin: 0; orphans: 2; widows: 2 }}
"""
ARTICLE = """
@page { size: A4; margin: 28mm 40mm 36mm 40mm; @bottom-center { content: counter(page) }
  @top-left { content: string(title) } }
html { font: 10.5pt/15pt "Source Serif 4"; hyphens: auto; hyphenate-limit-chars: 7 3 3;
  hyphenate-character: "-"; font-variant-numeric: oldstyle-nums proportional-nums }
h1 { font: 600 25pt/29pt "Source Serif 4 Display"; hyphens: none; string-set: title content();
  break-before: page }
h2 { font: 600 13pt/17pt "Source Serif 4"; hyphens: none; break-after: avoid }
p { margin: 0; text-align: justify; text-indent: 15pt; orphans: 2; widows: 2 }
.standfirst { font-size: 13pt; line-height: 18pt; text-align: start; text-indent: 0 }
.note { float: footnote; font-size: 8.5pt; line-height: 11pt }
table { border-collapse: collapse; margin: 15pt 0 } td, th { border-top: .5pt solid; padding: 3pt }
a { color: inherit }
"""


def prepare() -> None:
    """Make the project's own fonts the only ones; once in a process, before anything is printed."""
    use_fonts(load_layout("briefing"))
    idle = [verdict.part.name for verdict in verdicts() if not verdict.runs]
    assert not idle, idle


@lru_cache(maxsize=1)
def _advances() -> dict[str, float]:
    font = TTFont(_FONTS / "SourceSerif4-Regular.otf")
    units, widths = font["head"].unitsPerEm, font["hmtx"].metrics
    return {chr(code): widths[name][0] / units for code, name in font.getBestCmap().items()}


SPACE = 0.233 * SIZE
"""Points: the space of Source Serif 4."""


def advance(character: str) -> float:
    """Points that a character takes."""
    return SIZE * _advances().get(character, 0.5)


def measure(text: str, characters: int) -> float:
    """Points that so many characters of a text take on average."""
    return characters * sum(map(advance, text)) / len(text)


def by_us(
    paragraphs: Sequence[str],
    language: str,
    width: float,
    choices: Choices,
    *,
    align: str = "justify",
) -> tuple[bytes, Counts]:
    """One column, by WeasyPrint as it comes or by the typesetter."""
    body = "".join(f"<p>{html.escape(text)}</p>" for text in paragraphs)
    page = f"<!doctype html><html lang={_LANGUAGE.get(language, language)}><title>x</title>{body}"
    return printed(page, COLUMN % {"paper": width + 80, "align": align}, choices)


def printed(
    page: str, css: str, choices: Choices, parts: Iterable[EnginePart] = PARTS
) -> tuple[bytes, Counts]:
    """The whole render, from HTML to the bytes of the PDF."""
    with typesetting(choices, parts) as counts, warnings.catch_warnings():
        # WeasyPrint 70 leaves the file of its colour profile to the collector.
        warnings.simplefilter("ignore", ResourceWarning)
        source = weasyprint.HTML(string=page, base_url="")
        document = source.render(
            font_config=_fonts(), stylesheets=[_sheet(css)], pdf_variant="pdf/ua-1"
        )
        data: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=b"x" * 16)
    return data, counts


@lru_cache(maxsize=1)
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@lru_cache(maxsize=16)
def _sheet(css: str) -> Any:
    return weasyprint.CSS(string=css, base_url="", font_config=_fonts())


def by_typst(
    paragraphs: Sequence[str], language: str, width: float, *, align: str = "justify"
) -> bytes:
    """One column by typst, as it comes: optimised lines, hyphens on."""
    import typst  # only benchmarks have it; what counts lines is tested without

    justify = "true" if align == "justify" else "false"
    lines = [
        f"#set page(width: {width + 80}pt, height: {_HEIGHT + 80}pt, margin: 40pt)",
        f'#set text(font: "Source Serif 4", size: {SIZE}pt, lang: "{language}", hyphenate: true)',
        f"#set par(justify: {justify}, leading: .6em, spacing: .6em)",
    ]
    for text in paragraphs:
        literal = text.replace("\\", "\\\\").replace('"', '\\"')
        lines.append(f'#par[#"{literal}"]')
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "column.typ")
        source.write_text("\n\n".join(lines), "utf-8")
        data = typst.compile(str(source), font_paths=[str(_FONTS)], ignore_system_fonts=True)
    assert isinstance(data, bytes)
    return data
