"""Pages that are no article say what they look like, and articles are left in peace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from publish import readers
from publish.errors import EmptyArticle
from publish.model.article import Finding, Note, Source
from publish.normaliser import normalise
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from tests.build import draft

CLEAN = sorted((Path(__file__).parents[1] / "clean").iterdir())
GOLDEN = sorted(
    path
    for path in (Path(__file__).parents[1] / "golden").iterdir()
    if path.suffix in (".html", ".txt") and ".record" not in path.name
)
PICTURES = {
    f"crue-{number}.png": (Path(__file__).parents[1] / "golden" / "harbour.png").read_bytes()
    for number in range(1, 6)
}
MENU = "<nav><a href=/>Home</a> <a href=/news>News</a> <a href=/sport>Sport</a></nav>"
FOOTER = "<footer>© 2024 The Paper. All rights reserved.</footer>"
PROSE = (
    "Rents rose for the ninth month in a row while wages stood still, the city said on Monday, "
    "and landlords expect no change before the winter, when the new law is to come into force."
)


def looks_like(body: str, *, title: str = "The Paper", head: str = "") -> tuple[str, str]:
    """The code and the words with which a page is recognised, whatever cleaning left of it."""
    html = (
        f"<html><head><title>{title}</title>{head}</head><body>{MENU}{body}{FOOTER}</body></html>"
    )
    return recognised(Source("page.html", html.encode()))


def recognised(source: Source) -> tuple[str, str]:
    try:
        notes: tuple[Note, ...] = normalise(readers.read(source)).notes
    except EmptyArticle as error:
        return error.kind, error.message
    found = [note for note in notes if note.code.startswith("page.")]
    return (found[0].code, found[0].message) if found else ("", "")


ERRORS = {
    "en": "Page not found",
    "de": "Seite nicht gefunden",
    "fr": "Page introuvable",
    "es": "Página no encontrada",
    "pt": "Página não encontrada",
    "it": "Pagina non trovata",
    "nl": "Pagina niet gevonden",
    "pl": "Nie znaleziono strony",
    "cs": "Stránka nebyla nalezena",
    "sv": "Sidan kunde inte hittas",
    "tr": "Sayfa bulunamadı",
    "ru": "Страница не найдена",
    "uk": "Сторінку не знайдено",
    "ar": "الصفحة غير موجودة",
    "ja": "お探しのページが見つかりません",
    "zh": "页面不存在",
    "ko": "페이지를 찾을 수 없습니다",
}


@pytest.mark.parametrize("words", ERRORS.values(), ids=ERRORS)
def test_an_error_page_is_recognised_in_every_language(words: str) -> None:
    code, message = looks_like(f"<main><h1>{words}</h1><p>:-(</p></main>")

    assert code == "page.error"
    assert f"looks like an error page: “{words}”" in message


def test_an_error_page_with_some_words_of_comfort_is_one_all_the_same() -> None:
    body = (
        "<main><h1>410 Gone</h1><p>The page you are looking for has been taken down.</p>"
        "<p>It may have been moved, or the address may have been mistyped when you came here.</p>"
        "<p>Try the search, or go back to the front page and start again from there.</p></main>"
    )

    assert looks_like(body)[0] == "page.error"


def test_a_check_for_robots_is_recognised() -> None:
    body = (
        "<h1>paper.example</h1><p>Verifying you are human. This may take a few seconds.</p>"
        "<p>paper.example needs to review the security of your connection before proceeding.</p>"
    )

    assert looks_like(body, title="Just a moment...")[0] == "page.robot"


def test_a_shell_that_waits_for_its_scripts_is_recognised() -> None:
    body = "<div id=root><p>You need to enable JavaScript to run this app.</p></div>"

    assert looks_like(body)[0] == "page.script"


def test_a_page_with_nothing_but_its_menu_is_an_empty_page() -> None:
    code, message = looks_like("<div id=root><p>Loading …</p></div>")

    assert code == "page.empty"
    assert "words, none in a sentence" in message


def test_a_cookie_wall_with_its_paragraphs_is_recognised() -> None:
    body = (
        "<div><h1>We value your privacy</h1><p>We and our partners store and/or access information "
        "on a device, such as cookies, and process personal data for personalised ads, for the "
        "measurement of content and to learn about those who see it.</p><p>You may change your "
        "mind at any time under Cookie settings at the foot of each page.</p>"
        "<button>Accept all</button> <button>Manage options</button></div>"
    )

    assert looks_like(body)[0] == "page.consent"


def test_a_headline_over_a_paywall_is_a_paywall() -> None:
    body = "<main><h1>Rents rise again</h1><p>Subscribe to continue reading.</p></main>"

    code, message = looks_like(body)

    assert code == "page.paywall"
    assert "looks like a paywall: “Subscribe to continue reading.”, no body" in message


def test_an_article_that_stops_at_a_paywall_stays_and_says_so() -> None:
    body = (
        f"<main><h1>Rents rise again</h1><p>{PROSE}</p><p>{PROSE}</p>"
        "<p>Subscribe to continue reading</p></main>"
    )

    assert looks_like(body) == (
        "page.truncated",
        "stops at a paywall after 2 paragraphs (70 words): “Subscribe to continue reading”",
    )


PAYWALLS = {
    "de": "Jetzt weiterlesen mit dem Abo",
    "fr": "La suite est réservée aux abonnés",
    "es": "Para seguir leyendo, suscríbete",
    "pt": "Conteúdo exclusivo para assinantes",
    "it": "Per continuare a leggere, abbonati",
    "nl": "Lees verder met een abonnement",
    "pl": "Aby czytać dalej, wykup dostęp",
    "cs": "Zbytek článku je pouze pro předplatitele",
    "sv": "För att läsa vidare, logga in",
    "tr": "Devamını okumak için abone olun",
    "ru": "Чтобы читать дальше, оформите подписку",
    "uk": "Щоб читати далі, оформіть передплату",
    "ar": "لمتابعة القراءة اشترك الآن",
    "ja": "この記事は有料会員限定です",
    "zh": "订阅后继续阅读",
    "ko": "구독하고 계속 읽기",
}


@pytest.mark.parametrize("words", PAYWALLS.values(), ids=PAYWALLS)
def test_a_paywall_is_understood_in_every_language(words: str) -> None:
    body = f"<main><h1>Rents rise again</h1><p>{PROSE}</p><p>{PROSE}</p><p>{words}</p></main>"

    assert looks_like(body)[0] == "page.truncated"


def test_one_paragraph_over_a_paywall_is_the_beginning_of_an_article() -> None:
    body = f"<main><h1>Rents rise</h1><p>{PROSE}</p><p>Subscribe to continue reading</p></main>"

    assert looks_like(body)[0] == "page.truncated"


def test_an_article_that_only_subscribers_may_discuss_is_no_paywall() -> None:
    talk = "<section class=comments><h2>Comments</h2><p>For subscribers only.</p></section>"
    body = f"<main><h1>Rents rise again</h1><p>{PROSE}</p></main>{talk}"

    assert looks_like(body) == ("", "")
    assert looks_like(body.replace("class=comments", "class=more"))[0] == "page.truncated"


def test_one_paragraph_over_a_form_to_log_in_is_an_article() -> None:
    body = f"<main><h1>Rents rise</h1><p>{PROSE}</p><p>Forgot your password?</p></main>"

    assert looks_like(body) == ("", "")


def test_a_form_to_log_in_is_recognised() -> None:
    body = (
        "<main><h1>Welcome back</h1><form><label>Email</label><input><label>Password</label><input>"
        "<button>Log in</button></form><p><a href=/r>Forgot your password?</a></p></main>"
    )

    assert looks_like(body)[0] == "page.login"


def test_the_page_of_a_video_is_recognised_by_its_address() -> None:
    head = '<link rel="canonical" href="https://paper.example/video/2024/ferry-launch">'
    body = "<main><h1>The ferry is launched</h1><p>It took four bottles.</p><p>2:31</p></main>"

    assert looks_like(body, head=head)[0] == "page.video"


def test_a_gallery_is_recognised_by_its_captions() -> None:
    figures = "".join(
        f"<figure><img src=a{n}.jpg><figcaption>The quay at {n} o’clock</figcaption></figure>"
        for n in range(1, 10)
    )

    code, message = looks_like(f"<main><h1>A day at the quay</h1>{figures}</main>")

    assert code == "page.gallery"
    assert "9 pictures" in message


def test_a_gallery_whose_pictures_are_printed_is_an_article() -> None:
    figures = "".join(
        f"<figure><img src={name}><figcaption>The quay at noon: {name}</figcaption></figure>"
        for name in PICTURES
    )
    html = f"<title>In pictures: a day at the quay</title><main><p>{PROSE}</p>{figures}</main>"

    printed = normalise(readers.read(Source("page.html", html.encode(), PICTURES)), rules=())

    assert [note.code for note in printed.notes if note.code.startswith("page.")] == []
    assert recognised(Source("page.html", html.encode()))[0] == "page.gallery"


HEADLINES = [f"The tram to line {n} will run all night from May" for n in range(1, 35)]


def test_an_index_of_headlines_is_recognised_with_their_number() -> None:
    teasers = "".join(
        f"<h3><a href=https://paper.example/{n}>{text}</a></h3>" for n, text in enumerate(HEADLINES)
    )

    code, message = looks_like(f"<main><h1>Latest news</h1>{teasers}</main>")

    assert code == "page.index"
    assert "looks like a list of articles: 34 teasers, no body" in message


def test_an_index_with_summaries_under_its_headlines_is_recognised() -> None:
    summary = "<p>The city says that the money has been found, and that the night is long.</p>"
    teasers = "".join(
        f"<article><h3><a href=https://paper.example/{n}>{text}</a></h3>{summary}</article>"
        for n, text in enumerate(HEADLINES)
    )

    assert looks_like(f"<main>{teasers}</main>")[0] == "page.index"


def test_a_guide_with_linked_headings_over_paragraphs_is_an_article() -> None:
    parts = "".join(
        f"<h2><a href=https://paper.example/{n}>{text}</a></h2><p>{PROSE}</p><p>{PROSE}</p>"
        for n, text in enumerate(HEADLINES[:10])
    )

    assert looks_like(f"<main><h1>Ten trams</h1>{parts}</main>") == ("", "")


@pytest.mark.parametrize(
    "line",
    [
        "Remember me when the tram has gone",
        "The tram to line 404 is late again",
        "Read the full story in tomorrow’s paper.",
        "We use cookies to sweeten the long wait.",
    ],
)
def test_a_short_text_that_only_sounds_like_a_wall_is_none(line: str) -> None:
    assert looks_like(f"<main><h1>Rents</h1><p>{line}</p><p>{PROSE}</p></main>") == ("", "")


def test_an_article_about_missing_pages_is_an_article() -> None:
    body = f"<main><h1>Page not found: why links rot</h1><p>{PROSE}</p><p>{PROSE}</p></main>"

    assert looks_like(body) == ("", "")


@pytest.mark.parametrize(
    "text",
    [
        "The city’s new site answered “Page not found” to all who asked it for a permit on Monday.",
        f"“Subscribe to continue reading”, says the paper of the town to its own mayor. {PROSE}",
        "“We use cookies”, says every page, and its largest button is “Accept all”, they found.",
    ],
    ids=["an error", "a paywall", "a cookie wall"],
)
def test_a_short_article_that_quotes_a_wall_is_an_article(text: str) -> None:
    assert looks_like(f"<main><h1>Rents rise</h1><p>{text}</p></main>") == ("", "")


def test_a_short_report_is_an_article() -> None:
    assert looks_like("<main><h1>Rents rise</h1><p>Rents rose, the city said.</p></main>") == (
        "",
        "",
    )


@pytest.mark.parametrize("path", CLEAN + GOLDEN, ids=[path.name for path in CLEAN + GOLDEN])
def test_no_clean_text_and_no_golden_page_looks_like_anything_else(path: Path) -> None:
    assert recognised(Source(path.name, path.read_bytes(), PICTURES)) == ("", "")


@rule("test.all", "Everything that is left.")
def everything(page: Page, left: Left) -> Iterator[Finding]:
    for index in left.indices:
        yield Finding(index, index, "all of it goes")


def emptied(*blocks: str) -> EmptyArticle:
    with pytest.raises(EmptyArticle) as caught:
        normalise(draft(*blocks), rules=(everything,))
    return caught.value


def test_the_error_of_an_emptied_page_says_what_it_was_and_what_went() -> None:
    error = emptied("Rents rise", "Share this", "Log in to continue reading.")

    assert error.kind == "page.paywall"
    assert error.message.startswith("cleaning left no words; looks like a paywall: ")
    assert error.summary().split("\n") == [
        "removed: test.all took 3",
        "  1  test.all: Rents rise",
        "  2  test.all: Share this",
        "  3  test.all: Log in to continue reading.",
    ]


def test_an_emptied_text_of_many_headlines_is_an_index_with_their_number() -> None:
    error = emptied(*HEADLINES)

    assert error.kind == "page.index"
    assert "34 headlines, no body" in error.message
    assert error.summary().endswith("and 26 more: publish inspect --stage removals")


def test_an_emptied_article_is_said_to_look_like_nothing_else() -> None:
    error = emptied("Rents rise", "Rents rose for the ninth month in a row, the city said again.")

    assert (error.kind, error.message) == ("", "cleaning left no words")
