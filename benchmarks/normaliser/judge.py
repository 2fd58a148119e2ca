"""One site's pages, cleaned and judged: by us, by us without each rule, and by other tools."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from time import process_time

from benchmarks.normaliser.cross import Folds
from benchmarks.normaliser.labels import Record, page_of, tokens, unmarked
from benchmarks.normaliser.others import OTHERS
from benchmarks.normaliser.points import POINTS
from benchmarks.normaliser.scores import (
    Figures,
    LabelledLines,
    Lines,
    body_figures,
    field_figures,
    shingles,
)
from publish.errors import PublishError
from publish.model.article import (
    NO_DECISIONS,
    NO_PROFILE,
    Article,
    Decisions,
    Draft,
    Finding,
    Removal,
    SiteProfile,
    Source,
)
from publish.model.tree import Figure
from publish.model.walk import blocks_inside, text_of, text_of_inlines
from publish.normaliser import RULES, Rule, normalise
from publish.normaliser.page.page import Left, Page, Seen
from publish.normaliser.page.recurrence import Tally, sighting_of
from publish.readers import read

__all__ = ["ASIDE", "FEWEST_PAGES", "OURS", "Judged", "Passage", "Task", "judge_site", "prepare"]

OURS = "publish"
ASIDE = "set aside"
"""The group of pages of sites that nothing was learned from and nobody looked at."""

FEWEST_PAGES = 4
"""Pages from which on a site is cleaned with a profile of the others as well."""


Look = Callable[[Page], Seen]


@dataclass(frozen=True, slots=True)
class Task:
    """Pages of one site and form. `lines` are texts of them with labels, by a page's id.

    `fold` is None of a site that is set aside: the model of all others judges it.
    """

    form: str
    site: str
    fold: int | None
    records: tuple[Record, ...]
    lines: Mapping[str, Record]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that were lost or left. `rule` took what was lost; "" of what was not even read."""

    is_lost: bool
    words: int
    text: str
    rule: str


@dataclass(slots=True)
class Judged:
    """A page's figures: of each tool, of ours without each rule or point, and with a profile."""

    id: str
    form: str
    group: str  # the set of a page, the level of a text
    tools: dict[str, Figures] = field(default_factory=dict)
    without: dict[str, Figures] = field(default_factory=dict)
    points: dict[str, Figures] = field(default_factory=dict)
    profiled: Figures | None = None
    passages: tuple[Passage, ...] = ()
    failure: str = ""
    refused: str = ""


class _Judge:
    """What one page's outputs are compared with; the same text is judged once."""

    def __init__(self, record: Record, lines: Record | None) -> None:
        self.record = record
        self.labelled = LabelledLines(lines) if lines else None
        self._known: dict[str, tuple[Figures, Lines | None]] = {}

    def body(self, text: str) -> Figures:
        """The figures of a body."""
        return self._of(text)[0]

    def lines(self, text: str) -> Lines | None:
        """The lines lost and left, where lines are labelled."""
        return self._of(text)[1]

    def _of(self, text: str) -> tuple[Figures, Lines | None]:
        if text not in self._known:
            lines = self.labelled.judged(text) if self.labelled else None
            figures = {**body_figures(self.record, text), **(lines.figures if lines else {})}
            self._known[text] = figures, lines
        return self._known[text]


_WHERE: list[tuple[Path, Folds]] = []


def prepare(data: Path, folds: Folds) -> None:
    """Tell a process where data and models are."""
    _WHERE.append((data, folds))


@cache
def _look(fold: int | None) -> Look:
    return _WHERE[0][1].look(fold)


@cache
def _warm() -> None:
    """Have everything loaded before a clock runs; what takes long is loaded once a process."""
    page = f"<html><body><article><h1>Res</h1><p>{_LATIN * 9}</p></article></body></html>"
    for source in (_text("x", _LATIN * 9), _html("x", page.encode())):
        _body(read(source), _look(0))
    for extract in OTHERS.values():
        extract(page.replace("<p>", '<p class="date">12 brumarii anno XII</p><p>'), "")
    gc.freeze()  # or our clock pays for looking through what other tools hold for good


