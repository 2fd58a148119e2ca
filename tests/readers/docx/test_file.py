"""Our own files read back: what each line is, what the file carries, what it says now."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest

from publish.layouts import load_layout
from publish.model.article import Article, Asset, Remark, Source
from publish.model.edition import Edition
from publish.model.tree import Foreign, Heading, Strong, Text
from publish.model.walk import text_of
from publish.normaliser import normalise
from publish.readers import read
from publish.readers.docx.file import WordFile, opened
from publish.readers.docx.said import said_articles
from publish.writers.docx import write
from tests.build import article, asset, figure, inlines, p
from tests.word_files import line, word_file
from tests.word_files import style as named

RENTS = article(
    p("Rents rose for the ninth month in a row, the city said on Monday."),
    Heading(1, inlines("The quay")),
    figure("a.png", "The quay at night", "A long year", "Ann Ode / Courier"),
    p("Nobody knows when it ends."),
    title="Rents rise again",
    name="rents.html",
    standfirst=inlines("Nine months in a row."),
    byline=("Ann Ode", "Bo Li"),
    dateline="London",
    published="2024-01-21",
    outlet="Harbour Courier",
    url="https://courier.example/rents",
    tags=("housing",),
    summary=inlines("Rents rise."),
    key_points=(inlines("Nine months."), inlines("No end.")),
    author_note=(p("Ann Ode writes on homes."),),
    assets={"a.png": asset()},
)
MIETEN = article(
    p("Die Mieten stiegen den neunten Monat in Folge, sagt die Stadt am Montag."),
    p("Sie sagt: ", Foreign("en", inlines("no end is in sight"))),
    title="Die Mieten steigen",
    name="mieten.html",
    language="de",
)


def printed(*articles: Article, title: str = "") -> bytes:
    edition = Edition.of(*articles, title=title)
    return write(edition, load_layout("briefing")).files[""]


def edited(data: bytes, *changes: tuple[str, str], without: str = "") -> bytes:
    """The file with words of its document changed, and without members of a name."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if without and re.search(without, name):
                continue
            for before, after in changes if name == "word/document.xml" else ():
                assert before.encode() in text
                text = text.replace(before.encode(), after.encode())
            new.writestr(name, text)
    return made.getvalue()


def roles(file: WordFile) -> list[tuple[str, str]]:
    return [(line.role, text_of(line.block)) for line in file.lines]


def same(one: Article, other: Article) -> bool:
    """Whether two articles are equal but for what no line of a file says."""
    return replace(one, notes=(), removals=()) == replace(other, notes=(), removals=())


def test_each_line_is_what_its_style_calls_it() -> None:
    file = opened(printed(RENTS), "a.docx")

    assert roles(file)[:12] == [
        ("outlet", "Harbour Courier"),
        ("title", "Rents rise again"),
        ("standfirst", "Nine months in a row."),
        ("fact", "Ann Ode, Bo Li"),
        ("fact", "London"),
        ("fact", "21 January 2024"),
        ("label", "Bottom line"),
        ("summary", "Rents rise."),
        ("label", "Key points"),
        ("key-point", "Nine months."),
        ("key-point", "No end."),
        ("body", "Rents rose for the ninth month in a row, the city said on Monday."),
    ]
    assert [role for role, _ in roles(file)[-5:]] == [
        "label", "author-note", "label", "source", "source",
    ]  # fmt: skip
    assert [(f.label, f.field) for f in file.lines if f.role == "fact"] == [
        ("From", "byline"),
        ("Place", "dateline"),
        ("Date", ""),
    ]
    assert file.styled


def test_an_untouched_file_says_the_article_that_it_carries() -> None:
    file = opened(printed(RENTS), "a.docx")

    assert file.articles == (RENTS,)
    assert file.sources == (("rents.html", ""),)
    assert same(said_articles(file)[0], RENTS)


def test_without_its_part_a_file_says_all_that_print_shows() -> None:
    data = edited(printed(RENTS), without="customXml|custom.xml")
    (said,) = said_articles(opened(data, "a.docx"))

    assert (said.name, said.tags) == ("a.docx", ())
    (name,) = said.assets
    shown = replace(said, name=RENTS.name, tags=RENTS.tags, assets=RENTS.assets)
    assert same(replace(shown, body=()), replace(RENTS, body=()))
    assert list(map(text_of, said.body)) == list(map(text_of, RENTS.body))
    assert isinstance(said.assets[name], Asset)


