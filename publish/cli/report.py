"""Results into words, columns and JSON lines. Results go to stdout, talk to stderr."""

from __future__ import annotations

import os
import sys
import unicodedata
from typing import TYPE_CHECKING

from publish.errors import Failure, PublishError, shown

if TYPE_CHECKING:
    from publish.batch import Outcome
    from publish.model.article import Note
    from publish.model.tree import Origin

__all__ = [
    "error",
    "failed",
    "has_colour",
    "hint",
    "json_line",
    "json_text",
    "line",
    "make_streams_safe",
    "readable",
    "said",
    "shown",
    "talk",
    "whys",
]

_STATUS_WIDTH = 9
_LONGEST_NAME = 400  # characters of a line's name
# Soft hyphen, zero-width space and no-break space, word joiner, marks of direction: they steer
# how words are set and are no part of what they say.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff\u061c\u200e\u200f"))
_JOINERS = "\u200c\u200d"  # they shape letters, of Persian and Hindi for two, and emoji


def make_streams_safe() -> None:
    """Let stdout and stderr show what the terminal's encoding cannot, escaped, never a crash."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")


def talk(text: str) -> None:
    """A line for the person, on stderr."""
    print(text, file=sys.stderr)


def has_colour() -> bool:
    """Whether stdout is a terminal that wants colours (no-color.org)."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return sys.stdout.isatty() and not plain


def readable(text: str) -> str:
    """An article's words for a terminal: each space of any kind as one, control signs escaped."""
    return "".join(
        " " if unicodedata.category(char) == "Zs" else char if char in _JOINERS else shown(char)
        for char in text.translate(_UNSEEN)
    )


def line(status: str, name: str, text: str = "") -> str:
    """One line of a report: what happened, to what, and more; control characters escaped."""
    name = shown(name)
    if len(name) > _LONGEST_NAME:  # the path of a file thousands of folders deep
        name = f"{name[: _LONGEST_NAME // 3]} … {name[-_LONGEST_NAME // 2 :]}"
    return f"{status:<{_STATUS_WIDTH}}{name}  {readable(text)}".rstrip()


def error(problem: PublishError) -> None:
    """An error that concerns the whole run."""
    talk(f"publish: {shown(str(problem))}  ({problem.code})")
    if problem.hint:
        talk(f"    hint: {shown(problem.hint)}")
    for each in Failure.of(problem).details.splitlines():
        talk(f"    {shown(each)}")


def hint(text: str) -> None:
    """What to do about the line above, if anything."""
    if text:
        talk(f"{'':<{_STATUS_WIDTH}}hint: {shown(text)}")


def failed(name: str, failure: Failure, *, title: str = "", debug: bool = False) -> None:
    """A source that failed: what, where, what to do."""
    said = f"“{title}”: " if title else ""
    talk(line("failed", name, f"{said}{failure.message}  ({failure.code})"))
    hint(failure.hint)
    if failure.details and (debug or failure.code != "bug"):
        for each in failure.details.rstrip().split("\n"):
            talk(f"{'':<{_STATUS_WIDTH}}{shown(each)}")


def said(note: Note) -> str:
    """A note with its place and code."""
    place = f"{note.origin}: " if str(note.origin) else ""
    return f"{place}{note.message}  ({note.code})"


def json_line(outcome: Outcome) -> str:
    """One line of `build --json` (docs/architecture.md, Command line)."""
    failure = outcome.failure
    document = {
        "source": outcome.name,
        "title": outcome.title,
        "status": outcome.status,
        "outputs": [made.path for made in outcome.outputs],
        "pages": next((m.pages for m in outcome.outputs if m.pages is not None), None),
        "lines": next((m.lines for m in outcome.outputs if m.lines is not None), None),
        "notes": [
            {
                "code": note.code,
                "weight": note.weight,
                "message": note.message,
                "origin": _origin(note.origin),
            }
            for note in outcome.notes
        ],
        "failure": failure
        and {"code": failure.code, "message": failure.message, "hint": failure.hint},
    }
    if outcome.status == "planned":
        document["why"] = dict(outcome.why)
    return json_text(document)


def whys(outcome: Outcome) -> str:
    """What a dry run would build of a source, and why: pdf (source), docx (new)."""
    return ", ".join(f"{format} ({why})" for format, why in outcome.why.items())


def json_text(document: object, *, indent: int | None = None) -> str:
    """A document as JSON that stdout's encoding can hold: escapes of other kinds would break it.

    A byte of a name that is no UTF-8 is written as a surrogate, as `os.fsdecode` has it.
    """
    import json

    is_utf8 = (sys.stdout.encoding or "").lower() in ("utf-8", "utf8")
    return json.dumps(document, ensure_ascii=not is_utf8, indent=indent)


def _origin(origin: Origin) -> dict[str, object] | None:
    if origin.first < 1:
        return None
    return {"first": origin.first, "last": origin.last, "unit": origin.unit}