# No language whose small words anybody knows by heart: the recogniser has to be loaded for it.
_LATIN = "Gallia divisa partes tres quarum unam incolunt Belgae, aliam Aquitani, tertiam Celtae. "


def judge_site(task: Task) -> list[Judged]:
    """All pages of a site."""
    _warm()
    _look(task.fold)
    profiles = _profiles(task)
    return [_judged(task, record, profiles.get(record["id"])) for record in task.records]


def _judged(task: Task, record: Record, profile: SiteProfile | None) -> Judged:
    group = _group(task, record)
    judged = Judged(record["id"], task.form, group)
    judge = _Judge(record, task.lines.get(record["id"]))
    try:
        _judge_ours(task, judge, judged, profile)
    except AssertionError as error:
        judged.failure = str(error) or "an assertion"
    if task.form == "html":
        _judge_others(record, judge, judged)
    return judged


def _group(task: Task, record: Record) -> str:
    if task.form == "text":
        return str(record["level"]) + (f" {ASIDE}" if task.fold is None else "")
    if task.fold is None:
        return ASIDE
    return str(record["set"]) if record["folder"] == "html" else "more"


def _judge_ours(task: Task, judge: _Judge, judged: Judged, profile: SiteProfile | None) -> None:
    record, look = judge.record, _look(task.fold)
    found: dict[str, list[Finding]] = {}
    draft, article, spent = _ours(task.form, record, look, _recording(found), judged)
    text = printed(article) if article else ""
    ours = {**judge.body(text), **_fields(record, article), "cpu": spent}
    if task.form == "text":
        ours["words"] = float(len(record["text"].split()))
    if draft and article:
        if lines := judge.lines(f"{_head(article)}\n\n{text}"):
            ours["lossP whole"] = lines.figures["lossP"]
        if task.form == "text":
            again = _body(read(_text(record["id"], text)), look) if text.split() else ""
            ours["stays"] = float(tokens(again) == tokens(text))
        known = Decisions(language=article.language)  # not to be recognised each time
        for rule in sorted({gone.rule for gone in article.removals}):
            left = _body(draft, look, _but(rule, found), NO_PROFILE, known)
            judged.without[rule] = judge.body(left)
        for name, point in POINTS.items():
            with point.out():
                left = _body(draft, point.look(look), point.rules, NO_PROFILE, known)
            judged.points[name] = judge.body(left)
        if profile:
            judged.profiled = judge.body(_body(draft, look, RULES, profile, known))
    judged.tools[OURS] = ours
    judged.passages = tuple(_passages(judge, text, article))


def _recording(found: dict[str, list[Finding]]) -> tuple[Rule, ...]:
    """All rules, which write down what they find."""

    def recorder(rule: Rule) -> Rule:
        def find(page: Page, left: Left) -> list[Finding]:
            found[rule.id] = list(rule.find(page, left))
            return found[rule.id]

        return replace(rule, find=find)

    return tuple(map(recorder, RULES))


def _but(left_out: str, found: Mapping[str, list[Finding]]) -> tuple[Rule, ...]:
    """The rules without one. Those before it find what they found: they see the same page."""

    def repeating(rule: Rule) -> Rule:
        return replace(rule, find=lambda *_: found[rule.id])

    at = [rule.id for rule in RULES].index(left_out)
    return (*map(repeating, RULES[:at]), *RULES[at + 1 :])


def _ours(
    form: str, record: Record, look: Look, rules: tuple[Rule, ...], judged: Judged
) -> tuple[Draft | None, Article | None, float]:
    """The draft, the article and the CPU seconds for both; None of what was refused."""
    source = _page(record) if form == "html" else _text(record["id"], record["text"])
    draft = article = None
    begun = process_time()
    try:
        draft = read(source)
        unclocked = process_time()
        draft = unmarked(draft)
        begun += process_time() - unclocked
        article = normalise(draft, NO_DECISIONS, NO_PROFILE, rules, look)
    except PublishError as error:
        judged.refused = error.code
    return draft, article, process_time() - begun


def _body(
    draft: Draft,
    look: Look,
    rules: tuple[Rule, ...] = RULES,
    profile: SiteProfile = NO_PROFILE,
    decisions: Decisions = NO_DECISIONS,
) -> str:
    try:
        return printed(normalise(draft, decisions, profile, rules, look))
    except PublishError:
        return ""


