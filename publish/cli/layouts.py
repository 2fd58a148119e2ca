"""publish layouts: list the layouts, show one and its options, start one from another."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(
    help="List the layouts, show one and its options, start one from another.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("list", help="List the layouts.")
def list_all() -> None:
    """One line a layout."""
    from publish.layouts import list_layouts

    for each in list_layouts():
        own = "  (yours)" if each.own else ""
        print(f"{each.name:<14}{each.summary}{own}")


@app.command("show", help="Show a layout and its options.")
def show(name: Annotated[str, typer.Argument(metavar="NAME")]) -> None:
    """The layout's summary, its formats, and each option with default and help."""
    from publish.layouts import describe

    found = describe(name)
    print(f"{found.name}: {found.summary}")
    print(f"Formats: {', '.join(found.formats)}")
    print("Options, for --set KEY=VALUE or [layouts.NAME] in publish.toml:")
    for option in found.options:
        choices = f"; one of {', '.join(option.choices)}" if option.choices else ""
        print(f"  {option.key:<16}{option.help} (default: {option.default or 'empty'}{choices})")


@app.command("new", help="Start a layout of your own from another, in ./layouts/NAME.")
def new(
    name: Annotated[str, typer.Argument(metavar="NAME")],
    start: Annotated[str, typer.Option("--from", metavar="NAME", help="The layout to copy.")] = (
        "briefing"
    ),
) -> None:
    """Copy a layout into the project's own folder of layouts."""
    from publish.layouts.copying import copy_layout

    print(f"made {copy_layout(start, name)}")
