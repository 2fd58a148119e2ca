"""Whether two articles are the same one: what is found, what is kept apart, and the laws of it."""

from __future__ import annotations

import random
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.model.article import Article, Note
from publish.model.sketch import FEWEST_WORDS, Originals, Sketch, sketch_of, spelt
from publish.model.tree import Figure, Paragraph, Text

STORY = """Tenants of the old harbour quarter have been told to leave their flats before winter,
because the walls that hold the quay are older than anybody had thought. The council says that it
learned of the danger from divers, who were sent down in May to look for a lost anchor.

Nobody knows where the families shall go. Some have found rooms with relatives across the river;
others, among them a baker whose oven has been warm for three generations, say that they will stay
until they are carried out. “We were here before the council,” she says.

The mayor promises that every one of the 214 households will be offered a new home within 2 years,
at the rent that they pay now. She does not say who is to build those homes, nor on what ground.

Engineers have begun to drive piles of steel into the mud, a few each night, when the trams have
stopped and the bridge can be closed. They will need until spring, if the river does not rise.

A fund for those who lose their workshops has been set up by the savings bank, and the theatre will
play for it on Sunday. So far it holds enough to keep nine of them for a month.
"""
WORDS = STORY.split()


def article(
    *paragraphs: str, title: str = "Rents rise", notes: tuple[Note, ...] = (), caption: str = ""
) -> Article:
    body = tuple(Paragraph((Text(" ".join(each.split())),)) for each in paragraphs)
    figure = (Figure("asset:a.png", caption=(Text(caption),)),) if caption else ()
    return Article("a", (Text(title),), (*figure, *body), notes=notes)


def story(text: str = STORY, *, title: str = "Rents rise", caption: str = "") -> Article:
    return article(*text.strip().split("\n\n"), title=title, caption=caption)


def are_same(one: Article, other: Article) -> bool:
    first, second = sketch_of(one), sketch_of(other)
    assert first
    assert second
    assert first.is_same(second) == second.is_same(first)
    found = originals({"one": spelt(first), "other": spelt(second)})
    assert (found["other"] == "one") == first.is_same(second)
    return first.is_same(second)


def originals(sketches: dict[str, str]) -> dict[str, str]:
    known = Originals(sketches.__getitem__)
    return {name: known.of(name) for name in sketches}


def test_a_wire_story_under_another_headline_is_the_same() -> None:
    assert are_same(story(), story(title="Council: walls of the quay may fall", caption="A diver."))


def test_a_copy_in_other_typography_is_the_same() -> None:
    plain = STORY.replace("“", '"').replace("”", '"').upper().replace("\n\n", "\n\n\u00ad")

    assert are_same(story(), story(plain))


def test_a_paragraph_cut_at_the_end_leaves_the_same_article() -> None:
    assert are_same(story(), story(STORY.rpartition("\n\n")[0]))


def test_a_word_changed_here_and_there_leaves_the_same_article() -> None:
    edited = STORY.replace("Tenants", "Residents").replace("carried out", "dragged out")

    assert are_same(story(), story(edited))


def test_a_script_without_spaces_is_compared_by_its_letters() -> None:
    chinese = "议会星期四决定港口区的租金在两年内不得上涨住在那里的人说他们等这一天已经等了很久" * 2
    other = (
        "工程师每天夜里在电车停运之后把钢桩打进河边的泥里他们说到春天才能完工如果河水不涨的话" * 2
    )

    assert are_same(article(chinese), article(chinese.replace("星期四", "周四", 1)))
    assert not are_same(article(chinese), article(other))


def test_a_corrected_figure_makes_another_article() -> None:
    assert not are_same(story(), story(STORY.replace("214", "241")))


def test_a_figure_that_changes_into_one_of_the_others_makes_another_article() -> None:
    assert not are_same(story(), story(STORY.replace("214", "2")))


def test_a_number_is_the_same_however_its_digits_are_grouped() -> None:
    texts = [STORY.replace("214", each) for each in ("1,214", "1214", "1’214", "1.214")]

    assert all(are_same(story(texts[0]), story(text)) for text in texts)


