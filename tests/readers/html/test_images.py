"""Pictures: which one, what it is called, caption and credit, at hand or not."""

import base64
import io

import pytest
from PIL import Image

from publish.model.article import Source
from publish.model.tree import CodeBlock, Figure, Picture, Table
from publish.readers import read
from tests.build import PNG_1PX, figure, h, inlines, p
from tests.readers.html.pages import blocks, page, said


def png(size: tuple[int, int] = (40, 30)) -> bytes:
    written = io.BytesIO()
    Image.effect_noise(size, 60).save(written, "PNG")
    return written.getvalue()


def test_a_figure_has_alternative_text_caption_and_credit() -> None:
    assert blocks(
        '<figure><img src="house.png" alt="A house"><figcaption>The house.'
        ' <span class="photo-credit">Ann Ode</span></figcaption></figure>'
    ) == (figure("house.png", "A house", "The house.", "Ann Ode"),)


@pytest.mark.parametrize(
    "img",
    [
        '<img src="a.png" width=640>',
        '<img src="a.png" class="alignleft">',
        "<img src=a.png height=90>",
    ],
)
def test_a_large_picture_among_words_stands_between_their_parts(img: str) -> None:
    assert blocks(f"<p>before {img} behind</p>") == (p("before"), figure("a.png"), p("behind"))


def test_a_picture_between_sentences_stands_between_them() -> None:
    assert blocks('<p>Before. <img src="a.png" alt="A house"> Behind.</p>') == (
        p("Before."),
        figure("a.png", "A house"),
        p("Behind."),
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('of <img src=f.png alt="Aland" height=11> came', "of Aland came"),
        ('of <img src=f.png alt="Aland" style="height: 1.2em"> came', "of Aland came"),
        ('of <img src=f.png alt="Aland"> came', "of Aland came"),
        ('of <img src=f.png alt="Aland"> Came', "of Aland Came"),
        ('of <a href=/x><img src=f.png alt="Aland" height=11></a> <b>came</b>', "of Aland came"),
        ('of <img src=f.png alt="Aland" height=11> Aland', "of Aland"),
        ('<img src=f.png alt="Yes:" width=16> dogs', "Yes: dogs"),
        ('<img src=f.svg alt="Yes:"> dogs', "Yes: dogs"),
        ("bell <img src=f.png alt=''> and wait", "bell and wait"),
        ("今日は<img src=f.png alt='魚'>が", "今日は魚が"),
        ("of <img alt='Aland'> came", "of Aland came"),
    ],
)
def test_a_sentence_stays_whole_around_a_picture_that_is_not_there(
    line: str, expected: str
) -> None:
    assert said(f"<p>{line}</p>") == [expected]


def test_pictures_among_words_that_leave_nothing_are_noted_once() -> None:
    draft = page("<p>of <img src=f.png alt=a> and <img src=g.png> and <img src=h.png> it")

    assert [(each.code, each.message.rpartition(": ")[2]) for each in draft.notes] == [
        ("image.missing", "“g.png”, “h.png”")
    ]


@pytest.mark.parametrize(
    ("line", "around"),
    [
        ("of <img src=f.png alt=a> came", ("of ", " came")),
        ("came <img src=f.png alt=a>", ("came ", "")),
        ("<img src=f.png alt=a> came", ("", " came")),
    ],
)
def test_a_small_picture_stands_in_its_sentence(line: str, around: tuple[str, str]) -> None:
    html = f"<html><p>{line}".encode()
    draft = read(Source("page.html", html, {"f.png": PNG_1PX}))

    before, behind = around
    assert draft.blocks == (p(*filter(None, (before, Picture("f.png", "a"), behind))),)
    assert list(draft.assets) == ["f.png"]


def test_a_large_picture_at_hand_is_a_figure_whatever_stands_around() -> None:
    draft = read(Source("page.html", b"<html><p>of <img src=f.png> came", {"f.png": png((90, 90))}))

    assert draft.blocks == (p("of"), figure("f.png"), p("came"))


def test_a_small_picture_alone_in_its_cell_has_the_height_of_letters() -> None:
    html = b"<html><table><tr><th>a<th>b<tr><td><img src=f.png><td>c</table>"
    (table,) = read(Source("page.html", html, {"f.png": PNG_1PX})).blocks

    assert isinstance(table, Table)
    assert table.rows[1][0].blocks == (p(Picture("f.png")),)


def test_a_picture_that_cannot_be_read_leaves_its_words() -> None:
    draft = read(Source("page.html", b"<html><p>of <img src=f.png alt=a> it", {"f.png": b"no"}))

    assert draft.blocks == (p("of a it"),)
    assert [note.code for note in draft.notes] == ["image.unreadable"]


