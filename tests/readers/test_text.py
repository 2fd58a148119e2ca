"""Plain text: blocks, lines, wrapped lines, left-over spaces."""

import itertools
import textwrap

import pytest
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


def test_a_paragraph_of_thousands_of_wrapped_lines_is_read_while_one_waits() -> None:
    line = "the harbour board of the town decided what the boats pay for a night"

    assert said(f"{line}\n" * 2_800) == [" ".join([line] * 2_800)]


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


BEFORE = (
    "The harbour board of Tollan met on Monday and set what boats pay for a\n"
    "night at the inner quay next year, after two hours of debate.\n\n"
)
BEHIND = (
    "\n\nBoats that stay for a week pay for six nights, as before, and fishing\n"
    "boats that land their catch at the town pay nothing at all, says the\nboard.\n"
)


def between(text: str) -> list[str]:
    """What stands between the first and the last paragraph of a text that was wrapped."""
    first, *middle, last = said(f"{BEFORE}{text}{BEHIND}")

    assert first.endswith("for a night at the inner quay next year, after two hours of debate.")
    assert last.endswith(
        "and fishing boats that land their catch at the town pay nothing at all, says the board."
    )
    return middle


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        (
            "Hafenamt Tollan\nKaistraße 4\n12345 Tollan",
            ["Hafenamt Tollan\nKaistraße 4\n12345 Tollan"],
        ),
        (
            (
                "    We keep the key because we have\n    always kept the key, and we shall\n"
                "    keep it for ever."
            ),
            ["We keep the key because we have always kept the key, and we shall keep it for ever."],
        ),
        (
            (
                "The bell rang once above the bay,\nthe boats came in from far away,\n"
                "and none had seen the light go out\nuntil the keeper turned about."
            ),
            [
                (
                    "The bell rang once above the bay,\nthe boats came in from far away,\n"
                    "and none had seen the light go out\nuntil the keeper turned about."
                )
            ],
        ),
        (
            "- mend the quay\n- paint the mole\n- rest",
            ["- mend the quay", "- paint the mole", "- rest"],
        ),
        ("https://harbour.example/a/very/long/address/" + "x" * 90, None),
        ("1968", ["1968"]),
    ],
)
def test_what_is_set_narrower_or_wider_does_not_undo_the_other_paragraphs(
    text: str, blocks: list[str] | None
) -> None:
    assert between(text) == (blocks or [text])


def test_ligatures_in_words_are_the_letters_they_are_made_of() -> None:
    assert said("The oﬃce ﬁnds the ﬂag, not the sign ﬁ.") == [
        "The office finds the flag, not the sign ﬁ."
    ]


def test_quoted_mail_is_joined_by_its_depth_and_keeps_one_mark_a_paragraph() -> None:
    quoted = (
        "> We keep the key because we have always kept it, and we shall keep it\n"
        "> as long as there is a lamp.\n>\n> Nobody else has it.\n"
        "> > Who said that we want the key at all?"
    )

    assert between(quoted) == [
        (
            "> We keep the key because we have always kept it, and we shall keep it as long as"
            " there is a lamp."
        ),
        "> Nobody else has it.",
        "> > Who said that we want the key at all?",
    ]


@pytest.mark.parametrize(
    ("lines", "one"),
    [
        ("a self-\ninsured boat", "a self-insured boat"),
        ("the satisfac-\ntion", "the satisfaction"),
        ("die Wasser-\nund Hafenwacht", "die Wasser- und Hafenwacht"),
        ("the pre-\nand post-war years", "the pre- and post-war years"),
        ("the 20-\nyear war", "the 20-year war"),
        ("the Anglo-\nSaxon boat", "the Anglo-Saxon boat"),
        ("twenty-\none boats", "twenty-one boats"),
        ("a thous-\nand boats", "a thousand boats"),
        ("a long-\nterm plan", "a long-term plan"),
        ("a state-\nof-the-art boat", "a state-of-the-art boat"),
        ("an un-\nknown boat", "an unknown boat"),
    ],
)
def test_a_hyphen_at_a_line_end_is_the_words_or_the_lines(lines: str, one: str) -> None:
    first, _, second = lines.partition("\n")
    filled = f"{'Xy ' * 30}"[: 68 - len(first)].rpartition(" ")[0]
    behind = f"{second} is what all the people of that old harbour town call it, even now."
    text = f"{filled} {first}\n{textwrap.fill(behind, 70, break_on_hyphens=False)}"

    (middle,) = between(text)

    assert one in middle


