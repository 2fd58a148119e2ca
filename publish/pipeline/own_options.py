"""Options of the layout that an article has of its own, in decisions.toml: which hold."""

from __future__ import annotations

from collections.abc import Mapping

from publish.decisions import DECISIONS_FILE, decisions_in
from publish.errors import LayoutError, SettingsError
from publish.files import Found
from publish.layouts import checked_options, describe, known_layouts
from publish.model.article import Note


def own_options(
    layout: str, said: Mapping[str, str], source: Found, *, several: bool
) -> tuple[Mapping[str, str], tuple[Note, ...]]:
    """What an article says of itself that holds, and a note for each option that does not.

    In an edition of `several` articles only options of articles hold. Raises SettingsError, with
    file and line, for an option that no layout has and for a value that an option does not take.
    """
    known = {option.key: option for option in describe(layout).options} if said else {}
    held: dict[str, str] = {}
    notes: list[Note] = []
    for key, value in said.items():
        if key not in known and _is_of_another(key, layout):
            message = f"the layout {layout} has no option {key}"
        elif several and key in known and not known[key].article:
            message = f"the option {key} holds for an edition, not for an article of it"
        else:
            held[key] = value
            continue
        told = f"{source.name}: {message}" if several else message
        notes.append(Note("decision.option", f"{told}; it is left out"))
    for key, value in held.items():
        try:
            checked_options(layout, {key: value})
        except SettingsError as error:
            place = _place(source, key)
            raise SettingsError(str(error), where=place, hint=error.hint) from error
    return held, tuple(notes)


def _is_of_another(key: str, layout: str) -> bool:
    """Whether an option is that of another layout, which this run does not print in."""
    for name in known_layouts():
        try:
            if name != layout and any(option.key == key for option in describe(name).options):
                return True
        except LayoutError:  # it is not the one that is asked for
            continue
    return False


def _place(source: Found, key: str) -> str:
    if source.place == "-":
        return source.name
    said = decisions_in(source.path.parent)
    table = said.key_of(source.own_name)
    return said.place_of(table, key) if table else DECISIONS_FILE
