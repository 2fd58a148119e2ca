"""The labelled pages: which block of which draft belongs to the article.

Nothing of them enters the repository but a model trained on them, and figures.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from publish.model.article import Draft, Source
from publish.model.tree import Block, Blocks
from publish.model.walk import blocks_inside, rebuilt, text_of
from publish.normaliser.fields.parted import prepared
from publish.normaliser.page.lists import opened
from publish.readers import read

__all__ = [
    "FOLDERS",
    "FOLDS",
    "Labelled",
    "Record",
    "fold_of",
    "html_records",
    "labelled",
    "page_of",
    "set_aside",
    "text_records",
    "tokens",
    "unmarked",
]

Record = Mapping[str, Any]
"""One line of the data: id, site, lang, title, authors, date, and body or text with labels."""

FOLDS = 5
FOLDERS = ("html", "more")
KEEP, STRIP, NEITHER = 1, 0, -1
_WORD = re.compile(r"[^\W_]+")
_MARK = re.compile(r"x-nc-sel(\d)")
# The marks of L3S-GN1: 0 nothing, 1 headline, 2 text, 3 supplement, 4 related, 5 comments.
_MARKED = {"0": STRIP, "1": NEITHER, "2": KEEP, "3": KEEP, "4": STRIP, "5": STRIP}
_SHINGLE = 4


@dataclass(frozen=True, slots=True)
class Labelled:
    """A draft with one label for each block of its page: KEEP, STRIP or NEITHER."""

    id: str
    site: str
    form: str
    draft: Draft
    labels: tuple[int, ...]


def html_records(data: Path) -> list[Record]:
    """The labelled HTML pages, those of `more` too; `folder` says where a page stands."""
    found = []
    for folder in FOLDERS:
        with (data / folder / "gold.jsonl").open(encoding="utf-8") as lines:
            found += [{**json.loads(line), "folder": folder} for line in lines]
    return found


def set_aside(html: Iterable[Record]) -> frozenset[str]:
    """A fifth of the sites of `more`: nothing is learned from them, and nobody looks at them."""
    return frozenset(
        record["site"]
        for record in html
        if record["folder"] == "more"
        and int(hashlib.md5(f"aside{record['site']}".encode()).hexdigest(), 16) % FOLDS == 0
    )


def fold_of(site: str) -> int:
    """The fold of a site, 0 to 4: all pages of a site are judged together."""
    return int(hashlib.md5(site.encode()).hexdigest(), 16) % FOLDS


def text_records(data: Path) -> list[Record]:
    """The labelled texts, three levels of each page."""
    with gzip.open(data / "text" / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def page_of(data: Path, record: Record) -> bytes:
    """The bytes of an HTML page."""
    pages = data / record["folder"] / "pages"
    return gzip.decompress((pages / f"{record['id']}.html.gz").read_bytes())


def labelled(data: Path, form: str, sites: Set[str] | None = None) -> Iterator[Labelled]:
    """All pages ("html") or texts ("text") to learn from, with their labels.

    Of some sites only, if given; of none that is set aside.
    """
    html = html_records(data)
    aside = set_aside(html)
    records = html if form == "html" else text_records(data)
    for record in records:
        site = record["site"]
        if site in aside or (sites is not None and site not in sites):
            continue
        yield _labelled_page(data, record) if form == "html" else _labelled_text(record)


def _labelled_page(data: Path, record: Record) -> Labelled:
    draft = prepared(read(Source(f"{record['id']}.html", page_of(data, record))))
    labels = _page_labels(record, opened(draft.blocks)[0])
    return Labelled(record["id"], record["site"], "html", unmarked(draft), labels)


def _labelled_text(record: Record) -> Labelled:
    lines, id = record["text"].split("\n"), record["id"]
    if record["level"] == "tight":
        # The level "article" holds these lines too. What nothing is wrong with must stay whole, so
        # that they are learned from without their leftovers.
        own = zip(lines, record["labels"], strict=True)
        lines = [line if label in _CLEAN else "" for line, label in own]
        id = f"{id}-clean"
    draft = prepared(read(Source(f"{id}.txt", "\n".join(lines).encode())))
    return Labelled(id, record["site"], "text", draft, _text_labels(record["labels"], draft))


_CLEAN = frozenset({"", "keep", "title", "caption"})


def tokens(text: str) -> list[str]:
    """The words of a text as labels are matched: lower case, compatibility forms unified."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).lower())


