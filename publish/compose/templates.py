"""Layouts' templates: Jinja in its sandbox. A template is data that a user may have written.

Everything is escaped but what the `html` filter hands over, and only `compose.html` makes that. An
unknown name is an error, never an empty space on the page.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from functools import lru_cache

from jinja2 import StrictUndefined, Template
from jinja2.exceptions import TemplateError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from publish.compose.html import Fragment
from publish.errors import BrokenLayout

__all__ = ["filled"]

_HINT = "see docs/layouts.md for the names a template may use"


def filled(template: str, values: Mapping[str, object], *, where: str) -> str:
    """The template's text with the values in it.

    `where` is the file to name in a BrokenLayout, which also names the line.
    """
    try:
        compiled = _compiled(template)
    except TemplateSyntaxError as error:
        message = error.message or "not a template"
        raise BrokenLayout(message, where=f"{where}:{error.lineno}") from error
    try:
        return compiled.render(values)
    except (TemplateError, TypeError, ZeroDivisionError, OverflowError) as error:
        line = _line(error)
        message = str(error) or type(error).__name__
        place = f"{where}:{line}" if line else where
        raise BrokenLayout(message, where=place, hint=_HINT) from error


def _line(error: Exception) -> int:
    """The template's line where it happened; Jinja maps its frames back to the template."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((f.lineno or 0 for f in reversed(frames) if f.filename == "<template>"), 0)


@lru_cache(maxsize=32)
def _compiled(template: str) -> Template:
    return _environment().from_string(template)


@lru_cache(maxsize=1)
def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["html"] = _html
    return environment


def _html(fragment: Fragment) -> Markup:
    """A piece of an article as markup. Anything else is a mistake of the template."""
    if not isinstance(fragment, Fragment):
        raise TypeError(
            f"the html filter is for parts of an article, not {type(fragment).__name__}"
        )
    return fragment.html
