"""publish layouts: list the layouts, show one and its options, start one from another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from publish.layouts import Option

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
    if found.extends:
        print(f"Extends: {', '.join(found.extends)}")
    print(f"Formats: {', '.join(found.formats)}")
    if found.template:
        print(f"Word template: {found.template}")
    print("Options, for --set KEY=VALUE or [layouts.NAME] in publish.toml:")
    for option in found.options:
        print(f"  {option.key:<16}{option.help} ({_values(option)})")


def _values(option: Option) -> str:
    """What an option may be, in brackets behind its help."""
    parts = [f"default: {option.default or 'empty'}"]
    if option.choices:
        parts.append(f"one of {', '.join(option.choices)}")
    elif option.kind != "text":
        parts.append(option.kind)
    parts += [each for each in (option.bounds, option.article and "also per article") if each]
    return "; ".join(parts)


@app.command("new", help="Start a layout of your own from another, in ./layouts/NAME.")
def new(
    name: Annotated[str, typer.Argument(metavar="NAME")],
    start: Annotated[str, typer.Option("--from", metavar="NAME", help="The layout to extend.")] = (
        "briefing"
    ),
    whole: Annotated[
        bool, typer.Option("--whole", help="Copy all its files instead of extending it.")
    ] = False,
) -> None:
    """Make a layout in the project's own folder of layouts."""
    from publish.layouts.copying import copy_layout, start_layout

    print(f"made {(copy_layout if whole else start_layout)(start, name)}")
