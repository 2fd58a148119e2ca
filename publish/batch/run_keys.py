"""What the key of every output of a run holds, whatever its source is."""

from __future__ import annotations

import json
from collections.abc import Sequence

from publish.batch.manifest import Run
from publish.batch.versions import versions
from publish.files import digest
from publish.model.codec import encode
from publish.model.formats import DOCX, PDF, Format
from publish.model.recipe import Recipe
from publish.pipeline import Job
from publish.readers import Reader

_SHORT = 16  # digits of a run's key that tell it from the others of a folder


def runs_by(
    recipe: Recipe, job: Job, formats: Sequence[Format], readers: tuple[Reader, ...]
) -> Sequence[tuple[Format, str, Run]]:
    """Of each format all that a key holds and that is the same for every source by this recipe.

    Its digest, and its line in the manifest.
    """
    return [(format, *_run_of(format, recipe, job, readers)) for format in formats]


def _run_of(
    format: Format, recipe: Recipe, job: Job, readers: tuple[Reader, ...]
) -> tuple[str, Run]:
    asked, binding = encode(recipe.of_bytes), encode(job.binding)
    said = {
        "versions": dict(versions(format, readers)),
        "format": format.name,
        "layout": job.layout_digest,
        "recipe": asked,
        "binding": binding,
    }
    if format.name == DOCX.name and job.paged:
        said["paged"] = dict(versions(PDF, readers))
    key = digest(json.dumps(said, sort_keys=True).encode())
    of_recipe = digest(json.dumps([asked, binding], sort_keys=True).encode())
    made_by = versions(format, readers)
    return key, Run(key[:_SHORT], format.name, job.layout_digest, of_recipe, made_by)


def changed_between(before: Run | None, now: Run) -> str:
    """What of the way results are made is another now (of `tasks.WHY`); their sources, if none."""
    if before is None or before.versions != now.versions:
        return "program"
    if before.recipe != now.recipe:
        return "options"
    return "layout" if before.layout != now.layout else "source"
