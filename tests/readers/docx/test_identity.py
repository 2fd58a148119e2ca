"""What goes out as a Word file comes back: with the record that it carries, and without."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.compose.printed_dates import printed_date
from publish.layouts import load_layout
from publish.model.article import Article, Remark
from publish.model.clean import clean_text
from publish.model.dates import dates_in
from publish.model.edition import Edition, Layout
from publish.model.tree import (
    Block,
    Blocks,
    DefinitionList,
    Entry,
    Formula,
    FormulaBlock,
    Inline,
    Inlines,
    Paragraph,
)
from publish.model.walk import folded, mapped, rebuilt
from publish.readers.docx.file import opened
from publish.readers.docx.said import said_articles
from publish.readers.formulas.linear import linear
from publish.readers.language_tags import clean_language
from publish.writers.docx import write
from tests.cases.case import cases
from tests.readers.docx.word_says import Saying, difference
from tests.strategies import BLOCKS, INLINES
from tests.writers import samples
from tests.writers.docx_samples import arabic, everything, picture, simple

LAYOUTS = ("briefing", "digest", "magazine", "manuscript", "plain")
NAMES = st.sampled_from(["Ann Ode", "Bo Li", "Марія Ткач", "佐藤 花"])
_BLOCKS = st.lists(BLOCKS, max_size=4).map(tuple)
_LINE = INLINES | st.just(())

ARTICLES = st.builds(
    Article,
    name=st.just("quay.txt"),
    title=INLINES,
    body=_BLOCKS,
    standfirst=_LINE,
    byline=st.lists(NAMES, max_size=2, unique=True).map(tuple),
    dateline=st.sampled_from(["", "Odesa", "São Paulo"]),
    published=st.sampled_from(["", "2026-02-03", "1999-12-31"]),
    outlet=st.sampled_from(["", "The City Paper"]),
    url=st.sampled_from(["", "https://example.org/rents?a=1&b=2"]),
    language=st.sampled_from(["en", "de", "ar", "ja"]),
    tags=st.sampled_from([(), ("housing", "rents")]),
    summary=_LINE,
    key_points=st.lists(INLINES, max_size=2).map(tuple),
    author_note=st.lists(BLOCKS, max_size=2).map(tuple),
    assets=st.just({"a.png": picture("a.png", 60, 40)}),
)


def written(article: Article, layout: Layout) -> bytes:
    return write(Edition.of(article), layout).data


def without_record(data: bytes) -> bytes:
    """The file without our part and our properties: all that is left are its words and styles."""
    whole, bare = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(bare, "w") as made:
        for name in whole.namelist():
            if not name.startswith("customXml") and name != "docProps/custom.xml":
                made.writestr(name, whole.read(name))
    return bare.getvalue()


def says(article: Article) -> dict[str, object]:
    """All that print shows of an article, as Word can say it."""
    said = Saying(article)
    day = next((each.day for each in dates_in(article.published) if each.day), "")
    return {
        "title": said.line(article.title),
        "standfirst": said.line(article.standfirst),
        "byline": tuple(filter(None, map(_line, article.byline))),
        "dateline": _line(article.dateline),
        "published": printed_date(day, article.language),
        "outlet": _line(article.outlet),
        "language": clean_language(article.language),
        "summary": said.line(article.summary),
        "key points": tuple(filter(None, map(said.line, article.key_points))),
        "body": said.blocks(article.body),
        "author note": said.blocks(article.author_note),
        "remarks": article.remarks,
    }


def _line(text: str) -> str:
    return folded(clean_text(text)[0])


def printable(article: Article) -> Article:
    """The article as readers make them: formulas say what they draw, and terms have words."""
    said = Saying(article)

    def blocks(run: Blocks) -> Blocks:
        return mapped(run, block)

    def inlines(run: Inlines) -> Inlines:
        return mapped(run, inline)

    def inline(each: Inline) -> Inline:
        each = rebuilt(each, inlines=inlines, blocks=blocks)
        if isinstance(each, Formula) and each.mathml is not None:
            return replace(each, text=linear(each.mathml))
        return each

    def block(each: Block) -> Block:
        each = rebuilt(each, inlines=inlines, blocks=blocks)
        if isinstance(each, FormulaBlock) and each.mathml is not None:
            return replace(each, text=linear(each.mathml))
        if isinstance(each, DefinitionList):
            entries = (
                Entry(tuple(filter(said.line, entry.terms)), entry.definitions)
                for entry in each.entries
            )
            kept = tuple(entry for entry in entries if entry.terms)
            return replace(each, entries=kept) if kept else Paragraph(())
        return each

    return replace(
        article,
        title=inlines(article.title),
        standfirst=inlines(article.standfirst),
        summary=inlines(article.summary),
        key_points=tuple(map(inlines, article.key_points)),
        body=blocks(article.body),
        author_note=blocks(article.author_note),
    )


def comes_back(article: Article, layout: Layout) -> None:
    """Both ways at once: a file is written once and read twice."""
    data = written(article, layout)

    (carried,) = opened(data, "quay.docx").articles
    assert replace(carried, assets={}) == replace(article, assets={})
    assert carried.assets.items() <= article.assets.items()  # of pictures that are shown

    (told,) = said_articles(opened(without_record(data), "quay.docx"))
    assert difference(says(told), says(article)) is None


@given(ARTICLES.map(printable), st.sampled_from(LAYOUTS))
@settings(max_examples=12)
def test_any_article_comes_back_from_word(article: Article, layout: str) -> None:
    comes_back(article, load_layout(layout))


@pytest.mark.full
@given(ARTICLES.map(printable), st.sampled_from(LAYOUTS))
def test_five_hundred_articles_come_back_from_word(article: Article, layout: str) -> None:
    comes_back(article, load_layout(layout))


SAMPLES = {
    "simple": simple,
    "everything": everything,
    "arabic": arabic,
    "plain": samples.plain_article,
    "full": samples.full_article,
    "bare": samples.bare_article,
    "odd": samples.odd_article,
}


REMARKS = (
    Remark("Ann Ode", "Shorter?", "AO", "2026-02-03T10:00:00Z", field="title"),
    Remark("Bo Li", "Who says so?", "BL", "2026-02-03T10:05:00Z", block=0, span=(0, 5)),
    Remark(
        "Ann Ode", "The city does.", "AO", "2026-02-03T10:06:00Z", block=0, span=(0, 5), parent=1
    ),
    Remark("Bo Li", "Two lines\nof it.", "BL", "2026-02-03T11:00:00Z", block=1, resolved=True),
)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_comments_of_people_come_back_from_word(layout: str) -> None:
    comes_back(replace(simple(), remarks=REMARKS), load_layout(layout))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_comes_back_from_word(sample: str, layout: str) -> None:
    comes_back(SAMPLES[sample](), load_layout(layout))


CASES = {f"{case.kind}/{case.name}": case for case in cases() if "error" not in case.fields}


@pytest.mark.full
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", CASES)
def test_an_article_of_a_case_comes_back_from_word(name: str, layout: str) -> None:
    comes_back(CASES[name].article(), load_layout(layout))
