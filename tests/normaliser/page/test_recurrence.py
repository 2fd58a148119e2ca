"""What recurs over a folder, and what does not though it stands in several articles."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.errors import EmptyArticle
from publish.model.article import NO_PROFILE, Declared, Draft, Hints, Recurring, SiteProfile
from publish.model.recurring import HERE, Sighting
from publish.model.walk import text_of
from publish.normaliser import normalise
from publish.normaliser.page import recurrence
from publish.normaliser.page.recurrence import Tally, sighting_of
from publish.profiles import written
from tests.build import draft, p
from tests.strategies import DRAFTS

MENU = ("Home", "Town Hall", "Harbour News", "Sport", "Sailing")
CLOSING = (
    "The Harbour Courier is owned by its four hundred readers, who meet every spring in the old "
    "rope works and elect the editors they deserve."
)
PLACES = ("mill", "ferry", "school", "light house", "market", "bakery", "customs house", "chapel")


def prose(place: str, number: int) -> str:
    return (
        f"The {place} has been shut since the spring of the flood, say {number} people who live "
        f"beside the {place}, and none of them knows who will open its doors again."
    )


def story(number: int, *, extra: tuple[str, ...] = (), site: str = "") -> Draft:
    """An article of its own in a page with the site's menu and its closing paragraph."""
    place = f"{PLACES[number % len(PLACES)]} of {'abcdefghijklmnopqrstuvwxyz'[number % 26]}ton"
    body = (f"The {place} stays shut", prose(place, 40), *extra, prose(f"old {place}", 7))
    made = draft(*MENU, *body, CLOSING, name=f"{number}.txt")
    url = (Declared(f"https://www.{site}/{number}", "canonical"),) if site else ()
    return replace(made, hints=Hints(language=(Declared("en", "test"),), url=url))


def stories(count: int, **options: object) -> list[Draft]:
    return [story(number, **options) for number in range(count)]  # type: ignore[arg-type]


def profile_of(drafts: list[Draft], site: str = HERE) -> SiteProfile:
    tally = Tally()
    for each in drafts:
        tally.add(sighting_of(each))
    return tally.profiles().get(site, NO_PROFILE)


def found(profile: SiteProfile) -> dict[str, tuple[int, str]]:
    return {line.text: (line.count, line.where) for line in profile.lines}


def taken(page: Draft, profile: SiteProfile) -> list[str]:
    removals = normalise(page, profile=profile).removals
    texts = [gone.text for gone in removals if gone.rule == "site.furniture"]
    return [line for text in texts for line in text.split("\n")]


def test_a_profile_says_what_recurs_how_often_and_where() -> None:
    profile = profile_of(stories(8))

    assert profile.articles == 8
    assert found(profile) == {
        **dict.fromkeys(MENU, (8, "above")),
        CLOSING: (8, "below"),
    }


def test_with_the_profile_a_page_loses_what_recurs_and_keeps_the_rest() -> None:
    profile = profile_of(stories(8))

    page = story(9)

    assert taken(page, profile) == [*MENU, CLOSING]
    assert taken(page, NO_PROFILE) == []


def test_the_reason_counts_articles_and_names_the_site() -> None:
    profile = profile_of(stories(8, site="courier.example"), "courier.example")

    removals = normalise(story(9), profile=profile).removals

    assert [gone.why for gone in removals if gone.rule == "site.furniture"] == [
        (
            "5 lines that stand in 8 of 8 articles of courier.example, above the text; "
            "worded as menu, 5 such lines in a row"
        ),
        (
            "stands in 8 of 8 articles of courier.example, below the text; "
            "a paragraph of its own below the article"
        ),
    ]


def test_two_articles_are_no_evidence() -> None:
    assert profile_of(stories(2)) == NO_PROFILE


def test_a_line_in_less_than_a_tenth_of_many_articles_is_chance() -> None:
    chance, furniture = "Seen from the pier", "Seen from the quay"
    said = [(chance, furniture)] * 3 + [(furniture,)] + [()] * 36

    profile = profile_of([story(number, extra=extra) for number, extra in enumerate(said)])

    assert found(profile)[furniture] == (4, "inside")
    assert chance not in found(profile)


