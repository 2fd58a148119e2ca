"""publish inspect: one article at any stage, and the editor's word about what was taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, NamedTuple, cast

import typer

from publish.cli import report
from publish.cli.field_names import FieldNames, named_fields

if TYPE_CHECKING:
    from publish.decisions import Value
    from publish.errors import EmptyArticle
    from publish.files import Found
    from publish.model.article import Article, Draft, Passage
    from publish.normaliser.cleaning.numbers import Numbers

HELP = """Show one article at any stage: words, draft, article, removals, html.

The article is shown with what was taken out in place, struck through or marked with ~, with
rule and reason. Every block has a number that it keeps. --restore N brings one back,
--strip N takes one out, --field NAME=TEXT sets a field: all are written to decisions.toml
beside the file, and every later build honours them. --undo N takes back decision N."""

_STAGES = ("words", "draft", "article", "removals", "html")
_ALSO = {"author": "byline", "authors": "byline", "date": "published"}  # as build has them
_NUMBERS = re.compile(r"(\d{1,9})(?:[-–](\d{1,9})|\.(\d{1,9}))?")
_LONGEST_RUN = 10_000  # blocks from the first to the last that one option names


def inspect(
    file: Annotated[str, typer.Argument(metavar="FILE", show_default=False)],
    stage: Annotated[
        str, typer.Option(metavar="NAME", help="words, draft, article, removals or html.")
    ] = "article",
    html: Annotated[
        str, typer.Option("--html", metavar="FILE", show_default=False, help="Write it as a page.")
    ] = "",
    restore: Annotated[
        list[str] | None,
        typer.Option(metavar="N", show_default=False, help="Bring block N back: 4, 4-6 or 4.2."),
    ] = None,
    strip: Annotated[
        list[str] | None,
        typer.Option(metavar="N", show_default=False, help="Take block N out: 4 or 4-6."),
    ] = None,
    field: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=TEXT",
            show_default=False,
            help="Set a field, such as title=…; without text, give back what was found.",
        ),
    ] = None,
    undo: Annotated[
        list[int] | None,
        typer.Option(metavar="N", min=1, show_default=False, help="Take back decision N."),
    ] = None,
    changes: Annotated[
        str,
        typer.Option(metavar="WHAT", help="Tracked changes in Word: accept, reject or show."),
    ] = "accept",
    clean: Annotated[
        bool, typer.Option("--clean", help="Clean Word files as web pages are cleaned.")
    ] = False,
    fields: FieldNames = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show an article (see HELP)."""
    if stage not in _STAGES:
        raise typer.BadParameter(
            f"{stage!r} is none of: {', '.join(_STAGES)}", param_hint="--stage"
        )
    from dataclasses import replace
    from pathlib import Path

    import publish
    from publish import archives
    from publish.settings import check_changes, load_settings

    asked = _Asked(restore or [], strip or [], _fields(field or []), undo or [])
    if file == "-" and any(asked):
        raise typer.BadParameter("decisions need a file to stand beside")
    named = named_fields(fields, load_settings(Path()).options.recipe.fields)
    found = _found(file, named)
    if found is None:
        if any(asked) or html or stage != "article":
            raise typer.BadParameter(f"{file} holds several articles: name one of them")
        _list(file, named, as_json=as_json)
        return
    file = found.typed
    told = check_changes(changes, "--changes")
    source = replace(archives.load(found), changes=told, fields=named)
    draft = publish.read(source)
    if clean:
        draft = draft.anonymous
    if any(asked):
        _decide(asked, draft, file)
    if stage == "words":
        _show_words(draft, as_json=as_json)
        return
    if stage == "draft":
        _show_draft(draft, as_json=as_json)
        return
    try:
        article = _cleaned(draft, file)
    except publish.EmptyArticle as emptied:
        if stage == "removals":
            _show_emptied(emptied, as_json=as_json)
        raise
    shown = _Shown(article, _numbers(draft, article, file), _decisions(file))
    if html:
        _save_page(shown, html)
    else:
        _show(shown, stage, as_json=as_json)
    if file != "-":
        _tell_strangers(file, named)


def _found(file: str, fields: Mapping[str, str]) -> Found | None:
    """The source that is asked for; None for a file of no article, or of several."""
    from pathlib import Path

    from publish.archives.articles import articles_at, found_at
    from publish.files import STDIN, Found, file_of

    if file == "-":
        return Found(STDIN, "-")
    if file_of(file) == Path(file):
        held = articles_at(Path(file), fields=fields)
        if held is not None:
            return held[0] if len(held) == 1 else None
    return found_at(file, fields=fields)


