"""The numbers by which a person names blocks, and the parts that were cut out of them."""

from __future__ import annotations

from publish.model.article import Decisions, Draft, Finding, Lifts, Passage
from publish.model.tree import Origin, Paragraph, Text
from publish.model.walk import digest_of, text_of
from publish.normaliser import normalise
from publish.normaliser.cleaning.numbers import Numbers
from tests.normaliser.cleaning.kit import pointing

WORDS = ("ShareTweet Rents rose again today. Photo by me", "Wages fell.", "Tags:", "housing")
DRAFT = Draft(
    "rents.html",
    tuple(
        Paragraph((Text(words),), Origin(at, at, "block", ("p",)))
        for at, words in enumerate(WORDS, 1)
    ),
)
RULES = (
    pointing(Finding(0, 0, "glued on", span=(0, 10))),
    pointing(Finding(0, 0, "a credit", span=(35, 46))),
    pointing(Finding(2, 3, "tags", lifts=Lifts(tags=("housing",)), moved_to="tags")),
)


def restoring(*texts: str) -> tuple[Numbers, list[str]]:
    passages = tuple(Passage(digest_of(text), text) for text in texts)
    article = normalise(DRAFT, Decisions(restore=passages), rules=RULES)
    return Numbers.of(DRAFT, article, passages), [text_of(block) for block in article.body]


def test_each_part_and_each_block_of_a_removal_has_its_number() -> None:
    numbers, body = restoring()

    assert [(each.label, each.text) for each in numbers.gone] == [
        ("1.1", "ShareTweet"),
        ("1.2", "Photo by me"),
        ("3", "Tags:"),
        ("4", "housing"),
    ]
    assert numbers.printed == ((1,), (2,))
    assert body == ["Rents rose again today.", "Wages fell."]


def test_a_part_comes_back_alone_and_the_others_keep_their_numbers() -> None:
    numbers, _ = restoring()
    (words,) = numbers.words_to_restore(1, 1)

    after, body = restoring(words)

    assert body[0] == "ShareTweet Rents rose again today."
    assert [each.label for each in after.gone] == ["1.2", "3", "4"]
    assert after.words_to_restore(1) == ("Photo by me",)


def test_a_block_of_a_run_comes_back_alone() -> None:
    after, body = restoring("housing")

    assert body[-1] == "housing"
    assert [each.label for each in after.gone] == ["1.1", "1.2", "3"]
    assert after.printed[-1] == (4,)


def test_what_a_field_took_of_a_block_is_not_stripped_with_it() -> None:
    rules = (
        pointing(
            Finding(
                1, 1, "a place", span=(0, 5), lifts=Lifts(dateline="Wages"), moved_to="dateline"
            )
        ),
    )
    article = normalise(DRAFT, rules=rules)

    passages = Numbers.of(DRAFT, article).passages_to_strip(2)
    after = normalise(DRAFT, Decisions(strip=passages), rules=rules)

    assert [passage.text for passage in passages] == [" fell."]
    assert after.dateline == "Wages"
    assert "fell." not in [text_of(block) for block in after.body]
