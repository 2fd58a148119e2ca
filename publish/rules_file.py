"""Cleaning rules of one's own: rules.toml, read and found for a source.

It lies where decisions.toml does, beside the sources it speaks of; the file counts for the folder
it lies in and for those below. The one beside publish.toml counts for the whole project. All that
count are laid together: of two rules with one id the nearer file's is the rule.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

from publish import files
from publish.errors import BrokenRules, MissingSource, SettingsError, nearest
from publish.model.limits import DEFAULT_LIMITS
from publish.model.own_rules import OwnRule, Selector
from publish.model.recurring import HERE, PLACES
from publish.settings import SettingsTable
from publish.toml import header_of, read_toml, says

RULES_FILE = "rules.toml"
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SITE = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_LETTER = re.compile(r"\w")


def rules_beside(path: Path) -> tuple[OwnRule, ...]:
    """The rules of a source's folder and of those above it on the path as it is given.

    Raises BrokenRules.
    """
    return laid_together(rules_in(folder) for folder in files.folders_above(path))


def rules_in(folder: Path) -> tuple[OwnRule, ...]:
    """The rules of one folder's rules.toml; none without one. Raises BrokenRules."""
    file = folder / RULES_FILE
    try:
        data = files.read(file, DEFAULT_LIMITS.file_bytes)
    except MissingSource:
        return ()
    return _parsed(data, str(file))


def laid_together(nearest_first: Iterable[tuple[OwnRule, ...]]) -> tuple[OwnRule, ...]:
    """The rules of several files as one list; of those with one id the first counts."""
    by_id: dict[str, OwnRule] = {}
    for rules in nearest_first:
        for rule in rules:
            by_id.setdefault(rule.id, rule)
    return tuple(by_id.values())


def digest_of_rules(rules: tuple[OwnRule, ...]) -> str:
    """What a key holds of rules; spaces and comments in their files do not change it."""
    return files.digest(json.dumps([asdict(rule) for rule in rules]).encode()) if rules else ""


@lru_cache(maxsize=32)
def _parsed(data: bytes, where: str) -> tuple[OwnRule, ...]:
    """A folder's file is parsed once, not once a source."""
    return rules_from(data, where)


def rules_from(data: bytes, where: str) -> tuple[OwnRule, ...]:
    """The rules in a rules.toml, in their order. Raises BrokenRules that names the line."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BrokenRules("not in UTF-8", where=where) from error
    table = SettingsTable(read_toml(text, where, broken=BrokenRules), where)
    rules: dict[str, OwnRule] = {}
    number = 0
    try:
        for number, each in enumerate(table.tables("rule"), 1):
            made = _rule(each, number)
            if made.id in rules:
                raise SettingsError(f"two rules have the id {made.id!r}", key="id")
            rules[made.id] = made
        number = 0
        table.refuse_rest()
    except SettingsError as error:
        place = f"{where}:{_line_of(text, number, error.key)}"
        raise BrokenRules(error.message, where=place, hint=error.hint) from error
    return tuple(rules.values())


def _line_of(text: str, number: int, key: str) -> int:
    """The line of a key in the rule of this number, from 1, or of its head; 0 is no rule's key."""
    count, head = 0, 1
    for line_number, line in enumerate(text.split("\n"), 1):
        header = header_of(line)
        if header == ["rule"]:
            count += 1
            head = line_number if count == number else head
        if number in (0, count) and key and (key in header or (not header and says(line, key))):
            return line_number
    return head


def _rule(table: SettingsTable, number: int) -> OwnRule:
    made = OwnRule(
        table.text("id", ""),
        table.text("phrase", ""),
        table.text("inside", ""),
        table.text("site", ""),
        table.text("where", ""),
        table.text("why", ""),
    )
    table.refuse_rest()
    named = f"rule {made.id!r}" if made.id else f"rule {number}"

    def wrong(key: str, message: str, hint: str = "") -> SettingsError:
        return SettingsError(f"{named}: {message}", key=key, hint=hint)

    if not _ID.fullmatch(made.id):
        raise wrong("id", "it needs an id of small letters, digits and dashes", 'id = "member-box"')
    if not (made.phrase or made.inside):
        raise wrong("", "it says neither a phrase nor inside what", 'inside = "div.promo"')
    if made.phrase and not _LETTER.search(made.phrase):
        raise wrong("phrase", f"the phrase {made.phrase!r} has no word")
    if made.where and made.where not in PLACES:
        raise wrong("where", f"no place {made.where!r}", nearest(made.where, PLACES))
    if made.site and made.site != HERE and not _SITE.fullmatch(made.site):
        raise wrong("site", f"{made.site!r} is no site", 'the host alone: site = "courier.example"')
    if made.inside:
        try:
            Selector.of(made.inside)
        except ValueError as error:
            raise wrong("inside", f"inside {error}") from error
    return made
