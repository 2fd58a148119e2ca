"""Passages that run against their article, and blocks in blocks, as a reader sees them."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
import pytest

from publish.layouts import load_layout
from publish.model.article import Article
from publish.model.edition import Edition
from publish.model.tree import (
    Block,
    Blocks,
    Cell,
    Checkbox,
    CodeBlock,
    DefinitionList,
    Entry,
    Footnote,
    Foreign,
    FormulaBlock,
    Listing,
    Paragraph,
    Table,
    Text,
)
from publish.pipeline import render
from tests.build import article, figure, h, inlines, listing, p, quote
from tests.validators import epubcheck, ooxml, verapdf
from tests.writers.docx_samples import W, part, picture, text_in, word

ARABIC = "ارتفعت الإيجارات في المدينة مرة أخرى."
HEBREW = "שכר הדירה עלה שוב בעיר."
ENGLISH = "Rents rose again in the city."
STEP, LEAD = 360, 300  # twips: a list's level, a quote's margin


def every_block(words: str) -> list[Block]:
    entry = Entry((inlines(words),), ((p(words),),))
    table = Table(((Cell((p(words),)),) * 2, (Cell((p(words),)),) * 2), inlines(words), 1)
    return [
        p(words),
        h(words),
        quote(p(words)),
        listing(words, words),
        listing(words, ordered=True),
        Listing(((Paragraph((Checkbox(checked=True), Text(f" {words}"))),),)),
        DefinitionList((entry,)),
        table,
        figure("a.png", "", words),
    ]


def paragraphs(data: bytes, name: str = "word/document.xml") -> Iterator[tuple[str, str, bool]]:
    """Each paragraph with words: these, its style, and whether it says that it turns."""
    for each in part(data, name).iter(f"{W}p"):
        if text_in(each).strip():
            style = each.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
            turned = each.find(f"{W}pPr/{W}bidi")
            yield text_in(each), style, turned is not None


# Word


@pytest.mark.parametrize(
    ("language", "own", "other"),
    [
        ("en", ENGLISH, ARABIC),
        ("en", ENGLISH, HEBREW),
        ("ar", ARABIC, ENGLISH),
        ("he", HEBREW, ENGLISH),
    ],
)
def test_each_kind_of_paragraph_turns_in_word_and_its_neighbours_do_not(
    language: str, own: str, other: str
) -> None:
    blocks = [p(own), *every_block(other), p(own)]
    data = word(article(*blocks, title=own, standfirst=inlines(own), language=language))

    told = [(words, turned) for words, _, turned in paragraphs(data)]

    assert {turned for words, turned in told if other in words} == {True}
    assert {turned for words, turned in told if own in words} == {False}
    visual = part(data, "word/document.xml").find(f".//{W}tblPr/{W}bidiVisual")
    assert (visual is not None) is (language == "en")
    assert ooxml.check(data) == []


def test_a_passage_that_is_told_and_one_that_is_not_have_right_to_left_runs_in_word() -> None:
    told = p(Foreign("fa", inlines(ARABIC)))
    data = word(article(p(ENGLISH), told, p(HEBREW)))
    runs = list(part(data, "word/document.xml").iter(f"{W}r"))

    marks = [
        (each.find(f"{W}rPr/{W}rtl") is not None, each.find(f"{W}rPr/{W}lang"))
        for each in runs
        if text_in(each) in (ARABIC, HEBREW)
    ]

    assert [rtl for rtl, _ in marks] == [True, True]
    assert marks[0][1].get(f"{W}bidi") == "fa-IR"
    assert marks[1][1] is None  # Word knows no language of which only the script is known


def test_titles_and_notes_turn_in_word() -> None:
    data = word(
        article(p(ENGLISH, Footnote((p(ARABIC),))), title=ARABIC, standfirst=inlines(HEBREW))
    )

    told = {words: turned for words, _, turned in paragraphs(data)}
    noted = {words.strip(): turned for words, _, turned in paragraphs(data, "word/footnotes.xml")}

    assert told[ARABIC]
    assert told[HEBREW]
    assert noted == {ARABIC: True}


def test_the_contents_of_an_edition_turn_line_by_line_in_word() -> None:
    data = word(article(p(ENGLISH), title=ENGLISH), article(p(ARABIC), title=ARABIC, language="ar"))

    lines = {style: turned for words, style, turned in paragraphs(data) if ARABIC in words}

    assert lines["TOC2"]
    assert not any(turned for words, _, turned in paragraphs(data) if ENGLISH in words)


# Nested in Word


def indents(data: bytes) -> dict[str, tuple[int, int]]:
    """How far in each paragraph's lines begin, and end, in twips, by its words."""
    styles = {
        each.get(f"{W}styleId"): each for each in part(data, "word/styles.xml").iter(f"{W}style")
    }
    numbering = part(data, "word/numbering.xml")
    found = {}
    for each in part(data, "word/document.xml").iter(f"{W}p"):
        properties = each.find(f"{W}pPr")
        style = properties.find(f"{W}pStyle").get(f"{W}val")
        said: dict[str, int] = {}
        number = properties.find(f"{W}numPr")
        if number is not None:
            said["left"] = _left_of(numbering, *(child.get(f"{W}val") for child in number))
        while style in styles:
            indent = styles[style].find(f"{W}pPr/{W}ind")
            for side in ("left", "right"):
                if indent is not None and indent.get(f"{W}{side}"):
                    said.setdefault(side, int(indent.get(f"{W}{side}")))
            listed = styles[style].find(f"{W}pPr/{W}numPr")
            if listed is not None:
                said.setdefault(
                    "left", _left_of(numbering, *(child.get(f"{W}val") for child in listed))
                )
            base = styles[style].find(f"{W}basedOn")
            style = base.get(f"{W}val") if base is not None else None
        found[text_in(each)] = said.get("left", 0), said.get("right", 0)
    return found


