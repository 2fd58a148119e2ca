"""publish build: convert articles, skipping what is up to date."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from publish.cli import report
from publish.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable

    from publish.batch import Outcome
    from publish.model.limits import Limits
    from publish.settings import Options

HELP = """Convert articles, skipping what is up to date.

Takes folders, files, or - for standard input; with none, what the settings name.
Results go into the folder --into, named after their sources."""
EPILOG = """Examples:
publish build articles --into briefs --to pdf --to docx;
publish build rents.html -o brief.pdf --set page.size=letter;
curl -s ADDRESS | publish build - -o brief.pdf.
Exit codes: 0 done, 1 some articles failed, 2 wrong use or settings."""

_LONG_WORK = 3  # sources from which a count of what is done is shown


def build(
    context: typer.Context,
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FOLDER|FILE|-]", show_default=False, help="What to convert."),
    ] = None,
    into: Annotated[
        str, typer.Option("--into", "-o", metavar="PATH", help="Folder for results, or one file.")
    ] = "output",
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to",
            "-t",
            metavar="FORMAT",
            show_default="pdf",
            help="pdf, docx, epub, xhtml or json; repeat for more.",
        ),
    ] = None,
    layout: Annotated[
        str, typer.Option("--layout", "-l", metavar="NAME", help="See: publish layouts list.")
    ] = "briefing",
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="KEY=VALUE",
            show_default=False,
            help="Set an option of the layout, such as page.size=letter.",
        ),
    ] = None,
    css: Annotated[
        str, typer.Option(metavar="FILE", show_default=False, help="Add a style sheet of your own.")
    ] = "",
    bundle: Annotated[
        str,
        typer.Option(
            metavar="TITLE", show_default=False, help="Print all articles as one edition."
        ),
    ] = "",
    order: Annotated[
        str,
        typer.Option(
            metavar="WORD",
            show_default=False,
            help="Its order: date, -date or name; else as given.",
        ),
    ] = "",
    title: Annotated[
        str | None,
        typer.Option(metavar="TEXT", show_default=False, help="Set the title of a single article."),
    ] = None,
    author: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", show_default=False, help="Set its author; repeat for more."),
    ] = None,
    date: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", show_default=False, help="Set its date."),
    ] = None,
    outlet: Annotated[
        str | None,
        typer.Option(metavar="NAME", show_default=False, help="Set where it was published."),
    ] = None,
    comments: Annotated[
        bool,
        typer.Option(
            "--comments/--no-comments", help="Tell the editor in Word comments what was removed."
        ),
    ] = True,
    jobs: Annotated[
        int,
        typer.Option(
            "--jobs", "-j", metavar="N", min=0, help="Workers; 0 means one for each core."
        ),
    ] = 0,
    max_articles: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, show_default=False, help="Stop after so many sources."),
    ] = None,
    limit: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=N", show_default=False, help="Move a safety limit, such as pages=5000."
        ),
    ] = None,
    retry: Annotated[
        str,
        typer.Option(
            metavar="failed", show_default=False, help="Try again what failed and has not changed."
        ),
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Rebuild everything.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Treat notes as failures.")] = False,
    attach_source: Annotated[
        bool, typer.Option("--attach-source", help="Carry the source file inside the PDF.")
    ] = False,
    learn: Annotated[
        bool, typer.Option("--learn", help="Look for what recurs over the articles first.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object for each source.")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where a mistake of publish happened.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Say nothing but what failed.")
    ] = False,
) -> None:
    """Convert articles (see HELP)."""
    from publish import batch
    from publish.model.article import Decisions
    from publish.settings import Options, load_settings

    if retry not in ("", "failed"):
        raise typer.BadParameter("the only word for --retry is: failed")
    project = load_settings(Path())
    given = Options(
        into=into,
        to=tuple(to or ("pdf",)),
        layout=layout,
        set=dict(_pairs(settings or (), "--set")),
        css=css,
        bundle=bundle,
        order=(order,) if order else (),
        decisions=Decisions(
            title=title,
            byline=tuple(author) if author else None,
            published=_checked_date(date),
            outlet=outlet,
        ),
        comments=comments,
        jobs=jobs,
        max_articles=max_articles,
        limits=project.options.limits.moved(
            {key: _number(value) for key, value in _pairs(limit or (), "--limit")}, "--limit"
        ),
        retry_failed=retry == "failed",
        force=force,
        strict=strict,
        attach_source=attach_source,
        learn=learn,
    )
    options = _merged(given, project.options, context)
    if sources:  # who names articles wants these, and not the settings' editions
        options = replace(options, editions=())
    paths = sources or list(project.sources)
    if not paths and not options.editions:
        raise SettingsError("nothing to build", hint="name a folder or a file, or - for stdin")
    stdin = _standard_input(options.limits) if "-" in paths else b""
    started = time.monotonic()
    with progress(quiet or as_json) as advance:

        def tell(outcome: Outcome) -> None:
            advance(outcome.name)
            if as_json:
                print(report.json_line(outcome), flush=True)
                return
            if outcome.failure:
                report.failed(outcome.name, outcome.failure, debug=debug)
            if not quiet:
                report.notes(outcome.name, outcome.notes)

        made = batch.build(paths, options, stdin=stdin, moment=_moment(), on_result=tell)
    if not quiet and not as_json:
        print(report.closing(made, time.monotonic() - started))
    raise typer.Exit(made.exit_code)


def _merged(given: Options, below: Options, context: typer.Context) -> Options:
    """The options of the command line over those of the settings file."""
    names = {"max_articles", "retry_failed", "force"} | {
        name for name in context.params if _was_given(context, name)
    }
    merged = given.over(below, frozenset(names))
    from publish.batch import single_format

    format = single_format(merged.into)
    return replace(merged, to=(format,)) if format and "to" not in names else merged


def _was_given(context: typer.Context, name: str) -> bool:
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def _pairs(given: Iterable[str], option: str) -> Iterator[tuple[str, str]]:
    for each in given:
        key, equals, value = each.partition("=")
        if not key or not equals:
            raise typer.BadParameter(f"{each!r} is not KEY=VALUE", param_hint=option)
        yield key.strip(), value.strip()


def _number(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= 15):
        raise typer.BadParameter(f"{value!r} is not a whole number", param_hint="--limit")
    return int(value)


def _checked_date(value: str | None) -> str | None:
    from datetime import datetime

    if value:
        try:
            datetime.fromisoformat(value)
        except ValueError as error:
            message = f"{value!r} is not a date such as 2024-01-21"
            raise typer.BadParameter(message, param_hint="--date") from error
    return value


def _moment() -> str:
    """What SOURCE_DATE_EPOCH says, as yyyy-mm-ddThh:mm:ssZ, or "".

    Source: reproducible-builds.org/specs/source-date-epoch.
    """
    from datetime import UTC, datetime

    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not text:
        return ""
    try:
        when = datetime.fromtimestamp(int(text), UTC)
    except (ValueError, OverflowError, OSError) as error:
        message = f"SOURCE_DATE_EPOCH is {text!r}, not seconds since 1970"
        raise SettingsError(
            message, hint="unset it, or: export SOURCE_DATE_EPOCH=1705795200"
        ) from error
    if not 1980 <= when.year < 2108:
        raise SettingsError(
            "SOURCE_DATE_EPOCH must lie between 1980 and 2107: zip files hold no more"
        )
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def _standard_input(limits: Limits) -> bytes:
    from publish import files

    return files.load(files.Found(files.STDIN, Path("-")), limits).data


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[str], None]]:
    """A count of what is done on a terminal's last line, from a few sources on; `learn`'s too."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.status import Status

    done = 0
    status = Status("reading", console=Console(stderr=True))

    def advance(name: str) -> None:
        nonlocal done
        done += 1
        if done >= _LONG_WORK:
            status.update(f"{done} done: {name}")

    with status:
        yield advance
