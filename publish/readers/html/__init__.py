"""HTML → everything the page says: all its blocks with their trails, and what it declares.

Nothing is judged: menus and share bars come along, and the trail says where they stood.
Parser: lexbor by selectolax; an HTML5 parser keeps the article after an unclosed `<svg>` and has no
depth at which it drops text (docs/reliability.md, finding 4).
"""

from __future__ import annotations

from collections import ChainMap

from selectolax.lexbor import LexborHTMLParser

from publish.errors import EmptySource
from publish.model.article import Draft, Source
from publish.model.limits import Limits
from publish.readers.decode import decoded
from publish.readers.html.declared import base_of, hints_of, language_of, metas_of
from publish.readers.html.depth import checked
from publish.readers.html.flow import Flow
from publish.readers.html.laying import Reading
from publish.readers.html.notes import find_notes
from publish.readers.html.places import places_of
from publish.readers.html.styles import style_notes
from publish.readers.html.word_lists import speaks_of_lists
from publish.readers.media import media_of, missing_note
from publish.readers.references import dropped_links_note
from publish.readers.sizes import check_blocks


def read(source: Source, limits: Limits) -> Draft:
    """The draft of a page. Its origins count blocks in document order, containers included."""
    found = decoded(source)
    parser = LexborHTMLParser(checked(found.data, limits.nesting, source.name))
    meta = metas_of(parser)
    hints, notes = hints_of(parser, meta)
    root = parser.body or parser.root
    if root is None:
        raise EmptySource("no words in it", where=source.name)
    base = base_of(parser, meta)
    page = Reading(
        base,
        language_of(parser),
        find_notes(root),
        limits,
        source.name,
        "wp-caption" in found.text,
        places=places_of(root, base),
        companions=source.companions,
        from_word=speaks_of_lists(found.text),
    )
    flow = Flow(page)
    flow.walk(root)
    blocks = flow.finished()
    if not blocks:
        raise EmptySource("no words in it", where=source.name)
    if page.count > limits.blocks or len(found.text) > _fewest(limits):
        check_blocks(blocks, limits, source.name)
    # Not one dict of both: companions on the disk are read when they are asked for by name.
    pictures = ChainMap(page.inline_pictures, source.companions)  # type: ignore[arg-type]
    media = media_of(page.pictures, pictures, limits, page.seen)
    return Draft(
        source.name,
        blocks,
        hints,
        media.assets,
        (
            *found.notes,
            *notes,
            *dropped_links_note(page.dropped_links),
            *style_notes(page.underlined, page.struck_programs),
            *missing_note(page.missing),
            *media.notes,
        ),
    )


def _fewest(limits: Limits) -> int:
    """The characters below which a page breaks no limit; its words are never more than it has."""
    return min(limits.characters, limits.paragraph_characters)