def test_a_summary_is_not_the_same_as_its_article() -> None:
    assert not are_same(story(), story("\n\n".join(STORY.split("\n\n")[:2])))


def test_weather_reports_in_one_frame_are_kept_apart() -> None:
    report = (
        "The morning begins with fog along the {river} and on the lower fields, which lifts by"
        " {hour} o’clock. In the afternoon the sun comes through, and it gets as warm as {high}"
        " degrees in the city and {low} in the hills. The wind comes from the {side}, light at"
        " first, then in gusts. The night stays clear, and roads may be slippery by the {river}."
    )
    may = report.format(river="Ouse", hour=9, high=21, low=16, side="west")
    june = report.format(river="Ouse", hour=9, high=24, low=16, side="west")

    assert not are_same(article(may, title="Weather"), article(june, title="Weather"))


def test_a_ticker_that_has_gone_on_is_another_article() -> None:
    later = STORY + "\n\n" + " ".join(f"At minute {n} the keeper saves again." for n in range(40))

    assert not are_same(story(), story(later))


def test_parts_of_a_series_that_begin_alike_are_kept_apart() -> None:
    frame = "This is part of a series about the harbour and those who live beside it. " * 2
    one, two = " ".join(WORDS[:90]), " ".join(WORDS[90:180])

    assert not are_same(article(frame, one), article(frame, two))


def test_short_articles_are_the_same_only_when_they_are_equal() -> None:
    short = " ".join(WORDS[: FEWEST_WORDS - 1])

    assert are_same(article(short), article(short.upper()))
    assert not are_same(article(short), article(short, title="Another headline"))
    assert not are_same(article(short), article(f"{short} today"))


def test_a_page_that_is_no_article_is_the_same_as_none() -> None:
    wall = article(STORY, notes=(Note("page.consent", "looks like a cookie wall"),))
    cut = article(STORY, notes=(Note("page.truncated", "stops at a paywall"),))

    assert sketch_of(wall) is None
    assert sketch_of(cut) is not None
    assert originals({"a": "", "b": ""}) == {"a": "", "b": ""}


def test_a_sketch_is_spelt_in_200_letters_that_json_need_not_escape() -> None:
    text = spelt(sketch_of(story()))

    assert len(text) == 200
    assert not {'"', "\\"} & set(text)
    assert text.isascii()
    assert Sketch.read(text) == sketch_of(story())


@pytest.mark.parametrize("text", ["", "x", "é", "0" * 300, "~" * 7, '"'])
def test_what_spells_no_sketch_is_none(text: str) -> None:
    sketch = Sketch.read(text)

    assert sketch is None or len(text) == 300


words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=120).map(" ".join)


@given(words)
@settings(max_examples=40)
def test_equal_articles_are_always_found(text: str) -> None:
    assert are_same(article(text), article(text))


@given(words, words)
@settings(max_examples=40)
def test_who_asks_changes_nothing(one: str, other: str) -> None:
    are_same(article(one), article(other))


def test_every_article_is_an_original_or_names_one() -> None:
    draw = random.Random(7)
    texts = [" ".join(draw.choices(WORDS, k=80)) for _ in range(4)]
    sketches = [spelt(sketch_of(article(text))) for text in (*texts, *texts[:2])]

    for order in permutations(range(6)):
        found = originals({str(number): sketches[number] for number in order})
        firsts = {name for name, original in found.items() if not original}
        assert len(firsts) == 4
        assert all(original in firsts for original in found.values() if original)
        assert all(
            order.index(int(original)) < order.index(int(name))
            for name, original in found.items()
            if original
        )


def test_what_pages_of_a_site_share_hides_no_copy() -> None:
    draw = random.Random(3)
    frame = " ".join(draw.choices(WORDS, k=90))
    pages = [f"{frame} {' '.join(draw.choices(WORDS, k=160))}" for _ in range(60)]
    sketches = [spelt(sketch_of(article(page))) for page in (*pages, *pages)]

    found = originals({str(number): sketch for number, sketch in enumerate(sketches)})

    assert [name for name, original in found.items() if not original] == [
        str(number) for number in range(60)
    ]
