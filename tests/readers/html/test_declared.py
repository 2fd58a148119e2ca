"""What pages declare about themselves, in each of the forms they use."""

import json
from collections.abc import Mapping

import pytest

from publish.model.article import Hints
from tests.readers.html.pages import page


def hints(head: str, body: str = "<p>Text</p>") -> Hints:
    return page(body, head).hints


def linked(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def values(hints: Hints, field: str) -> list[str]:
    return [each.value for each in getattr(hints, field)]


ARTICLE: Mapping[str, object] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Rents rise &amp; rise",
    "author": [{"@type": "Person", "name": "Ann Ode"}, {"@type": "Person", "name": "Bo Li"}],
    "datePublished": "2024-03-01T08:30:00.000Z",
    "dateModified": "2024-03-02T09:00:00+01:00",
    "publisher": {"@type": "Organization", "name": "The Site"},
    "inLanguage": "en_gb",
    "keywords": ["rents", "housing"],
    "description": "For the ninth month.",
    "mainEntityOfPage": {"@id": "https://example.org/rents"},
}


def test_json_ld_gives_every_field() -> None:
    found = hints(linked(ARTICLE))

    assert values(found, "title") == ["Rents rise & rise"]
    assert values(found, "authors") == ["Ann Ode", "Bo Li"]
    assert values(found, "published") == ["2024-03-01T08:30:00+00:00"]
    assert values(found, "updated") == ["2024-03-02T09:00:00+01:00"]
    assert values(found, "outlet") == ["The Site"]
    assert values(found, "language") == ["en", "en-GB"]
    assert values(found, "tags") == ["rents", "housing"]
    assert values(found, "standfirst") == ["For the ninth month."]
    assert values(found, "url") == ["https://example.org/rents"]
    assert found.title[0].where == "json-ld headline"


def test_json_ld_is_found_in_graphs_and_lists_and_by_reference() -> None:
    graph = {
        "@graph": [
            {"@type": "WebPage", "@id": "#page"},
            {"@type": ["Thing", "BlogPosting"], "headline": "H", "author": {"@id": "#ann"}},
            {"@type": "Person", "@id": "#ann", "name": "Ann Ode"},
        ]
    }

    found = hints(linked([graph]))

    assert values(found, "title") == ["H"]
    assert values(found, "authors") == ["Ann Ode"]


def test_open_graph_and_meta_tags_stand_in_where_there_is_no_json_ld() -> None:
    found = hints(
        '<title>Rents rise - The Site</title><meta property="og:title" content="Rents rise">'
        '<meta property="og:site_name" content="The Site"><meta name="author" content="By Ann Ode">'
        '<meta property="article:published_time" content="2024-03-01">'
        '<meta property="article:modified_time" content="Fri, 01 Mar 2024 10:00:00 GMT">'
        '<meta property="article:tag" content="rents"><meta name="keywords" content="site, words">'
        '<link rel="canonical" href="https://example.org/a">'
    )

    assert values(found, "title") == ["Rents rise"]
    assert values(found, "outlet") == ["The Site"]
    assert values(found, "authors") == ["Ann Ode"]
    assert values(found, "published") == ["2024-03-01"]
    assert values(found, "updated") == ["2024-03-01T10:00:00+00:00"]
    assert values(found, "tags") == ["rents"]
    assert values(found, "url") == ["https://example.org/a"]


def test_meta_keywords_alone_are_no_tags_and_a_note_says_so() -> None:
    draft = page("<p>x", '<meta name="keywords" content="news, site">')

    assert draft.hints.tags == ()
    assert [note.code for note in draft.notes] == ["hint.keywords"]


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("Rents rise – The Site", "", "Rents rise"),
        ("The Site | Rents rise", "", "Rents rise"),
        ("Rents rise | City | The Site", "<h1>Rents rise again</h1>", "Rents rise | City"),
        ("Rents rise again | City | Elsewhere", "<h1>Rents rise again</h1>", "Rents rise again"),
        ("Rents rise - and fall", "", "Rents rise - and fall"),
    ],
)
def test_a_title_loses_the_sites_name(title: str, body: str, expected: str) -> None:
    head = f'<title>{title}</title><meta property="og:site_name" content="The Site">'

    assert values(hints(head, f"{body}<p>x"), "title") == [expected]


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("By Ann Ode and Bo Li", ["Ann Ode", "Bo Li"]),
        ("Ann Ode, Bo Li &amp; Cy Day", ["Ann Ode", "Bo Li", "Cy Day"]),
        ("ANN ODE", ["Ann Ode"]),
        ("Ann Ode, PhD", ["Ann Ode"]),
        ("https://example.org/ann", []),
        ("admin", []),
        ("The Site", ["The Site"]),
        ("Von Ann Öde", ["Ann Öde"]),
    ],
)
def test_authors_are_names_of_people(author: str, expected: list[str]) -> None:
    head = (
        f'<meta property="og:site_name" content="The Site"><meta name="author" content="{author}">'
    )

    assert values(hints(head), "authors") == expected