def _left_of(numbering: object, level: str, number: str) -> int:
    num = next(n for n in numbering.iter(f"{W}num") if n.get(f"{W}numId") == number)  # type: ignore[attr-defined]
    kind = num.find(f"{W}abstractNumId").get(f"{W}val")
    abstract = next(
        n
        for n in numbering.iter(f"{W}abstractNum")  # type: ignore[attr-defined]
        if n.get(f"{W}abstractNumId") == kind
    )
    levels = [*num.iter(f"{W}lvl"), *abstract.iter(f"{W}lvl")]
    right = next(each for each in levels if each.get(f"{W}ilvl") == level)
    return int(right.find(f"{W}pPr/{W}ind").get(f"{W}left"))


def items(*each: Blocks, ordered: bool = False) -> Listing:
    return Listing(each, ordered=ordered)


@pytest.mark.parametrize(("language", "letters"), [("en", "qafd"), ("ar", "قبفد")])
def test_what_stands_in_a_list_or_a_quote_stands_further_in(language: str, letters: str) -> None:
    q, a, f, d = ([f"{letter}{n}" for n in range(6)] for letter in letters)
    numbers = items((p(q[1]), p(q[2])), ordered=True)
    quoted = quote(p(q[0]), numbers, CodeBlock(q[3]), quote(p(q[4])))
    listed = items((p(a[0]), p(a[1]), CodeBlock(a[2]), quote(p(a[3]), listing(a[4])), h(a[5])))
    entry = Entry((inlines(d[0]),), ((p(d[1]), listing(d[2]), quote(p(d[3]))),))
    defined = DefinitionList((entry,))
    pictured = items((p(f[0]), figure("a.png", "", f[1]), FormulaBlock(f[2]), defined))
    assets = {"a.png": picture("a.png")}

    data = word(article(quoted, listed, pictured, language=language, assets=assets))
    found = indents(data)
    left = {words: each[0] for words, each in found.items()}

    assert [left[each] for each in q[:5]] == [
        LEAD, LEAD + STEP, LEAD + STEP, LEAD + 100, 2 * LEAD
    ]  # fmt: skip
    code = STEP + 100 if language == "en" else 100  # from the left: Arabic items begin at the right
    assert [left[each] for each in a] == [STEP, STEP, code, STEP + LEAD, 2 * STEP + LEAD, STEP]
    assert [left[each] for each in f[:3]] == [STEP, STEP, STEP + LEAD]
    assert [left[each] for each in d[:4]] == [STEP, 2 * STEP, 3 * STEP, 2 * STEP + LEAD]
    assert found[q[4]] == (2 * LEAD, 2 * LEAD)
    assert ooxml.check(data) == []


