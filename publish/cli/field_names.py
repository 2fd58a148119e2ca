"""The words --fields of every verb that reads sources: what objects in JSON call our fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated

import typer

__all__ = ["FieldNames", "named_fields"]


def _known() -> list[str]:
    from publish.model.json_fields import FIELDS

    return [f"{ours}=" for ours in FIELDS]


FieldNames = Annotated[
    list[str] | None,
    typer.Option(
        metavar="OURS=THEIRS",
        show_default=False,
        help="Name a field of JSON lines, such as title=headline.",
        autocompletion=_known,
    ),
]


def named_fields(given: Iterable[str] | None, below: Mapping[str, str]) -> Mapping[str, str]:
    """The fields that are named, several with commas, over those `below`. Raises SettingsError."""
    from publish.model.json_fields import checked_fields

    said: dict[str, str] = {}
    for pair in (pair for text in given or () for pair in text.split(",")):
        ours, equals, theirs = pair.partition("=")
        if not equals:
            raise typer.BadParameter(f"{pair!r} is not OURS=THEIRS", param_hint="--fields")
        said[ours.strip()] = theirs
    return {**below, **checked_fields(said, "--fields")}
