"""HTML → everything the page says: all its blocks with their trails, and what it declares.

Nothing is judged: menus and share bars come along, and the trail says where they stood.
Parser: lexbor by selectolax; an HTML5 parser keeps the article after an unclosed `<svg>` and has no
depth at which it drops text (docs/reliability.md, finding 4).
"""

from __future__ import annotations

from collections import ChainMap

from selectolax.lexbor import LexborHTMLParser, LexborNode

from publish.errors import EmptySource
from publish.model.article import Draft, Note, Source
from publish.model.limits import Limits
from publish.readers.decode import Decoded, decoded
from publish.readers.fragments import opened_page
from publish.readers.headers import added, header_among, left_out_note
from publish.readers.html import fragment
from publish.readers.html.declared import base_of, hints_of, language_of, metas_of, own_address
from publish.readers.html.depth import Checked, checked
from publish.readers.html.embeds import holds_hosts
from publish.readers.html.notes import find_notes
from publish.readers.html.places import places_of
from publish.readers.html.properties import with_properties
from publish.readers.html.reading import Reading
from publish.readers.html.saved import AS_FOUND, Saved, saved_note, without_hidden
from publish.readers.html.stylesheets import sheet_of
from publish.readers.html.templates import filled_slots, opened_frames, opened_templates
from publish.readers.html.word_lists import speaks_of_lists
from publish.readers.media import media_of
from publish.readers.sizes import check_blocks


def read(source: Source, limits: Limits) -> Draft:
    """The draft of a page. Its origins count blocks in document order, containers included."""
    return read_saved(source, limits, AS_FOUND)


def read_saved(source: Source, limits: Limits, saved: Saved) -> Draft:
    """The draft of a page, with what is known of it from where it was saved."""
    found = decoded(source, saved.charset)
    saved = saved.in_comment_of(found.text)
    parser, page, unshown = _parsed(found, limits, source.name)
    if saved.by_single_file:
        unshown = (*unshown, *without_hidden(parser))
    meta = metas_of(parser)
    hints, notes = hints_of(parser, meta, saved.address)
    root = parser.body or parser.root
    if root is None:
        raise EmptySource("no words in it", where=source.name)
    own = own_address(parser, meta, saved.address)
    base, language = base_of(parser, own), language_of(parser)
    reading = _reading(source, limits, saved, page, root, (base, own, language))
    hints = with_properties(parser, page.markup, hints, reading.notes)
    blocks, mail, where = header_among(fragment.laid(root, found.text, page.markup, reading))
    if not blocks:
        raise EmptySource("no words in it", where=source.name)
    if reading.count > limits.blocks or len(found.text) > _fewest(limits):
        check_blocks(blocks, limits, source.name)
    # Not one dict of both: companions on the disk are read when they are asked for by name.
    pictures = ChainMap(reading.inline_pictures, source.companions)  # type: ignore[arg-type]
    media = media_of(reading.pictures, pictures, limits, reading.seen, blocks)
    return Draft(
        source.name,
        blocks,
        added(hints, mail) if mail else hints,
        media.assets,
        (
            *found.notes,
            *saved_note(saved),
            *unshown,
            *notes,
            *left_out_note(mail, where),
            *fragment.notes_on(reading),
            *media.notes,
        ),
    )


def _reading(
    source: Source,
    limits: Limits,
    saved: Saved,
    page: Checked,
    root: LexborNode,
    said: tuple[str, str, str],
) -> Reading:
    """What is asked of a whole page before its elements are walked.

    `said` are the address that its links start from, its own, and its language.
    """
    base, own, language = said
    markup = page.markup
    return Reading(
        base,
        language,
        find_notes(root, base, own, markup),
        limits,
        source.name,
        "wp-caption" in markup,
        "white-space: pre" in markup or "white-space:pre" in markup,
        told_tables='role="cell"' in markup,
        hosts=holds_hosts(markup),
        saved=saved,
        places=places_of(root, base),
        companions=source.companions,
        from_word=speaks_of_lists(markup),
        sheet=sheet_of(page.styles + saved.styles, markup),
    )


def _fewest(limits: Limits) -> int:
    """The characters below which a page breaks no limit; its words are never more than it has."""
    return min(limits.characters, limits.paragraph_characters)


def _parsed(
    found: Decoded, limits: Limits, where: str
) -> tuple[LexborHTMLParser, Checked, tuple[Note, ...]]:
    """The page with all that a browser shows of it, parsed and not, notes on what is not shown."""
    page = opened_frames(opened_page(found.text), limits.nesting, where)
    data = found.data if page is found.text else page.encode()
    opened, notes = opened_templates(data)
    page_read = checked(opened, limits.nesting, where)
    parser = LexborHTMLParser(page_read.page)
    if opened is not data:
        notes = (*notes, *filled_slots(parser))
    return parser, page_read, notes
