"""What the site puts on its pages again and again, by its profile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from publish.model.article import Finding
from publish.model.forms import is_worded
from publish.model.tree import Heading
from publish.model.walk import folded
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.elements import element_of
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.phrases import bare, cues
from publish.normaliser.page.recurrence import Evidence, evidence_on
from publish.normaliser.page.words import function_words
from publish.normaliser.rules.marks import LINKED

# Chosen by what must stay, each held by a case (tests/rules/site.furniture.md, test_recurrence.py).
# “58 of 668”: so many development pages of the ten sites that recur among them change without it.
_SHARE_OF_PROSE = 0.5
"""Share of the articles from which a paragraph is furniture: series repeat theirs too."""
_SHARE_INSIDE = 0.3
"""Share from which a line between the article's own paragraphs may be furniture; 58 of 668."""
_PROSE_BELOW = 4
"""Articles in which a paragraph below the text must stand to need no other sign."""
_LONGEST_RUN_NEEDED = {"above": 5, "inside": 4, "below": 4}
"""Recurring lines in a row that make a menu. A serial's head has four; 7 of 668."""
_GAP_IN_MENU = 2  # blocks; 5 of 668
_DENSE = 2 / 3  # of the blocks from a menu's first line to its last are its lines; 7 of 668
_SMALL_WORDS = 0.35  # share of function words over which lines are a refrain, not a menu

_TELLING = frozenset(
    {
        *("advert", "app", "comments", "consent", "follow", "newsletter", "paywall", "script"),
        *("share", "shop", "tools"),
    }
)
"""Kinds of wording (phrases.toml) that no article's own lines have again and again."""
_TELLING_OUTSIDE = _TELLING | frozenset(
    {"account", "contact", "legal", "media", "menu", "pager", "rating", "support"}
)
_OWN = frozenset({"keep"})
_LABELS = frozenset({"related", "tags"})
"""Labels of what follows them: their own rules must see them, unless furniture follows."""