def test_the_articles_of_an_edition_are_told_apart_each_in_its_language() -> None:
    file = opened(printed(RENTS, MIETEN, title="Homes"), "a.docx")

    first, second = said_articles(file)

    assert same(first, RENTS)
    assert (second.language, second.body) == ("de", MIETEN.body)


def test_an_edited_field_is_the_articles() -> None:
    data = edited(
        printed(RENTS),
        ("Ann Ode, Bo Li", "Ann Ode, Cy Roe"),
        (">London<", ">Paris<"),
        ('preserve">21 January', 'preserve">22 January'),
        ("Rents rise.", "Rents rise fast."),
    )

    (said,) = said_articles(opened(data, "a.docx"))

    assert said.byline == ("Ann Ode", "Cy Roe")
    assert (said.dateline, said.published) == ("Paris", "2024-01-22")
    assert said.summary == inlines("Rents rise fast.")


def test_a_file_of_ours_is_a_source_that_is_not_cleaned_again() -> None:
    draft = read(Source("a.docx", printed(RENTS)))

    assert draft.article == RENTS
    assert normalise(draft) == replace(RENTS, name="a.docx")


def test_comments_on_a_file_of_ours_are_its_articles_in_their_order() -> None:
    asked = Remark("Ann Ode", "Did they?", "AO", "2024-01-22T10:00:00Z", "body", 0, (6, 10))
    told = replace(asked, author="Bo Li", text="They did.", parent=0)
    title = Remark("Bo Li", "Better?", "BL", "2024-01-22T11:00:00Z", "title", 0, None)
    spoken = replace(RENTS, remarks=(asked, told, title))

    assert read(Source("a.docx", printed(spoken))).article == spoken


def test_formatting_that_an_editor_changed_is_printed() -> None:
    before = '<w:t xml:space="preserve">Nobody knows when it ends.</w:t></w:r>'
    bold = "</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>when</w:t></w:r><w:r>"
    after = before.replace("when", f'{bold}<w:t xml:space="preserve">')
    data = edited(printed(RENTS), (before, after))

    made = normalise(read(Source("a.docx", data)))

    assert made.body[-1] == p("Nobody knows ", Strong(inlines("when")), " it ends.")


def test_what_was_changed_in_a_file_of_ours_is_printed() -> None:
    data = edited(printed(RENTS), ("Nobody knows when", "Ask the city when"))

    made = normalise(read(Source("a.docx", data)))

    assert text_of(made.body[-1]) == "Ask the city when it ends."
    assert (made.url, made.tags) == (RENTS.url, RENTS.tags)


def test_a_file_of_several_articles_is_one_text_with_a_note() -> None:
    draft = read(Source("a.docx", printed(RENTS, MIETEN, title="Homes")))

    assert draft.article is None
    assert "word.several" in {note.code for note in draft.notes}
    assert text_of(MIETEN.body[0]) in list(map(text_of, draft.blocks))


def test_a_record_that_cannot_be_read_is_told_and_the_text_is_read() -> None:
    data = printed(RENTS)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(
                name, text.replace(b'"schema"', b'"sxhema"') if "customXml/item" in name else text
            )

    file = opened(made.getvalue(), "a.docx")

    assert file.articles == ()
    assert "word.record" in {note.code for note in file.notes}
    assert said_articles(file)[0].title == RENTS.title


def test_comments_of_people_come_back_and_ours_do_not() -> None:
    asked = Remark("Ann Ode", "Did they?", "AO", "2024-01-22T10:00:00Z", "body", 0, (6, 10))
    told = Remark("publish", "Taken out here", "pb", "2024-01-21T00:00:00Z", "body", 0, None)
    file = opened(printed(RENTS), "a.docx")
    first = next(at for at, line in enumerate(file.lines) if line.role == "body")
    spoken = tuple(replace(each, block=first) for each in (told, asked))

    (said,) = said_articles(replace(file, remarks=spoken))

    assert said.remarks == (asked,)


@pytest.mark.parametrize("style", ["Titel", "Titre", "標題"])
def test_a_title_is_one_in_every_language_of_words_menus(style: str) -> None:
    data = word_file(line("Rents", style="x"), line("A."), parts={"styles": named(style, "x")})

    assert roles(opened(data, "a.docx")) == [("title", "Rents"), ("body", "A.")]
    assert said_articles(opened(data, "a.docx"))[0].title == (Text("Rents"),)
