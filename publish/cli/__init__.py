"""The command line: verbs parse, call one function of the API, and print."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from typer.exceptions import TyperException

from publish.cli import build, check, compare, inspect, layouts, learn, merge, report, rules
from publish.errors import (
    ClusterError,
    DiskFailed,
    FolderLocked,
    LeaseLost,
    PublishError,
    SaveError,
)
from publish.version import VERSION

if TYPE_CHECKING:
    from types import TracebackType


_BUG = 70
_TERMINATED = 143
_INTERRUPTED = 130
_STAYS = "what was finished stays, the next run goes on from there"

app = typer.Typer(
    name="publish",
    help="Turn scraped articles into clean PDF, Word, EPUB and XHTML.",
    epilog="Start with: publish build FOLDER --to pdf --to docx",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
)
app.command("build", help=build.HELP, epilog=build.EPILOG)(build.build)
app.command("inspect", help=inspect.HELP)(inspect.inspect)
app.command("rules", help=rules.HELP)(rules.rules)
app.add_typer(layouts.app, name="layouts")
app.command("learn", help=learn.HELP)(learn.learn)
app.command("merge", help=merge.HELP, epilog=merge.EPILOG)(merge.merge)
app.command("compare", help=compare.HELP, epilog=compare.EPILOG)(compare.compare)
app.command("check", help=check.HELP)(check.check)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"publish {VERSION}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    pass


def main() -> NoReturn:
    """Run the command line and end with its exit code (docs/architecture.md, Command line)."""
    report.make_streams_safe()
    signal.signal(signal.SIGTERM, _terminated)
    sys.excepthook = _bug
    try:
        # Not app(): it would put a hook of its own in the place of ours.
        code = typer.main.get_command(app)(prog_name=app.info.name, standalone_mode=False)
        if code == _INTERRUPTED:  # so typer answers KeyboardInterrupt
            raise KeyboardInterrupt
    except PublishError as error:
        report.error(error)
        code = _code_of(error)
    except TyperException as error:
        report.talk(f"publish: {error.format_message()}")
        report.talk("    hint: publish --help, or publish VERB --help")
        code = error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        report.talk(f"interrupted; {_STAYS}")
        code = _INTERRUPTED
    except SystemExit as ended:
        if ended.code == _TERMINATED:
            report.talk(f"terminated; {_STAYS}")
        raise
    except BrokenPipeError:
        # The reader of our output has gone, as in `publish rules | head`.
        sys.stderr.close()
        code = 0
    sys.exit(code if isinstance(code, int) else 0)


def _bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say that publish made a mistake, and end with 70; --debug shows where."""
    report.talk(f"publish: {kind.__name__}: {error}  (bug)")
    if "--debug" in sys.argv:
        import traceback

        report.talk("".join(traceback.format_exception(kind, error, trace)))
    else:
        report.talk("    hint: this is a mistake in publish; --debug shows where")
    raise SystemExit(_BUG)


def _code_of(error: PublishError) -> int:
    match error:
        case FolderLocked() | LeaseLost():
            return 75
        case DiskFailed():
            return 74
        case SaveError():
            return 73
        case ClusterError():
            return 69
        case _:
            return 2 if error.code.startswith(("settings", "layout")) else 1


def _terminated(_signal: int, _frame: object) -> NoReturn:
    raise SystemExit(_TERMINATED)
