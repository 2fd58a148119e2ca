"""Two articles side by side as one HTML page that needs nothing else: no script, no request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Literal, assert_never

from publish.compose.languages import direction_of
from publish.model.tree import (
    Anchor,
    Checkbox,
    Code,
    Deleted,
    Emphasis,
    Footnote,
    Foreign,
    Formula,
    Inline,
    Inlines,
    Inserted,
    LineBreak,
    Link,
    Picture,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from publish.model.walk import folded, text_of_inlines
from publish.revision.three import Conflict

State = Literal["kept", "struck", "inserted"]
Change = Literal["", "changed", "gone", "new", "moved away", "moved here", "conflict"]
"""What became of a line; "" where it is the same."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A few words of a line, and whether they stand in both texts or in one."""

    state: State
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Row:
    """A line in both texts, or in one; None where it stands in none.

    `kind` is what it is: "title", "heading", "paragraph", "item" and so on. Of a conflict `now` is
    what the source says today. `remarks` are people's, with their authors.
    """

    kind: str
    before: tuple[Piece, ...] | None
    after: tuple[Piece, ...] | None
    change: Change = ""
    now: Inlines | None = None
    remarks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Sides:
    """What the page is about: a title, and what each side is called."""

    title: str
    before: str
    after: str
    language: str


def page(parts: Iterable[tuple[Sides, Sequence[Row]]]) -> str:
    """The page; of an edition it has one part an article."""
    several = list(parts)
    (first, _), *_ = several
    body = "\n".join(_part(sides, rows) for sides, rows in several)
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(first.title)}</title><style>{_CSS}</style>"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head>\n'
        f"<body><main>\n{body}\n</main></body></html>\n"
    )


def _part(sides: Sides, rows: Sequence[Row]) -> str:
    turned = f'lang="{escape(sides.language)}" dir="{direction_of(sides.language)}"'
    lines = "\n".join(_row(row, turned) for row in rows)
    changes = sum(row.change != "" for row in rows)
    count = f"{changes:,} line{'' if changes == 1 else 's'} of {len(rows):,} changed"
    return (
        f"<h1 {turned}>{escape(sides.title)}</h1>\n<p>{count}. Words that went are struck through,"
        " words that came are underlined.</p>\n"
        f'<table><thead><tr><th scope="col">Line</th><th scope="col">{escape(sides.before)}</th>'
        f'<th scope="col">{escape(sides.after)}</th></tr></thead>'
        f"\n<tbody>\n{lines}\n"
        "</tbody></table>"
    )


def _row(row: Row, turned: str) -> str:
    label = f"{row.kind}{f', {row.change}' if row.change else ''}"
    sign = f'<span aria-hidden="true">{_SIGNS[row.change]}</span> ' if row.change else ""
    before = _cell(row.before, turned, "", row.kind)
    more = _more(row, turned)
    after = _cell(row.after, turned, more, row.kind)
    mark = f' class="{row.change.split()[0]}"' if row.change else ""
    return f'<tr{mark}><th scope="row">{sign}{escape(label)}</th>{before}{after}</tr>'


def _cell(pieces: tuple[Piece, ...] | None, turned: str, more: str, kind: str) -> str:
    if pieces is None:
        return f"<td>{more}</td>"
    words = "".join(map(_piece, pieces))
    strong = f' class="{kind}"' if kind in _LARGE else ""
    return f"<td><p {turned}{strong}>{words}</p>{more}</td>"


_LARGE = frozenset({"title", "heading", "code"})


def _more(row: Row, turned: str) -> str:
    """What stands below a line's words: the third text of a conflict, and remarks."""
    made = ""
    if row.now is not None:
        words = _html(row.now) or "<em>nothing</em>"
        made += f'<div class="third"><b>The source says now</b><p {turned}>{words}</p></div>'
    for author, text in row.remarks:
        words = escape(text).replace("\n", "<br>")
        made += f'<div class="remark"><b>{escape(author)}</b><p dir="auto">{words}</p></div>'
    return made


def _piece(piece: Piece) -> str:
    words = _html(piece.inlines)
    match piece.state:
        case "kept":
            return words
        case "struck":
            return f"<del>{words}</del>"
        case "inserted":
            return f"<ins>{words}</ins>"
        case _:
            assert_never(piece.state)


def _html(inlines: Inlines) -> str:
    return "".join(_inline(each) for each in inlines)


