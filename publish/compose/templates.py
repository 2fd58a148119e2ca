"""Layouts' templates: Jinja in its sandbox. A template is data that a user may have written.

Everything is escaped but what the `html` filter hands over, and only `compose` makes that. An
unknown name is an error, never an empty space on the page. Templates name one another as
`parent/FILE` (the nearest above the one that speaks), as `FILE` (the first in the chain of layouts,
so that a layout can put its own in place of what it inherits), or as `LAYOUT/FILE`.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache

from jinja2 import FunctionLoader, StrictUndefined
from jinja2.exceptions import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup

from publish.compose.fragments import Fragment
from publish.errors import BrokenLayout, nearest

_HINT = "see docs/layouts.md for the names a template may use"
_NO_NAME = re.compile(r"there is no '(\w+)'")


def filled(templates: Mapping[str, str], page: str, values: Mapping[str, object]) -> str:
    """The first template called `page` with the values in it; templates go by LAYOUT/FILE.

    A mistake is a BrokenLayout that names its template, its line and the nearest right name.
    """
    environment = _environment(tuple(templates.items()))
    try:
        return environment.get_template(page, parent="").render(values)
    except TemplateSyntaxError as error:
        message = error.message or "not a template"
        raise BrokenLayout(message, where=f"{error.name or page}:{error.lineno}") from error
    except TemplateNotFound as error:
        hint = nearest(str(error.name), templates)
        message = f"there is no template {error.name!r}"
        raise BrokenLayout(message, where=_place(error, templates, page), hint=hint) from error
    except (TemplateError, TypeError, ZeroDivisionError, OverflowError, RecursionError) as error:
        message = str(error) or type(error).__name__
        where = _place(error, templates, page)
        hint = _hint(error, values)
        raise BrokenLayout(message, where=where, hint=hint) from error


def _hint(error: Exception, values: Mapping[str, object]) -> str:
    name = _NO_NAME.fullmatch(str(error)) if isinstance(error, UndefinedError) else None
    near = nearest(name[1], values) if name else ""
    return near if near.startswith("did") else _HINT


def _place(error: Exception, templates: Mapping[str, str], page: str) -> str:
    """The template and line where it happened; Jinja maps its frames back to the template."""
    frames = traceback.extract_tb(error.__traceback__)
    found = (f"{f.filename}:{f.lineno}" for f in reversed(frames) if f.filename in templates)
    return next(found, _resolved(page, "", tuple(templates)))


def _resolved(name: str, speaker: str, names: tuple[str, ...]) -> str:
    """LAYOUT/FILE for what the template `speaker` calls `name`; `name` itself when none fits."""
    layouts = list(dict.fromkeys(each.partition("/")[0] for each in names))
    own, _, file = speaker.partition("/")
    above = layouts[layouts.index(own) + 1 :] if own in layouts else layouts
    if name.startswith("parent/"):
        name, searched = name.removeprefix("parent/"), above
    elif name in names:
        return name
    else:
        searched = above if name == file else layouts
    return next((full for each in searched if (full := f"{each}/{name}") in names), name)


class _Sandbox(SandboxedEnvironment):
    def __init__(self, templates: Mapping[str, str]) -> None:
        def _found(name: str) -> tuple[str, str, None] | None:
            """A template's text; its name stands for a file's in the frames of an error."""
            return (templates[name], name, None) if name in templates else None

        super().__init__(
            loader=FunctionLoader(_found),
            autoescape=True,
            undefined=_Unknown,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.filters["html"] = _html
        self._names = tuple(templates)

    def join_path(self, template: str, parent: str) -> str:
        """What a template calls another."""
        return _resolved(template, parent, self._names)


class _Unknown(StrictUndefined):
    """A name there is not; the nearest one that there is stands in the message."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        name = self._undefined_name
        thing = self._undefined_obj
        if thing is missing:
            return f"there is no {name!r}"
        known: object = ()
        if is_dataclass(thing):
            known = [each.name for each in fields(thing)]
        elif isinstance(thing, Mapping):
            known = list(thing)
        near = nearest(str(name), known) if isinstance(known, list) else ""
        return f"there is no {name!r} in it; {near}" if near else f"there is no {name!r} in it"


@lru_cache(maxsize=8)
def _environment(templates: tuple[tuple[str, str], ...]) -> _Sandbox:
    return _Sandbox(dict(templates))


def _html(fragment: Fragment) -> Markup:
    """A piece of an article as markup. Anything else is a mistake of the template."""
    if not isinstance(fragment, Fragment):
        raise TypeError(
            f"the html filter is for parts of an article, not {type(fragment).__name__}"
        )
    return fragment.html
