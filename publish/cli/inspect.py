"""publish inspect: one article at any stage, and the editor's word about what was taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from publish.cli import report

if TYPE_CHECKING:
    from publish.errors import EmptyArticle
    from publish.model.article import Article, Draft

Thing = TypeVar("Thing")

HELP = """Show one article at any stage: draft, article, removals, html.

The article is shown with what was taken out in place, struck through or marked with ~, with
rule and reason. --restore N brings removal N back, --strip N takes paragraph N out: both are
written to decisions.toml beside the file, and every later build honours them."""

_STAGES = ("draft", "article", "removals", "html")


def inspect(
    file: Annotated[str, typer.Argument(metavar="FILE", show_default=False)],
    stage: Annotated[
        str, typer.Option(metavar="NAME", help="draft, article, removals or html.")
    ] = "article",
    html: Annotated[
        str, typer.Option("--html", metavar="FILE", show_default=False, help="Write it as a page.")
    ] = "",
    restore: Annotated[
        list[int] | None,
        typer.Option(metavar="N", min=1, show_default=False, help="Bring removal N back."),
    ] = None,
    strip: Annotated[
        list[int] | None,
        typer.Option(metavar="N", min=1, show_default=False, help="Take paragraph N out."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show an article (see HELP)."""
    if stage not in _STAGES:
        raise typer.BadParameter(
            f"{stage!r} is none of: {', '.join(_STAGES)}", param_hint="--stage"
        )
    from pathlib import Path

    import publish
    from publish import files

    if file == "-" and (restore or strip):
        raise typer.BadParameter("decisions need a file to stand beside")
    found = files.Found(files.STDIN if file == "-" else Path(file).name, Path(file))
    draft = publish.read(files.load(found))
    if stage == "draft":
        _show_draft(draft, as_json=as_json)
        return
    try:
        article = _decided(_cleaned(draft, file), draft, file, restore or [], strip or [])
    except publish.EmptyArticle as emptied:
        if stage == "removals":
            _show_emptied(emptied, as_json=as_json)
        if not restore:
            raise
        article = _refilled(emptied, draft, file, restore, strip or [])
    if html:
        _save_page(article, html)
    else:
        _show(article, stage, as_json=as_json)


def _decided(
    article: Article, draft: Draft, file: str, restore: list[int], strip: list[int]
) -> Article:
    """The article after the editor's word about its removals and paragraphs, which is kept."""
    if not (restore or strip):
        return article
    import publish

    publish.decide(
        file,
        restore=[_numbered(article.removals, number, "removal").text for number in restore],
        strip=[publish.text_of(_numbered(article.body, n, "paragraph")) for n in strip],
    )
    return _cleaned(draft, file)


def _refilled(
    emptied: EmptyArticle, draft: Draft, file: str, restore: list[int], strip: list[int]
) -> Article:
    """The article of an emptied one, with removals brought back."""
    import publish

    texts = [_numbered(emptied.removed, number, "removal")[1] for number in restore]
    publish.decide(file, restore=texts)
    return _decided(_cleaned(draft, file), draft, file, [], strip)


def _save_page(article: Article, path: str) -> None:
    from pathlib import Path

    from publish import files
    from publish.cli import marked

    files.save({"": marked.page(article).encode()}, Path(path))


def _show(article: Article, stage: str, *, as_json: bool) -> None:
    import shutil

    import publish
    from publish.cli import marked

    if stage == "html":
        from publish.compose import compose

        edition = publish.Edition.of(article)
        print(compose(edition, publish.load_layout("briefing"), "screen").html)
    elif stage == "removals":
        _show_removals(article, as_json=as_json)
    elif as_json:
        print(publish.to_json(article).decode(), end="")
    else:
        width = min(shutil.get_terminal_size((100, 24)).columns, 100)
        print(marked.text(article, width=width, colour=report.has_colour()))


def _cleaned(draft: Draft, file: str) -> Article:
    import publish

    rules = publish.load_rules(file)
    if file == "-":
        return publish.normalise(draft, rules=rules)
    profile = publish.load_profile(file, draft)
    return publish.normalise(draft, publish.load_decisions(file), profile, rules)


def _numbered(things: tuple[Thing, ...], number: int, kind: str) -> Thing:
    if number > len(things):
        raise typer.BadParameter(f"there is no {kind} {number}; the last one is {len(things)}")
    return things[number - 1]


def _show_draft(draft: Draft, *, as_json: bool) -> None:
    import json
    import textwrap

    from publish.model.codec import encode
    from publish.model.walk import folded, text_of

    if as_json:
        print(json.dumps(encode(draft), ensure_ascii=False, indent=1))
        return
    for block in draft.blocks:
        kind = type(block).__name__
        trail = report.shown(" > ".join(block.origin.trail))
        shown = textwrap.shorten(folded(text_of(block)), 70, placeholder=" …")
        print(f"{block.origin!s:<13} {kind:<13} {report.readable(shown)}  {trail}".rstrip())


def _show_emptied(emptied: EmptyArticle, *, as_json: bool) -> None:
    """What went from an article of which nothing is left, numbered as --restore counts."""
    import json

    for number, (rule, text) in enumerate(emptied.removed, 1):
        if as_json:
            print(json.dumps({"rule": rule, "text": text}, ensure_ascii=False))
        else:
            print(f"{number:>3}  {rule:<20} {_quoted(text)}")


def _show_removals(article: Article, *, as_json: bool) -> None:
    import json

    from publish.model.codec import encode

    for number, gone in enumerate(article.removals, 1):
        if as_json:
            print(json.dumps(encode(gone), ensure_ascii=False))
            continue
        span = f" [{gone.span[0]}:{gone.span[1]}]" if gone.span else ""
        moved = f" → {gone.moved_to}" if gone.moved_to else ""
        why = report.readable(gone.why)
        print(
            f"{number:>3}  {gone.origin!s:<13}{span} {gone.rule:<20} {_quoted(gone.text)}{moved}"
            f"  ({why})"
        )


def _quoted(text: str) -> str:
    """A passage on one line, in the quotes that it does not hold."""
    from publish.model.walk import folded

    mark = '"' if "'" in text and '"' not in text else "'"
    return f"{mark}{report.readable(folded(text))}{mark}"
