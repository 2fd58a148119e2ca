"""Layouts' templates: Jinja in its sandbox. A template is data that a user may have written.

Everything is escaped but what the `html` filter hands over, and only `compose` makes that. An
unknown name is an error, never an empty space on the page. Templates name one another as
`parent/FILE` (the nearest above the one that speaks), as `FILE` (the first in the chain of layouts,
so that a layout can put its own in place of what it inherits), or as `LAYOUT/FILE`.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from functools import lru_cache

from jinja2 import FunctionLoader, StrictUndefined
from jinja2.environment import TemplateModule
from jinja2.exceptions import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup

from publish.compose.fragments import Fragment
from publish.compose.template_blocks import callable_names, check_blocks, resolved
from publish.errors import BrokenLayout, nearest

_NO_FILTER, _NO_TEST, _NO_TAG = (
    re.compile(rf"{start} '(\w+)'") for start in ("filter named", "test named", "unknown tag")
)
_TAGS = frozenset(
    {
        *("block", "call", "do", "elif", "else", "endblock", "endcall", "endfilter", "endfor"),
        *("endif", "endmacro", "endset", "extends", "filter", "for", "from", "if", "import"),
        *("include", "macro", "set", "with", "endwith"),
    }
)
_BUT = "; "  # between what is wrong and the nearest right name
_NO_NAME = re.compile(r"there is no '(\w+)'")


def filled(templates: Mapping[str, str], page: str, values: Mapping[str, object]) -> str:
    """The first template called `page` with the values in it; templates go by LAYOUT/FILE.

    A mistake is a BrokenLayout that names its template, its line and the nearest right name.
    """
    with said_by_jinja(templates, page, values):
        return environment_of(templates).get_template(page, parent="").render(values)


@contextmanager
def said_by_jinja(
    templates: Mapping[str, str], page: str, values: Mapping[str, object] | None = None
) -> Iterator[None]:
    """Jinja's errors as BrokenLayout, for templates of which `page` is filled with `values`."""
    try:
        yield
    except TemplateSyntaxError as error:
        message = (error.message or "not a template").rstrip(".")
        where = f"{error.name or page}:{error.lineno}"
        raise BrokenLayout(message, where=where, hint=_near(message)) from error
    except TemplateNotFound as error:
        hint = nearest(str(error.name).removeprefix("parent/"), callable_names(templates))
        message = f"there is no template {error.name!r}"
        raise BrokenLayout(message, where=_place(error, templates, page), hint=hint) from error
    except (TemplateError, TypeError, ZeroDivisionError, OverflowError, RecursionError) as error:
        message, _, near = (str(error) or type(error).__name__).partition(_BUT)
        where = _place(error, templates, page)
        hint = near or _near(message) or _hint(error, values or {})
        raise BrokenLayout(message, where=where, hint=hint) from error


def _near(message: str) -> str:
    """The nearest filter, test or tag, where Jinja does not know one."""
    environment = environment_of({})
    for pattern, names in (
        (_NO_FILTER, environment.filters),
        (_NO_TEST, environment.tests),
        (_NO_TAG, _TAGS),
    ):
        if found := pattern.search(message):
            near = nearest(found[1], names)
            return near if near.startswith("did") else ""
    return ""


def _hint(error: Exception, values: Mapping[str, object]) -> str:
    name = _NO_NAME.fullmatch(str(error)) if isinstance(error, UndefinedError) else None
    return nearest(name[1], values) if name else ""


def _place(error: Exception, templates: Mapping[str, str], page: str) -> str:
    """The template and line where it happened; Jinja maps its frames back to the template."""
    frames = traceback.extract_tb(error.__traceback__)
    found = (f"{f.filename}:{f.lineno}" for f in reversed(frames) if f.filename in templates)
    return next(found, resolved(page, "", tuple(templates)))


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
        return resolved(template, parent, self._names)


_WHAT = {"ArticleView": "an article", "EditionView": "an edition", "Fragment": "a piece of text"}


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
        elif isinstance(thing, TemplateModule):
            known = [each for each in vars(thing) if not each.startswith("_")]
        near = nearest(str(name), known) if isinstance(known, list) else ""
        what = _WHAT.get(type(thing).__name__, "it")
        return f"there is no {name!r} in {what}{_BUT if near else ''}{near}"


def environment_of(templates: Mapping[str, str]) -> SandboxedEnvironment:
    """What reads these templates, made once."""
    return _environment(tuple(templates.items()))


@lru_cache(maxsize=8)
def _environment(templates: tuple[tuple[str, str], ...]) -> _Sandbox:
    made = _Sandbox(dict(templates))
    check_blocks({name: made.parse(text, name) for name, text in templates})
    return made


def _html(fragment: Fragment) -> Markup:
    """A piece of an article as markup. Anything else is a mistake of the template."""
    if not isinstance(fragment, Fragment):
        raise TypeError(
            f"the html filter is for parts of an article, not {type(fragment).__name__}"
        )
    return fragment.html