@pytest.mark.parametrize(
    ("img", "name"),
    [
        ('<img src="a%20b.png?v=2">', "a b.png"),
        ('<img src="./page_files/a.jpg">', "page_files/a.jpg"),
        ('<img src="https://x.org/a.png">', "https://x.org/a.png"),
        ('<img src="//x.org/a.png">', "https://x.org/a.png"),
        ('<img src="blank.gif" data-src="real.jpg">', "real.jpg"),
        ('<img src="data:image/gif;base64,R0lGOD" data-original="real.jpg">', "real.jpg"),
        ('<img srcset="s.jpg 320w, l.jpg 1200w, m.jpg 640w">', "l.jpg"),
        ('<picture><source srcset="s.webp 1x, l.webp 2x"><img alt=""></picture>', "l.webp"),
    ],
)
def test_the_picture_is_the_one_a_reader_would_see(img: str, name: str) -> None:
    assert blocks(f"<p>x</p>{img}")[1] == Figure(name, "")


@pytest.mark.parametrize(
    "img",
    [
        '<img src="count.gif" width=1 height=1>',
        "<img>",
        '<img src="javascript:x">',
        '<img src="file:///etc/passwd">',
        '<img src="/from/the/root.png">',
        '<img src="https://stats.example.org/matomo.php?idsite=3&amp;rec=1" alt="">',
        '<img src="https://vg09.met.vgwort.de/na/abcdef0123456789" alt="">',
        '<noscript><img src="https://www.facebook.com/tr?id=1&ev=PageView&noscript=1"></noscript>',
        '<noscript><img src="https://sb.scorecardresearch.com/p?c1=2&cv=3.6" alt=""></noscript>',
        '<noscript><p><img src="//piwik.example.org/piwik.php?idsite=1" alt=""></p></noscript>',
        '<noscript><img src="https://ad.example.org/view?c=1&n=2"></noscript>',
        '<img src="data:image/svg+xml,<svg/>">',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEAAAAALAAAAAABAAEAAAIBADs=">',
    ],
)
def test_a_picture_that_shows_nothing_is_left_out(img: str) -> None:
    assert blocks(f"<p>x</p>{img}") == (p("x"),)


def test_an_emoji_is_a_word() -> None:
    assert blocks('<p>Rents <img class="emoji" alt="📈" src="x.png"></p>') == (p("Rents 📈"),)


def test_a_picture_in_a_heading_is_read_as_its_alternative_text() -> None:
    assert blocks('<h1><img src="logo.png" alt="The Site"></h1>') == (h("The Site"),)


def test_a_figure_around_a_program_stays_a_program_with_a_caption_behind() -> None:
    assert blocks("<figure><pre>x = 1</pre><figcaption>Listing 1</figcaption></figure>") == (
        CodeBlock("x = 1"),
        p("Listing 1"),
    )


def test_the_old_captions_of_a_known_publishing_system_are_captions() -> None:
    assert blocks(
        '<div class="wp-caption"><img src="a.png"><p class="wp-caption-text">A house.</p></div>'
    ) == (figure("a.png", "", "A house."),)


def test_pictures_at_hand_are_decoded_and_others_are_left_to_cleaning() -> None:
    images = ("a.png", "b.png", "c.png", "//x.org/d.png")
    html = b"<html><p>x</p>" + "".join(f'<img src="{name}">' for name in images).encode()
    draft = read(Source("page.html", html, {"a.png": PNG_1PX, "c.png": b"not a picture"}))

    assert list(draft.assets) == ["a.png"]
    assert [each.asset for each in draft.blocks if isinstance(each, Figure)] == [
        *("a.png", "b.png", "c.png", "https://x.org/d.png")
    ]
    assert [note.code for note in draft.notes] == ["image.unreadable"]


def test_a_picture_inside_the_page_becomes_an_asset() -> None:
    data = base64.b64encode(png()).decode()
    draft = page(f'<p>x</p><img src="data:image/png;base64,{data}" alt="noise">')

    (name,) = draft.assets
    assert draft.blocks[1] == Figure(name, "noise")
    assert draft.assets[name].width_px == 40


def test_captions_keep_their_inlines_and_lines() -> None:
    (block,) = blocks(
        '<figure><img src="a.png"><figcaption><p>One</p><p>Two</p></figcaption></figure>'
    )

    assert isinstance(block, Figure)
    assert [type(each).__name__ for each in block.caption] == ["Text", "LineBreak", "Text"]
    assert block.caption[0] == inlines("One")[0]


def test_a_caption_goes_to_the_picture_and_not_to_the_sign_that_enlarges_it() -> None:
    assert blocks(
        '<figure><img src="a.jpg"><img src="zoom.svg" alt="Enlarge"><img src="x.svg">'
        "<figcaption>A house.</figcaption></figure>"
    ) == (figure("a.jpg", "", "A house."), figure("zoom.svg", "Enlarge"))
