"""A tree written down again as plain text and as HTML, as the world would send it."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import assert_never

from publish.model.tree import (
    Anchor,
    Block,
    Blocks,
    Checkbox,
    Code,
    CodeBlock,
    DefinitionList,
    Deleted,
    Emphasis,
    Entry,
    Figure,
    Footnote,
    Foreign,
    Formula,
    FormulaBlock,
    Heading,
    Inline,
    Inlines,
    Inserted,
    LineBreak,
    Link,
    Listing,
    Paragraph,
    Picture,
    Quote,
    SectionBreak,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
)
from publish.model.walk import text_of, text_of_blocks

__all__ = ["as_html", "as_text"]


def as_text(blocks: Blocks) -> str:
    """Blocks with a blank line between, items behind their marks, a break of section as a star."""
    return "\n\n".join(map(_text, blocks)) + "\n"


def as_html(blocks: Blocks, title: str = "", language: str = "") -> str:
    """A whole page with the blocks in its article element."""
    head = f"<head><meta charset=utf-8><title>{escape(title)}</title></head>"
    lang = f' lang="{language}"' if language else ""
    body = "\n".join(map(_html, blocks))
    page = f"<body><main><article>\n{body}\n</article></main></body>"
    return f"<!DOCTYPE html>\n<html{lang}>{head}\n{page}</html>\n"


def _text(block: Block) -> str:
    match block:
        case Listing():
            marks = [
                f"{number}." if block.ordered else "-"
                for number, _ in enumerate(block.items, block.start)
            ]
            pairs = zip(marks, block.items, strict=True)
            return "\n".join(f"{mark} {text_of_blocks(item)}" for mark, item in pairs)
        case SectionBreak():
            return "*"
        case Figure():  # a text has no pictures, and a credit without one is a leftover
            return text_of(replace(block, credit=())).strip()
        case _:
            return text_of(block).strip()


def _html(block: Block) -> str:
    match block:
        case Paragraph():
            return f"<p>{_inlines(block.inlines)}</p>"
        case Heading():
            return f"<h{block.level}>{_inlines(block.inlines)}</h{block.level}>"
        case Quote():
            return f"<blockquote>{_blocks(block.blocks)}</blockquote>"
        case Listing():
            tag = "ol" if block.ordered else "ul"
            items = "".join(f"<li>{_blocks(item)}</li>" for item in block.items)
            return f"<{tag}>{items}</{tag}>"
        case DefinitionList():
            entries = "".join(map(_entry, block.entries))
            return f"<dl>{entries}</dl>"
        case Figure():
            caption = _inlines((*block.caption, *block.credit))
            return f'<figure><img src="a.png"><figcaption>{caption}</figcaption></figure>'
        case CodeBlock():
            return f"<pre><code>{escape(block.text)}</code></pre>"
        case FormulaBlock():
            return f"<p>{escape(block.text)}</p>"
        case Table():
            rows = (
                "".join(f"<td>{_blocks(cell.blocks)}</td>" for cell in row) for row in block.rows
            )
            return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
        case SectionBreak():
            return "<hr>"
        case _:
            assert_never(block)


def _entry(entry: Entry) -> str:
    terms = "".join(f"<dt>{_inlines(term)}</dt>" for term in entry.terms)
    return terms + "".join(f"<dd>{_blocks(each)}</dd>" for each in entry.definitions)


def _blocks(blocks: Blocks) -> str:
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        return _inlines(blocks[0].inlines)
    return "".join(map(_html, blocks))


def _inlines(inlines: Inlines) -> str:
    return "".join(map(_inline, inlines))


def _inline(inline: Inline) -> str:
    match inline:
        case Text():
            return escape(inline.text)
        case Code():
            return f"<code>{escape(inline.text)}</code>"
        case LineBreak():
            return "<br>"
        case Emphasis():
            return f"<em>{_inlines(inline.inlines)}</em>"
        case Strong():
            return f"<strong>{_inlines(inline.inlines)}</strong>"
        case Superscript():
            return f"<sup>{_inlines(inline.inlines)}</sup>"
        case Subscript():
            return f"<sub>{_inlines(inline.inlines)}</sub>"
        case Deleted():
            return f"<del>{_inlines(inline.inlines)}</del>"
        case Inserted():
            return f"<ins>{_inlines(inline.inlines)}</ins>"
        case Picture():
            return f'<img src="{escape(inline.asset)}" alt="{escape(inline.alt)}">'
        case Formula():
            return escape(inline.text)
        case Anchor():
            return f'<a id="{escape(inline.name)}"></a>'
        case Checkbox():
            return f'<input type="checkbox"{" checked" if inline.checked else ""}>'
        case Link():
            return f'<a href="{escape(inline.url)}">{_inlines(inline.inlines)}</a>'
        case Foreign():
            return f'<span lang="{inline.language}">{_inlines(inline.inlines)}</span>'
        case Footnote():
            return f" ({escape(text_of_blocks(inline.blocks))})"
        case _:
            assert_never(inline)