def printed(article: Article) -> str:
    """What a reader sees below the headline: a standfirst that the text had, and the body.

    With captions and credits, without alternative texts.
    """
    lifted = any(gone.moved_to == "standfirst" for gone in article.removals)
    texts = [text_of_inlines(article.standfirst)] if lifted else []
    for block in article.body:
        text = text_of(block)
        for inner in blocks_inside((block,)):
            if isinstance(inner, Figure) and inner.alt:
                text = text.replace(inner.alt, "", 1)
        texts.append(text.strip())
    return "\n\n".join(filter(None, texts))


def _head(article: Article) -> str:
    """What is printed above the body: where the data counts it as body it is not lost."""
    return f"{text_of_inlines(article.title)}\n\n{text_of_inlines(article.standfirst)}"


def _fields(record: Record, article: Article | None) -> Figures:
    if article is None:
        return field_figures(record, "", (), "")
    title = text_of_inlines(article.title)
    return field_figures(record, title, article.byline, article.published[:10])


def _judge_others(record: Record, judge: _Judge, judged: Judged) -> None:
    page = page_of(_WHERE[0][0], record).decode("utf-8", "replace")
    for name, extract in OTHERS.items():
        begun = process_time()
        found = extract(page, record.get("url") or "")
        spent = process_time() - begun
        figures = field_figures(record, found.title, found.authors, found.date)
        judged.tools[name] = {**judge.body(found.text), **figures, "cpu": spent}


def _page(record: Record) -> Source:
    return _html(record["id"], page_of(_WHERE[0][0], record))


def _html(id: str, data: bytes) -> Source:
    return Source(f"{id}.html", data)


def _text(id: str, text: str) -> Source:
    return Source(f"{id}.txt", text.encode())


def _profiles(task: Task) -> dict[str, SiteProfile]:
    """For each page the profile of the site's other pages, where there are enough."""
    if not task.site:
        return {}
    sightings = []
    for record in task.records:
        level = record.get("level", "")
        source = _page(record) if task.form == "html" else _text(record["id"], record["text"])
        try:
            sighting = replace(sighting_of(unmarked(read(source))), site=task.site)
        except PublishError:
            continue
        sightings.append((record["id"], level, sighting))
    profiles = {}
    for id, level, _ in sightings:
        others = [seen for other, own, seen in sightings if own == level and other != id]
        if len(others) >= FEWEST_PAGES - 1:
            tally = Tally()
            for seen in others:
                tally.add(seen)
            profiles[id] = tally.profiles().get(task.site, NO_PROFILE)
    return profiles


def _passages(judge: _Judge, text: str, article: Article | None) -> list[Passage]:
    """What was lost and left: by lines where they are labelled, else by the shingles of a body."""
    removals = article.removals if article else ()
    labelled, found = judge.labelled, judge.lines(text)
    if labelled and found:
        lost = [(labelled.sizes[number], labelled.lines[number]) for number in found.lost]
        left = [(labelled.sizes[number], labelled.lines[number]) for number in found.left]
    elif judge.record.get("body"):
        gold = [part for _, part in judge.record["body"]]
        lost = _foreign(gold, text)
        left = _foreign(text.split("\n\n"), "\n\n".join(gold))
    else:
        return []
    return [
        *(Passage(True, words, part, _taker(part, removals)) for words, part in lost),
        *(Passage(False, words, part, "") for words, part in left),
    ]


def _foreign(parts: list[str], text: str) -> list[tuple[int, str]]:
    """The parts of which another text has less than half of the shingles, with their words."""
    known = shingles(text)
    found = []
    for part in parts:
        own = shingles(part)
        if sum((own & known).values()) < sum(own.values()) / 2:
            found.append((len(tokens(part)), part))
    return found


def _taker(text: str, removals: tuple[Removal, ...]) -> str:
    """The rule that took a passage."""
    wanted = " ".join(tokens(text)[:8])
    for gone in removals:
        if wanted and wanted in " ".join(tokens(gone.text)):
            return gone.rule
    return ""
