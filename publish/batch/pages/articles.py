"""Pages of articles, by name; of a large folder only those are made that would be others now.

Where a page ends depends on the names around that place and on nothing else, and a page is called
after its first name. So one article more changes its own page and perhaps those beside it. Beside
each page a file of JSON says what it was made of: where that is so still, nothing of it is read.
"""

from __future__ import annotations

import json
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby
from pathlib import Path

from publish.batch.manifest import Built, Manifest
from publish.batch.pages import markup
from publish.batch.pages.gone import Record, pages_of
from publish.batch.pages.listing import Listing, letter_of, links, row_bytes
from publish.batch.pages.markup import LARGEST_BYTES, ROWS, name, text
from publish.batch.versions import program
from publish.files import digest, remove
from publish.model.article import Note

REPORT = "report.html"
"""The first page, below the folder `.publish`."""
FOLDER = "report"
"""Other pages and what is known of them, beside the first."""
_INLINE_BYTES = 1_000_000  # of articles on the first page, where failures and doubts stand too
_LONGEST_TITLE = 120  # characters; whole in the article itself
_TITLE_BYTES = 300  # of a long one; `row_bytes` counts a short one
_FEW = 200  # articles that need no list of letters
_MOST_LETTERS = 1_000  # Chinese has thousands: then those with which a page begins
_AFTER_SEEN = b'], "run": '  # what stands before it tells of files, not of what they say

Doubts = dict[tuple[str, str], list[str]]
"""Rows about doubts by (weight, code), in the order of the articles."""


