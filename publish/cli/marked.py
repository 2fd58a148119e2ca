"""An article with what was taken out of it, in place: for a terminal, and as a page."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from itertools import zip_longest
from typing import NamedTuple

from publish.cli.report import readable, said
from publish.model.article import Article, Removal
from publish.model.forms import is_line, is_place, label_of, numbers_of
from publish.model.titles import with_figures
from publish.model.tree import (
    NOWHERE,
    Block,
    Blocks,
    Deleted,
    Figure,
    Footnote,
    Inline,
    Inlines,
    Inserted,
    Listing,
    Paragraph,
    Picture,
    SectionBreak,
    Text,
)
from publish.model.walk import (
    blocks_inside,
    folded,
    rebuilt,
    text_of,
    text_of_blocks,
    text_of_inlines,
)
from publish.normaliser.cleaning.numbers import Numbers

_FIELDS = ("byline", "dateline", "published", "updated", "outlet", "url", "language", "tags")
_STRUCK, _FAINT, _BOLD, _PLAIN = "\x1b[9;31m", "\x1b[2m", "\x1b[1m", "\x1b[0m"

_CSS = """
body { font: 17px/1.5 Georgia, serif; max-width: 42em; margin: 2em auto; padding: 0 1em;
       color: #111; background: #fff }
h1 { line-height: 1.2 } dl { font: 14px/1.5 sans-serif; display: grid;
     grid-template-columns: 7em 1fr }
dt { color: #555 } dd { margin: 0 } .n { color: #555; font: 13px sans-serif; float: left;
       margin-left: -3.5em; width: 3em; text-align: right } p { white-space: pre-line }
del { color: #7a1f1f } .why { font: 13px sans-serif; color: #555; display: block }
@media (max-width: 52em) { .n { float: none; margin: 0 .5em 0 0 } }
"""


def text(
    article: Article,
    *,
    width: int,
    colour: bool,
    numbers: Numbers | None = None,
    decisions: Sequence[str] = (),
) -> str:
    """The article for a terminal: paragraphs and removals with their numbers, reasons behind.

    `decisions` are those about it in its file, which --undo takes back by their numbers.
    """

    def styled(words: str, style: str) -> str:
        return f"{style}{words}{_PLAIN}" if colour else words

    lines = [styled(readable(_words(article.title)), _BOLD), ""]
    lines += [f"{name:<11}{readable(value)}" for name, value in _fields(article)]
    for row in _rows(article, numbers):
        if row.begins:
            lines.append("")
        for index, each in enumerate(_wrapped(row.words, width - 6)):
            if row.gone:
                head = f"~{row.label:>3}  " if not colour else f"{row.label:>4}  "
                head = head if not index else "      " if colour else "~     "
                lines.append(styled(head, _FAINT) + styled(readable(each), _STRUCK))
            else:
                lines.append(f"{row.label if not index else '':>4}  {readable(each)}")
        if row.reason:
            lines.append(styled(f"      {readable(row.reason)}", _FAINT))
    if article.author_note:
        lines += ["", "      author note:"]
        for block in article.author_note:
            lines += [f"      {readable(each)}" for each in _wrapped(_text_of(block), width - 6)]
    lines += ["", *(f"{note.weight}: {readable(said(note))}" for note in article.notes)]
    if decisions:
        lines += ["", "decisions (--undo N takes one back):"]
        lines += [f"{number:>4}  {readable(each)}" for number, each in enumerate(decisions, 1)]
    return "\n".join(lines).rstrip()


def page(article: Article, numbers: Numbers | None = None, decisions: Sequence[str] = ()) -> str:
    """The same as one HTML page that needs nothing else."""
    title = escape(_words(article.title))
    fields = "".join(
        f"<dt>{name}</dt><dd>{escape(value)}</dd>\n" for name, value in _fields(article)
    )
    parts = []
    for row in _rows(article, numbers):
        words = escape(row.words.strip())
        if row.gone:
            reason = f"removal {row.label}: {row.reason}" if row.reason else f"removal {row.label}"
            why = f'<span class="why">{escape(reason)}</span>'
            parts.append(f"<p><del>{words}</del>{why}</p>")
        else:
            parts.append(f'<p><span class="n">{row.label}</span>{words}</p>')
    notes = "".join(f"<li>{note.weight}: {escape(said(note))}</li>" for note in article.notes)
    head = f"<head><meta charset=utf-8><title>{title}</title><style>{_CSS}</style></head>"
    tail = f"<h2>Notes</h2><ul>{notes}</ul>" if notes else ""
    decided = "".join(f"<li>{escape(each)}</li>" for each in decisions)
    tail += f"<h2>Decisions</h2><ol>{decided}</ol>" if decided else ""
    body = f"<h1>{title}</h1>\n<dl>{fields}</dl>\n" + "\n".join(parts) + tail
    language = escape(article.language, quote=True)
    return f'<!DOCTYPE html>\n<html lang="{language}">{head}\n<body dir=auto>{body}</body></html>\n'


class _Row(NamedTuple):
    """Words with their number; whether they begin a block, are out, and why they are."""

    label: str
    words: str
    gone: bool = False
    reason: str = ""
    begins: bool = True


def _rows(article: Article, numbers: Numbers | None) -> list[_Row]:
    """Paragraphs and removals in the order in which they stood in the source, each numbered."""
    known = numbers or Numbers.alone(article)
    placed: list[tuple[tuple[int, int], _Row]] = []
    at = 0
    for block, own in zip(article.body, known.printed, strict=True):
        at = own[0] if own else at
        if not own and block.origin == NOWHERE:  # an editor put it in
            placed.append(((at, 0), _Row("+", _text_of(block).strip() or _sign_of(block))))
        elif not is_place(block):
            placed += [((number, 0), row) for number, row in _rows_of(block, own or (at,))]
    for edit in known.edited:
        label = str(edit.number) if edit.number else ""
        row = _Row(label, edit.text.strip(), gone=True, reason=_reason(edit.removal))
        placed.append(((edit.number, -1), row))
    gone = sorted(known.gone, key=lambda each: (each.number, each.part))
    for each, following in zip_longest(gone, gone[1:]):
        last = following is None or following.removal is not each.removal
        reason = _reason(each.removal) if last else ""
        words = each.text.strip() or _sign_of(known.block(each.number))
        row = _Row(each.label, words, gone=True, reason=reason)
        placed.append(((each.number, 1), row))
    return [row for _, row in sorted(placed, key=lambda each: each[0])]


def _rows_of(block: Block, own: tuple[int, ...]) -> Iterator[tuple[int, _Row]]:
    """A block of the body, each line of a list or a quote with the number of its own."""
    signed = _signed_block(block)
    lines = [each for each in blocks_inside((signed,)) if is_line(each)]
    if len(own) < 2 or len(own) != len(lines):
        label = f"{own[0]}-{own[-1]}" if len(own) > 1 else str(own[0])
        yield own[0], _Row(label, text_of(signed).strip() or _sign_of(block))
        return
    for number, line in zip(own, lines, strict=True):
        yield number, _Row(str(number), text_of(line), begins=number == own[0])


def _sign_of(block: Block | None) -> str:
    """What stands for a block without words."""
    match block:
        case Figure():
            return f"[{block.asset}]"
        case SectionBreak():
            return "* * *"
        case _:
            return ""


def _reason(gone: Removal) -> str:
    moved = f"; now the {gone.moved_to.replace('_', ' ')}" if gone.moved_to else ""
    place = f"{gone.rule}, {gone.origin}".rstrip(", ")
    return f"{place}: {gone.why}{moved}"


def _fields(article: Article) -> Iterator[tuple[str, str]]:
    if article.standfirst:
        yield "standfirst", _words(article.standfirst)
    for name in _FIELDS:
        value = getattr(article, name)
        shown_value = value if isinstance(value, str) else ", ".join(value)
        if shown_value:
            yield name, shown_value


def _wrapped(words: str, width: int) -> list[str]:
    lines = []
    for line in words.strip().split("\n"):
        lines += textwrap.wrap(line, max(width, 20), break_on_hyphens=False) or [""]
    return lines


def _words(inlines: Inlines) -> str:
    return folded(text_of_inlines(_signed(inlines)))


def _text_of(block: Block) -> str:
    return text_of(_signed_block(block))


def _signed(inlines: Inlines) -> Inlines:
    """Struck and inserted words between signs, as Markdown has them; pictures and notes told."""
    made: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Deleted | Inserted):
            sign = Text("~~" if isinstance(inline, Deleted) else "++")
            made += (sign, *_signed(inline.inlines), sign)
        elif isinstance(inline, Picture):
            made.append(Text(f"[{inline.alt or 'picture'}]"))
        elif isinstance(inline, Footnote):
            made.append(Text(f" [{folded(text_of_blocks(_signed_blocks(inline.blocks)))}]"))
        else:
            raised = with_figures(inline)
            made.append(rebuilt(raised, inlines=_signed, blocks=_signed_blocks))
    return tuple(made)


def _signed_blocks(blocks: Blocks) -> Blocks:
    return tuple(map(_signed_block, blocks))


def _signed_block(block: Block) -> Block:
    """A block with its signs; items of a list behind what stands before them in print."""
    if not isinstance(block, Listing):
        return rebuilt(block, inlines=_signed, blocks=_signed_blocks)
    items: list[Blocks] = []
    for item, number in zip(block.items, numbers_of(block), strict=True):
        label = f"{label_of(number, block.numbering)}. " if block.ordered else "• "
        first, *rest = _signed_blocks(item) or (Paragraph(()),)
        if isinstance(first, Paragraph):
            items.append((Paragraph((Text(label), *first.inlines)), *rest))
        else:
            items.append((Paragraph((Text(label),)), first, *rest))
    return replace(block, items=tuple(items))
