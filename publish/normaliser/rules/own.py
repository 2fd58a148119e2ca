"""Rules of the user's own, from rules.toml: a phrase, or an element around a block."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial

from publish.errors import BrokenRules
from publish.model.article import Finding, Span
from publish.model.own_rules import OwnRule, Selector
from publish.model.passages import in_words
from publish.model.recurring import site_of
from publish.normaliser.cleaning.rule import Rule
from publish.normaliser.page.page import Left, Page


def own_rules(said: Iterable[OwnRule]) -> tuple[Rule, ...]:
    """The rules that a rules.toml says, to run before the shipped ones. Raises BrokenRules."""
    said = tuple(said)
    for each in said:
        try:
            Selector.of(each.inside or "*")
        except ValueError as error:
            raise BrokenRules(f"rule {each.id!r}: inside {error}") from error
    return tuple(Rule(each.name, summary_of(each), partial(_find, each)) for each in said)


def summary_of(each: OwnRule) -> str:
    """What a rule takes, in a sentence."""
    said = f"lines that say “{each.phrase}”" if each.phrase else "blocks"
    if each.inside:
        said += f" inside {each.inside}"
    if each.where:
        said += f", {each.where} the article's prose" if each.where != "inside" else ", among prose"
    if each.site:
        said += f", of {each.site}"
    return f"{said[0].upper()}{said[1:]}."


def _find(each: OwnRule, page: Page, left: Left) -> Iterator[Finding]:
    """Point at the blocks, or the lines of a block, that the rule means."""
    if each.site and each.site.lower().removeprefix("www.") != site_of(page.draft):
        return
    selector = Selector.of(each.inside) if each.inside else None
    for index in left:
        if each.where and _place(page, index) != each.where:
            continue
        signs = [f"says “{each.phrase}”"] if each.phrase else []
        if selector:
            element = selector.found_in(page.blocks[index].origin.trail)
            if not element:
                continue
            signs.append(f"inside {element}")
        why = "; ".join((each.why, *signs) if each.why else signs)
        if not each.phrase:
            yield Finding(index, index, why)
            continue
        for span in _lines_that_say(page.raws[index], each.phrase):
            yield Finding(index, index, why, span)


def _place(page: Page, index: int) -> str:
    """Where a block stands to the article's prose: one of `recurring.PLACES`, "" without prose."""
    if not page.core:
        return ""
    if index < min(page.core):
        return "above"
    return "below" if index > max(page.core) else "inside"


def _lines_that_say(raw: str, phrase: str) -> list[Span | None]:
    """The lines of a block with a phrase in them: spans, or None for the whole block.

    A line is a paragraph, an item, a cell, a line of verse: one item of a list that says it does
    not take the others along.
    """
    if not says(raw, phrase):  # nearly all blocks
        return []
    found: list[Span | None] = []
    lines = 0
    at = 0
    for line in raw.split("\n"):
        lines += bool(line.strip())
        if says(line, phrase):
            found.append((at, at + len(line)))
        at += len(line) + 1
    return found if 0 < len(found) < lines else [None]


def says(text: str, phrase: str) -> bool:
    """Whether a text holds a phrase; only words count, however they are spelt (`passages`)."""
    return bool(in_words(_words_of(text), _words_of(phrase)))


def _words_of(text: str) -> str:
    """A text in small letters, a space for each stop, comma, bracket or other such sign."""
    return "".join(" " if _is_sign(char) else char for char in text.casefold())


@lru_cache(maxsize=8192)
def _is_sign(char: str) -> bool:
    return unicodedata.category(char) in ("Po", "Ps", "Pe")
