"""Markdown → blocks with the lines they stood on.

CommonMark, tables, strike-through and footnotes, and what vaults and site makers write besides
(`markdown_syntax`). HTML inside Markdown is read as HTML is (`markdown_html`).
"""

from __future__ import annotations

from collections import ChainMap

from publish.errors import EmptySource, OverLimit
from publish.model.article import Draft, Source
from publish.model.limits import Limits
from publish.readers.decode import decoded
from publish.readers.front_matter import FrontMatter, front_matter_of
from publish.readers.html import fragment
from publish.readers.markdown_tokens import check_depth, parsed
from publish.readers.markdown_tree import Tree
from publish.readers.media import media_of
from publish.readers.repairs import mended_block
from publish.readers.sizes import check_blocks


def read(source: Source, limits: Limits) -> Draft:
    """The draft of a Markdown file; its first heading stays a heading."""
    found = decoded(source)
    if len(found.text) > 2 * limits.characters:
        raise OverLimit("characters", len(found.text), limits.characters, where=source.name)
    front = front_matter_of(found.text)
    text = _body(found.text, front)
    check_depth(text, limits.nesting, source.name)
    language = next((each.value for each in front.hints.language), "")
    page = fragment.reading(source, limits, language)
    tokens = parsed(text, limits.nesting, source.name)
    tree = Tree(tokens, text.split("\n"), page, source.companions)
    blocks = tuple(mended_block(block) for block in tree.blocks())
    if not blocks:
        raise EmptySource("no words in it", where=source.name)
    check_blocks(blocks, limits, source.name)
    # Not one dict of both: companions on the disk are read when they are asked for by name.
    pictures = ChainMap(page.inline_pictures, source.companions)  # type: ignore[arg-type]
    media = media_of(page.pictures, pictures, limits, page.seen, blocks)
    notes = (*tree.notes(), *fragment.notes_on(page))
    return Draft(
        source.name,
        blocks,
        front.hints,
        media.assets,
        (*found.notes, *front.notes, *notes, *media.notes),
    )


def _body(text: str, front: FrontMatter) -> str:
    """The text with its front matter's lines left empty, so that line numbers stay."""
    if not front.lines:
        return text
    *lines, body = text.split("\n", front.lines)
    kept = (line if at == front.headline else "" for at, line in enumerate(lines, 1))
    return "\n".join((*kept, body))