@rule(
    "site.furniture",
    "Blocks that recur over the articles of a site, by its profile (publish learn).",
)
def furniture(page: Page, left: Left) -> Iterator[Finding]:
    """Point at blocks that recur over the site and look like furniture besides.

    That a line recurs is not enough: so do the title of a serial, the headings of recipes, the
    last words of speeches. It must stand in a box, be mostly a link, name itself ("Share this"),
    stand among lines that recur too, or be a whole paragraph below the article.
    """
    seen = evidence_on(page)
    judged = judgements(page, left, seen)
    signs = {index: each.sign for index, each in judged.items() if each.sign}
    for run in _together(page, seen, sorted(signs)):
        why = _why(page, [seen[index] for index in run], [signs[index] for index in run])
        yield Finding(run[0], run[-1], why)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What speaks for furniture, or why a line that recurs stays; one of both."""

    sign: str = ""
    kept: str = ""


def judgements(page: Page, left: Left, seen: Mapping[int, Evidence]) -> Mapping[int, Judgement]:
    """What becomes of each recurring line of a page that no rule has taken, by index."""
    own_words = _declared(page)
    menus = _menus(page, left, seen)
    made: dict[int, Judgement] = {}
    for index, evidence in seen.items():
        if index not in left:
            continue
        if page.bares[index] in own_words:
            made[index] = Judgement(kept="the page declares it: title, standfirst or author")
        elif index + 1 not in seen and cues(page.bares[index]) & _LABELS:
            made[index] = Judgement(kept="a label of what follows it")
        else:
            made[index] = _judged(page, index, evidence, menus.get(index, 0))
    return made


def _together(
    page: Page, seen: Mapping[int, Evidence], indices: Sequence[int]
) -> Iterator[list[int]]:
    """The lines that follow each other, as one: a menu is one thing. Paragraphs stand alone."""
    run: list[int] = []
    for index in indices:
        if run and not (
            index == run[-1] + 1
            and seen[index].where == seen[run[0]].where
            and bool(seen[index].line.count) == bool(seen[run[0]].line.count)
            and not page.is_prose(index)
            and not page.is_prose(run[0])
        ):
            yield run
            run = []
        run.append(index)
    if run:
        yield run


def _judged(page: Page, index: int, evidence: Evidence, row: int) -> Judgement:
    """What speaks for furniture besides that it recurs, or what is missing."""
    block, where, share = page.blocks[index], evidence.where, evidence.share
    if not evidence.line.count:
        return Judgement("added by hand")
    if not is_worded(block) and where == "inside":
        return Judgement(kept="no words")
    prose = page.is_prose(index)
    least = _SHARE_OF_PROSE if prose else _SHARE_INSIDE if where == "inside" else 0
    if share < least:
        what = "a paragraph" if prose else "a line inside the text"
        return Judgement(kept=f"{what} is furniture from {least:.0%} of the articles")
    if box := next((s for s in block.origin.trail if element_of(s).is_furniture), ""):
        return Judgement(f"inside {box}")
    said = cues(page.bares[index])
    if said & _OWN:
        return Judgement(kept="worded as what belongs to an article")
    if named := sorted(said & (_TELLING if where == "inside" else _TELLING_OUTSIDE)):
        return Judgement(f"worded as {' and '.join(named)}")
    if not (page.is_sentence(index) or isinstance(block, Heading)) and (
        page.link_share[index] >= LINKED
    ):
        return Judgement(f"{page.link_share[index]:.0%} of it is a link")
    if row >= _LONGEST_RUN_NEEDED[where]:
        return Judgement(f"{row} such lines in a row")
    if prose and where == "below" and evidence.line.count >= _PROSE_BELOW:
        return Judgement("a paragraph of its own below the article")
    return Judgement(kept="no menu, box, link or wording of a site tells it from the article's own")


def _why(page: Page, run: Sequence[Evidence], signs: Sequence[str]) -> str:
    """What a person can check: in how many articles the lines stand, and what else speaks."""
    counts = sorted(evidence.line.count for evidence in run)
    if not counts[-1]:
        return "named as furniture in site.toml"
    profile = page.profile
    site = profile.site if "." in profile.site.strip(".") else "this folder"
    times = f"{counts[0]} to {counts[-1]}" if counts[0] != counts[-1] else f"{counts[0]}"
    stand = "stands in" if len(run) == 1 else f"{len(run)} lines that stand in"
    return (
        f"{stand} {times} of {max(profile.articles, counts[-1])} articles of {site}, "
        f"{run[0].where} the text; {', '.join(dict.fromkeys(signs))}"
    )


def _menus(page: Page, left: Left, seen: Mapping[int, Evidence]) -> dict[int, int]:
    """For each recurring line that stands in a menu how many of them there are.

    A line or two of other words may stand between, such as the day's headlines. What names an
    author is the head of a serial, and a refrain has the small words of prose: neither is a menu.
    """
    rows: dict[int, int] = {}
    run: list[int] = []
    for index in range(len(page)):
        evidence = seen.get(index)
        if evidence and index in left and _is_label(page, index, evidence):
            if run and index - run[-1] > _GAP_IN_MENU + 1:
                rows.update(_row(page, run))
                run = []
            run.append(index)
        elif page.is_sentence(index) and not evidence:
            rows.update(_row(page, run))
            run = []
    rows.update(_row(page, run))
    return rows


def _row(page: Page, run: list[int]) -> dict[int, int]:
    """The run's length for each of its lines, unless they read like prose or stand far apart."""
    small = function_words(page.language)
    words = [word for at in run for word in page.texts[at].casefold().split()]
    is_menu = sum(word in small for word in words) <= _SMALL_WORDS * len(words)
    is_menu = is_menu and not any("byline" in cues(page.bares[at]) for at in run)
    if run and is_menu and len(run) / (run[-1] - run[0] + 1) >= _DENSE:
        return dict.fromkeys(run, len(run))
    return {}


def _is_label(page: Page, index: int, evidence: Evidence) -> bool:
    """Whether a line could be one of a menu's. A number in it makes it one of a list's."""
    text = page.texts[index]
    return (
        evidence.share >= _SHARE_INSIDE
        and not page.is_sentence(index)
        and not any(map(str.isdigit, text))
    )


def _declared(page: Page) -> frozenset[str]:
    """The article's own title, standfirst and authors, as lines are compared."""
    hints = page.draft.hints
    named = (*hints.title, *hints.standfirst, *hints.authors)
    return frozenset(bare(folded(each.value)) for each in named)
