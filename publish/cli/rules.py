"""publish rules: list the cleaning rules, or explain one with an example that is run."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Annotated

import typer

from publish.cli import report

if TYPE_CHECKING:
    from publish.normaliser import Rule

HELP = "List the cleaning rules, or explain one with an example."


def rules(
    rule: Annotated[str | None, typer.Argument(metavar="[ID]", show_default=False)] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object for each rule.")
    ] = False,
) -> None:
    """List or explain rules (see HELP)."""
    from pathlib import Path

    from publish.errors import SettingsError, nearest
    from publish.normaliser import RULES, own_rules
    from publish.rules_file import rules_in

    all_rules = (*own_rules(rules_in(Path())), *RULES)
    known = {each.id: each for each in all_rules}
    if rule is not None and rule not in known:
        raise SettingsError(f"no rule {rule!r}", hint=nearest(rule, known))
    chosen = all_rules if rule is None else (known[rule],)
    for each in chosen:
        if as_json:
            document = {"id": each.id, "summary": each.summary, "example": each.example}
            print(report.json_text(document))
        elif rule is None:
            print(f"{each.id:<22}{each.summary}")
        else:
            print(f"{each.id}: {each.summary}")
            _explain(each)


def _explain(rule: Rule) -> None:
    """Run the rule's example and show what it takes, with the reason it gives."""
    print(f'Turn it off: [rules] off = ["{rule.id}"] in publish.toml')
    if rule.more:
        print()
        for line in rule.more.split("\n"):
            indent = " " * (len(line) - len(line.lstrip()))
            print(textwrap.fill(line, 88, initial_indent="", subsequent_indent=indent))
    if not rule.example:
        return
    from publish import readers
    from publish.model.article import Source
    from publish.model.walk import folded
    from publish.normaliser import normalise

    article = normalise(readers.read(Source("example.txt", rule.example.encode())))
    mine = [gone for gone in article.removals if gone.rule == rule.id]
    taken = {folded(line) for gone in mine for line in gone.text.split("\n")}
    print("\nIn this text it takes what is marked with ~:\n")
    for line in rule.example.split("\n"):
        mark = "~" if line.strip() and folded(line) in taken else " "
        print(f"  {mark} {line}".rstrip())
    for gone in mine:
        where = f", now the article's {gone.moved_to}" if gone.moved_to else ""
        print(f"\nReason: {gone.why}{where}.")