def _inline(inline: Inline) -> str:
    """An inline as it reads; what would lead elsewhere or be loaded is named only."""
    match inline:
        case Text():
            return escape(inline.text)
        case Code():
            return f"<code>{escape(inline.text)}</code>"
        case Formula():
            return f"<code>{escape(inline.text)}</code>"
        case LineBreak():
            return "<br>"
        case Emphasis():
            return f"<em>{_html(inline.inlines)}</em>"
        case Strong():
            return f"<strong>{_html(inline.inlines)}</strong>"
        case Superscript():
            return f"<sup>{_html(inline.inlines)}</sup>"
        case Subscript():
            return f"<sub>{_html(inline.inlines)}</sub>"
        case Deleted():
            return f"<s>{_html(inline.inlines)}</s>"
        case Inserted():
            return f"<u>{_html(inline.inlines)}</u>"
        case Link():
            return f'<span class="link" title="{escape(inline.url)}">{_html(inline.inlines)}</span>'
        case Foreign():
            return f'<span lang="{escape(inline.language)}">{_html(inline.inlines)}</span>'
        case Picture():
            return f"<span>[{escape(inline.alt or 'picture')}]</span>"
        case Checkbox():
            return escape(inline.sign)
        case Footnote():
            return "<sup>[note]</sup>"
        case Anchor():
            return ""
        case _:
            assert_never(inline)


def with_conflicts(rows: Sequence[Row], conflicts: Sequence[Conflict]) -> tuple[Row, ...]:
    """The rows, those that are in conflict with what the source says now."""
    left = list(conflicts)
    made: list[Row] = []
    for row in rows:
        words = _words(row.after), _words(row.before)
        found = next((c for c in left if row.change and _fits(c, *words)), None)
        if found:
            left.remove(found)
            row = replace(row, change="conflict", now=(Text(found.now),) if found.now else ())
        made.append(row)
    for each in left:
        before, after, now = (
            (Text(text),) if text else () for text in (each.base, each.edited, each.now)
        )
        sides = (Piece("struck", before),), (Piece("inserted", after),)
        made.append(Row(each.field.replace("_", " "), *sides, change="conflict", now=now))
    return tuple(made)


def _words(pieces: tuple[Piece, ...] | None) -> str:
    return folded("".join(text_of_inlines(each.inlines) for each in pieces or ()))


def _fits(conflict: Conflict, after: str, before: str) -> bool:
    return folded(conflict.edited) == after and folded(conflict.base) == before


def texts(rows: Iterable[Row]) -> Iterator[str]:
    """The rows that changed, for a terminal: what went in [- -], what came in {+ +}."""
    for row in rows:
        if not row.change:
            continue
        yield f"{_SIGNS[row.change]} {row.kind}, {row.change}"
        for pieces in dict.fromkeys(side for side in (row.before, row.after) if side):
            yield f"    {_said(pieces)}"


def _said(pieces: tuple[Piece, ...]) -> str:
    said = (_MARKED[each.state].format(text_of_inlines(each.inlines)) for each in pieces)
    return folded("".join(said))


_MARKED: dict[State, str] = {"kept": "{}", "struck": "[-{}-]", "inserted": "{{+{}+}}"}
_SIGNS: dict[Change, str] = {
    "": " ",
    "changed": "~",
    "gone": "\u2212",
    "new": "+",
    "moved away": "\u2191",
    "moved here": "\u2193",
    "conflict": "!",
}

_CSS = """
:root { color-scheme: light dark; --ink: #111; --paper: #fff; --faint: #555; --line: #ccc;
  --gone: #8a1c1c; --gone-bg: #fbe9e7; --new: #0b5a2a; --new-bg: #e3f4e8; --odd: #fff6d6 }
@media (prefers-color-scheme: dark) { :root { --ink: #eee; --paper: #161616; --faint: #aaa;
  --line: #444; --gone: #ffb4ab; --gone-bg: #4a1c18; --new: #9fe3b4; --new-bg: #16391f;
  --odd: #3d3517 } }
body { margin: 0; font: 16px/1.5 Georgia, serif; color: var(--ink); background: var(--paper) }
main { max-width: 80em; margin: 0 auto; padding: 1em }
h1 { font-size: 1.5em; line-height: 1.25 }
table { width: 100%; border-collapse: collapse; table-layout: fixed }
th, td { text-align: start; vertical-align: top; padding: .4em .7em;
  border-top: 1px solid var(--line); overflow-wrap: anywhere }
thead th { position: sticky; top: 0; background: var(--paper) }
th { font: 13px/1.6 sans-serif; color: var(--faint) }
thead th:first-child { width: 8em }
td p { margin: 0; white-space: pre-line } .title { font-size: 1.3em; font-weight: bold }
.heading { font-weight: bold } .code, code { font-family: monospace; font-size: .9em }
del { color: var(--gone); background: var(--gone-bg); text-decoration: line-through }
ins { color: var(--new); background: var(--new-bg); text-decoration: underline }
tr[class] th { color: var(--ink); font-weight: bold } .conflict td { background: var(--odd) }
.remark, .third { border-inline-start: 3px solid var(--faint); margin: .5em 0 0;
  padding: 0 .7em; font: 14px/1.5 sans-serif }
.link { border-bottom: 1px dotted var(--faint) }
@media print { thead th { position: static } }
"""
