"""What recurs over a folder's articles: counted from their drafts, and found again in a page.

Whether a line recurs is a count. Where it stands is told by the article's own prose, which is the
prose that does not recur: before the first of it is "above", after the last is "below", all else is
"inside". So a second run of prose, or a list at the end, does not become furniture by its place.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from publish.model.article import Draft, Recurring, SiteProfile
from publish.model.codec import decode, encode
from publish.model.recurring import PLACES, SeenLine, Sighting, key_of, shown, site_of
from publish.model.sketch import SAME_ARTICLE
from publish.normaliser.page.page import Page

_FEWEST_ARTICLES = 3
"""Articles in which a line must stand: two may be the same story told twice."""

_SMALLEST_SHARE = 0.1
"""The share of a site's articles below which a line is chance, not furniture."""  # guess

MOST_ARTICLES = 300
"""Articles of a site that are counted: what a tenth of them share shows in so many."""

MOST_HELD = 10_000
"""Articles held at once, 3 KB each: of many sites fewer articles each are counted."""

_FEWEST_HELD = 20
"""Articles of a site below which a profile says too little; beyond it sites are left out."""

_MOST_LINES = 1_000
"""Lines of a page that are looked at: its first and its last. The longest real page has 1,900."""

_LONGEST_STEP = 80  # characters of an element that a profile shows