def test_each_of_six_levels_stands_further_in_than_the_last() -> None:
    deep: Block = items((p("5"), p("5 more")))
    for level in range(4, -1, -1):
        deep = items((p(f"{level}"), p(f"{level} more"), deep))

    found = indents(word(article(deep)))

    assert [found[f"{n}"][0] for n in range(6)] == [STEP * n for n in range(1, 7)]
    assert [found[f"{n} more"][0] for n in range(6)] == [STEP * n for n in range(1, 7)]


def test_lists_in_cells_and_notes_keep_the_letters_of_their_place() -> None:
    nested = items((p("one"), p("one more"), items((p("two"),))))
    table = Table(((Cell((nested,)),), (Cell((p("cell"),)),)))
    data = word(article(p("words", Footnote((p("note"), nested))), table))

    for name, style in (("word/document.xml", "TableText"), ("word/footnotes.xml", "FootnoteText")):
        said = {words: each for words, each, _ in paragraphs(data, name)}
        assert said["one"].startswith(style)
        assert said["one more"] == f"{style}InList"
        assert said["two"].startswith(style)


# Print


def places(source: Article, layout: str = "briefing") -> list[tuple[str, float]]:
    """Each sign of the pages and where it stands from the left, in points."""
    document = pypdfium2.PdfDocument(render(Edition.of(source), load_layout(layout), "pdf").data)
    found = []
    for page in document:
        text = page.get_textpage()
        for index in range(text.count_chars()):
            char = text.get_text_range(index, 1)
            if char.strip():
                found.append((char, text.get_charbox(index)[0]))
    return found


@pytest.mark.parametrize("layout", ["briefing", "digest", "magazine", "manuscript", "plain"])
def test_bullets_of_a_passage_stand_where_its_lines_begin(layout: str) -> None:
    arabic = places(article(p(ENGLISH), listing("سلام")), layout)
    english = places(article(p(ARABIC), listing("alpha beta"), language="ar"), layout)

    def sides(found: list[tuple[str, float]], letters: str) -> bool:
        """Whether the bullets are at the right of the letters."""
        words = [at for char, at in found if char in letters]
        bullets = [at for char, at in found if char == "•"]
        assert bullets
        return min(bullets) > max(words)

    assert sides(arabic, "سلام")
    assert not sides(english, "abgh")


def test_the_first_column_of_a_passage_stands_where_its_lines_begin() -> None:
    cells = Table((tuple(Cell((p(word),)) for word in ("א ב ג", "ד ה ו")),) * 2)
    latin = Table((tuple(Cell((p(word),)) for word in ("k l m", "x y z")),) * 2)
    hebrew = dict(places(article(p(ENGLISH), cells)))
    english = dict(places(article(p(HEBREW), latin, language="he")))

    assert hebrew["א"] > hebrew["ד"]
    assert english["k"] < english["x"]


def test_a_quote_and_a_definition_stand_in_from_the_side_where_lines_begin() -> None:
    entry = Entry((inlines("ש"),), ((p("ת"),),))
    found = dict(places(article(p(ENGLISH), DefinitionList((entry,)), p("א"), quote(p("ב")))))

    assert found["ש"] > found["ת"]
    assert found["א"] > found["ב"]


def test_an_e_book_with_passages_is_valid() -> None:
    source = article(p(ENGLISH), *every_block(ARABIC), title=HEBREW)

    assert epubcheck.check(render(Edition.of(source), load_layout("briefing"), "epub").data) == []


def test_pages_with_passages_are_for_archives_and_for_all_readers() -> None:
    source = article(p(ENGLISH), *every_block(ARABIC), p(ENGLISH, Footnote((p(HEBREW),))))
    data = render(Edition.of(source), load_layout("briefing"), "pdf").data

    assert verapdf.check(data, "ua1") == []
    assert verapdf.check(data, "3a") == []


def test_lines_of_a_turned_standfirst_do_not_lie_upon_each_other() -> None:
    words = f"{ARABIC} " * 6
    data = render(
        Edition.of(article(p(ENGLISH), standfirst=inlines(words))), load_layout("briefing"), "pdf"
    ).data
    text = pypdfium2.PdfDocument(data)[0].get_textpage()
    found = text.get_text_range()
    heights = {round(text.get_charbox(i)[1]) for i, char in enumerate(found) if char == "ع"}

    assert max(heights) - min(heights) > 12
