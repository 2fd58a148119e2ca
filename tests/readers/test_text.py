"""Plain text: blocks, lines, wrapped lines, left-over spaces."""

import itertools

from hypothesis import example, given
from hypothesis import strategies as st

from publish.errors import PublishError
from publish.model.article import Draft, Source
from publish.model.tree import Origin
from publish.model.walk import text_of
from publish.readers import read
from publish.readers.decode import decoded
from publish.readers.repairs import mended


def draft_of(text: str) -> Draft:
    return read(Source("a.txt", text.encode("utf-8", "surrogatepass")))


def said(text: str) -> list[str]:
    return [text_of(block) for block in draft_of(text).blocks]


def test_the_seed_gives_its_fifteen_blocks_with_their_lines(seed: bytes) -> None:
    blocks = read(Source("seed.txt", seed)).blocks

    lines = [(block.origin.first, text_of(block)[:24]) for block in blocks]
    assert lines == [
        (1, "Iran-backed militias att"),
        (3, "Iraqi militias backed by"),
        (5, "U.S. Central Command (CE"),
        (7, "The Islamic Resistance i"),
        (9, "In a statement, they ass"),
        (11, "Reuters has reported tha"),
        (13, "On Nov. 6, the Islamic R"),
        (15, "The Aqsa-1 missile, from"),
        (17, "Later on Nov. 21, 2023, "),
        (19, "Tehran is employing its "),
        (21, "Joe Truzman is a researc"),
        (23, "Tags: ,"),
        (26, "Islamic state"),
        (30, "Al shabaab"),
        (32, "Boko Haram"),
    ]
    assert all(block.origin == Origin(block.origin.first, block.origin.first) for block in blocks)


def test_the_seed_loses_its_no_break_spaces_and_keeps_its_quotes(seed: bytes) -> None:
    text = "\n".join(text_of(block) for block in read(Source("seed.txt", seed)).blocks)

    assert "\u00a0" not in text
    assert "  " not in text
    assert "(CENTCOM) stated that the base’s air defense" in text
    assert "“Mujahideen of the Islamic Resistance" in text


def test_lines_wrapped_at_a_width_are_one_paragraph() -> None:
    wrapped = (
        "Rents in the city rose for the ninth month in a row, the city's\n"
        "statistics office said on Monday, and tenants who moved paid a\n"
        "quarter more than those who stayed.\n"
        "\n"
        "Wages did not follow, the office said, and no change is in sight\n"
        "before the spring.\n"
    )

    blocks = draft_of(wrapped).blocks

    assert [text_of(block) for block in blocks] == [
        (
            "Rents in the city rose for the ninth month in a row, the city's statistics office said"
            " on Monday, and tenants who moved paid a quarter more than those who stayed."
        ),
        "Wages did not follow, the office said, and no change is in sight before the spring.",
    ]
    assert [block.origin for block in blocks] == [Origin(1, 3), Origin(5, 6)]


def test_a_word_halved_at_a_wrapped_line_is_whole_again() -> None:
    wrapped = (
        "The number of tenants who moved house fell by a third, the statis-\n"
        "tics office said on Monday in its yearly report on the well-being of\n"
        "the city, and those who signed a lease did so for a state-\n"
        "of-the-art flat; the office did not say how it counts the well-\n"
        "being of those who stayed where they were.\n"
    )

    (text,) = said(wrapped)

    assert "the statistics office" in text
    assert "a state-of-the-art flat" in text
    assert "counts the well-being of" in text


def test_a_hyphen_at_the_end_of_an_unwrapped_line_stays() -> None:
    assert said("The pre-\n\nand post-war years") == ["The pre-", "and post-war years"]


def test_a_dump_with_one_block_a_line_keeps_each_line_a_block() -> None:
    long = (
        "Rents rose for the ninth month in a row, the city said on Monday, and wages did not. " * 3
    )
    dump = f"Rents rise again\nBy Ann Ode\nMarch 3, 2024\n{long}\n{long}\nTags: ,\nHousing\nRents\n"

    assert said(dump) == [
        "Rents rise again",
        "By Ann Ode",
        "March 3, 2024",
        long.strip(),
        long.strip(),
        "Tags: ,",
        "Housing",
        "Rents",
    ]


def test_headlines_under_each_other_are_not_joined() -> None:
    headlines = (
        "Rents rise again in the city for the ninth month\n"
        "Mayor says that no new houses are to be expected\n"
        "Tenants ask the court to look at what they signed\n"
    )

    assert len(said(headlines)) == 3


def test_verse_keeps_its_lines_in_one_block() -> None:
    verse = (
        "Tyger Tyger, burning bright,\n"
        "In the forests of the night;\n"
        "What immortal hand or eye,\n"
        "Could frame thy fearful symmetry?\n"
    )

    assert said(f"A poem\n\n{verse}\nThe end") == ["A poem", verse.strip(), "The end"]


def test_list_items_in_a_wrapped_text_stay_apart() -> None:
    wrapped = (
        "The office looked at what the tenants of the city pay and found three\n"
        "reasons for which rents rise, and each of them will stay for years:\n"
        "- the city builds less than it did in all of the years before, and the\n"
        "  houses that it builds are larger;\n"
        "- tenants who stay pay less than those who move, so that nobody moves\n"
        "  unless a new job makes it worth the money.\n"
    )

    assert [text.split()[0] for text in said(wrapped)] == ["The", "-", "-"]


def test_template_syntax_comes_out_as_it_went_in() -> None:
    assert said("{{ 7*7 }} {% raw %} ${7*7} <%= 7*7 %>") == [
        "{{ 7*7 }} {% raw %} ${7*7} <%= 7*7 %>"
    ]


def test_no_break_spaces_stay_where_a_typographer_sets_them() -> None:
    kept = "«\u00a0Vraiment\u00a0?\u00a0» 140\u00a0km, p.\u00a0m.\u00a0Smith, 5\u00a0%"

    assert mended(kept) == kept
    assert mended("has\u00a0reported\u00a0that") == "has reported that"
    assert said("a\u00a0 link \u00a0behind") == ["a link behind"]


@given(st.text(max_size=300))
@example("a\u00a0\u00a0b \u00ad c")
@example("\u200b")
def test_any_text_is_read_or_refused_and_no_word_is_lost(text: str) -> None:
    source = Source("a.txt", text.encode("utf-8", "surrogatepass"))

    try:
        blocks = read(source).blocks
    except PublishError:
        return

    whole = mended(decoded(source).text).translate({0xAD: "", 0x200B: "", 0x2060: ""})
    words = " ".join(text_of(block) for block in blocks)
    said = words.translate({0x200B: "", 0x2060: ""}).split()
    assert "".join(said).replace("-", "") == "".join(whole.split()).replace("-", "")


LINES = st.lists(
    st.lists(
        st.sampled_from(["rents", "rose", "again", "a", "well-being", "Monday", "140", "–"]),
        min_size=1,
        max_size=14,
    ).map(" ".join)
    | st.just(""),
    min_size=1,
    max_size=30,
).map("\n".join)


@given(LINES)
def test_the_words_of_a_text_file_stand_in_its_blocks_in_order(text: str) -> None:
    if not text.strip():
        return

    blocks = draft_of(text).blocks

    assert " ".join(text_of(block) for block in blocks).split() == text.split()
    assert all(one.origin.last < two.origin.first for one, two in itertools.pairwise(blocks))
