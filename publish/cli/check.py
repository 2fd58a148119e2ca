"""publish check: whether settings, layouts, fonts and libraries are in order."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from publish.cli import report

HELP = "Check settings, layouts, fonts and installed libraries."

_LIBRARIES = ("weasyprint", "python-docx", "jinja2", "selectolax", "lxml", "pillow")


def check(
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object for each thing checked.")
    ] = False,
) -> None:
    """Check the installation and the project (see HELP)."""
    import json

    from publish.errors import PublishError

    wrong = 0
    for name, look in _checks():
        try:
            found, hint, good = look(), "", True
        except PublishError as error:
            found, hint, good = str(error), error.hint, False
            wrong += 1
        if as_json:
            print(json.dumps({"check": name, "ok": good, "found": found, "hint": hint}))
        else:
            print(report.line("ok" if good else "wrong", name, found))
            if hint:
                print(f"         hint: {hint}")
    raise typer.Exit(1 if wrong else 0)


def _checks() -> Iterator[tuple[str, Callable[[], str]]]:
    from importlib.metadata import version

    yield "python", lambda: ".".join(map(str, sys.version_info[:3]))
    yield "libraries", lambda: ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    yield "pango", _pango
    yield "print parts", _parts
    yield "settings", _settings
    yield "own rules", _own_rules
    from publish.layouts.chain import known_layouts

    for name in known_layouts():
        yield f"layout {name}", partial(_layout, name)
    yield "fonts", _fonts


def _pango() -> str:
    from publish import native

    native.ensure()
    return ", ".join(f"{name} {number}" for name, number in native.versions().items())


def _parts() -> str:
    from publish import native

    native.ensure()
    # Here, not above: the engine takes a second to load.
    from publish.writers.pdf.engine_parts import verdicts

    runs = ", ".join(verdict.part.name for verdict in verdicts() if verdict.runs)
    idle = [f"{each.part.name} ({each.why})" for each in verdicts() if not each.runs]
    return f"{runs}; left out: {', '.join(idle)}" if idle else runs


def _settings() -> str:
    from publish.cli.project import unused
    from publish.layouts import load_layout
    from publish.pipeline.trial import try_layout
    from publish.settings import load_settings, word_template

    found = load_settings(Path())
    name = found.options.recipe.layout
    layout = load_layout(name, options=found.options.layouts.get(name))
    if found.reference:
        template = word_template(found.reference)
        try_layout(replace(layout, reference=template, reference_name=found.reference))
    said = f"{', '.join(found.sources) or 'no sources'} to {', '.join(found.options.to)}"
    return "; ".join(filter(None, (said, unused())))


def _own_rules() -> str:
    from publish.rules_file import rules_in

    return f"{len(rules_in(Path()))} in this folder"


def _layout(name: str) -> str:
    from publish.layouts import load_layout
    from publish.pipeline.trial import try_layout

    layout = load_layout(name)
    try_layout(layout)
    template = f", the Word template {layout.reference_name}" if layout.reference else ""
    return f"{len(layout.options)} options{template}"


def _fonts() -> str:
    from publish.files import shipped
    from publish.layouts.fonts import font_files

    return f"{len(list(font_files(shipped('fonts'))))} files"
