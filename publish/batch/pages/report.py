"""OUT/.publish/report.html: what failed, what is in doubt, then every article, by name.

What is short stands on the first page; what is long on pages of its own, in the folder report/
beside it. What cleaning took out of the articles stands on pages of their own too.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from publish import files
from publish.batch.manifest import Built, Manifest
from publish.batch.pages import markup
from publish.batch.pages.gone import REMOVALS, Record, pages_of
from publish.batch.pages.index import INDEX_KEY
from publish.batch.pages.listing import Listing, letter_of, links, row_bytes
from publish.batch.pages.markup import name, split, text
from publish.errors import Failure
from publish.model.article import Note
from publish.model.notes import CODES, WEIGHTS

REPORT = "report.html"
"""The first page, below the folder `.publish`."""
_STATE = "report.json"  # what the report was made of
_FOLDER = "report"
_FEW = 200  # failures, or doubts, that stand on the first page
_LONGEST_DETAILS = 2_000  # characters of a traceback; its end tells

Failures = Sequence[tuple[str, Failure]]
"""Sources that failed in a run."""


def is_current(ours: Path, manifest: Manifest, failures: Failures) -> bool:
    """Whether the report in the folder `.publish` tells of these results and these failures.

    Each article that is built adds to the record of removals: its size tells whether any was.
    """
    try:
        said = (ours / _STATE).read_text("ascii")
    except (OSError, ValueError):
        return False
    return said == _state(ours, manifest, failures) and (ours / REPORT).is_file()


def write_report(ours: Path, manifest: Manifest, failures: Failures) -> None:
    """Write the report into the folder `.publish`. Raises Unwritable, DiskFailed."""
    state = _state(ours, manifest, failures)
    listing = Listing.of(each for each in manifest.all_built() if each.key != INDEX_KEY)
    written: set[str] = set()
    parts = [
        _head(listing, failures),
        _several("Failed", _codes(failures), list(_failed(failures)), ours, written),
        _several("Doubts", _kinds(listing), list(_doubts(listing)), ours, written),
        _articles(listing, manifest, ours, {source for source, _ in failures}, written),
    ]
    body = f"<main>\n{''.join(parts)}</main>\n"
    markup.write(ours / REPORT, markup.page("What publish made", body))
    _remove_others(ours / _FOLDER, written)
    markup.write(ours / _STATE, state.encode("ascii"))


def _state(ours: Path, manifest: Manifest, failures: Failures) -> str:
    said = json.dumps([[source, failure.code, failure.message] for source, failure in failures])
    removals = ours / REMOVALS
    size = removals.stat().st_size if removals.is_file() else 0
    digest = hashlib.sha256(said.encode("ascii")).hexdigest()
    return json.dumps({"failures": digest, "removals": size, "outputs": manifest.count()})


def _head(listing: Listing, failures: Failures) -> str:
    outputs = sum(map(len, listing.outputs.values()))
    counts = {
        "articles": len(listing.outputs),
        "results": outputs,
        "failed": len(failures),
        "doubts": len(listing.doubts),
    }
    said = "".join(f"<div><dt>{what}</dt><dd>{n:,}</dd></div>" for what, n in counts.items())
    return f"<h1>What publish made</h1>\n<dl>{said}</dl>\n"


def _codes(failures: Failures) -> str:
    counts = Counter(failure.code for _, failure in failures)
    if len(failures) < 2:
        return ""
    said = (f"{count:,} <code>{text(code)}</code>" for code, count in counts.most_common())
    return f"<p>{', '.join(said)}</p>\n"


def _failed(failures: Failures) -> Iterator[str]:
    for source, failure in failures:
        hint = f"<small>{text(failure.hint)}</small>" if failure.hint else ""
        details = failure.details[-_LONGEST_DETAILS:] if failure.code == "bug" else ""
        more = f"<details><summary>traceback</summary><pre>{text(details)}</pre></details>"
        yield (
            f'<tr><th scope="row">{name(source)}</th>'
            f'<td class="wrong">{text(failure.message)} {hint}{more if details else ""}</td>'
            f"<td><code>{text(failure.code)}</code></td></tr>\n"
        )


def _kinds(listing: Listing) -> str:
    """Each kind of doubt in a line, with what to do, the heaviest first."""
    if not listing.doubts:
        return ""
    counts = Counter((note.weight, note.code) for _, note in listing.doubts)
    rows = [
        f'<tr><th scope="row"><code>{text(code)}</code></th><td class="{weight}">{weight}</td>'
        f'<td class="n">{count:,}</td><td>{_meaning(code)}</td></tr>\n'
        for (weight, code), count in sorted(counts.items(), key=lambda each: _heavy(*each[0]))
    ]
    heads = (("", "Code"), ("", "Weight"), ("n", "Notes"), ("", "What to do"))
    return markup.table("", heads, rows)


def _meaning(code: str) -> str:
    meaning = CODES.get(code)
    return f"{text(meaning.means)} <small>{text(meaning.do)}</small>" if meaning else ""


def _doubts(listing: Listing) -> Iterator[str]:
    for source, note in sorted(listing.doubts, key=lambda each: _order(*each)):
        place = f"<small>{text(str(note.origin))}</small>" if str(note.origin) else ""
        yield (
            f'<tr><th scope="row">{name(source)}</th>'
            f'<td class="{note.weight}">{text(note.message)} {place}</td>'
            f"<td><code>{text(note.code)}</code></td></tr>\n"
        )


def _order(source: str, note: Note) -> tuple[int, str, str, str, int]:
    return (*_heavy(note.weight, note.code), source, note.message, note.origin.first)


def _heavy(weight: str, code: str) -> tuple[int, str]:
    return WEIGHTS.index(weight), code


def _several(title: str, summary: str, rows: list[str], ours: Path, written: set[str]) -> str:
    """A section of the first page with these rows, or with links to the pages that hold them."""
    if not rows:
        return ""
    kind = title.lower()
    heads = (("", "Source"), ("", "What"), ("", "Code"))
    parts = split([len(row.encode()) for row in rows])
    section = f'<h2 id="{kind}">{title}</h2>\n{summary}'
    if len(rows) <= _FEW and len(parts) == 1:
        return section + markup.table(f"{len(rows):,} in all", heads, rows)
    for number, (first, end) in enumerate(parts, 1):
        held = markup.table(f"{first + 1:,} to {end:,} of {len(rows):,}", heads, rows[first:end])
        body = f"<main>\n<h1>{title}</h1>\n{_around(kind, number, len(parts))}{held}</main>\n"
        _put(ours, f"{kind}-{number}.html", markup.page(title, body), written)
    return f"{section}{_numbered(kind, len(parts))}"


def _numbered(kind: str, pages: int) -> str:
    items = "".join(
        f'<li><a href="{_FOLDER}/{kind}-{number}.html">{number}</a></li>'
        for number in range(1, pages + 1)
    )
    return f'<nav aria-label="All {kind}"><ul><li>All, by page:</li>{items}</ul></nav>\n'


def _around(kind: str, number: int, pages: int) -> str:
    """From one page in the folder to those beside it, and back."""
    steps = [f'<li><a href="../{REPORT}">Report</a></li>']
    if number > 1:
        steps.append(
            f'<li><a rel="prev" href="{kind}-{number - 1}.html">Page {number - 1}</a></li>'
        )
    if number < pages:
        steps.append(
            f'<li><a rel="next" href="{kind}-{number + 1}.html">Page {number + 1}</a></li>'
        )
    return f"<nav><ul>{''.join(steps)}</ul></nav>\n"


def _articles(
    listing: Listing, manifest: Manifest, ours: Path, failed: set[str], written: set[str]
) -> str:
    """Every article, a thousand a page, and where each first letter stands."""
    names = listing.by_name()
    sizes = [row_bytes((each,), listing.outputs[each]) for each in names]
    parts = split(sizes)
    inline = len(parts) <= 1
    record = Record(ours)
    section = f'<h2 id="articles">Articles</h2>\n{_letters(names, parts)}'
    for number, (first, end) in enumerate(parts, 1):
        gone: dict[str, str] = {}
        for file, data in pages_of(names[first:end], record, f"removed-{number}", gone):
            _put(ours, file, data, written)
        up = "../" if inline else "../../"
        rows = _rows(names[first:end], listing, manifest, gone, failed, up)
        held = _table(rows, first, end, len(names))
        if inline:
            return section + held
        around = _around("articles", number, len(parts))
        body = f"<main>\n<h1>Articles</h1>\n{around}{held}</main>\n"
        _put(ours, f"articles-{number}.html", markup.page("Articles", body), written)
    return section


def _table(rows: Iterable[str], first: int, end: int, count: int) -> str:
    heads = (("", "Source"), ("n", "Pages"), ("n", "Removed"), ("n", "Doubts"), ("", "Results"))
    return markup.table(f"{first + 1:,} to {end:,} of {count:,}", heads, rows)


def _rows(
    names: Sequence[str],
    listing: Listing,
    manifest: Manifest,
    gone: Mapping[str, str],
    failed: set[str],
    up: str,
) -> Iterator[str]:
    folder = f"{_FOLDER}/" if up == "../" else ""
    for letter, group in groupby(names, letter_of):
        mark = f' id="{_anchor(letter)}"'
        for source in group:
            built = listing.built(source, manifest)
            words = _title(built) + (
                '<small class="wrong">failed</small>' if source in failed else ""
            )
            pages = next((each.pages for each in built if each.pages is not None), None)
            doubts = len({n for each in built for n in each.notes if n.weight != "info"})
            removed = max((each.removed for each in built), default=0)
            where = gone.get(source, "")
            yield (
                f'<tr{mark}><th scope="row">{name(source)}{words}</th>'
                f'<td class="n">{"" if pages is None else f"{pages:,}"}</td>'
                f'<td class="n">{_linked(removed, folder + where if where else "")}</td>'
                f'<td class="n">{doubts or ""}</td>'
                f'<td class="links">{links(built, manifest, up)}</td></tr>\n'
            )
            mark = ""


def _linked(count: int, address: str) -> str:
    if not count:
        return ""
    return f'<a href="{address}">{count:,}</a>' if address else f"{count:,}"


def _title(built: Sequence[Built]) -> str:
    for each in built:
        if each.title:
            return f'<small lang="{text(each.language)}" dir="auto">{text(each.title)}</small>'
    return ""


def _letters(names: Sequence[str], parts: Sequence[tuple[int, int]]) -> str:
    """Links to where the names of each letter begin."""
    if len(names) <= _FEW:
        return ""
    items = []
    starts: dict[str, int] = {}
    for index, each in enumerate(names):
        starts.setdefault(letter_of(each), index)
    number = 0
    for letter, index in starts.items():
        while index >= parts[number][1]:
            number += 1
        page = "" if len(parts) == 1 else f"{_FOLDER}/articles-{number + 1}.html"
        items.append(f'<li><a href="{page}#{_anchor(letter)}">{text(letter)}</a></li>')
    nav = f'<nav aria-label="First letters"><ul>{"".join(items)}</ul></nav>\n'
    return nav + (_numbered("articles", len(parts)) if len(parts) > 1 else "")


def _anchor(letter: str) -> str:
    return f"letter-{ord(letter[0]):x}"


def _put(ours: Path, file: str, data: bytes, written: set[str]) -> None:
    written.add(file)
    markup.write(ours / _FOLDER / file, data)


def _remove_others(folder: Path, written: set[str]) -> None:
    """Take away pages of earlier reports that had more."""
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.name not in written:
            files.remove(path)
