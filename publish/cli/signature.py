"""Commands whose words are declared as the fields of one class."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import TypeVar

import typer

Given = TypeVar("Given")


def declared_by(
    words: Callable[..., Given],
) -> Callable[[Callable[[typer.Context, Given], None]], Callable[..., None]]:
    """Make a command of a function of a context and one value of this dataclass.

    Each field is a word of the command line; its annotation says how typer reads it and helps.
    """
    declared = inspect.signature(words, eval_str=True).parameters.values()
    keyword = inspect.Parameter.KEYWORD_ONLY
    context = inspect.Parameter("context", keyword, annotation=typer.Context)

    def wrap(verb: Callable[[typer.Context, Given], None]) -> Callable[..., None]:
        def command(context: typer.Context, **given: object) -> None:
            verb(context, words(**given))

        # typer asks a function for its signature, and here the class has it
        signature = inspect.Signature([context, *(each.replace(kind=keyword) for each in declared)])
        command.__dict__["__signature__"] = signature
        command.__doc__ = verb.__doc__
        return command

    return wrap
