"""publish build: convert articles, skipping what is up to date."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from publish.cli import report
from publish.cli.doubts import Doubts
from publish.cli.signature import declared_by
from publish.errors import SettingsError, listed
from publish.model.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

    from publish.batch import Outcome
    from publish.model.limits import Limits
    from publish.model.recipe import Recipe
    from publish.settings import Options, Settings

HELP = """Convert articles, skipping what is up to date.

Takes folders, files, or - for standard input; with none, what the settings name.
Results go into the folder --into, named after their sources."""
EPILOG = """Examples:
publish build articles --into briefs --to pdf --to docx;
publish build rents.html -o brief.pdf --set page.size=letter;
curl -s ADDRESS | publish build - -o brief.pdf.
Exit codes: 0 done, 1 some articles failed, 2 wrong use or settings."""

_FORMATS = listed([format.name for format in FORMATS], "or")
_LONG_WORK = 3  # sources from which a count of what is done is shown


@dataclass(frozen=True, slots=True)
class CommandLine:
    """The words of `publish build`. What is called as a field of Options or Recipe sets it."""

    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FOLDER|FILE|-]", show_default=False, help="What to convert."),
    ] = None
    into: Annotated[
        str, typer.Option("--into", "-o", metavar="PATH", help="Folder for results, or one file.")
    ] = "output"
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to",
            "-t",
            metavar="FORMAT",
            show_default="pdf",
            help=f"{_FORMATS}; repeat for more.",
        ),
    ] = None
    layout: Annotated[
        str, typer.Option("--layout", "-l", metavar="NAME", help="See: publish layouts list.")
    ] = "briefing"
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="KEY=VALUE",
            show_default=False,
            help="Set an option of the layout, such as page.size=letter.",
        ),
    ] = None
    css: Annotated[
        str, typer.Option(metavar="FILE", show_default=False, help="Add a style sheet of your own.")
    ] = ""
    reference: Annotated[
        str,
        typer.Option(
            metavar="FILE", show_default=False, help="Give Word files a template of the house."
        ),
    ] = ""
    bundle: Annotated[
        str,
        typer.Option(
            metavar="TITLE", show_default=False, help="Print all articles as one edition."
        ),
    ] = ""
    order: Annotated[
        str,
        typer.Option(
            metavar="WORD",
            show_default=False,
            help="Its order: date, -date or name; else as given.",
        ),
    ] = ""
    title: Annotated[
        str | None,
        typer.Option(metavar="TEXT", show_default=False, help="Set the title of a single article."),
    ] = None
    author: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", show_default=False, help="Set its author; repeat for more."),
    ] = None
    date: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", show_default=False, help="Set its date."),
    ] = None
    outlet: Annotated[
        str | None,
        typer.Option(metavar="NAME", show_default=False, help="Set where it was published."),
    ] = None
    url: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", show_default=False, help="Set its address on the web."),
    ] = None
    comments: Annotated[
        bool,
        typer.Option(
            "--comments/--no-comments", help="Tell the editor in Word comments what was removed."
        ),
    ] = True
    track: Annotated[
        bool,
        typer.Option("--track/--no-track", help="Track the changes made in a Word file."),
    ] = True
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
    limit: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=N", show_default=False, help="Move a safety limit, such as pages=5000."
        ),
    ] = None
    retry: Annotated[
        str,
        typer.Option(
            metavar="failed", show_default=False, help="Try again what failed and has not changed."
        ),
    ] = ""
    force: Annotated[bool, typer.Option("--force", help="Rebuild everything.")] = False
    strict: Annotated[
        bool, typer.Option("--strict", help="Fail on what is wrong or doubtful, up to date or not.")
    ] = False
    notes: Annotated[
        bool, typer.Option("--notes", help="Tell every note, not each kind of doubt once.")
    ] = False
    changes: Annotated[
        str,
        typer.Option(metavar="WHAT", help="Tracked changes in Word: accept, reject or show."),
    ] = "accept"
    clean: Annotated[
        bool, typer.Option("--clean", help="Clean Word files as web pages are cleaned.")
    ] = False
    attach_source: Annotated[
        bool, typer.Option("--attach-source", help="Carry the source file inside the PDF.")
    ] = False
    learn: Annotated[
        bool, typer.Option("--learn", help="Look for what recurs over the articles first.")
    ] = False
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object for each source.")
    ] = False
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where a mistake of publish happened.")
    ] = False
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but what failed.")] = (
        False
    )


@declared_by(CommandLine)
def build(context: typer.Context, line: CommandLine) -> None:
    """Convert articles (see HELP)."""
    from publish import batch
    from publish.rules_file import rules_in
    from publish.settings import load_settings

    project = load_settings(Path())
    options = _options(line, given_names(context), project)
    options = options.changed({"own_rules": rules_in(Path())})
    paths = line.sources or list(project.sources)
    if not paths and not options.editions:
        raise SettingsError("nothing to build", hint="name a folder or a file, or - for stdin")
    stdin = _standard_input(options.recipe.limits) if "-" in paths else b""
    started = time.monotonic()
    doubts = Doubts(line.notes)
    with closing(doubts), progress(line.quiet or line.as_json) as advance:

        def tell(outcome: Outcome) -> None:
            advance(outcome.name)
            if line.as_json:
                print(report.json_line(outcome), flush=True)
                return
            if outcome.failure:
                report.failed(outcome.name, outcome.failure, debug=line.debug)
            if not line.quiet:
                doubts.hear(outcome)

        made = batch.build(paths, options, stdin=stdin, on_result=tell)
    if not line.quiet:
        for note in made.notes:
            report.talk(report.line(note.weight, note.message, f"({note.code})"))
    if not line.quiet and not line.as_json:
        print(report.closing(made, time.monotonic() - started))
    raise typer.Exit(made.exit_code)


def _options(line: CommandLine, given: frozenset[str], project: Settings) -> Options:
    """The options of the settings file, with those of the command line in their place."""
    from publish.batch import single_format
    from publish.settings import OPTION_NAMES, style_sheet, word_template

    below = project.options
    said = {name: getattr(line, name) for name in given & OPTION_NAMES}
    said |= {name: tuple(value) for name, value in said.items() if isinstance(value, list)}
    said |= _of_other_kinds(line, below.recipe)
    said["css"] = style_sheet(line.css if "css" in given else project.css)
    said["reference"] = word_template(line.reference if "reference" in given else project.reference)
    if line.sources:  # who names articles wants these, and not the settings' editions
        said["editions"] = ()
    options = below.changed(said)
    format = single_format(options.into)
    return options.changed({"to": (format,)}) if format and "to" not in given else options


def _of_other_kinds(line: CommandLine, below: Recipe) -> dict[str, object]:
    """What has a spelling of its own on the command line, over what the settings say of it."""
    from publish.model.article import Decisions

    if line.retry not in ("", "failed"):
        raise typer.BadParameter("the only word for --retry is: failed")
    limits = {key: _number(value) for key, value in _pairs(line.limit or (), "--limit")}
    decisions = Decisions(
        title=line.title,
        byline=tuple(line.author) if line.author else None,
        published=_checked_date(line.date),
        outlet=line.outlet,
        url=_checked_address(line.url),
    )
    return {
        "set": dict(_pairs(line.settings or (), "--set")),
        "order": (line.order,) if line.order else (),
        "decisions": decisions,
        "limits": below.limits.moved(limits, "--limit"),
        "retry_failed": line.retry == "failed",
        "moment": _moment(),
    }


def given_names(context: typer.Context) -> frozenset[str]:
    """The names of what stands on the command line."""
    sources = {name: context.get_parameter_source(name) for name in context.params}
    return frozenset(n for n, source in sources.items() if source and source.name == "COMMANDLINE")


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
    from publish.model.dates import is_moment

    if value and not is_moment(value):
        message = f"{value!r} is not a date such as 2024-01-21"
        raise typer.BadParameter(message, param_hint="--date")
    return value


def _checked_address(value: str | None) -> str | None:
    from publish.decisions import is_address

    if value and not is_address(value):
        message = f"{value!r} is not an address such as https://example.org/rents"
        raise typer.BadParameter(message, param_hint="--url")
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
