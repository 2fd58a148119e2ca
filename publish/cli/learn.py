"""publish learn: what recurs over a site's articles, kept as site.toml."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

import typer

from publish.cli import report
from publish.cli.field_names import FieldNames, named_fields
from publish.cli.signature import declared_by

if TYPE_CHECKING:
    from publish.batch import Learned
    from publish.errors import Failure

HELP = """Find what repeats over a site's articles and keep it as a profile.

Writes site.toml into the folder. Later builds of the folder, and of folders in it, take what it
lists for the site's furniture. Read it, edit it, keep it with the articles."""


@dataclass(frozen=True, slots=True)
class CommandLine:
    """The words of `publish learn`."""

    folders: Annotated[
        list[str], typer.Argument(metavar="FOLDER", show_default=False, help="Articles to read.")
    ]
    into: Annotated[
        str,
        typer.Option(
            "--into", "-o", metavar="PATH", show_default=False, help="Another place for site.toml."
        ),
    ] = ""
    jobs: Annotated[
        int,
        typer.Option(
            "--jobs", "-j", metavar="N", min=0, help="Workers; 0 means one for each core."
        ),
    ] = 0
    max_articles: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, show_default=False, help="Stop after so many sources."),
    ] = None
    fields: FieldNames = None
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object for each site.")
    ] = False
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but what failed.")] = (
        False
    )


@declared_by(CommandLine)
def learn(_: typer.Context, line: CommandLine) -> None:
    """Learn a profile (see HELP)."""
    from publish import batch
    from publish.cli.progress import progress
    from publish.cli.project import project as settings_here

    project = settings_here(quiet=line.quiet).options
    fields = named_fields(line.fields, project.recipe.fields)
    options = replace(project, jobs=line.jobs or project.jobs, max_articles=line.max_articles)
    options = options.changed({"fields": fields})
    started = time.monotonic()
    with progress(line.quiet) as shown:

        def tell(name: str, failure: Failure | None) -> None:
            shown.hear(f"{name}: {failure.message}" if failure else "")
            if failure:
                report.failed(name, failure)

        learned = batch.learn(line.folders, line.into, options, on_result=tell)
    if line.as_json:
        _print_sites(learned)
    elif not line.quiet:
        print(_closing(learned, time.monotonic() - started))
    raise typer.Exit(1 if learned.failures else 0)


def _print_sites(learned: Learned) -> None:
    import json

    for name, profile in learned.profiles.sites.items():
        lines = len({line.key for line in profile.lines})
        print(
            json.dumps(
                {"site": name, "articles": profile.articles, "lines": lines, "kept": profile.kept}
            )
        )


def _closing(learned: Learned, seconds: float) -> str:
    sites = len(learned.profiles.sites)
    of_sites = f" of {sites} sites" if sites > 1 else ""
    kept = f", {learned.kept} of them kept (the file says why)" if learned.kept else ""
    failed = f", {len(learned.failures)} failed" if learned.failures else ""
    took = f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
    return (
        f"{report.shown(learned.path)}: {learned.lines} recurring lines{of_sites} "
        f"in {learned.articles} articles{kept}{failed} in {took}"
    )
