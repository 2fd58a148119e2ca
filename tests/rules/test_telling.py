"""Sentences that tell of somebody stay, whatever cue of a rule they hold, in each language."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from publish import readers
from publish.model.article import Source
from publish.normaliser import RULES, Left, Page

ABOVE = (
    "Rents rose for the ninth month in a row while wages stood still, the city said on Monday, and "
    "no end is in sight."
)
BELOW = (
    "Landlords expect rents to rise again before the winter, a survey of four hundred of them "
    "says, and next year too."
)
TELLING = {
    "en": "{}, he said on Monday, and nobody answered.",
    "de": "{}, sagte die Frau am Montag, und niemand gab Antwort.",
    "fr": "{}, disait-elle ce lundi, et personne ne répondit.",
    "es": "{}, dijo ella el lunes, y nadie contestó.",
    "pt": "{}, disse ela na segunda, e ninguém respondeu.",
    "it": "{}, diceva la donna lunedì, e nessuno rispose.",
    "nl": "{}, zei hij op maandag, en niemand antwoordde.",
    "pl": "{}, powiedziała w poniedziałek, i nikt nie odpowiedział.",
    "cs": "{}, řekl v pondělí, a nikdo neodpověděl.",
    "sv": "{}, sade hon på måndagen, och ingen svarade.",
    "tr": "{}, dedi kadın pazartesi günü, kimse cevap vermedi.",
    "ru": "{}, сказал он в понедельник, и никто не ответил.",
    "uk": "{}, сказала вона в понеділок, і ніхто не відповів.",
    "ar": "{}، قال الرجل يوم الاثنين، ولم يجب أحد.",
    "ja": "{}、と彼女は月曜日に話した。",
    "zh": "{}，他说，星期一没有人回答。",
    "ko": "{}, 그는 월요일에 말했다, 아무도 대답하지 않았다.",
}
KEYS = ("contains", "mentions", "begins", "inline", "whole", "label", "section")
NAMED = [rule for rule in RULES if not rule.id.startswith(("model.", "head.", "site."))]
STEP = 15  # every so many phrases: all of them take a minute


def cues(language: str) -> list[str]:
    """Every so many phrases of a language; credits are of pictures, which nobody says."""
    text = files("publish.normaliser.page").joinpath("phrases.toml").read_text("utf-8")
    found = [
        " ".join(phrase.split())
        for kind, table in tomllib.loads(text).items()
        for key, words in table.items()
        if kind != "credit" and key in KEYS and isinstance(words, dict)
        for phrase in str(words.get(language, "")).replace("\n", "|").split("|")
        if phrase.strip()
    ]
    return found[::STEP]


@pytest.mark.parametrize("language", TELLING)
def test_no_named_rule_takes_a_sentence_that_tells(language: str) -> None:
    said = [TELLING[language].format(cue[:1].upper() + cue[1:]) for cue in cues(language)]
    taken = [line for line in said if 3 in blocks_taken(line)]

    assert said
    assert taken == []


def blocks_taken(line: str) -> set[int]:
    text = f"The old yard\n\n{ABOVE}\n\n{BELOW}\n\n{line}\n\n{ABOVE} Ok.\n\n{BELOW} Ok.\n"
    page = Page.of(readers.read(Source("a.txt", text.encode())))
    left = Left(tuple(range(len(page))))
    return {
        index
        for rule in NAMED
        for finding in rule.find(page, left)
        if not finding.keeps
        for index in range(finding.first, finding.last + 1)
    }
