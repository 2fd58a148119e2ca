"""The seed article, cleaned: what its reader, its editor and its archive expect."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from publish import readers
from publish.files import Found
from publish.loading import load
from publish.model.article import Article, Draft
from publish.model.walk import text_of, text_of_blocks, text_of_inlines
from publish.normaliser import normalise
from tests.build import unbound

SEED = Path(__file__).parents[2] / "seeds" / "000_2d0baa25ee1082f8.txt"
LEFTOVERS = ("Tags", "Islamic state", "Al shabaab", "Boko Haram")


@pytest.fixture(scope="module")
def draft() -> Draft:
    return readers.read(load(Found(SEED.name, str(SEED))))


@pytest.fixture(scope="module")
def article(draft: Draft) -> Article:
    return normalise(draft)


def test_title_authors_and_outlet_are_found(article: Article) -> None:
    title = "Iran-backed militias attack U.S.\u00a0forces in western Iraq"
    assert text_of_inlines(article.title) == title
    assert article.byline == ("Joe Truzman", "Bill Roggio")
    assert article.outlet == "FDD’s Long War Journal"
    assert article.language == "en"


def test_the_author_note_stands_at_the_end_and_not_in_the_body(article: Article) -> None:
    note = text_of_blocks(article.author_note)
    assert note.startswith("Joe Truzman is a research analyst")
    assert note.endswith("the Editor of FDD’s Long War Journal.")
    assert "research analyst" not in text_of_blocks(article.body)


def test_the_stray_tags_are_nowhere_but_in_the_record(article: Article) -> None:
    (gone,) = [gone for gone in article.removals if gone.rule == "tail.tag-list"]
    assert (gone.origin.first, gone.origin.last) == (23, 32)
    assert gone.text.split("\n") == ["Tags: ,", "Islamic state", "Al shabaab", "Boko Haram"]
    assert gone.moved_to == ""
    assert article.tags == ()
    body = text_of_blocks(article.body) + text_of_blocks(article.author_note)
    assert [words for words in LEFTOVERS if words in body] == []


def test_the_caption_without_its_picture_is_kept_for_the_editor(article: Article) -> None:
    (gone,) = [gone for gone in article.removals if gone.rule == "body.orphan-caption"]
    assert gone.text == "The Aqsa-1 missile, from the Islamic Resistance"
    assert (gone.origin.first, gone.origin.last, gone.moved_to) == (15, 15, "")
    assert "The Aqsa-1 missile" not in text_of_blocks(article.body)


def test_the_body_is_the_eight_paragraphs_of_the_story(article: Article) -> None:
    assert len(article.body) == 8
    assert text_of(article.body[0]).startswith("Iraqi militias backed by Iran launched")
    assert text_of(article.body[-1]).endswith("a crucial regional ally.")


def test_spaces_left_by_links_are_plain_and_real_quotes_stay(article: Article) -> None:
    body = text_of_blocks(article.body)
    assert set(re.findall(r"(\S+)\u00a0", body)) == {"Ain", "U.S.", "October", "Nov."}
    assert "(CENTCOM) stated that the base’s air defense system" in body
    assert "“Mujahideen of the Islamic Resistance in Iraq" in body


def test_no_word_of_the_seed_is_lost(draft: Draft, article: Article) -> None:
    before = Counter(text_of_blocks(draft.blocks).split())
    after = Counter(unbound(text_of_blocks(article.body)).split())
    for gone in article.removals:
        after.update(gone.text.split())

    assert before == after
    assert sum(before.values()) == len(SEED.read_text("utf-8").split())


def test_there_is_no_doubt_about_the_seed(article: Article) -> None:
    assert article.notes == ()