def test_a_word_that_lost_its_hyphen_is_named_in_a_note() -> None:
    text = (
        f"{BEFORE}Their owners have never once asked the board of the harbour for mo-\nney.{BEHIND}"
    )

    assert [note.message for note in draft_of(text).notes] == [
        "words halved at the ends of lines, whole again: money"
    ]


TORN = (
    "The pilot has the key of the lamp room and no other man does, which the\nboard likes and",
    "the keeper of the lamp thinks is wrong, though neither has asked the\nother about",
    "it in all of these years, which is how things are.",
)


@pytest.mark.parametrize(
    "pages",
    [
        ("12", "13"),
        ("- 12 -", "- 13 -"),
        ("Page 12 of 40", "Page 13 of 40"),
        ("Seite 12", "Seite 13"),
        ("HARBOUR NEWS 12", "HARBOUR NEWS 13"),
        ("12 | The Lamp", "13 | The Lamp"),
        ("12\n\nThe Lamp of Tollan", "13\n\nThe Lamp of Tollan"),
    ],
)
@pytest.mark.parametrize("gap", ["\n\n", "\n\n\f"])
def test_a_sentence_that_a_page_tore_is_whole_and_what_tore_it_is_in_a_note(
    pages: tuple[str, str], gap: str
) -> None:
    text = f"{TORN[0]}{gap}{pages[0]}{gap}{TORN[1]}{gap}{pages[1]}{gap}{TORN[2]}"

    draft = draft_of(f"{BEFORE}{text}{BEHIND}")

    assert len(draft.blocks) == 3
    assert "board likes and the keeper of the lamp" in text_of(draft.blocks[1])
    assert "asked the other about it in all" in text_of(draft.blocks[1])
    assert [note.code for note in draft.notes] == ["text.pages"]
    assert all(line in draft.notes[0].message for page in pages for line in page.split("\n\n"))


@pytest.mark.parametrize("line", ["1968", "Chapter {}", "{}", "III"])
def test_numbers_that_tear_no_sentence_stay(line: str) -> None:
    text = "".join(f"{line.format(n)}\n\n{BEFORE}" for n in (1, 2, 3))

    assert said(text)[::2] == [line.format(n) for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("header", "title", "author", "day"),
    [
        (
            (
                "From: Ann Ode <ann@h.example>\nTo: a@h.example,\n b@h.example\n"
                "Date: Fri, 1 Mar 2024 10:11:12 +0100\nSubject: Re: The mill"
            ),
            "The mill",
            "Ann Ode",
            "2024-03-01T10:11:12+01:00",
        ),
        (
            "Von: Ann Ode\nGesendet: Freitag, 1. März 2024 10:11\nAn: Bo\nBetreff: WG: Die Mühle",
            "Die Mühle",
            "Ann Ode",
            "2024-03-01",
        ),
        (
            "De : Ann Ode <ann@h.example>\nÀ : bo@h.example\nObjet : Le moulin",
            "Le moulin",
            "Ann Ode",
            None,
        ),
        (
            "---------- Forwarded message ---------\nFrom: Ann Ode <a@h.example>\nSubject: A mill",
            "A mill",
            "Ann Ode",
            None,
        ),
    ],
)
def test_the_header_of_a_mail_is_no_paragraph_of_it(
    header: str, title: str, author: str, day: str | None
) -> None:
    draft = draft_of(f"{header}\n\nThe old mill turns again.\n")

    assert [text_of(block) for block in draft.blocks] == ["The old mill turns again."]
    assert [each.value for each in draft.hints.title] == [title]
    assert [each.value for each in draft.hints.authors] == [author]
    assert [each.value for each in draft.hints.published] == ([day] if day else [])
    assert [note.code for note in draft.notes] == ["text.mail-header"]


@pytest.mark.parametrize(
    "text",
    [
        "From: the board. Subject: the fee. That is how it begins.\n\nThe end.",
        "Date: 1 March 2024\nPlace: Tollan\n\nThe end.",
        "From: Ann Ode\nSubject: A mill",
        "Subject: A mill\nand how it turns\n\nThe end.",
    ],
)
def test_lines_with_colons_are_no_header_of_a_mail(text: str) -> None:
    assert " ".join(said(text)).split() == text.split()
