"""What a rule of one's own means by its words: phrases, elements, places, sites."""

from __future__ import annotations

import pytest

import publish
from publish.model.article import Article, Source
from publish.model.own_rules import OwnRule, Selector
from publish.normaliser import RULES, own_rules
from publish.normaliser.rules.own import says

PROSE = (
    "Rents rose for the ninth month in a row, and the city sees no end to it, it said on Monday."
)


@pytest.mark.parametrize(
    ("selector", "trail", "found"),
    [
        ("div", ("body", "div.promo"), "div.promo"),
        (".promo", ("body", "div.Promo.big"), "div.Promo.big"),
        ("div.big.promo", ("body", "div.promo.big"), "div.promo.big"),
        ("div.pro", ("body", "div.promo"), ""),
        ("p.promo", ("body", "div.promo"), ""),
        ("#box", ("body", "section#Box.a", "p"), "section#Box.a"),
        ("main .promo", ("body", "main", "div", "div.promo", "p"), "div.promo"),
        (".promo main", ("body", "main", "div.promo"), ""),
        ("div div", ("body", "div.a", "p"), ""),
        ("div div", ("body", "div.a", "p", "div.b"), "div.b"),
        ("[role=complementary]", ("div[role=Complementary]",), "div[role=Complementary]"),
        ("[role='note'] p", ("div[role=note]", "p"), "p"),
        ("[itemprop=author]", ("span[itemprop=author name]",), "span[itemprop=author name]"),
        ("div[hidden]", ("div.x[hidden]",), "div.x[hidden]"),
        ("[role]", ("div[role=note]",), "div[role=note]"),
        ("*.promo", ("div.promo",), "div.promo"),
        (".promo", ("div.md:w-1/2.[&>p]:mt-4.promo",), "div.md:w-1/2.[&>p]:mt-4.promo"),
        (".md:w-1/2", ("div.md:w-1/2.promo",), "div.md:w-1/2.promo"),
        ("my-box", ("my-box.a",), "my-box.a"),
        ("div", (), ""),
    ],
)
def test_a_selector_finds_its_element(selector: str, trail: tuple[str, ...], found: str) -> None:
    assert Selector.of(selector).found_in(trail) == found


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Read our “Magazine” now!", "read our magazine"),
        ("READ OUR\u00a0MAGA\u00adZINE", "Read our magazine"),
        ("Our ﬁnest oﬀers", "finest offers"),
        ("Sign-up — it’s free", "sign up it's free"),
        ("本誌を購読する方はこちら", "購読する"),
        ("اقرأ مجلتنا الآن", "مجلتنا الآن"),
        ("Café crème", "Cafe\u0301 crème"),
        ("ИЗДАНИЕ «Курьер»", "издание курьер"),
        ("हमारी पत्रिका पढ़ें", "पत्रिका पढ़ें"),
        ("Read, our Magazine (new)", "Read our magazine: new!"),
        ("会員登録は、こちらから", "登録はこちら"),
    ],
)
def test_a_phrase_is_found_however_it_is_set(text: str, phrase: str) -> None:
    assert says(text, phrase)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [("Our magazines", "our magazine"), ("Read it", "read our"), ("", "a"), ("a", "")],
)
def test_a_phrase_is_whole_words_in_a_row(text: str, phrase: str) -> None:
    assert not says(text, phrase)


def cleaned(text: str, *rules: OwnRule) -> Article:
    draft = publish.read(Source("a.txt", text.encode()))
    return publish.normalise(draft, rules=(*own_rules(rules), *RULES))


def gone(article: Article) -> list[str]:
    return [each.text for each in article.removals if each.rule.startswith("own.")]


@pytest.mark.parametrize(("where", "count"), [("", 3), ("above", 1), ("inside", 1), ("below", 1)])
def test_where_is_told_by_the_articles_prose(where: str, count: int) -> None:
    box = "Courier Prime members read on"
    text = f"Rents rise\n\n{box}\n\n{PROSE}\n\n{PROSE} Twice.\n\n{box}\n\n{PROSE} Thrice.\n\n{box}"

    assert gone(cleaned(text, OwnRule("box", phrase="prime members", where=where))) == [box] * count


def test_a_site_counts_by_its_host_and_an_article_without_one_is_of_no_site() -> None:
    text = f"Rents rise\n\n{PROSE}\n\nCourier Prime members read on\n\n{PROSE} Twice."

    assert gone(cleaned(text, OwnRule("box", phrase="prime members", site="a.example"))) == []
    assert gone(cleaned(text, OwnRule("box", phrase="prime members", site="."))) != []


def test_of_verse_a_line_goes_and_of_a_table_a_row_that_says_it() -> None:
    page = (
        f"<h1>Rents rise</h1><p>{PROSE}</p><p>One line<br>Courier Prime members<br>Two lines</p>"
        f"<table><tr><th>Flat</th><th>Rent</th></tr><tr><td>Courier Prime</td><td>9</td></tr>"
        f"<tr><td>Attic</td><td>7</td></tr></table><p>{PROSE} Twice.</p>"
    )
    draft = publish.read(Source("a.html", page.encode()))
    rules = (*own_rules([OwnRule("box", phrase="courier prime")]), *RULES)

    article = publish.normalise(draft, rules=rules)

    assert [text.strip() for text in gone(article)] == [
        "Courier Prime members",
        "Courier Prime\t9",
    ]
    table = article.body[2]
    assert isinstance(table, publish.Table)
    assert len(table.rows) == 2
    shown = " | ".join(map(publish.text_of, article.body))
    assert all(words in shown for words in ("One line", "Two lines", "Attic"))
