"""Styles of pseudo-elements, made when somebody asks for them.

Upstream: weasyprint.css.StyleFor.set_computed_styles and `__call__`. WeasyPrint's own style sheet
speaks of ::marker, ::footnote-call and the like of every element: of 365 styles of an article of
two pages, 300 are never asked for.

Why no byte changes: a style is a function of its declarations and its parent, whenever it is made.
One thing cannot wait, an anchor, which has to be known before the first target is looked up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any  # WeasyPrint has no types

from publish.writers.pdf.guard import Hold, compared

_LATER = frozenset(
    {"marker", "footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"}
)


def _put_off(upstream: Callable[..., None]) -> Callable[..., None]:
    def set_computed_styles(
        self: Any,
        element: Any,
        parent: Any,
        root: Any = None,
        pseudo_type: str | None = None,
        base_url: str | None = None,
        target_collector: Any = None,
    ) -> None:
        # Without a collector it is asked for now, by `_made_now` or for a page.
        if pseudo_type in _LATER and target_collector is not None:
            cascaded = self._cascaded_styles.get((element, pseudo_type), {})
            if "anchor" not in cascaded:
                later = vars(self).setdefault("_later", {})
                later[element, pseudo_type] = cascaded, parent, root, base_url
                return
        upstream(self, element, parent, root, pseudo_type, base_url, target_collector)

    return set_computed_styles


def _made_now(upstream: Callable[..., Any]) -> Callable[..., Any]:
    def __call__(self: Any, element: Any, pseudo_type: str | None = None) -> Any:  # noqa: N807
        if pseudo_type in _LATER:
            found = vars(self).get("_later", {}).pop((element, pseudo_type), None)
            if found is not None:
                cascaded, parent, root, base_url = found
                self._cascaded_styles[element, pseudo_type] = cascaded
                self.set_computed_styles(element, parent, root, pseudo_type, base_url)
                del self._cascaded_styles[element, pseudo_type]
                # As upstream did for its anchor: a style without a value counts as none below.
                self._computed_styles[element, pseudo_type]["anchor"]
        return upstream(self, element, pseudo_type)

    return __call__


HOLDS = (
    Hold("weasyprint.css:StyleFor.set_computed_styles", _put_off),
    Hold("weasyprint.css:StyleFor.__call__", _made_now),
    *compared("weasyprint.css", "StyleFor.__init__"),
)