def test_an_author_that_is_an_organisation_is_told_as_one_behind_all_people() -> None:
    article = {**ARTICLE, "author": {"@type": "Organization", "name": "Newsroom Ltd"}}

    found = hints(linked(article) + '<meta name="author" content="Ann Ode">').authors

    assert [each.value for each in found] == ["Ann Ode", "Newsroom Ltd"]
    assert found[-1].where == "json-ld author organisation"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2024-03-01T08:30+01:00", "2024-03-01T08:30:00+01:00"),
        ("2024-03-01 08:30:00", "2024-03-01T08:30:00"),
        ("2024-03-01T00:00:00", "2024-03-01"),
        ("1 March 2024", "2024-03-01"),
        ("March 1st, 2024", "2024-03-01"),
        ("1. März 2024", "2024-03-01"),
        ("1 de marzo de 2024", "2024-03-01"),
        ("2 hours ago", ""),
        ("yesterday", ""),
        ("03/04/2024", ""),
        ("31 February 2024", ""),
        ("0001-01-01", ""),
        ("9999999999999999999999", ""),
    ],
)
def test_dates_are_absolute_or_none(said: str, expected: str) -> None:
    found = hints(f'<meta property="article:published_time" content="{said}">')

    assert values(found, "published") == ([expected] if expected else [])


def test_microdata_and_time_elements_are_read() -> None:
    found = hints(
        "",
        '<article><h1 itemprop="headline">Rents</h1><span itemprop="author">Ann Ode</span>'
        '<time datetime="2024-03-01">today</time></article>',
    )

    assert values(found, "title") == ["Rents"]
    assert values(found, "authors") == ["Ann Ode"]
    assert values(found, "published") == ["2024-03-01"]


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "null",
        "[" * 100_000,
        '{"@type": "NewsArticle", "headline": {"a": [1]}, "author": [[["x"]], 7, null]}',
        '{"@type": "NewsArticle", "author": {"@id": "#a"}, "@id": "#a"}',
        '{"@type": 7, "@graph": "x"}',
        '{"@type": "NewsArticle", "datePublished": ["x", 3], "publisher": "Site", "keywords": 5}',
    ],
)
def test_broken_json_ld_is_no_failure(text: str) -> None:
    head = f'<script type="application/ld+json">{text}</script><title>Rents</title>'

    assert values(hints(head), "title") == ["Rents"]


def test_json_ld_in_cdata_with_escapes_or_a_last_comma_is_read() -> None:
    for script in (
        '<![CDATA[ {"@type": "Article", "headline": "H", "datePublished": "2024-03-01"} ]]>',
        "{&quot;@type&quot;:&quot;Article&quot;,&quot;datePublished&quot;:&quot;2024-03-01&quot;}",
        '{"@type": "Article", "datePublished": "2024-03-01",}',
    ):
        found = hints(f'<script type="application/ld+json">{script}</script>')

        assert values(found, "published") == ["2024-03-01"], script


def test_one_tag_may_have_several_names_and_dublin_core_is_written_in_two_ways() -> None:
    found = hints(
        '<meta property="x:title dc:title" content="H"><meta name="DC.creator" content="A B">'
    )

    assert values(found, "title") == ["H"]
    assert values(found, "authors") == ["A B"]


def test_the_day_in_the_address_is_the_last_to_be_asked() -> None:
    found = hints(
        '<link rel="canonical" href="https://example.org/2024/03/01/rents">'
        '<meta name="date" content="2024-03-02">'
    )

    assert [(each.value, each.where) for each in found.published] == [
        ("2024-03-02", "date"),
        ("2024-03-01", "url"),
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<h1>Rents</h1><a href="/author/ann/">Ann Ode</a> <p>Text</p>', ["Ann Ode"]),
        ('<h1>Rents</h1><span><a class="author-name" href="/x">Ann Ode</a></span>', ["Ann Ode"]),
        (
            '<a href="/author/ann/">Ann Ode</a><p>Text</p><a href="/author/ann/">Ann Ode</a>',
            ["Ann Ode"],
        ),
        ('<a href="/author/ann/">Ann Ode</a><p>Text</p><a href="/author/bo/">Bo Li</a>', []),
        ('<p>Text</p><div class="comments"><a href="/author/bo/">Bo Li</a></div>', []),
        ('<p>Text</p><div class="related-posts"><a href="/author/bo/">Bo Li</a></div>', []),
    ],
)
def test_the_one_link_to_an_authors_page_names_the_author(body: str, expected: list[str]) -> None:
    assert values(hints("", f"<main>{body}</main>"), "authors") == expected
