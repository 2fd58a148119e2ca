"""The cover's picture: type that fits, in letters that the faces have."""

from __future__ import annotations

import io
import zlib

import pytest
from PIL import Image

from publish.layouts import load_layout
from publish.writers.epub.cover import HEIGHT, WIDTH, CoverWords, cover_image
from publish.writers.epub.png import MARK, canvas_of, png, strip_of
from publish.writers.epub.type import LineStyle, settable, width_of, wrapped
from publish.writers.xhtml.faces import face_of

LAYOUT = load_layout("briefing")
NAME = "SourceSerif4Display-Semibold.otf"
FACE = face_of(NAME, LAYOUT.fonts[NAME])
LINE = LineStyle(FACE.data, 100)
MARGIN = 150


def picture(title: str = "", outlet: str = "", authors: str = "", date: str = "") -> Image.Image:
    data = cover_image(CoverWords(title, outlet, authors, date), LAYOUT)
    return Image.open(io.BytesIO(data)).convert("RGB")


def inked(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    """Whether anything but paper is in the box."""
    return len(image.crop(box).getcolors(1 << 16) or ()) > 1


@pytest.mark.parametrize(
    "title",
    [
        "Rents",
        "Iran-backed militias attack U.S. forces in western Iraq",
        "A title that goes on and on " * 20,
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        "x" * 500,
    ],
)
def test_a_title_of_any_length_stays_inside_the_margins(title: str) -> None:
    image = picture(title, "The City Paper " * 9, "Ann Ode, " * 30, "3 February 2026")

    assert image.size == (WIDTH, HEIGHT)
    assert not inked(image, (0, 100, MARGIN - 8, HEIGHT))
    assert not inked(image, (WIDTH - MARGIN + 8, 100, WIDTH, HEIGHT))
    assert inked(image, (MARGIN, 450, WIDTH - MARGIN, 1000))


def test_a_short_title_is_set_larger_than_a_long_one() -> None:
    def height(title: str) -> int:
        """Of the first line's ink, down to the first empty row."""
        image = picture(title)
        rows = [inked(image, (MARGIN, y, WIDTH, y + 1)) for y in range(300, 1000)]
        first = rows.index(True)
        return rows.index(False, first) - first

    assert height("HHHHH") > 1.5 * height("HHHHH " * 50)


def test_the_same_words_give_the_same_picture() -> None:
    words = CoverWords("Rents", "Paper", "Ann", "2026")

    assert cover_image(words, LAYOUT) == cover_image(words, LAYOUT)


def test_the_picture_is_whole_and_of_few_colours() -> None:
    data = cover_image(CoverWords("Rents rise again", "Paper", "Ann Ode", "2026"), LAYOUT)

    image = Image.open(io.BytesIO(data))
    pressed = data[data.index(b"IDAT") + 4 : data.index(b"IEND") - 8]
    assert len(zlib.decompress(pressed)) == HEIGHT * (1 + WIDTH // 2)  # its checksum is right
    assert image.mode == "P"
    assert len(image.convert("RGB").getcolors() or ()) == 11
    assert len(data) < 30_000


@pytest.mark.parametrize("tops", [(0, 300), (1, 130), (10, 140)])
def test_strips_stand_where_they_were_put_and_say_what_was_drawn(tops: tuple[int, int]) -> None:
    whole = Image.new("P", (40, 500))
    strips = []
    for top in tops:
        canvas = canvas_of(40, 130)
        for y in range(3, 129):
            canvas.paste(y % 16, (MARK + y % 37, y, MARK + y % 37 + 3, y + 1))
        whole.paste(canvas.crop((MARK, 0, MARK + 40, 129)), (0, top))
        strips.append(strip_of(canvas, top))

    made = Image.open(io.BytesIO(png(40, 500, bytes(range(48)), strips)))

    assert made.tobytes() == whole.tobytes()


def test_a_script_that_must_be_joined_is_left_out_and_the_space_filled() -> None:
    image = picture("هجمات على القوات", date="3 February 2026")

    middle = image.crop((MARGIN, 600, WIDTH - MARGIN, 1800)).getcolors()
    assert middle is not None
    assert [colour for _, colour in middle] == [(122, 31, 31)]
    assert inked(image, (MARGIN, 2070, WIDTH - MARGIN, 2200))


def test_a_layout_without_fonts_still_has_a_cover() -> None:
    bare = load_layout("briefing")
    data = cover_image(CoverWords("Rents", "", "", ""), type(bare)("own", "Own", "", {}))

    assert Image.open(io.BytesIO(data)).size == (WIDTH, HEIGHT)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Rents “rise” – 5 %", "Rents “rise” – 5 %"),
        ("Go 🚀 now ❤️", "Go now"),
        ("Москва Ἀθῆναι", ""),  # the face has no polytonic Greek
        ("Москва", "Москва"),
        ("日本", ""),
        ("नमस्ते", ""),
        ("the العراق", ""),
        ("Re\u0301union", "Réunion"),
    ],
)
def test_only_what_the_face_can_show_is_shown(text: str, shown: str) -> None:
    assert settable(text, FACE.characters) == shown


def test_letters_are_kerned_as_the_font_says() -> None:
    apart = width_of("A", LINE) + width_of("V", LINE)

    assert width_of("AV", LINE) < apart - 3
    assert width_of("HH", LINE) == pytest.approx(2 * width_of("H", LINE), abs=1)


def test_lines_are_of_about_the_same_length() -> None:
    lines = wrapped("Iran-backed militias attack U.S. forces in western Iraq", LINE, 1300)

    widths = [width_of(line, LINE) for line in lines]
    assert len(lines) == 2
    assert min(widths) > 0.8 * max(widths)
    assert max(widths) <= 1300


def test_a_word_that_no_line_holds_is_cut() -> None:
    lines = wrapped("x" * 60, LINE, 1000)

    assert "".join(lines) == "x" * 60
    assert max(width_of(line, LINE) for line in lines) <= 1000
