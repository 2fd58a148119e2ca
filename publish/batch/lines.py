"""The line of an output: what is known before it is made, and all of it.

What is made on another machine is claimed there by its whole line (`executors.staging`), so that a
run that ends before it has heard of it costs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from publish.batch.manifest import Built, body_of, built_of
from publish.batch.tasks import Planned, Task
from publish.files import digest
from publish.pipeline import Output, Result, Target, combined

_KIND = b'{"kind": "built", '


def begun(task: Task, planned: Planned) -> Built:
    """What an output is made of, as far as who planned it knows; `seen` has no pictures yet."""
    made_from = task.made_from
    return Built(
        planned.output,
        "",
        "",
        source=made_from.source if made_from else "",
        below=made_from.below if made_from else "",
        edition=made_from.edition if made_from else False,
        run=planned.run.key,
        input=task.input,
        said=task.said,
        seen=("", *task.signatures),
    )


def finished(
    line: Built, result: Result, output: Output, pictures: Sequence[str], signature: str = ""
) -> Built:
    """The whole line; `pictures` are their signatures, `signature` the output's own (`seen`)."""
    return replace(
        line,
        key=output.target.key,
        digest=output.digest,
        pages=output.pages,
        lines=output.lines,
        pictures=result.pictures,
        notes=output.notes,
        removed=len(result.removals),
        title=result.about.title,
        published=result.about.published,
        outlet=result.about.outlet,
        language=result.about.language,
        sketch=result.sketch,
        seen=(signature, *line.seen[1:], *pictures),
    )


def sent(target: Target, task: Task, planned: Planned) -> Target:
    """The target of an output with what its maker needs to claim it."""
    line = body_of(begun(task, planned)).decode("ascii")
    return replace(target, line=line, run_key=planned.run_key)


def claimed(result: Result, output: Output) -> Built:
    """The line of an output by who made it: that of its target, finished."""
    target = output.target
    line = built_of(_KIND + target.line.encode("ascii"))
    assert line
    if not target.key:  # whoever planned it did not know what its sources hold
        whole = (target.run_key + "".join(result.whole)).encode()
        output = replace(output, target=replace(target, key=digest(whole)))
        line = replace(line, input=combined(result.inputs))
    pictures = result.seen or [""] * len(result.pictures)
    return finished(line, result, output, pictures)
