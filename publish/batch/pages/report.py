"""OUT/.publish/report.html: what failed, what is in doubt, what is there twice, then every article.

What is short stands on the first page; what is long on pages of its own, in the folder report/
beside it. What cleaning took out of the articles stands on pages of their own too.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from publish import files
from publish.batch.duplicates import Known
from publish.batch.manifest import Manifest
from publish.batch.outcome import Failing
from publish.batch.pages import markup
from publish.batch.pages.articles import (
    FOLDER,
    REPORT,
    Doubts,
    Shelf,
    around,
    numbered,
    titled,
    write_articles,
)
from publish.batch.pages.gone import Record
from publish.batch.pages.listing import Listing
from publish.batch.pages.markup import name, split, text
from publish.batch.removals import REMOVALS_FILE
from publish.errors import Failure
from publish.model.notes import CODES, WEIGHTS

_STATE = "report.json"  # what the report was made of
_RECORD = "removals.json"  # where each source stands in removals.jsonl
_FEW = 200  # failures, or doubts, that stand on the first page
_FEW_BYTES = 250_000  # of them: tracebacks are long
_LONGEST_DETAILS = 2_000  # characters of a traceback; its end tells

Failures = Sequence[Failing]
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
    """Write what has changed of the report in the folder `.publish`. Raises Unwritable, DiskFailed.

    It is the same, byte by byte, as one that is written from nothing.
    """
    state = _state(ours, manifest, failures)
    index = ours / FOLDER / _RECORD
    written = {_RECORD}
    failed = frozenset(each.name for each in failures)
    shelf = Shelf(Listing.of(manifest), manifest, Record(ours, index), failed)
    articles = write_articles(shelf, ours, written)
    kinds = sorted(articles.doubts, key=lambda kind: _heavy(*kind))
    doubts = [row for kind in kinds for row in articles.doubts[kind]]
    parts = [
        _head(shelf.listing, failures, len(doubts)),
        _several("Failed", _codes(failures), list(_failed(failures)), ours, written),
        _several("Doubts", _kinds(articles.doubts), doubts, ours, written),
        _several("Copies", "", list(_copied(Known.at(ours))), ours, written),
        articles.section,
    ]
    body = f"<main>\n{''.join(parts)}</main>\n"
    markup.write(ours / REPORT, markup.page("What publish made", body))
    shelf.record.keep()
    _remove_others(ours / FOLDER, written)
    markup.write(ours / _STATE, state.encode("ascii"))


def _state(ours: Path, manifest: Manifest, failures: Failures) -> str:
    said = json.dumps([[each.name, each.title, *_told(each.failure)] for each in failures])
    removals = ours / REMOVALS_FILE
    size = removals.stat().st_size if removals.is_file() else 0
    digest = hashlib.sha256(said.encode("ascii")).hexdigest()
    copies = hashlib.sha256("".join(_copied(Known.at(ours))).encode()).hexdigest()
    counts = {"removals": size, "outputs": manifest.count()}
    return json.dumps({"failures": digest, **counts, "copies": copies})


def _told(failure: Failure) -> tuple[str, str]:
    return failure.code, failure.message


def _head(listing: Listing, failures: Failures, doubts: int) -> str:
    outputs = sum(map(len, listing.outputs.values()))
    counts = {
        "articles": len(listing.outputs),
        "results": outputs,
        "failed": len(failures),
        "doubts": doubts,
    }
    said = "".join(f"<div><dt>{what}</dt><dd>{n:,}</dd></div>" for what, n in counts.items())
    return f"<h1>What publish made</h1>\n<dl>{said}</dl>\n"


def _codes(failures: Failures) -> str:
    counts = Counter(each.failure.code for each in failures)
    if len(failures) < 2:
        return ""
    said = (f"{count:,} <code>{text(code)}</code>" for code, count in counts.most_common())
    return f"<p>{', '.join(said)}</p>\n"


def _failed(failures: Failures) -> Iterator[str]:
    for source, failure, title in failures:
        hint = f"<small>{text(failure.hint)}</small>" if failure.hint else ""
        details = failure.details[-_LONGEST_DETAILS:] if failure.code == "bug" else ""
        more = f"<details><summary>traceback</summary><pre>{text(details)}</pre></details>"
        yield (
            f'<tr><th scope="row">{name(source)}{titled(title)}</th>'
            f'<td class="wrong">{text(failure.message)} {hint}{more if details else ""}</td>'
            f"<td><code>{text(failure.code)}</code></td></tr>\n"
        )


def _copied(known: Known) -> Iterator[str]:
    """Articles that are the same as another, by name."""
    for source, copy in sorted(known.copies.items()):
        yield (
            f'<tr><th scope="row">{name(source)}</th><td>{text(copy.note.message)}</td>'
            f"<td><code>{text(copy.note.code)}</code></td></tr>\n"
        )


def _kinds(doubts: Doubts) -> str:
    """Each kind of doubt in a line, with what to do, the heaviest first."""
    if not doubts:
        return ""
    rows = [
        f'<tr><th scope="row"><code>{text(code)}</code></th><td class="{weight}">{weight}</td>'
        f'<td class="n">{len(held):,}</td><td>{_meaning(code)}</td></tr>\n'
        for (weight, code), held in sorted(doubts.items(), key=lambda each: _heavy(*each[0]))
    ]
    heads = (("", "Code"), ("", "Weight"), ("n", "Notes"), ("", "What to do"))
    return markup.table("", heads, rows)


def _meaning(code: str) -> str:
    meaning = CODES.get(code)
    return f"{text(meaning.means)} <small>{text(meaning.do)}</small>" if meaning else ""


def _heavy(weight: str, code: str) -> tuple[int, str]:
    return WEIGHTS.index(weight), code


def _several(title: str, summary: str, rows: list[str], ours: Path, written: set[str]) -> str:
    """A section of the first page with these rows, or with links to the pages that hold them."""
    if not rows:
        return ""
    kind = title.lower()
    heads = (("", "Source"), ("", "What"), ("", "Code"))
    sizes = [len(row.encode()) for row in rows]
    section = f'<h2 id="{kind}">{title}</h2>\n{summary}'
    if len(rows) <= _FEW and sum(sizes) <= _FEW_BYTES:
        return section + markup.table(f"{len(rows):,} in all", heads, rows)
    parts = split(sizes)
    files = ["", *(f"{kind}-{number}.html" for number in range(1, len(parts) + 1)), ""]
    for number, (first, end) in enumerate(parts, 1):
        held = markup.table(f"{first + 1:,} to {end:,} of {len(rows):,}", heads, rows[first:end])
        steps = around(files[number - 1], files[number + 1])
        page = markup.page(title, f"<main>\n<h1>{title}</h1>\n{steps}{held}</main>\n")
        markup.write(ours / FOLDER / files[number], page)
        written.add(files[number])
    return section + numbered(kind, files[1:-1])


def _remove_others(folder: Path, written: set[str]) -> None:
    """Take away pages of earlier reports that had more."""
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.name not in written:
            files.remove(path)