def sighting_of(draft: Draft) -> Sighting:
    """What a page shows of its site."""
    page = Page.of(draft)
    lines = [line for index in range(len(page)) if (line := _line(page, index))]
    if len(lines) > _MOST_LINES:
        lines = lines[: _MOST_LINES // 2] + lines[-_MOST_LINES // 2 :]
    return Sighting(site_of(draft), tuple(lines))


def _line(page: Page, index: int) -> SeenLine | None:
    key = key_of(page.texts[index])
    if not key:
        return None
    trail = page.blocks[index].origin.trail
    step = trail[-2] if len(trail) > 1 else ""
    return SeenLine(
        key, shown(page.texts[index]), page.words[index], page.is_prose(index), step[:_LONGEST_STEP]
    )


class Tally:
    """Counts what pages show, in memory that does not grow with their number.

    Of each site the pages with the smallest digests are kept, which is a fair sample and does not
    depend on the order in which pages come. The same page under two names is one.
    """

    def __init__(self) -> None:
        self._most = MOST_ARTICLES
        self._sites: dict[str, dict[str, bytes]] = {}
        self._largest: dict[str, str] = {}  # the largest digest kept of a site that is full
        self.held = 0  # pages, never more than MOST_HELD
        self._last_site = ""  # in the order of digests, when there are too many sites

    def add(self, sighting: Sighting) -> None:
        """Count one page."""
        keys = "".join(line.key for line in sighting.lines)
        digest = sha256(keys.encode()).hexdigest()
        site = sighting.site
        if (self._last_site and _order(site) >= self._last_site) or not sighting.lines:
            return
        kept = self._sites.setdefault(site, {})
        if digest in kept:
            # Copies may differ in the digits and the case of a line; the choice must not depend
            # on which of them came first.
            kept[digest] = min(kept[digest], _packed(sighting))
            return
        if len(kept) >= self._most and digest > self._largest_of(site):
            return
        kept[digest] = _packed(sighting)
        self.held += 1
        self._trim(site)
        while self.held > MOST_HELD:
            self._make_room()

    def profiles(self) -> Mapping[str, SiteProfile]:
        """What recurs, by site; sites on which nothing does are left out."""
        found = {}
        for site in sorted(self._sites):
            kept = self._sites[site]
            if len(kept) >= _FEWEST_ARTICLES:
                profile = profile_of(site, [_unpacked(kept[digest]) for digest in sorted(kept)])
                if profile.lines:
                    found[site] = profile
        return found

    def _largest_of(self, site: str) -> str:
        if site not in self._largest:
            self._largest[site] = max(self._sites[site])
        return self._largest[site]

    def _trim(self, site: str) -> None:
        """Keep so many pages of a site as there is room for, the smallest digests."""
        kept = self._sites[site]
        while len(kept) > self._most:
            del kept[self._largest_of(site)]
            del self._largest[site]
            self.held -= 1
        self._largest.pop(site, None)

    def _make_room(self) -> None:
        """Count fewer pages of every site, or fewer sites."""
        if self._most > _FEWEST_HELD:
            self._most = max(_FEWEST_HELD, self._most // 2)
            for site, kept in self._sites.items():
                if len(kept) > self._most:
                    self._trim(site)
            return
        last = max(self._sites, key=_order)
        self.held -= len(self._sites.pop(last))
        self._last_site = _order(last)


def _order(site: str) -> str:
    return sha256(site.encode("utf-8", "surrogatepass")).hexdigest()


def _packed(sighting: Sighting) -> bytes:
    return zlib.compress(json.dumps(encode(sighting)).encode("ascii"), 1)


def _unpacked(data: bytes) -> Sighting:
    sighting = decode(json.loads(zlib.decompress(data)), Sighting)
    assert isinstance(sighting, Sighting)
    return sighting


def profile_of(site: str, sightings: Sequence[Sighting]) -> SiteProfile:
    """What recurs over these pages of a site; a page that repeats another's article is left out.

    Lines stand in the order of their number, then of their words. Each is told once a place.
    """
    pages = _different(sightings)
    least = max(_FEWEST_ARTICLES, _SMALLEST_SHARE * len(pages))
    counts = Counter(key for page in pages for key in {line.key for line in page.lines})
    recurring = {key for key, count in counts.items() if count >= least}
    seen: defaultdict[tuple[str, str], _Seen] = defaultdict(_Seen)
    for page in pages:
        own = [
            i for i, line in enumerate(page.lines) if line.is_prose and line.key not in recurring
        ]
        met = set()
        for index, line in enumerate(page.lines):
            place = (line.key, _place(index, own))
            if line.key in recurring and place not in met:
                met.add(place)
                seen[place].add(line)
    lines = [
        Recurring(key, each.text, each.count, where, each.step())
        for (key, where), each in seen.items()
        if each.count >= _FEWEST_ARTICLES
    ]
    lines.sort(key=lambda line: (PLACES.index(line.where), -line.count, line.text, line.key))
    return SiteProfile(site, len(pages), tuple(lines))


@dataclass(slots=True)
class _Seen:
    """One line at one place, over the pages of a site."""

    count: int = 0
    text: str = ""
    steps: Counter[str] = field(default_factory=Counter)

    def add(self, line: SeenLine) -> None:
        self.count += 1
        self.text = min(self.text or line.text, line.text)
        self.steps[line.step] += 1

    def step(self) -> str:
        """The element that holds it most often; the first by name of several."""
        return min(self.steps, key=lambda step: (-self.steps[step], step))


def _different(sightings: Iterable[Sighting]) -> list[Sighting]:
    """The pages without those whose prose is nearly that of a page before them."""
    kept: list[Sighting] = []
    weights: list[int] = []
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for sighting in sightings:
        prose = _prose_of(sighting)
        weight = sum(prose.values())
        shared: Counter[int] = Counter()
        for key, words in prose.items():
            for holder in holders[key]:
                shared[holder] += words
        if any(words >= SAME_ARTICLE * min(weight, weights[at]) for at, words in shared.items()):
            continue
        for key in prose:
            holders[key].append(len(kept))
        kept.append(sighting)
        weights.append(weight)
    return kept


def _prose_of(sighting: Sighting) -> dict[str, int]:
    """The words of each paragraph of prose; of every line where a page has none."""
    prose = {line.key: line.words for line in sighting.lines if line.is_prose}
    return prose or {line.key: line.words for line in sighting.lines}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a profile says about one block of a page, at its place in it."""

    line: Recurring
    where: str
    share: float


def evidence_on(page: Page) -> dict[int, Evidence]:
    """The blocks of a page that recur over its site at the same place, by index.

    Above and below the article are one place: what is below a short article is above a long one.
    """
    profile = page.profile
    if not profile.lines:
        return {}
    by_key: defaultdict[str, list[Recurring]] = defaultdict(list)
    for line in profile.lines:
        by_key[line.key].append(line)
    keys = [key_of(text) for text in page.texts]
    own = [i for i, key in enumerate(keys) if key not in by_key and page.is_prose(i)]
    found = {}
    for index, key in enumerate(keys):
        where = _place(index, own)
        lines = [
            line
            for line in by_key.get(key, ())
            if not line.where or (line.where == "inside") == (where == "inside")
        ]
        if lines:
            best = max(lines, key=lambda line: (not line.count, line.where == where, line.count))
            share = best.count / max(profile.articles, best.count, 1)
            found[index] = Evidence(best, where, share if best.count else 1.0)
    return found


def _place(index: int, own: Sequence[int]) -> str:
    """Where a block stands to the article's own prose; all is inside when there is none."""
    if not own or own[0] <= index <= own[-1]:
        return "inside"
    return "above" if index < own[0] else "below"
