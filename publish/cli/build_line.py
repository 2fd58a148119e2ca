"""The words of `publish build`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

from publish.cli.field_names import FieldNames
from publish.errors import listed
from publish.model.formats import FORMATS

_FORMATS = listed([format.name for format in FORMATS], "or")


@dataclass(frozen=True, slots=True)
class CommandLine:
    """The words of `publish build`. What is called as a field of Options or Recipe sets it."""

    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FOLDER|FILE|-]", show_default=False, help="What to convert."),
    ] = None
    base: Annotated[
        str,
        typer.Option(
            "--below",
            metavar="FOLDER",
            show_default=False,
            help="The folder that names of files are below.",
        ),
    ] = ""
    from_file: Annotated[
        str,
        typer.Option(
            metavar="LIST",
            show_default=False,
            help="Read paths of sources, one a line; - is stdin.",
        ),
    ] = ""
    follow_links: Annotated[
        bool, typer.Option("--follow-links", help="Follow links that lead out of their folder.")
    ] = False
    http: Annotated[bool, typer.Option("--http", help="Fetch pages on the web that are named.")] = (
        False
    )
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
            autocompletion=lambda: [format.name for format in FORMATS],
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
    cluster: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS|local",
            show_default=False,
            help="The Dask scheduler whose nodes do the work, or local.",
        ),
    ] = ""
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
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace results that people changed, and strangers.")
    ] = False
    verify: Annotated[
        bool, typer.Option("--verify", help="Read everything, whatever its dates say.")
    ] = False
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be built and why; write nothing.")
    ] = False
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove results whose sources are gone.")
    ] = False
    index: Annotated[
        bool, typer.Option("--index", help="Write index.html for readers of the results.")
    ] = False
    spread: Annotated[
        bool, typer.Option("--spread", help="Put results into 256 folders, by a hash of names.")
    ] = False
    shard: Annotated[
        str,
        typer.Option(
            metavar="K/N",
            show_default=False,
            help="Build a share: one of N processes for one folder.",
        ),
    ] = ""
    join: Annotated[
        bool, typer.Option("--join", help="Make one run of what all shards have built.")
    ] = False
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on, and build what changes as it changes.")
    ] = False
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
    fields: FieldNames = None
    attach_source: Annotated[
        bool, typer.Option("--attach-source", help="Carry the source file inside the PDF.")
    ] = False
    unique: Annotated[
        bool, typer.Option("--unique", help="Print an article once that is there twice.")
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
