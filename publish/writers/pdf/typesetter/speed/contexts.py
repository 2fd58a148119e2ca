"""Pango's context, font description and features kept for a style, not made for each line tried.

Upstream: weasyprint.text.line_break.Layout.setup and text.fonts.get_font_description, called some
270 times for an article of two pages: for every line tried, every next word, every hyphen, every
line drawn.

Why no byte changes: what is kept is a function of the 17 properties in its key, and nobody changes
a context or a description once it is made. Attributes are changed with each text, so every layout
gets a copy of its own, which upstream's leaked list was too. Decorated text goes upstream.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any  # WeasyPrint has no types

from weasyprint.text import ffi as libraries

from publish.writers.pdf.guard import Hold, compared

_MOST_CONTEXTS = 500  # a layout has some 30 faces, sizes and languages
_PROPERTIES = (
    "font_family",
    "font_style",
    "font_stretch",
    "font_weight",
    "font_size",
    "font_variant_caps",
    "font_variation_settings",
    "direction",
    "lang",
    "font_language_override",
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
)
_DECLARED = """
    void * g_object_ref (void *object);
    PangoContext * pango_layout_get_context (PangoLayout *layout);
    const PangoFontDescription * pango_layout_get_font_description (PangoLayout *layout);
    PangoFontDescription * pango_font_description_copy (const PangoFontDescription *description);
    PangoAttrList * pango_attr_list_copy (PangoAttrList *list);
"""


@lru_cache(maxsize=1)
def _declared() -> None:
    """What WeasyPrint does not need of the libraries, declared once a process."""
    libraries.ffi.cdef(_DECLARED, override=True)


def _kept(upstream: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    _declared()
    ffi, pango, gobject = libraries.ffi, libraries.pango, libraries.gobject
    null, gc = ffi.NULL, ffi.gc
    new_layout, unref = pango.pango_layout_new, gobject.g_object_unref
    set_auto_direction = pango.pango_layout_set_auto_dir
    set_description = pango.pango_layout_set_font_description
    set_attributes = pango.pango_layout_set_attributes
    copy_attributes, unref_attributes = pango.pango_attr_list_copy, pango.pango_attr_list_unref

    def taken_from(layout: Any) -> tuple[Any, Any, Any, Any]:
        """The context, description, attributes and language that upstream gave a layout."""
        held = layout.layout
        description = pango.pango_layout_get_font_description(held)
        attributes = pango.pango_layout_get_attributes(held)
        return (
            gc(
                ffi.cast(
                    "PangoContext *", gobject.g_object_ref(pango.pango_layout_get_context(held))
                ),
                unref,
            ),
            gc(pango.pango_font_description_copy(description), pango.pango_font_description_free),
            None if attributes == null else gc(copy_attributes(attributes), unref_attributes),
            layout.language,
        )

    def setup(self: Any, style: Any) -> None:
        kept = style.__dict__.get("_pango")
        if kept is None:
            if style["text_decoration_line"] != "none":
                return upstream(self, style)
            contexts = vars(style.font_config).setdefault("_contexts", {})
            key = tuple([style[name] for name in _PROPERTIES])
            kept = contexts.get(key)
            if kept is None:
                upstream(self, style)
                if len(contexts) >= _MOST_CONTEXTS:
                    contexts.clear()
                contexts[key] = style._pango = taken_from(self)
                return None
            style._pango = kept
        context, description, attributes, self.language = kept
        self.style = style
        self.first_line_direction = 0
        self.ascent = self.underline_position = self.strikethrough_position = None
        self.layout = layout = gc(new_layout(context), unref)
        set_auto_direction(layout, False)
        set_description(layout, description)
        if attributes is not None:
            own = copy_attributes(attributes)
            set_attributes(layout, own)
            unref_attributes(own)  # the layout has its own reference
        return None

    return setup


HOLDS = (
    Hold("weasyprint.text.line_break:Layout.setup", _kept),
    *compared("weasyprint.text.line_break", "Layout.set_text"),
    *compared("weasyprint.text.fonts", "font_features", "get_font_description"),
    *compared("weasyprint.text.ffi", "ffi", "gobject", "pango"),
)