def _list(file: str, fields: Mapping[str, str], *, as_json: bool) -> None:
    """Print what a file of articles holds: their names, as every verb takes them, and titles."""
    from pathlib import Path

    from publish.archives.articles import articles_at

    held = articles_at(Path(file), fields=fields) or ()
    for each in held:
        title = each.member.title if each.member else ""
        failure = each.refused.message if each.refused else ""
        if as_json:
            print(report.json_text({"name": each.typed, "title": title, "failure": failure}))
        else:
            print(f"{report.shown(each.typed)}  {report.readable(title or failure)}".rstrip())
    count = "1 article" if len(held) == 1 else f"{len(held):,} articles"
    first = f"; see one: publish inspect {report.shown(held[0].typed)}" if held else ""
    report.talk(f"{report.shown(file)} holds {count}{first}")


class _Asked(NamedTuple):
    """What the command line decides."""

    restore: list[str]
    strip: list[str]
    fields: dict[str, Value | None]
    undo: list[int]


class _Shown(NamedTuple):
    """An article, the numbers of its blocks, and what was decided about it."""

    article: Article
    numbers: Numbers
    decisions: tuple[str, ...]


def _fields(given: list[str]) -> dict[str, Value | None]:
    """The fields that are set, by name; None for one that is given back."""
    from publish.decisions import LISTS

    made: dict[str, Value | None] = {}
    for each in given:
        name, equals, text = each.partition("=")
        name = name.strip().replace("-", "_").lower()
        name, text = _ALSO.get(name, name), text.strip()
        if not equals:
            raise typer.BadParameter(f"{each!r} is not NAME=TEXT", param_hint="--field")
        before = made.get(name)
        if name in made and not (name in LISTS and text and before):
            raise typer.BadParameter(f"{name} is given twice", param_hint="--field")
        if name in LISTS and text:
            made[name] = (*(before or ()), text)
        else:
            made[name] = text or None
    return made


def _decide(asked: _Asked, draft: Draft, file: str) -> None:
    """Write down what is decided, about blocks by the source's words for them."""
    import publish

    restore: list[str] = []
    strip: list[Passage] = []
    if asked.restore or asked.strip:
        try:
            numbers = _numbers(draft, _cleaned(draft, file), file)
        except publish.EmptyArticle as emptied:
            from publish.normaliser.cleaning.numbers import Numbers

            numbers = Numbers.emptied(draft, emptied)
        for number, part in _picked(asked.restore, "--restore"):
            words = numbers.words_to_restore(number, part)
            if not words:
                label = f"{number}.{part}" if part else number
                raise typer.BadParameter(f"there is no removal {label}; {numbers.told}")
            restore += words
        for number, part in _picked(asked.strip, "--strip"):
            last = len(numbers.blocks)
            if part or not 0 < number <= last:
                label = f"{number}.{part}" if part else number
                raise typer.BadParameter(f"there is no block {label}; the last one is {last}")
            if not (passages := numbers.passages_to_strip(number)):
                raise typer.BadParameter(f"block {number} has no words to know it by")
            strip += passages
    publish.decide(file, restore=restore, strip=strip, values=asked.fields, undo=asked.undo)


def _picked(given: list[str], option: str) -> Iterator[tuple[int, int]]:
    """The blocks that are named, each with its part, 0 for all of it."""
    for each in given:
        found = _NUMBERS.fullmatch(each.strip())
        if not found:
            message = f"{each!r} is no number of a block, such as 4, 4-6 or 4.2"
            raise typer.BadParameter(message, param_hint=option)
        first, last = int(found[1]), int(found[2] or found[1])
        if not 0 <= last - first < _LONGEST_RUN:
            raise typer.BadParameter(f"{each!r} names no blocks", param_hint=option)
        yield from ((number, int(found[3] or 0)) for number in range(first, last + 1))


def _numbers(draft: Draft, article: Article, file: str) -> Numbers:
    import publish
    from publish.normaliser.cleaning.numbers import Numbers

    restore = () if file == "-" else publish.load_decisions(file).restore
    return Numbers.of(draft, article, restore)


def _decisions(file: str) -> tuple[str, ...]:
    import publish

    return () if file == "-" else publish.list_decisions(file)


