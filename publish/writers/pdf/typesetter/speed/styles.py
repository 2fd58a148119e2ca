"""Computed values kept over documents that share their style sheets.

Upstream: weasyprint.css, `ComputedStyle`, `AnonymousStyle` and `Style.anonymous_style`. WeasyPrint
computes some 7,000 values for an article of two pages, when each is first asked for, and forgets
them with the document.

Here a *template* belongs to each combination of parent template, root template, pseudo-element and
cascaded declarations. A style begins as a copy of its template, and what it computes goes back.

Why no byte changes: a computed value is a function of the style's own declarations, of its parent's
and its root's values and of nothing else, but for these, which are never kept:
- what a stranger wrote into a style, or what may have been computed from that: such a style and all
  below it keep nothing from then on (`_reaches`);
- what depends on the size of the page: the same, from the moment when the size is asked for;
- what was taken from the parent by `inherit` though it is not inherited by nature, since strangers
  may write such values into the parent;
- declarations with var() or math, since computing them may warn, and each document shall hear it.
Whoever counts the values that a style has got so far must find as many as upstream: the styles of
first lines and first letters are copied value by value, so they have no template.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any  # WeasyPrint has no types

from weasyprint import css
from weasyprint.css.functions import check_math
from weasyprint.css.properties import INHERITED
from weasyprint.css.tokens import Pending

from publish.writers.pdf.guard import Hold, compared

_MOST_TEMPLATES = 1_000  # the briefing needs some 200; each takes about 10 kB
_COUNTED = ("first-line", "first-letter")
_COPIED = (
    "parent_style",
    "cascaded",
    "is_root_element",
    "pseudo_type",
    "root_style",
    "base_url",
    "font_config",
    "initial_page_sizes",
    "cache",
)
"""What `ComputedStyle.__init__` sets, but for `specified`."""


class Template(dict[str, Any]):
    """What has been computed for one combination, and what other modules found out about it.

    `parents` keeps the objects alive by whose identity a template is found. `kept_back` are the
    properties whose values come from the parent against their nature. `used` belongs to `lengths`.
    """

    __slots__ = ("anonymous", "kept_back", "parents", "specified", "used")

    def __init__(self, parents: object = None, kept_back: frozenset[str] = frozenset()) -> None:
        self.parents = parents
        self.kept_back = kept_back
        self.specified: dict[str, Any] = {}
        self.anonymous: Template | None = None
        self.used: Any = None


def _reaches(style: Any, key: str) -> bool:
    """Whether other values, here or below, are computed from this one."""
    return (
        key in INHERITED
        or key in ("position", "float", "marks", "page")
        or key.startswith(("__", "border_", "outline_", "text_decoration_", "column_rule_"))
        or (key == "display" and style.specified is style)
    )


def _watched_set(_: None) -> Callable[[Any, str, Any], None]:
    def __setitem__(self: Any, key: str, value: Any) -> None:  # noqa: N807 - its upstream name
        if not self._computing and _reaches(self, key):
            self._template = None
        dict.__setitem__(self, key, value)

    return __setitem__


def _kept(missing: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    def __missing__(self: Any, key: str) -> Any:  # noqa: N807
        self._computing += 1
        try:
            value = missing(self, key)
        finally:
            self._computing -= 1
        template = self._template
        if template is None:
            return value
        parent = self.parent_style
        if parent is not None and parent._template is None:
            self._template = None
        elif dict.__contains__(self, key) and key not in template.kept_back:
            template[key] = value
            if key in ("position", "float", "display") and self.specified is not self:
                template.specified[key] = self.specified[key]
        return value

    return __missing__


def _from_template(init: Callable[..., None]) -> Callable[..., None]:
    def __init__(  # noqa: N807
        self: Any,
        parent_style: Any,
        cascaded: Mapping[str, Any],
        pseudo_type: str | None,
        root_style: Any,
        base_url: str,
        font_config: Any,
        initial_page_sizes: Any,
    ) -> None:
        init(
            self,
            parent_style,
            cascaded,
            pseudo_type,
            root_style,
            base_url,
            font_config,
            initial_page_sizes,
        )
        parent = None if parent_style is None else parent_style._template
        if pseudo_type in _COUNTED or (parent is None and parent_style is not None):
            return
        root = root_style._template
        key = (id(parent), id(root), pseudo_type, base_url, _key(cascaded))
        templates = vars(font_config).setdefault("_templates", {})
        if key not in templates:
            if len(templates) >= _MOST_TEMPLATES:
                templates.clear()
            templates[key] = _new(parent, root, cascaded)
        template = templates[key]
        if template is not None:
            self._template = template
            self.update(template)
            self.specified.update(template.specified)

    return __init__


def _key(cascaded: Mapping[str, Any]) -> tuple[object, ...]:
    """Declarations by identity: those of a style sheet live as long as the sheet.

    A language is read from the element, a new string each time.
    """
    return tuple(
        [
            (name, value if name == "lang" else id(value), *weight[:2], *weight[2])
            for name, (value, weight) in cascaded.items()
        ]
    )


def _new(parent: Any, root: Any, cascaded: Mapping[str, Any]) -> Template | None:
    """A template for these declarations, None when nothing of them may be kept."""
    inherited = []
    for name, (value, _) in cascaded.items():
        if isinstance(value, Pending) or check_math(value):
            return None
        if value == "inherit" and name not in INHERITED:
            if "block" in name or "inline" in name:  # it stands for another name
                return None
            inherited.append(name)
    return Template((parent, root, cascaded), frozenset(inherited))


def _private_copy(_: Any) -> Callable[[Any], Any]:
    """Upstream makes the copy by way of `__init__`, which would give it a template."""

    def copy(self: Any) -> Any:
        new = css.ComputedStyle.__new__(css.ComputedStyle)
        new.__dict__.update({name: self.__dict__[name] for name in _COPIED})
        new.specified = self.specified.copy()
        new.update(self)
        return new

    return copy


def _page_sizes(_: None) -> property:
    def asked(self: Any) -> Any:
        self._template = None
        return self.__dict__["initial_page_sizes"]

    def given(self: Any, value: Any) -> None:
        self.__dict__["initial_page_sizes"] = value

    return property(asked, given)


def _anonymous(_: Any) -> property:
    def anonymous_style(self: Any) -> Any:
        style = self.__dict__.get("anonymous_style")
        if style is None:
            style = self.__dict__["anonymous_style"] = css.AnonymousStyle(self)
            if (template := self._template) is not None:
                if template.anonymous is None:
                    template.anonymous = Template()
                style._template = template.anonymous
                style.update(template.anonymous)
        return style

    return property(anonymous_style)


HOLDS = (
    Hold("weasyprint.css:Style._template", lambda _: None),
    Hold("weasyprint.css:Style._computing", lambda _: 0),
    Hold("weasyprint.css:Style.anonymous_style", _anonymous),
    Hold("weasyprint.css:AnonymousStyle.__setitem__", _watched_set),
    Hold("weasyprint.css:AnonymousStyle.__missing__", _kept),
    Hold("weasyprint.css:ComputedStyle.__init__", _from_template),
    Hold("weasyprint.css:ComputedStyle.__setitem__", _watched_set),
    Hold("weasyprint.css:ComputedStyle.__missing__", _kept),
    Hold("weasyprint.css:ComputedStyle.copy", _private_copy),
    Hold("weasyprint.css:ComputedStyle.initial_page_sizes", _page_sizes),
    *compared(
        "weasyprint.css",
        "AnonymousStyle",
        "AnonymousStyle.__init__",
        "ComputedStyle",
        "StyleFor.set_computed_styles",
    ),
    *compared("weasyprint.css.functions", "check_math"),
    *compared("weasyprint.css.properties", "INHERITED"),
    *compared("weasyprint.css.tokens", "Pending"),
)
