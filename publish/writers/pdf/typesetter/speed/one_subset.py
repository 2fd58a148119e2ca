"""Fonts cut down to their glyphs in one go of HarfBuzz instead of two.

Upstream: weasyprint.pdf.fonts.Font._harfbuzz_subset, which cuts what it has cut once more, to drop
the empty glyphs behind the last one used, and has cffi parse a C declaration for every new number
of glyphs.

Why no byte changes: HarfBuzz drops the empty glyphs by itself, and then its second go finds nothing
to do. Where the first leaves another number of glyphs, as for parts of glyphs that stand behind,
upstream does all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any  # WeasyPrint has no types

from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset
from weasyprint.text.fonts import get_hb_object_data

from publish.writers.pdf.guard import Hold, compared

_DROPPED = (
    *(b"BASE", b"DSIG", b"EBDT", b"EBLC", b"EBSC", b"GPOS", b"GSUB", b"JSTF", b"LTSH", b"PCLT"),
    b"SVG ",
)


def _at_once(upstream: Callable[..., None]) -> Callable[..., None]:
    def _harfbuzz_subset(self: Any, to_unicode: Collection[int], hinting: bool) -> None:
        data = None if self.missing else _cut(self.hb_face, sorted(to_unicode), hinting=hinting)
        if data:
            self.file_content = data
        else:
            upstream(self, to_unicode, hinting)

    return _harfbuzz_subset


def _cut(face: Any, glyphs: Sequence[int], *, hinting: bool) -> bytes | None:
    """The font file with these glyphs, none where HarfBuzz leaves others behind them."""
    wanted = ffi.gc(
        harfbuzz_subset.hb_subset_input_create_or_fail(),
        harfbuzz_subset.hb_subset_input_destroy,
    )
    _add(harfbuzz_subset.hb_subset_input_glyph_set(wanted), glyphs)
    flags = (
        harfbuzz_subset.HB_SUBSET_FLAGS_RETAIN_GIDS
        | harfbuzz_subset.HB_SUBSET_FLAGS_PASSTHROUGH_UNRECOGNIZED
        | harfbuzz_subset.HB_SUBSET_FLAGS_DESUBROUTINIZE
    )
    if not hinting:
        flags |= harfbuzz_subset.HB_SUBSET_FLAGS_NO_HINTING
    harfbuzz_subset.hb_subset_input_set_flags(wanted, flags)
    tables = harfbuzz_subset.hb_subset_input_set(
        wanted, harfbuzz_subset.HB_SUBSET_SETS_DROP_TABLE_TAG
    )
    _add(tables, [harfbuzz.hb_tag_from_string(name, -1) for name in _DROPPED])
    made = harfbuzz_subset.hb_subset_or_fail(face, wanted)
    if made == ffi.NULL:
        return None
    cut = ffi.gc(made, harfbuzz.hb_face_destroy)
    if harfbuzz.hb_face_get_glyph_count(cut) != glyphs[-1] + 1:
        return None
    data: bytes | None = get_hb_object_data(cut)
    return data


def _add(numbers: Any, sorted_numbers: Sequence[int]) -> None:
    # One array type for all lengths: cffi parses `[{n}]` anew for every n.
    array = ffi.new("hb_codepoint_t[]", sorted_numbers)
    harfbuzz.hb_set_add_sorted_array(numbers, array, len(sorted_numbers))


HOLDS = (
    Hold("weasyprint.pdf.fonts:Font._harfbuzz_subset", _at_once),
    *compared("weasyprint.pdf.fonts", "Font.__init__", "Font.subset"),
    *compared("weasyprint.text.ffi", "ffi", "harfbuzz", "harfbuzz_subset"),
    *compared("weasyprint.text.fonts", "get_hb_object_data"),
)
