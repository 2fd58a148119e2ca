"""HarfBuzz's lists of glyphs made through one array type instead of a new C type for each length.

Upstream: weasyprint.pdf.fonts.Font._harfbuzz_subset. `ffi.new(f"hb_codepoint_t[{n}]", …)` makes
cffi parse a C declaration for every new n; `hb_codepoint_t[]` is parsed once.

Why no byte changes: the memory is the same, as long as the glyphs given.
"""

from __future__ import annotations

from typing import Any  # cffi's types say nothing of a module's own door

from publish.writers.pdf.guard import Hold, compared

_FIXED = "hb_codepoint_t["


class _Door:
    """The door to the C libraries, which takes arrays of any length for one type."""

    def __init__(self, ffi: Any) -> None:
        self._ffi = ffi
        self._codepoints = ffi.typeof("hb_codepoint_t[]")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ffi, name)

    def new(self, kind: Any, *init: Any) -> Any:
        """What cffi makes, of the common type where only the length is special."""
        if init and isinstance(kind, str) and kind.startswith(_FIXED):
            kind = self._codepoints
        return self._ffi.new(kind, *init)


HOLDS = (
    Hold("weasyprint.pdf.fonts:ffi", _Door),
    *compared("weasyprint.pdf.fonts", "Font._harfbuzz_subset"),
)
