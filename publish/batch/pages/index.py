"""OUT/index.html: what people can read here, the latest first, then by outlet and title."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from publish import files
from publish.batch.manifest import Built, Manifest
from publish.batch.pages import markup
from publish.batch.pages.listing import INDEX_KEY, Listing, links, path_of, row_bytes
from publish.batch.pages.markup import link, name, split, text
from publish.errors import EditedOutput, Unwritable, shown
from publish.files import digest

INDEX = "index.html"
"""The first page; others are index-2.html and so on beside it."""
_TITLE = "Articles"

_Row = tuple[str, str, str, str]
"""Published, outlet, title and source of an article."""


def is_written(folder: Path, manifest: Manifest) -> bool:
    """Whether the index stands there as we made it."""
    built, page = manifest.built(INDEX), folder / INDEX
    return bool(built and page.is_file() and digest(page.read_bytes()) == built.digest)


def write_index(
    folder: Path, manifest: Manifest, is_there: Callable[[str], bool], *, replace: bool = False
) -> None:
    """Write the index and record its pages as ours; what others wrote or changed stays.

    Raises EditedOutput or Unwritable where such a file stands, unless it is to be replaced; else
    DiskFailed.
    """
    pages = set()
    for file, data in index_pages(manifest, is_there):
        made = digest(data)
        _check(folder / file, manifest.built(file), made, replace=replace)
        markup.write(folder / file, data)
        known = manifest.built(file)
        if not known or known.digest != made:
            manifest.add(Built(file, INDEX_KEY, made))
        pages.add(file)
    for built in list(manifest.all_built()):
        if built.key == INDEX_KEY and built.output not in pages:
            _forget(folder, built, manifest)


def _check(final: Path, built: Built | None, made: str, *, replace: bool) -> None:
    if not os.path.lexists(final):
        return
    where = shown(str(final))
    if final.is_symlink() or not final.is_file():
        hint = "move it away, or use another --into"
        raise Unwritable("this is no file, and the index needs its place", where=where, hint=hint)
    there = digest(final.read_bytes())
    if replace or there == made or (built and built.key == INDEX_KEY and there == built.digest):
        return
    if built and built.key == INDEX_KEY:
        raise EditedOutput("the index was edited", where=where, hint="--replace writes it anew")
    hint = "move it away, or --replace"
    raise Unwritable("a file stands here that publish did not make", where=where, hint=hint)


def _forget(folder: Path, built: Built, manifest: Manifest) -> None:
    """Take away a page of an index that was longer, if it is as we made it."""
    page = folder / built.output
    if page.is_file() and digest(page.read_bytes()) == built.digest:
        files.remove(page)
    manifest.forget(built.output)


def index_pages(manifest: Manifest, is_there: Callable[[str], bool]) -> Iterator[tuple[str, bytes]]:
    """The pages of the index of an output folder, by name; one even if there is nothing."""
    listing = Listing.of(manifest, is_there)
    rows = _in_order([_row(source, listing, manifest) for source in listing.outputs])
    sizes = [row_bytes(row, listing.outputs[row[-1]]) for row in rows]
    parts = split(sizes) or [(0, 0)]
    for number, (first, end) in enumerate(parts, 1):
        nav = _pages(number, len(parts))
        held = _years(rows[first:end], listing, manifest)
        count = f'<p class="soft">{first + 1:,} to {end:,} of {len(rows):,}</p>\n' if rows else ""
        body = f"<main>\n<h1>{_TITLE}</h1>\n{nav}{count}{held}</main>\n{nav}"
        yield _file(number), markup.page(_TITLE, body)


def _row(source: str, listing: Listing, manifest: Manifest) -> _Row:
    built = listing.built(source, manifest)
    told = next((each for each in built if each.title), None)
    return (told.published, told.outlet, told.title, source) if told else ("", "", "", source)


def _in_order(rows: list[_Row]) -> list[_Row]:
    """The latest day first; what has no date comes last."""
    rows.sort(key=lambda row: (row[1].casefold(), row[2].casefold(), row[3]))
    rows.sort(key=lambda row: row[0][:10], reverse=True)
    return rows


def _years(rows: Sequence[_Row], listing: Listing, manifest: Manifest) -> str:
    parts = []
    for year, group in groupby(rows, lambda row: row[0][:4]):
        lines = (_line(row, listing.built(row[-1], manifest), manifest) for row in group)
        heads = (("day", "Date"), ("outlet", "Outlet"), ("", "Title"), ("links", "To open"))
        parts.append(f"<h2>{_time(text(year)) or 'No date'}</h2>\n{markup.table('', heads, lines)}")
    return "".join(parts)


def _line(row: _Row, built: Sequence[Built], manifest: Manifest) -> str:
    published, outlet, title, source = row
    day = text(published[:10])
    language = next((f' lang="{text(each.language)}"' for each in built if each.language), "")
    said = text(title) if title else name(source)
    first = link("", path_of(built[0], manifest))
    return (
        f'<tr><td class="day">{_time(day)}</td>'
        f'<td class="outlet" dir="auto">{text(outlet)}</td>'
        f'<th scope="row"><a href="{first}"{language} dir="auto">{said}</a></th>'
        f'<td class="links">{links(built, manifest, "")}</td></tr>\n'
    )


def _time(said: str) -> str:
    return f'<time datetime="{said}">{said}</time>' if said else ""


def _file(number: int) -> str:
    return INDEX if number == 1 else f"index-{number}.html"


def _pages(number: int, pages: int) -> str:
    if pages == 1:
        return ""
    items = "".join(f"<li>{_step(each, number)}</li>" for each in range(1, pages + 1))
    return f'<nav aria-label="Pages"><ul>{items}</ul></nav>\n'


def _step(each: int, number: int) -> str:
    if each == number:
        return f'<span aria-current="page">{each}</span>'
    return f'<a href="{_file(each)}">{each}</a>'
