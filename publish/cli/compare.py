"""publish compare: two sources, or two versions of one, and what differs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from publish.cli import report
from publish.cli.field_names import FieldNames, named_fields
from publish.cli.signature import declared_by
from publish.errors import EmptyArticle, SourceError

HELP = """Compare two sources, or two versions of one.

Prints the lines that differ. Files may be of any format that is read, and of two."""
EPILOG = """Examples:
publish compare old.html new.html;
publish compare rents.html rents-edited.docx --redline redline.docx --html redline.html.
Exit codes: 0 the same, 1 different, 2 wrong use, settings, or a file that cannot be read."""

_NOT_COMPARED = 2


@dataclass(frozen=True, slots=True)
class CommandLine:
    """The words of `publish compare`."""

    before: Annotated[
        str, typer.Argument(metavar="FILE", show_default=False, help="What stood there before.")
    ]
    after: Annotated[
        str, typer.Argument(metavar="FILE", show_default=False, help="What stands there now.")
    ]
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
    layout: Annotated[
        str, typer.Option("--layout", "-l", metavar="NAME", help="That of the Word file.")
    ] = "briefing"
    fields: FieldNames = None
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print nothing; the exit code tells.")
    ] = False


@declared_by(CommandLine)
def compare(context: typer.Context, line: CommandLine) -> None:
    """Compare two files (see HELP)."""
    from publish.cli.build import given_names
    from publish.cli.project import project as settings_here
    from publish.merging import compare as compared
    from publish.merging.page import texts
    from publish.rules_file import rules_in

    options = settings_here(quiet=line.quiet).options.changed({"own_rules": rules_in(Path())})
    fields = named_fields(line.fields, options.recipe.fields)
    options = options.changed({"fields": fields})
    if "layout" in given_names(context):
        options = options.changed({"layout": line.layout})
    paths = Path(line.before), Path(line.after)
    try:
        made = compared(*paths, options.for_articles(), html=line.html, redline=line.redline)
    except (SourceError, EmptyArticle) as error:  # 1 would say that they differ
        report.error(error)
        raise typer.Exit(_NOT_COMPARED) from error
    if not line.quiet:
        for each in texts(made.rows):
            print(report.readable(each))
    raise typer.Exit(1 if made.differs else 0)