def _text_labels(lines: Sequence[str], draft: Draft) -> tuple[int, ...]:
    found = []
    for block in draft.blocks:
        own = lines[block.origin.first - 1 : block.origin.last]
        keep, strip = own.count("keep"), own.count("strip")
        found.append(KEEP if keep > strip else STRIP if strip > keep else NEITHER)
    return tuple(found)


def _page_labels(record: Record, blocks: Blocks) -> tuple[int, ...]:
    if record["set"] == "l3s":
        marks = list(map(_marks_of, blocks))
        return tuple(_MARKED.get(each[-1], NEITHER) if each else STRIP for each in marks)
    texts = [text_of(block) for block in blocks]
    if record.get("body"):
        return _by_body("\n\n".join(text for _, text in record["body"]), texts)
    return _by_passages(record["with"], record.get("without") or [], texts)


def _marks_of(block: Block) -> list[str]:
    """The marks around a block; of a piece of a list without any those in it."""
    trails = (" ".join(each.origin.trail) for each in blocks_inside((block,)))
    return next(filter(None, map(_MARK.findall, trails)), [])


def _by_passages(
    wanted: Sequence[str], unwanted: Sequence[str], texts: Sequence[str]
) -> tuple[int, ...]:
    """Labels of the blocks that hold a passage which must stand in the text, or must not."""
    found = []
    for text in (" ".join(each.split()) for each in texts):
        keep = any(" ".join(passage.split()) in text for passage in wanted)
        strip = any(" ".join(passage.split()) in text for passage in unwanted)
        found.append(KEEP if keep and not strip else STRIP if strip and not keep else NEITHER)
    return tuple(found)


def _by_body(body: str, texts: Sequence[str]) -> tuple[int, ...]:
    """Long blocks by the share of their shingles in the body; short ones by place in it."""
    gold = tokens(body)
    shingles = {tuple(gold[i : i + _SHINGLE]) for i in range(len(gold) - _SHINGLE + 1)}
    words = [tokens(text) for text in texts]
    places = _aligned(words, gold)
    found = []
    for own, at in zip(words, places, strict=True):
        if len(own) >= 2 * _SHINGLE:
            number = len(own) - _SHINGLE + 1
            share = sum(tuple(own[i : i + _SHINGLE]) in shingles for i in range(number)) / number
            found.append(KEEP if share >= 0.6 else STRIP if share < 0.25 else NEITHER)
        elif not own:
            found.append(NEITHER)
        elif len(at) < 0.6 * len(own):
            found.append(STRIP)
        else:
            found.append(KEEP if len(at) / (at[-1] - at[0] + 1) >= 0.5 else NEITHER)
    return tuple(found)


def _aligned(blocks: Sequence[Sequence[str]], gold: Sequence[str]) -> list[list[int]]:
    """For each block the places in the body to which its words are aligned.

    The longest common subsequence, bit-parallel: one integer holds a row (Hyyrö 2004).
    """
    found: list[list[int]] = [[] for _ in blocks]
    where: defaultdict[str, int] = defaultdict(int)
    for place, word in enumerate(gold):
        where[word] |= 1 << place
    full = row = (1 << len(gold)) - 1
    flat = [(index, word) for index, own in enumerate(blocks) for word in own]
    rows = [row]
    for _, word in flat:
        hit = row & where.get(word, 0)
        row = ((row + hit) | (row - hit)) & full
        rows.append(row)
    at, place = len(flat), len(gold)
    while at and place:
        if rows[at] >> (place - 1) & 1:
            place -= 1
        elif not rows[at - 1] >> (place - 1) & 1:
            at -= 1
        else:
            at, place = at - 1, place - 1
            found[flat[at][0]].append(place)
    return [places[::-1] for places in found]


def unmarked(draft: Draft) -> Draft:
    """The draft without the steps that the labels themselves put into the page."""
    return replace(draft, blocks=_unmarked(draft.blocks))


def _unmarked(blocks: Blocks) -> Blocks:
    found = []
    for block in blocks:
        trail = tuple(step for step in block.origin.trail if not _MARK.search(step))
        inner = rebuilt(block, blocks=_unmarked)
        found.append(replace(inner, origin=replace(block.origin, trail=trail)))
    return tuple(found)