def _tell_strangers(file: str, fields: Mapping[str, str]) -> None:
    """Say which tables of decisions.toml speak of no source: the one meant may be this."""
    from publish.archives.articles import articles_at
    from publish.decisions import decisions_in
    from publish.files import file_of

    opened = file_of(file)
    articles = {each.own_name for each in articles_at(opened, fields=fields) or ()}
    names = {path.name for path in opened.parent.iterdir()}
    closed = names - {opened.name} if articles else names
    for note in decisions_in(opened.parent).strangers(names | articles, closed):
        report.talk(report.line(note.weight, note.message, f"({note.code})"))


def _save_page(shown: _Shown, path: str) -> None:
    from pathlib import Path

    from publish import files
    from publish.cli import marked

    files.save({"": marked.page(*shown).encode()}, Path(path))


def _show(shown: _Shown, stage: str, *, as_json: bool) -> None:
    import shutil

    import publish
    from publish.cli import marked

    article, numbers, decisions = shown
    if stage == "html":
        from publish.compose import compose

        edition = publish.Edition.of(article)
        print(compose(edition, publish.load_layout("briefing"), "screen").html)
    elif stage == "removals":
        _show_removals(shown, as_json=as_json)
    elif as_json:
        print(publish.to_json(article).decode(), end="")
    else:
        width = min(shutil.get_terminal_size((100, 24)).columns, 100)
        colour = report.has_colour()
        print(
            marked.text(article, width=width, colour=colour, numbers=numbers, decisions=decisions)
        )


def _cleaned(draft: Draft, file: str) -> Article:
    import publish

    rules = publish.load_rules(file)
    if file == "-":
        return publish.normalise(draft, rules=rules)
    profile = publish.load_profile(file, draft)
    return publish.normalise(draft, publish.load_decisions(file), profile, rules)


def _show_words(draft: Draft, *, as_json: bool) -> None:
    """All that a draft says and nothing else, in order: blocks, items and cells on their lines."""
    from publish.model.walk import text_of

    for block in draft.blocks:
        words = text_of(block).replace("\t", " ")  # between cells
        lines = [line for line in words.split("\n") if line.strip()]
        if as_json:
            print(report.json_text("\n".join(lines)))
        elif lines:
            print("\n".join(map(report.readable, lines)))


def _show_draft(draft: Draft, *, as_json: bool) -> None:
    import textwrap

    from publish.model.codec import encode
    from publish.model.walk import folded, text_of

    if as_json:
        print(report.json_text(encode(draft), indent=1))
        return
    for block in draft.blocks:
        kind = type(block).__name__
        trail = report.shown(" > ".join(block.origin.trail))
        shown = textwrap.shorten(folded(text_of(block)), 70, placeholder=" …")
        print(f"{block.origin!s:<13} {kind:<13} {report.readable(shown)}  {trail}".rstrip())


def _show_emptied(emptied: EmptyArticle, *, as_json: bool) -> None:
    """What went from an article of which nothing is left, numbered as --restore counts."""
    for number, (rule, text) in zip(emptied.numbers, emptied.removed, strict=True):
        if as_json:
            document = {"number": number, "rule": rule, "text": text}
            print(report.json_text(document))
        else:
            print(f"{number:>3}  {rule:<20} {_quoted(text)}")


def _show_removals(shown: _Shown, *, as_json: bool) -> None:
    """The removals; as text a line for each block, as JSON one for each removal."""
    from publish.model.codec import encode

    gone = (*shown.numbers.gone, *shown.numbers.edited)
    if as_json:
        for removal in shown.article.removals:
            labels = [each.label for each in gone if each.removal is removal]
            said = {**cast("dict[str, object]", encode(removal)), "numbers": labels}
            print(report.json_text(said))
        return
    for each in gone:
        removal = each.removal
        span = f" [{removal.span[0]}:{removal.span[1]}]" if removal.span else ""
        moved = f" → {removal.moved_to}" if removal.moved_to else ""
        why = report.readable(removal.why)
        print(
            f"{each.label:>3}  {removal.origin!s:<13}{span} {removal.rule:<20}"
            f" {_quoted(each.text)}{moved}  ({why})"
        )


def _quoted(text: str) -> str:
    """A passage on one line, in the quotes that it does not hold."""
    from publish.model.walk import folded

    mark = '"' if "'" in text and '"' not in text else "'"
    return f"{mark}{report.readable(folded(text))}{mark}"
