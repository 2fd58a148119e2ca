"""publish merge: what an editor changed in a Word file, written into decisions.toml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from publish.cli import report
from publish.cli.signature import declared_by

if TYPE_CHECKING:
    from publish.merging import Merge, MergedArticle

HELP = """Take home what an editor changed in a Word file.

Finds the source that the file was made from, and writes what was changed into decisions.toml
beside it: the next build has it in every format. What the source changed meanwhile stays."""
EPILOG = """Examples:
publish merge output/rents.docx;
publish merge ~/Downloads/rents-edited.docx --dry-run --html changes.html;
publish merge edited.docx --of articles/rents.html.
Exit codes: 0 all is written, 1 some is not (conflicts are listed), 2 wrong use or settings."""


@dataclass(frozen=True, slots=True)
class CommandLine:
    """The words of `publish merge`."""

    edited: Annotated[
        list[str],
        typer.Argument(metavar="EDITED.docx", show_default=False, help="What came back."),
    ]
    of: Annotated[
        list[str] | None,
        typer.Option(
            "--of",
            metavar="SOURCE",
            show_default=False,
            help="Its source; repeat for the articles of an edition.",
        ),
    ] = None
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be written, and write nothing.")
    ] = False
    html: Annotated[
        str,
        typer.Option("--html", metavar="FILE", show_default=False, help="Write both side by side."),
    ] = ""
    redline: Annotated[
        str,
        typer.Option(
            "--redline",
            metavar="FILE.docx",
            show_default=False,
            help="Write a Word file with the changes tracked.",
        ),
    ] = ""
    into: Annotated[
        str,
        typer.Option("--into", "-o", metavar="PATH", help="Where results are: no sources there."),
    ] = "output"
    layout: Annotated[
        str, typer.Option("--layout", "-l", metavar="NAME", help="That of the build.")
    ] = "briefing"
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but what failed.")] = (
        False
    )


@declared_by(CommandLine)
def merge(context: typer.Context, line: CommandLine) -> None:
    """Merge edited files (see HELP)."""
    from publish import merging
    from publish.cli.build import given_names
    from publish.cli.project import project as settings_here
    from publish.rules_file import rules_in

    project = settings_here(quiet=line.quiet)
    given = given_names(context) & {"into", "layout"}
    options = project.options.changed({name: getattr(line, name) for name in given})
    options = options.changed({"own_rules": rules_in(Path())})
    asked = merging.Asked(
        options.for_articles(),
        of=line.of or (),
        among=project.sources or (".",),
        into=options.into,
        dry_run=line.dry_run,
        html=line.html,
        redline=line.redline,
    )
    merges = merging.merge([Path(each) for each in line.edited], asked)
    for each in merges:
        _tell(each, dry=line.dry_run, quiet=line.quiet)
    raise typer.Exit(max(each.exit_code for each in merges))


def _tell(made: Merge, *, dry: bool, quiet: bool) -> None:
    if made.failure:
        report.failed(made.file, made.failure)
        return
    for article in made.articles:
        _tell_conflicts(article, made.file)
        if article.is_new:
            message = "over half of it is new: it is a source itself"
            report.talk(report.line("failed", made.file, message))
            report.hint(f"publish build {made.file}")
        elif not quiet:
            print(_written(article, dry=dry))
    for each in made.left:
        report.talk(report.line("left", made.file, each))
    if made.settled and not quiet:
        print(f"{report.shown(made.file)}: merged; the next build replaces it")


def _written(article: MergedArticle, *, dry: bool) -> str:
    from publish.decisions import DECISIONS_FILE
    from publish.files import home_of
    from publish.merging import told
    from publish.model.article import NO_DECISIONS

    beside, _ = home_of(article.source)
    said = told(article.written)
    changed = ", and the source has changed meanwhile" if article.changed else ""
    by_words = " (found by its words)" if article.by_words else ""
    where = ""
    if article.written != NO_DECISIONS:
        path = report.shown(str(beside / DECISIONS_FILE))
        where = f"; to be written to {path}" if dry else f"; written to {path}"
    return f"{report.shown(article.source)}{by_words}: {said}{where}{changed}"


def _tell_conflicts(article: MergedArticle, file: str) -> None:
    """The three texts of each line that both have changed."""
    for each in article.conflicts:
        message = f"{file} and the source changed this, each otherwise; nothing is written for it"
        report.talk(report.line("conflict", article.source, message))
        for label, text in (("before", each.base), ("edited", each.edited), ("now", each.now)):
            report.talk(f"{'':<9}{label}: {report.readable(' '.join(text.split()) or '(nothing)')}")
    if article.unplaced:
        count = article.unplaced
        message = f"{count} change{'' if count == 1 else 's'} of {file} found no place"
        report.talk(report.line("left", article.source, message))