@dataclass(slots=True)
class Articles:
    """What the first page says of all articles: a section, and the doubts about them."""

    section: str = ""
    doubts: Doubts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What pages of articles are made of."""

    listing: Listing
    manifest: Manifest
    record: Record
    failed: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Part:
    """A page: its articles, its file, those of the pages beside it ("" at the ends)."""

    names: Sequence[str]
    file: str
    before: str
    after: str


def write_articles(shelf: Shelf, ours: Path, written: set[str]) -> Articles:
    """Write the pages of articles that are not there as they should be; `written` learns of all.

    Raises Unwritable, DiskFailed.
    """
    names = shelf.listing.by_name()
    sizes = [_TITLE_BYTES + row_bytes((each,), shelf.listing.outputs[each]) for each in names]
    made = Articles()
    if len(names) <= ROWS and sum(sizes) <= _INLINE_BYTES:
        part = _Part(names, "articles.html", "", "")
        rows, _ = _rows(part, shelf, ours, made.doubts, "../", written)
        letters = _letters(names, ["" for _ in names])
        made.section = f'<h2 id="articles">Articles</h2>\n{letters}{_table(rows, len(names))}'
        return made
    parts = _parts(names, sizes)
    for part in parts:
        kept = _kept(part, shelf, ours) or _made(part, shelf, ours)
        written |= {*kept.files, _note_of(part)}
        for kind, rows in kept.doubts.items():
            made.doubts.setdefault(kind, []).extend(rows)
    places = [f"{FOLDER}/{part.file}" for part in parts for _ in part.names]
    pages = numbered("articles", [part.file for part in parts])
    made.section = f'<h2 id="articles">Articles</h2>\n{_letters(names, places)}{pages}'
    return made


def _parts(names: Sequence[str], sizes: Sequence[int]) -> list[_Part]:
    starts = ends_of(sizes, [zlib.crc32(_bytes(each)) for each in names])
    files = [f"articles-{digest(_bytes(names[first]))[:10]}.html" for first, _ in starts]
    around = ["", *files, ""]
    return [
        _Part(names[first:end], around[n + 1], around[n], around[n + 2])
        for n, (first, end) in enumerate(starts)
    ]


def ends_of(sizes: Sequence[int], marks: Sequence[int]) -> list[tuple[int, int]]:
    """Rows of these sizes, in bytes, parted into pages: the first of each and its end.

    A page ends before the row with the lowest mark of those where it may: from half of what it can
    hold on. Marks are as good as random, so that pages after a row that came or went soon end where
    they did: content-defined chunking, as in rsync and backup programs.
    """
    sums = [0, *accumulate(sizes)]
    pages = []
    first = 0
    while first < len(sizes):
        most = min(first + ROWS, bisect_right(sums, sums[first] + LARGEST_BYTES) - 1)
        most = max(most, first + 1)
        end = most
        if most < len(sizes):
            end = min(range(first + (most - first + 1) // 2, most + 1), key=marks.__getitem__)
        pages.append((first, end))
        first = end
    return pages


@dataclass(frozen=True, slots=True)
class _Made:
    """What was written of a part: the size of each file in bytes, and the doubts."""

    of: str
    files: Mapping[str, int]
    doubts: Doubts


def _kept(part: _Part, shelf: Shelf, ours: Path) -> _Made | None:
    """What stands there of a part, if it was made of the same."""
    folder = ours / FOLDER
    try:
        said = json.loads((folder / _note_of(part)).read_bytes())
        doubts = {(weight, code): rows for weight, code, rows in said["doubts"]}
        made = _Made(said["of"], said["files"], doubts)
        there = all((folder / file).stat().st_size == size for file, size in made.files.items())
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return made if there and made.of == _made_of(part, shelf) else None


def _made(part: _Part, shelf: Shelf, ours: Path) -> _Made:
    folder = ours / FOLDER
    # Until the pages are written nothing must say that they are.
    remove(folder / _note_of(part))
    doubts: Doubts = {}
    files: set[str] = set()
    rows, count = _rows(part, shelf, ours, doubts, "../../", files)
    body = f"<main>\n<h1>Articles</h1>\n{around(part.before, part.after)}{_table(rows, count)}"
    markup.write(folder / part.file, markup.page("Articles", f"{body}</main>\n"))
    files.add(part.file)
    sizes = {file: (folder / file).stat().st_size for file in sorted(files)}
    made = _Made(_made_of(part, shelf), sizes, doubts)
    said = {
        "of": made.of,
        "files": made.files,
        "doubts": [[weight, code, held] for (weight, code), held in doubts.items()],
    }
    markup.write(folder / _note_of(part), json.dumps(said).encode("ascii"))
    return made


def _note_of(part: _Part) -> str:
    return part.file.removesuffix(".html") + ".json"


def _made_of(part: _Part, shelf: Shelf) -> str:
    """A digest of all that a page shows: of lines as they stand, because nobody decodes them."""
    said = [program().encode(), part.before.encode(), part.after.encode()]
    for source in part.names:
        mark = shelf.record.mark(source) << 1 | (source in shelf.failed)
        said.append(b"%d %b" % (mark, _bytes(source)))
        for output in shelf.listing.outputs[source]:
            line = shelf.manifest.line(output)
            said += (_bytes(output), line[line.find(_AFTER_SEEN) + 1 :])
    return digest(b"\0".join(said))


def _bytes(name: str) -> bytes:
    """Any name as bytes; `os.fsencode` takes three times as long."""
    return name.encode("utf-8", "surrogatepass")


def numbered(kind: str, files: Sequence[str]) -> str:
    """Links from the first page to others of a kind."""
    items = "".join(
        f'<li><a href="{FOLDER}/{file}">{number}</a></li>' for number, file in enumerate(files, 1)
    )
    return f'<nav aria-label="All {kind}"><ul><li>All, by page:</li>{items}</ul></nav>\n'


def around(before: str, after: str) -> str:
    """From one page in the folder to those beside it, and back."""
    steps = [f'<li><a href="../{REPORT}">Report</a></li>']
    if before:
        steps.append(f'<li><a rel="prev" href="{before}">Page before</a></li>')
    if after:
        steps.append(f'<li><a rel="next" href="{after}">Next page</a></li>')
    return f"<nav><ul>{''.join(steps)}</ul></nav>\n"


def _table(rows: Iterable[str], count: int) -> str:
    heads = (("", "Source"), ("n", "Pages"), ("n", "Removed"), ("n", "Doubts"), ("", "Results"))
    return markup.table(f"{count:,} here", heads, rows)


def _rows(
    part: _Part, shelf: Shelf, ours: Path, doubts: Doubts, up: str, written: set[str]
) -> tuple[list[str], int]:
    """The rows of a page and how many; what was removed is written on pages of its own."""
    gone: dict[str, str] = {}
    kind = part.file.removesuffix(".html").replace("articles", "removed")
    for file, data in pages_of(part.names, shelf.record, kind, gone):
        markup.write(ours / FOLDER / file, data)
        written.add(file)
    folder = f"{FOLDER}/" if up == "../" else ""
    rows = []
    for letter, group in groupby(part.names, letter_of):
        mark = f' id="{_anchor(letter)}"'
        for source in group:
            built = shelf.listing.built(source, shelf.manifest)
            notes = dict.fromkeys(n for each in built for n in each.notes if n.weight != "info")
            words = _title(built)
            for note in notes:
                row = _doubt(f"{name(source)}{words}", note)
                doubts.setdefault((note.weight, note.code), []).append(row)
            if source in shelf.failed:
                words += '<small class="wrong">failed</small>'
            pages = next((each.pages for each in built if each.pages is not None), None)
            removed = max((each.removed for each in built), default=0)
            where = gone.get(source, "")
            rows.append(
                f'<tr{mark}><th scope="row">{name(source)}{words}</th>'
                f'<td class="n">{"" if pages is None else f"{pages:,}"}</td>'
                f'<td class="n">{_linked(removed, folder + where if where else "")}</td>'
                f'<td class="n">{len(notes) or ""}</td>'
                f'<td class="links">{links(built, shelf.manifest, up)}</td></tr>\n'
            )
            mark = ""
    return rows, len(rows)


def _doubt(source: str, note: Note) -> str:
    place = f"<small>{text(str(note.origin))}</small>" if str(note.origin) else ""
    return (
        f'<tr><th scope="row">{source}</th>'
        f'<td class="{note.weight}">{text(note.message)} {place}</td>'
        f"<td><code>{text(note.code)}</code></td></tr>\n"
    )


def _linked(count: int, address: str) -> str:
    if not count:
        return ""
    return f'<a href="{address}">{count:,}</a>' if address else f"{count:,}"


def _title(built: Sequence[Built]) -> str:
    known = next((each for each in built if each.title), None)
    return titled(known.title, known.language) if known else ""


def titled(title: str, language: str = "") -> str:
    """What stands below a source's name: its title, cut where it is long."""
    if not title:
        return ""
    cut = f"{title[: _LONGEST_TITLE - 1].rstrip()}…" if len(title) > _LONGEST_TITLE else title
    return f'<small lang="{text(language)}" dir="auto">{text(cut)}</small>'


def _letters(names: Sequence[str], pages: Sequence[str]) -> str:
    """Links to where the names of each letter begin, by the page of each name."""
    if len(names) <= _FEW:
        return ""
    starts: dict[str, str] = {}
    for each, page in zip(names, pages, strict=True):
        starts.setdefault(letter_of(each), page)
    if len(starts) > _MOST_LETTERS:
        first = {page: letter for letter, page in reversed(starts.items())}
        starts = {letter: page for page, letter in reversed(first.items())}
    items = "".join(_letter_items(starts))
    return f'<nav aria-label="First letters"><ul>{items}</ul></nav>\n'


def _letter_items(starts: Mapping[str, str]) -> Iterator[str]:
    for letter, page in starts.items():
        yield f'<li><a href="{page}#{_anchor(letter)}">{text(letter)}</a></li>'


def _anchor(letter: str) -> str:
    return f"letter-{ord(letter[0]):x}"
