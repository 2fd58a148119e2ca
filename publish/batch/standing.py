"""What stands in the place of a result, and whether another may take it: one table for all runs.

| stands there | key is the same | key is another |
| --- | --- | --- |
| nothing; ours, torn | build | build |
| as we made it | current | build |
| merged home | build | build |
| edited, whole | kept, note `output.edited` | `save.edited` |
| a stranger, of no line | taken over if equal to what is made, else `save.unwritable` | the same |

`--force` builds and replaces what is as we made it; `--replace` replaces whatever stands there.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from publish.batch.judge import digest_of_output
from publish.batch.manifest import Built
from publish.batch.word_files import unmerged
from publish.model.formats import Format

Standing = Literal["nothing", "ours", "merged", "edited", "torn", "stranger"]


def standing_of(final: Path, format: Format, built: Built | None) -> Standing:
    """What stands at `final`, read whole; `built` is what the manifest says of it."""
    digest = digest_of_output(final)
    if digest is None:
        return "nothing"
    if built is None:
        return "stranger"
    if digest == built.digest:
        return "ours"
    if digest == built.merged:
        return "merged"
    known = (built.digest, built.merged)
    return "edited" if format.editable and unmerged(final, known=known) else "torn"
