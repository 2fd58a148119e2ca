"""Lists, quotes, breaks and sub-headings are read from a plain text, and from nothing else.

Each text of structure/ stands beside the Markdown that has the body an editor would make of it.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given

from publish import readers
from publish.model.article import Draft, Source
from publish.model.tree import Block, Blocks, Heading, Listing, Paragraph, Quote, SectionBreak
from publish.model.walk import text_of, text_of_blocks
from publish.normaliser import normalise
from publish.normaliser.structure import lists
from publish.normaliser.structure.lists import is_plain
from publish.readers import READERS
from tests.build import draft, p
from tests.strategies import DRAFTS, PLAIN_DRAFTS

FOLDER = Path(__file__).parent / "cases"
TEXTS = sorted(FOLDER.glob("*.txt"))
PROSE = (
    "Rents rose for the ninth month in a row, the city said on Monday, and nobody in the town hall "
    "was surprised by it."
)
MORE = (
    "People who had moved out in May were back by June, with more boxes than they had taken along, "
    "and looked for a room."
)


def read(name: str, text: str) -> Draft:
    return readers.read(Source(name, text.encode()))


def structured(made: Draft, body: Blocks) -> Blocks:
    return lists.structured(made, body, [text_of(block) for block in body])


def body_of(*lines: str) -> Blocks:
    made = draft(*lines)
    return structured(made, made.blocks)


def kinds(blocks: Blocks) -> list[str]:
    return [type(block).__name__ for block in blocks]


def headings(*lines: str) -> list[str]:
    return [text_of(block) for block in body_of(*lines) if isinstance(block, Heading)]


def letters_and_numbers(blocks: Blocks) -> str:
    """What a body says, the numbers of its lists written before their items."""
    said = unicodedata.normalize("NFKC", "".join(map(_written, blocks)))
    return "".join(
        str(unicodedata.digit(char, char)) for char in said if char.isalpha() or char.isdigit()
    )


def _written(block: Block) -> str:
    if not isinstance(block, Listing):
        return text_of(block)
    numbers = range(block.start, block.start + len(block.items))
    return "".join(
        f"{number if block.ordered else ''}{text_of_blocks(item)}"
        for number, item in zip(numbers, block.items, strict=True)
    )


@pytest.mark.parametrize("path", TEXTS, ids=[path.stem for path in TEXTS])
def test_a_text_becomes_what_an_editor_would_make_of_it(path: Path) -> None:
    wanted = readers.read(Source("wanted.md", path.with_suffix(".md").read_bytes())).blocks

    drafted = readers.read(Source(path.name, path.read_bytes()))
    assert structured(drafted, drafted.blocks[1:]) == wanted  # the first is the headline


def test_an_article_has_the_structure_of_its_text() -> None:
    guide = FOLDER / "guide-en.txt"

    article = normalise(readers.read(Source(guide.name, guide.read_bytes())))

    assert {"Heading", "Listing", "Quote", "SectionBreak"} <= set(kinds(article.body))


@given(PLAIN_DRAFTS)
def test_no_letter_and_no_number_is_lost_or_moved(plain: Draft) -> None:
    body = structured(plain, plain.blocks)

    assert letters_and_numbers(body) == letters_and_numbers(plain.blocks)


@given(PLAIN_DRAFTS)
def test_what_has_structure_gets_no_more_of_it(plain: Draft) -> None:
    body = structured(plain, plain.blocks)

    assert structured(plain, body) == body


@given(PLAIN_DRAFTS)
def test_blocks_keep_their_order_and_their_lines(plain: Draft) -> None:
    body = structured(plain, plain.blocks)

    lines = [(block.origin.first, block.origin.last) for block in body]
    assert lines == sorted(lines)
    assert lines[0][0] == plain.blocks[0].origin.first
    assert lines[-1][1] == plain.blocks[-1].origin.last


@given(DRAFTS)
def test_a_tree_with_anything_but_plain_lines_is_left_alone(drafted: Draft) -> None:
    if not is_plain(drafted):
        assert structured(drafted, drafted.blocks) == drafted.blocks


def test_a_page_and_a_markdown_file_keep_the_structure_they_have() -> None:
    page = f"<html><body><p>{PROSE}</p><p>What comes next</p><p>{MORE}</p></body></html>"
    text = f"{PROSE}\n\nWhat comes next\n\n{MORE}\n"
    suffixes = [
        suffix for reader in READERS if reader.name == "markdown" for suffix in reader.suffixes
    ]

    for made in (read("a.html", page), *(read(f"a{suffix}", text) for suffix in suffixes)):
        assert kinds(structured(made, made.blocks)) == ["Paragraph"] * 3
    plain = read("a.txt", text)
    assert kinds(structured(plain, plain.blocks)) == ["Paragraph", "Heading", "Paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        "Nobody was surprised.",
        "To be counted:",
        "and nobody counted",
        "Ann Ode",
        "Ann Ode, engineer",
        "Photo: Ann Ode",
        "The quay in June. Photo: Ann Ode",
        "The quay (seen from the upper path)",
        "12 June",
        "3 mars 1954",
        "六月十二日 6月12日",
        "“Nobody asked the river”",
        "“Nobody asked the river,” he said",
        "(Laughter)",
        "Marrin 3 Pell 2",
        "Are you afraid of the wind?",
        "Read more",
        "Share this",
        "https://example.org/rents",
        "• What comes next",
        "One that goes on and on and on until it is a sentence after all",
    ],
)
def test_a_line_that_may_be_something_else_is_no_heading(line: str) -> None:
    assert headings(PROSE, line, MORE) == []


@pytest.mark.parametrize(
    "line",
    [
        "What comes next",
        "WHAT COMES NEXT",
        "Rents in May",
        "2. The boxes",
        "Will it last?",
        "次の年",
    ],
)
def test_a_short_line_between_two_paragraphs_is_a_heading(line: str) -> None:
    assert headings(PROSE, line, MORE) == [line]


def test_a_line_needs_prose_on_both_sides_to_be_a_heading() -> None:
    assert headings("What comes next", PROSE, MORE, "What came then") == []
    assert headings(PROSE, "What comes next", "What came then", MORE) == []
    assert headings("A short one.", "What comes next", MORE, PROSE) == []


def test_questions_of_an_interview_are_no_headings() -> None:
    asked = ("Why a bridge?", PROSE, "And what did you have to learn for it?", MORE)

    assert headings(PROSE, *asked, "What is left of it?", PROSE) == []


def test_a_label_that_several_lines_have_is_a_speaker() -> None:
    assert headings(PROSE, "Quill: Never", MORE, "Quill: For nine hours", PROSE) == []


def test_what_people_say_behind_dashes_is_no_list() -> None:
    said = ("– Kommer han, tror du?", "– Han kommer.", "– Du sa det i går också.")

    assert kinds(body_of(PROSE, *said, MORE)) == ["Paragraph"] * 5
    assert kinds(body_of(PROSE, *said[1:], MORE)) == ["Paragraph"] * 4


def test_sentences_behind_dashes_are_a_list_when_a_colon_announces_them() -> None:
    assert kinds(body_of("Three rules:", "- Nobody shouts.", "- Nobody runs.")) == [
        "Paragraph",
        "Listing",
    ]


def test_one_item_is_no_list_and_keeps_its_mark() -> None:
    body = body_of(PROSE, "• straw", MORE, "1. Wash the leeks.", PROSE)

    assert [text_of(block) for block in body] == [
        PROSE,
        "• straw",
        MORE,
        "1. Wash the leeks.",
        PROSE,
    ]


@pytest.mark.parametrize("numbers", [(3, 2, 1), (1, 3, 5), (2, 2, 2)])
def test_numbers_that_do_not_rise_by_one_are_kept_as_words(numbers: tuple[int, ...]) -> None:
    lines = [f"{number}. The house with the green door" for number in numbers]

    assert [text_of(block) for block in body_of(*lines)] == lines


def test_days_of_a_programme_are_kept_as_words() -> None:
    lines = ["3. Mai Konzert am Fluss", "4. Mai Lesung im Keller", "5. Mai Ruhetag"]

    assert [text_of(block) for block in body_of(*lines)] == lines


def test_a_list_counts_from_its_own_first_number() -> None:
    (made,) = body_of("(7) Seven", "(8) Eight", "(9) Nine")

    assert made == Listing(tuple((p(word),) for word in ("Seven", "Eight", "Nine")), True, 7)


@pytest.mark.parametrize(
    ("marks", "numbering"),
    [
        (("a)", "b)", "c)"), "lower-alpha"),
        (("(a)", "(b)"), "lower-alpha"),
        (("A.", "B.", "C."), "upper-alpha"),
        (("i.", "ii.", "iii."), "lower-roman"),
        (("I.", "II.", "III.", "IV."), "upper-roman"),
        (tuple(f"{letter}." for letter in "abcdefghij"), "lower-alpha"),
    ],
)
def test_a_list_counts_in_letters_and_roman_numbers(marks: tuple[str, ...], numbering: str) -> None:
    (listing,) = body_of(*(f"{mark} boats" for mark in marks))

    assert isinstance(listing, Listing)
    assert (listing.ordered, listing.start, listing.numbering) == (True, 1, numbering)
    assert [text_of_blocks(item) for item in listing.items] == ["boats"] * len(marks)


@pytest.mark.parametrize(
    "lines",
    [
        ("A. Smith won.", "B. Jones lost."),
        ("b) boats", "c) ships"),
        ("a) boats", "c) ships"),
        ("I. Of boats", "We saw ten.", "II. Of ships"),
    ],
)
def test_letters_that_do_not_count_from_the_first_are_words(lines: tuple[str, ...]) -> None:
    assert "Listing" not in kinds(body_of(*lines))


def test_a_quotation_without_a_name_below_it_is_somebody_talking() -> None:
    said = "“Nobody asked the river.”"

    assert kinds(body_of(PROSE, said, MORE)) == ["Paragraph"] * 3
    assert kinds(body_of(PROSE, said, "— and then nothing", MORE)) == ["Paragraph"] * 4
    assert (
        kinds(body_of(PROSE, f"{said} He laughed. {said}", "— Ann Ode", MORE)) == ["Paragraph"] * 4
    )
    assert kinds(body_of(PROSE, said, "— Ann Ode", MORE)) == ["Paragraph", "Quote", "Paragraph"]


def test_arrows_and_prompts_are_no_mail() -> None:
    assert kinds(body_of(PROSE, "> More news", "> All of May")) == ["Paragraph"] * 3
    assert kinds(body_of(PROSE, ">>> print('one two three four five six.')")) == ["Paragraph"] * 2


def test_quoted_mail_is_a_quote_however_deep() -> None:
    (quote,) = body_of(f"> {PROSE}", f">> {MORE}")

    assert quote == Quote((p(PROSE), p(MORE)))


@pytest.mark.parametrize("line", ["*", "* * *", "***", "⁂", "---", "———", "~ ~ ~", "• • •"])
def test_a_line_of_stars_is_a_break_between_two_blocks_only(line: str) -> None:
    assert body_of(PROSE, line, MORE)[1] == SectionBreak()
    assert kinds(body_of(PROSE, line)) == ["Paragraph"] * 2


def test_verse_is_never_taken_apart() -> None:
    poem = "- The bell rang once,\n- the bell rang twice,\n- and then it rang no more,\nthe end\n"
    made = read("poem.txt", f"{PROSE}\n\n{poem}\n{poem}")

    assert all(isinstance(block, Paragraph) for block in structured(made, made.blocks)[:1])


FLOODS = [
    "• x\n\n",
    "1. x\n\n",
    "> x\n\n",
    "“x\n\n",
    "* * *\n\n",
    f"{PROSE}\n\nWhat comes next\n\n",
]


@pytest.mark.parametrize("text", FLOODS, ids=[text[:6].strip() for text in FLOODS])
def test_a_text_twice_as_long_takes_twice_the_steps(text: str) -> None:
    """Counts work, not seconds: calls made for the flood against calls for half of it."""
    half, whole = (calls_for(text * count) for count in (200, 400))

    assert whole < 2.2 * half + 500


def calls_for(text: str) -> int:
    count = 0

    def counting(frame: object, event: str, _: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    made = read("flood.txt", text)
    sys.setprofile(counting)
    try:
        structured(made, made.blocks)
    finally:
        sys.setprofile(None)
    return count


def test_a_long_line_of_marks_is_read_at_once() -> None:
    for line in ("* " * 50_000, "> " * 50_000, "“" * 50_000, "1." * 50_000, "(a " * 50_000):
        assert kinds(body_of(PROSE, line, MORE)) == ["Paragraph"] * 3


def test_the_texts_are_of_several_scripts() -> None:
    names = {re.split("[-.]", path.name)[1] for path in TEXTS}

    assert {"en", "de", "fr", "sv", "ar", "ja"} <= names
