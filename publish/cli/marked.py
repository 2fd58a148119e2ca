"""An article with what was taken out of it, in place: for a terminal, and as a page."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from publish.cli.report import readable, said

if TYPE_CHECKING:
    from publish.model.article import Article, Removal
    from publish.model.tree import Block, Blocks, Inline, Inlines


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


def text(article: Article, *, width: int, colour: bool) -> str:
    """The article for a terminal: paragraphs and removals with their numbers, reasons behind."""

    def styled(words: str, style: str) -> str:
        return f"{style}{words}{_PLAIN}" if colour else words

    lines = [styled(readable(_words(article.title)), _BOLD), ""]
    lines += [f"{name:<11}{readable(value)}" for name, value in _fields(article)]
    for number, block, gone in _in_place(article):
        lines.append("")
        if gone is not None:
            head = f"~{number:>3}  " if not colour else f"{number:>4}  "
            for each in _wrapped(gone.text, width - 6):
                lines.append(styled(head, _FAINT) + styled(readable(each), _STRUCK))
                head = "      " if colour else "~     "
            lines.append(styled(f"      {readable(_reason(gone))}", _FAINT))
        elif block is not None:
            for index, each in enumerate(_wrapped(_text_of(block), width - 6)):
                lines.append(f"{number if not index else '':>4}  {readable(each)}")
    if article.author_note:
        lines += ["", "      author note:"]
        for block in article.author_note:
            lines += [f"      {readable(each)}" for each in _wrapped(_text_of(block), width - 6)]
    lines += ["", *(f"{note.weight}: {readable(said(note))}" for note in article.notes)]
    return "\n".join(lines).rstrip()


def page(article: Article) -> str:
    """The same as one HTML page that needs nothing else."""
    title = escape(_words(article.title))
    fields = "".join(
        f"<dt>{name}</dt><dd>{escape(value)}</dd>\n" for name, value in _fields(article)
    )
    parts = []
    for number, block, gone in _in_place(article):
        if gone is not None:
            reason = f'<span class="why">removal {number}: {escape(_reason(gone))}</span>'
            parts.append(f"<p><del>{escape(gone.text.strip())}</del>{reason}</p>")
        elif block is not None:
            text = escape(_text_of(block))
            parts.append(f'<p><span class="n">{number}</span>{text}</p>')
    notes = "".join(f"<li>{note.weight}: {escape(said(note))}</li>" for note in article.notes)
    head = f"<head><meta charset=utf-8><title>{title}</title><style>{_CSS}</style></head>"
    tail = f"<h2>Notes</h2><ul>{notes}</ul>" if notes else ""
    body = f"<h1>{title}</h1>\n<dl>{fields}</dl>\n" + "\n".join(parts) + tail
    language = escape(article.language, quote=True)
    return f'<!DOCTYPE html>\n<html lang="{language}">{head}\n<body dir=auto>{body}</body></html>\n'


def _in_place(article: Article) -> Iterator[tuple[int, Block | None, Removal | None]]:
    """Paragraphs and removals in the order in which they stood in the source, each numbered."""
    from publish.model.forms import is_place

    removals = list(enumerate(article.removals, 1))
    for number, block in enumerate(article.body, 1):
        while removals and removals[0][1].origin.first < block.origin.first:
            index, gone = removals.pop(0)
            yield index, None, gone
        if not is_place(block):
            yield number, block, None
    for index, gone in removals:
        yield index, None, gone


def _reason(gone: Removal) -> str:
    moved = f"; now the {gone.moved_to.replace('_', ' ')}" if gone.moved_to else ""
    return f"{gone.rule}, {gone.origin}: {gone.why}{moved}"


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
    from publish.model.walk import folded, text_of_inlines

    return folded(text_of_inlines(_signed(inlines)))


def _text_of(block: Block) -> str:
    from publish.model.walk import text_of

    return text_of(_signed_block(block))


def _signed(inlines: Inlines) -> Inlines:
    """Struck and inserted words between signs, as Markdown has them; pictures and notes told."""
    from publish.model.titles import with_figures
    from publish.model.tree import Deleted, Footnote, Inserted, Picture, Text
    from publish.model.walk import folded, rebuilt, text_of_blocks

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
    from publish.model.forms import label_of, numbers_of
    from publish.model.tree import Listing, Paragraph, Text
    from publish.model.walk import rebuilt

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
