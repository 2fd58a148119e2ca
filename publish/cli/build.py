"""publish build: convert articles, skipping what is up to date."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from publish.cli.build_line import CommandLine
from publish.cli.field_names import named_fields
from publish.cli.signature import declared_by
from publish.cli.sources import asked_for
from publish.cli.telling import Manner, told
from publish.cli.watching import watch
from publish.errors import SettingsError

if TYPE_CHECKING:
    from publish.model.limits import Limits
    from publish.model.recipe import Recipe
    from publish.settings import Options, Settings

HELP = """Convert articles, skipping what is up to date.

Takes folders, files, or - for standard input; with none, what the settings name.
Results go into the folder --into, named after their sources."""
EPILOG = """Examples:
publish build articles --into briefs --to pdf --to docx;
publish build rents.html -o brief.pdf --set page.size=letter;
curl -s ADDRESS | publish build - -o brief.pdf;
find . -name '*.html' | publish build --from-file -.
Exit codes: 0 done, 1 some articles failed, 2 wrong use or settings."""


@declared_by(CommandLine)
def build(context: typer.Context, line: CommandLine) -> None:
    """Convert articles (see HELP)."""
    from publish import batch
    from publish.cli.project import project as settings_here
    from publish.rules_file import rules_in

    def asked(*, again: bool = False) -> tuple[list[str], Options, tuple[str, ...]]:
        project = settings_here(quiet=line.quiet or again)
        options = _options(line, given_names(context), project)
        options = options.changed({"own_rules": rules_in(Path())})
        paths, options = asked_for(line, options, project)
        return paths, options, (line.css or project.css, line.reference or project.reference)

    manner = Manner(line.quiet, line.as_json, line.notes, line.debug, line.dry_run, line.shard)
    paths, options, beside = asked()
    if line.watch:
        if "-" in (*paths, line.from_file):
            raise SettingsError("--watch cannot wait for standard input", hint="name folders")
        watch((paths, options, beside), lambda: asked(again=True), manner)
    stdin = _standard_input(options.recipe.limits) if "-" in paths else b""
    made = told(
        lambda expect, tell: batch.build(
            paths, options, stdin=stdin, on_start=expect, on_result=tell
        ),
        manner,
    )
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
    if line.shard:  # what the settings ask for besides is left to --join
        said |= {name: False for name in ("index", "unique") if name not in given}
    if (
        line.sources or line.from_file
    ):  # who names articles wants these, and not the settings' editions
        said["editions"] = ()
    options = below.changed(said)
    if format := single_format(options.into):  # of which what the settings say of a folder is none
        of_one: dict[str, object] = {"to": (format,), "spread": False}
        options = options.changed({name: of_one[name] for name in of_one.keys() - given})
    return options


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
        "fields": named_fields(line.fields, below.fields),
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
    from publish import files, loading

    return loading.load(files.Found(files.STDIN, "-"), limits).data
