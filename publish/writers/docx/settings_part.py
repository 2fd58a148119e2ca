"""The settings of a Word file, piece by piece."""

from __future__ import annotations

from collections.abc import Mapping

from publish.model.edition import DocxStyles
from publish.writers.docx.characters import attribute, word_language

TRACKED, NOTES = "<!--tracked-->", "<!--notes-->"
"""Stand in the settings where it is said whether changes are tracked, and how notes are."""

_ORDER = (
    "zoom", "displayBackgroundShape", "embedTrueTypeFonts", "saveSubsetFonts", "mirrorMargins",
    "alignBordersAndEdges", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter",
    "gutterAtTop", TRACKED, "defaultTabStop", "autoHyphenation", "consecutiveHyphenLimit",
    "hyphenationZone", "doNotHyphenateCaps", "evenAndOddHeaders", "bookFoldRevPrinting",
    "bookFoldPrinting", "bookFoldPrintingSheets", "drawingGridHorizontalSpacing",
    "drawingGridVerticalSpacing", "characterSpacingControl", "noLineBreaksAfter",
    "noLineBreaksBefore", NOTES, "compat", "themeFontLang", "clrSchemeMapping", "decimalSymbol",
    "listSeparator",
)  # fmt: skip
"""The order of the schema (ECMA-376 part 1, 17.15.1.78)."""

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD_ML = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def settings(pieces: Mapping[str, str]) -> str:
    """The part settings.xml of these pieces, which go by the names of their elements."""
    said = "".join(pieces.get(name, "") for name in _ORDER)
    return f'{_DECLARATION}<w:settings xmlns:w="{_WORD_ML}">{said}</w:settings>'


def hyphens(*, on: bool) -> dict[str, str]:
    """The pieces that say whether words are broken at line ends."""
    if not on:
        return {"autoHyphenation": '<w:autoHyphenation w:val="0"/>'}
    return {
        "autoHyphenation": "<w:autoHyphenation/>",
        "consecutiveHyphenLimit": '<w:consecutiveHyphenLimit w:val="2"/>',
        "hyphenationZone": '<w:hyphenationZone w:val="360"/>',
        "doNotHyphenateCaps": "<w:doNotHyphenateCaps/>",
    }


def pieces(docx: DocxStyles, language: str, *, rtl: bool) -> dict[str, str]:
    """Our settings. No w:updateFields: Word asks when it opens such a file.

    Compatibility 15 is Word 2013 and later; without it the title bar says "Compatibility Mode".
    """
    tag = attribute(word_language(language))
    speaks = f'w:val="en-US" w:bidi="{tag}"' if rtl else f'w:val="{tag}"'
    modes = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word"'
        f' w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    return {
        "zoom": '<w:zoom w:percent="100"/>',
        TRACKED: TRACKED,
        "defaultTabStop": '<w:defaultTabStop w:val="720"/>',
        **hyphens(on=docx.hyphenate),
        "characterSpacingControl": '<w:characterSpacingControl w:val="doNotCompress"/>',
        NOTES: NOTES,
        "compat": f"<w:compat>{_VERSE}{modes}</w:compat>",
        "themeFontLang": f"<w:themeFontLang {speaks}/>",
        "clrSchemeMapping": (
            '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2"'
            ' w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4"'
            ' w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink"'
            ' w:followedHyperlink="followedHyperlink"/>'
        ),
        "decimalSymbol": '<w:decimalSymbol w:val="."/>',
        "listSeparator": '<w:listSeparator w:val=","/>',
    }


_VERSE = "<w:doNotExpandShiftReturn/>"  # in justified text lines that break end where they end
