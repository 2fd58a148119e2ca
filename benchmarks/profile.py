"""What a site profile changes: pages of sites with several, each with the profile of the others.

python -m benchmarks profile DATA [FEWEST]

DATA is a folder with html/gold.jsonl, html/pages/, text/dev.jsonl.gz and their scorers score.py and
score_html.py. Sites with at least FEWEST pages (4) are read. A page's profile is learned from the
other pages of its site, and from nothing else. Figures only are printed, no word of a page.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from publish import readers
from publish.errors import PublishError
from publish.model.article import NO_PROFILE, Draft, SiteProfile, Source
from publish.model.recurring import Sighting
from publish.model.tree import Figure
from publish.model.walk import text_of, text_of_inlines
from publish.normaliser import normalise
from publish.normaliser.page.recurrence import Tally, sighting_of

FEWEST = 4
LEVELS = ("tight", "article", "page")


@dataclass(frozen=True)
class Case:
    """A page to clean: what it is judged by, and what it holds."""

    record: Mapping[str, Any]  # as the data has it
    draft: Draft
    sighting: Sighting


@dataclass(frozen=True)
class Cleaned:
    """The body of a page as text, its headline, and how many lines the profile's rule took."""

    text: str
    title: str = ""
    taken: int = 0

    @property
    def whole(self) -> str:
        """Headline and body: where the data counts the headline as body it is not lost."""
        return f"{self.title}\n\n{self.text}"


def main() -> None:
    """Print a table for texts and one for HTML pages."""
    data = Path(sys.argv[1])
    fewest = int(sys.argv[2]) if len(sys.argv) > 2 else FEWEST
    sys.path.insert(0, str(data))
    lines = gzip.decompress((data / "text/dev.jsonl.gz").read_bytes()).decode().strip().split("\n")
    texts = [json.loads(line) for line in lines]
    print(f"{'':<10}{'pages':>6}{'sites':>6}  profile  taken")
    for level in LEVELS:
        cases = _cases(_of_many(fewest, (t for t in texts if t["level"] == level)), _text)
        for name, cleaned in _both(cases):
            print(_line(level, cases, name, cleaned), _text_figures(cases, cleaned))
    golds = map(json.loads, (data / "html/gold.jsonl").read_text("utf-8").strip().split("\n"))
    cases = _cases(_of_many(fewest, golds), lambda record: _page(data, record))
    labelled = {t["id"].partition("@")[0]: t for t in texts if t["level"] == "page"}
    for name, cleaned in _both(cases):
        print(_line("html", cases, name, cleaned), _html_figures(cases, cleaned, labelled))


def _of_many(fewest: int, records: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The records of sites that have so many."""
    listed = [record for record in records if record["site"]]
    counts = Counter(record["site"] for record in listed)
    return [record for record in listed if counts[record["site"]] >= fewest]


def _text(record: Mapping[str, Any]) -> Source:
    return Source(f"{record['id']}.txt", record["text"].encode())


def _page(data: Path, record: Mapping[str, Any]) -> Source:
    name = f"{record['id']}.html"
    return Source(name, gzip.decompress((data / f"html/pages/{name}.gz").read_bytes()))


def _cases(records: list[Mapping[str, Any]], source_of: Any) -> list[Case]:
    made = []
    for record in records:
        try:
            draft = readers.read(source_of(record))
        except PublishError as error:
            print(f"{record['id']}: {error.code}", file=sys.stderr)
            continue
        made.append(Case(record, draft, replace(sighting_of(draft), site=record["site"])))
    return made


def _both(cases: list[Case]) -> Iterator[tuple[str, list[Cleaned]]]:
    yield "without", [_cleaned(case, NO_PROFILE) for case in cases]
    by_site: defaultdict[str, list[Case]] = defaultdict(list)
    for case in cases:
        by_site[case.record["site"]].append(case)
    yield "with", [_cleaned(case, _of_others(case, by_site)) for case in cases]


def _of_others(case: Case, by_site: Mapping[str, list[Case]]) -> SiteProfile:
    tally = Tally()
    for other in by_site[case.record["site"]]:
        if other is not case:
            tally.add(other.sighting)
    return tally.profiles().get(case.record["site"], NO_PROFILE)


def _cleaned(case: Case, profile: SiteProfile) -> Cleaned:
    try:
        article = normalise(case.draft, profile=profile)
    except PublishError:
        return Cleaned("")
    body = (block for block in article.body if not isinstance(block, Figure))
    gone = [gone.text for gone in article.removals if gone.rule == "site.furniture"]
    taken = sum(len(text.split("\n")) for text in gone)
    title = text_of_inlines(article.title)
    return Cleaned("\n\n".join(map(text_of, body)), title, taken)


def _line(what: str, cases: list[Case], name: str, cleaned: list[Cleaned]) -> str:
    sites = len({case.record["site"] for case in cases})
    return f"{what:<10}{len(cases):>6}{sites:>6}  {name:<7}{sum(c.taken for c in cleaned):>7} "


def _text_figures(cases: list[Case], cleaned: list[Cleaned]) -> str:
    score = import_module("score")
    found = score.summarise(
        [
            score.score_doc(case.record, {"text": made.whole})
            for case, made in zip(cases, cleaned, strict=True)
        ]
    )
    return (
        f"tokF1 {found['tokF1']:.4f}  R {found['tokR']:.4f}  lossP {found['lossP']:.1%}  "
        f"lossL {found['lossL']:.1%}  leftW {found['leftW']:.1%}  leftL {found['leftL']:.1%}  "
        f"title {_titles(cases, cleaned):.1%}"
    )


def _titles(cases: list[Case], cleaned: list[Cleaned]) -> float:
    """The share of titles that say nearly what they should."""
    likeness = import_module("score_html").token_f1
    pairs = [
        (case.record["title"], made.title)
        for case, made in zip(cases, cleaned, strict=True)
        if case.record["title"]
    ]
    return sum(likeness(wanted, found) >= 0.8 for wanted, found in pairs) / max(1, len(pairs))


def _html_figures(
    cases: list[Case], cleaned: list[Cleaned], labelled: Mapping[str, Mapping[str, Any]]
) -> str:
    score, score_html = import_module("score"), import_module("score_html")
    by_id = {case.record["id"]: made for case, made in zip(cases, cleaned, strict=True)}
    predicted = {key: {"id": key, "text": made.text} for key, made in by_id.items()}
    body, _ = score_html.evaluate([case.record for case in cases], predicted)
    known = [key for key in by_id if key in labelled]
    lines = score.summarise(
        [score.score_doc(labelled[key], {"text": by_id[key].whole}) for key in known]
    )
    return (
        f"F1 {body['F1']:.4f}  P {body['P']:.4f}  R {body['R']:.4f}  with/without "
        f"{body.get('segF1', 0):.4f}  ({len(known)} labelled: lossP {lines['lossP']:.1%}  "
        f"leftW {lines['leftW']:.1%})  title {_titles(cases, cleaned):.1%}"
    )


if __name__ == "__main__":
    main()