def test_of_a_page_without_end_the_first_and_the_last_lines_are_looked_at() -> None:
    lines = [f"line {chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(26 * 26)] * 2

    seen = [line.text for line in sighting_of(draft(*lines)).lines]

    assert seen == lines[:500] + lines[-500:]


def test_articles_that_have_nothing_in_common_give_no_profile() -> None:
    tally = Tally()
    for number in range(20):
        place = f"place {chr(97 + number)}"
        unlike = draft(f"The {place}", prose(place, 3), f"Seen from {place}")
        tally.add(sighting_of(unlike))

    assert tally.profiles() == {}


def test_an_article_that_lies_in_the_folder_under_three_names_counts_once() -> None:
    twins = [replace(story(1), name=f"copy {number}.txt") for number in range(3)]
    mended = draft(*MENU, "A correction", *(b for b in story(1).blocks[6:]), name="mended.txt")

    profile = profile_of([*stories(4), *twins, mended])

    assert profile.articles == 4
    assert prose("ferry of bton", 40) not in found(profile)
    assert all(count <= 4 for count, _ in found(profile).values())


def test_a_line_that_varies_in_its_number_is_one_line() -> None:
    drafts = [story(n, extra=(f"{n * 317 + 1:,} comments",)) for n in range(6)]

    (line,) = (line for line in profile_of(drafts).lines if "comments" in line.text)

    assert (line.count, line.where) == (6, "inside")


def test_stars_and_numbers_between_paragraphs_are_nobody_s_furniture() -> None:
    drafts = [story(n, extra=("* * *", "2", "–")) for n in range(6)]

    assert not {"* * *", "2", "–"} & found(profile_of(drafts)).keys()


def test_each_site_of_a_folder_has_its_own_profile() -> None:
    tally = Tally()
    for number in range(12):
        tally.add(sighting_of(story(number, site=f"{'ab'[number % 2]}.example")))
    tally.add(sighting_of(story(13, site="c.example")))

    assert {name: each.articles for name, each in tally.profiles().items()} == {
        "a.example": 6,
        "b.example": 6,
    }


@given(st.randoms(use_true_random=False))
@settings(max_examples=15)
def test_a_profile_does_not_depend_on_the_order_of_the_articles(chance: random.Random) -> None:
    drafts = [*stories(9), replace(story(2), name="again.txt")]
    expected = written({HERE: profile_of(drafts)})
    chance.shuffle(drafts)

    assert written({HERE: profile_of(drafts)}) == expected


@pytest.mark.parametrize("sites", [1, 6])
def test_of_very_many_articles_a_part_is_held_whatever_their_order(
    sites: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recurrence, "MOST_HELD", 60)
    monkeypatch.setattr(recurrence, "MOST_ARTICLES", 40)
    seen = [
        replace(sighting_of(story(number)), site=f"{number % sites}.example")
        for number in range(200)
    ]
    unlike = [
        Sighting(each.site, (replace(each.lines[6], key=f"{n:016x}"), *each.lines))
        for n, each in enumerate(seen)
    ]

    def learned(sightings: list[Sighting]) -> bytes:
        tally = Tally()
        for each in sightings:
            tally.add(each)
        assert tally.held <= 60
        return written(tally.profiles())

    expected = learned(unlike)
    random.Random(1).shuffle(unlike)

    assert b"Town Hall" in expected
    assert learned(unlike) == expected


@given(DRAFTS, st.integers(0, 40))
@settings(max_examples=60)
def test_no_word_is_lost_or_made_whatever_the_profile_says(page: Draft, count: int) -> None:
    lines = tuple(
        Recurring(line.key, line.text, count, where)
        for line in sighting_of(page).lines
        for where in ("above", "inside", "below")
    )
    profile = SiteProfile(HERE, 40, lines)

    try:
        article = normalise(page, profile=profile)
    except EmptyArticle as emptied:
        after = characters(text for _, text in emptied.removed)
    else:
        after = characters(gone.text for gone in article.removals)
        after += characters(map(text_of, article.body))

    assert after == characters(map(text_of, page.blocks))


def characters(texts: Iterable[str]) -> Counter[str]:
    return Counter("".join("".join(text.split()) for text in texts))


def test_a_paragraph_is_left_where_too_little_would_stay_but_the_menu_still_goes() -> None:
    profile = profile_of(stories(8))
    short = draft(*MENU, "A note", prose("pier", 3), CLOSING)

    assert taken(short, profile) == list(MENU)


def test_a_paragraph_below_three_articles_of_a_small_folder_stays() -> None:
    closed, open_ = stories(4)[:3], [draft(*MENU, prose(each, 9)) for each in PLACES[5:7]]
    profile = profile_of([*closed, *open_])

    assert found(profile)[CLOSING][0] == 3
    assert CLOSING not in taken(story(0), profile)


def test_the_article_s_own_title_is_never_furniture() -> None:
    drafts = [
        replace(
            each,
            blocks=(p("The Long Road North"), *each.blocks[5:]),
            hints=Hints(title=(Declared("The Long Road North", "og:title"),)),
        )
        for each in stories(8)
    ]

    profile = profile_of(drafts)

    assert found(profile)["The Long Road North"] == (8, "above")
    assert "The Long Road North" not in taken(drafts[0], profile)
