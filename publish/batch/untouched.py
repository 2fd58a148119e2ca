"""Whether an output and all that it is made of are as their line says, asked of the bare line.

A run over a large folder asks this of nearly all: texts are compared, and little is decoded.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from publish.batch.manifest import Manifest
from publish.batch.signatures import State


def line_if_untouched(
    manifest: Manifest,
    output: str,
    seen: tuple[str, str],
    made_of: str,
    picture: Callable[[str], State],
) -> bytes | None:
    """The line of an output, if all is as it was; None too where that takes a closer look.

    `seen` are the signatures of the output and of the source, or of the file that holds it,
    `made_of` is as `manifest.made_of` writes it. `picture` is asked for the state of a picture that
    the line names.
    """
    if not seen[0]:
        return None
    line = manifest.line(output)
    if _PICTURES not in line:
        return manifest.line_if(output, seen, made_of)
    pictures = _seen_in(line, picture)
    return manifest.line_if(output, (*seen, *pictures), made_of) if pictures else None


def has_notes(line: bytes) -> bool:
    """Whether the line of an output holds notes, of whatever weight."""
    return _NOTES in line


# Nobody else's words: in texts the quotes have a backslash before them.
_PICTURES, _NOTES = b'"pictures": ', b'"notes": '


def _seen_in(line: bytes, picture: Callable[[str], State]) -> tuple[str, ...]:
    """The signatures of the pictures that a line names; none where one is not there.

    Whether that one may be read by now only its bytes tell.
    """
    pictures = json.loads(line)["pictures"]
    seen = [picture(name).signature for _, name, found in pictures if found]
    return tuple(seen) if all(seen) and len(seen) == len(pictures) else ()
