"""Words as editors copy them, and the blocks that they find."""

from __future__ import annotations

from pathlib import Path

import pytest

import publish
from publish import Article, Decisions, Passage

OLD = Path(__file__).parent / "old"
FIRST = (
    "Rents rose for the ninth month in a row, and the city sees no end to it, it said on Monday."
)
LAST = "The city will look at the rents again in the spring, when the new figures are expected."
PICTURE = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6"
    "kgAAAABJRU5ErkJggg=="
)


def page(inside: str, language: str = "en") -> publish.Source:
    text = (
        f'<html lang="{language}"><title>Rents rise again</title><article><h1>Rents rise again</h1>'
        f"<p>{FIRST}</p>{inside}<p>{LAST}</p></article></html>"
    )
    return publish.Source("rents.html", text.encode())


def decided(source: publish.Source, **passages: str) -> Article:
    said = {word: (Passage(publish.digest_of(text), text),) for word, text in passages.items()}
    return publish.normalise(publish.read(source), Decisions(**said))  # type: ignore[arg-type]


def stripped(article: Article) -> list[str]:
    return [gone.text for gone in article.removals if gone.rule == "editor.strip"]


def unmatched(article: Article) -> list[str]:
    return [note.message for note in article.notes if note.code == "decision.unmatched"]


COPIED = [
    ('"It\'s late," she said -- and it is...', "“It’s late,” she said – and it is…", "en"),
    ("Five officials find fine offices.", "Five o\ufb03cials \ufb01nd \ufb01ne o\ufb03ces.", "en"),
    (
        "Representatives of organisations met.",
        "Repre\u00ad\nsentatives of organi-\nsations met.",
        "en",
    ),
    ("Representatives of tenants met again.", "Representa\ufffetives of tenants met again.", "en"),
    (
        "Rents in 2010-12 rose by 80 245,9 euros.",
        "Rents in 2010–12 rose by 80\u202f245,9 euros.",
        "en",
    ),
    ("The 𝐛𝐨𝐥𝐝 words of those who like them.", "The bold words of those who like them.", "en"),
    (
        "Pourquoi pas ? « Oui », répond-elle.",
        "Pourquoi pas\u202f? «\u00a0Oui\u00a0», répond-elle.",
        "fr",
    ),
    (
        "Cafe\u0301s were closed for the whole month.",
        "Cafés were closed for the whole month.",
        "en",
    ),
    ("東京の家賃は上がり続けている。", "東京の家賃は\n上がり続けている。", "ja"),
    ("قالت المدينة إن الإيجارات ارتفعت.", "قالت المدينة إن اﻹيجارات ارتفعت.\u200f", "ar"),
    ("می‌خواهم خانه‌ای اجاره کنم.", "میخواهم خانهای اجاره کنم.", "fa"),
]


@pytest.mark.parametrize(("written", "copied", "language"), COPIED)
def test_words_copied_from_print_find_the_block_as_the_source_has_it(
    written: str, copied: str, language: str
) -> None:
    article = decided(page(f"<p>{written}</p>", language), strip=copied)

    assert len(stripped(article)) == 1
    assert unmatched(article) == []
    assert written not in "\n".join(map(publish.text_of, article.body))


PARTS = [
    ("Rents rose (Photo by the author), and nobody knows why.", "Photo by the author", "en"),
    ("東京の家賃は上がり続けている。写真は筆者による。市は発表した。", "写真は筆者による。", "ja"),
    ("ค่าเช่าเพิ่มขึ้นอีกครั้งภาพโดยผู้เขียนเมืองกล่าวเมื่อวันจันทร์", "ภาพโดยผู้เขียน", "th"),
    ("किराया फिर बढ़ गया। फोटो: लेखक। शहर ने सोमवार को कहा।", "फोटो: लेखक", "hi"),
    ("שכר הדירה עלה שוב. צילום: המחבר. העירייה אמרה זאת.", "צילום: המחבר.", "he"),
]


@pytest.mark.parametrize(("written", "copied", "language"), PARTS)
def test_a_part_of_a_block_is_found_in_every_script(
    written: str, copied: str, language: str
) -> None:
    article = decided(page(f"<p>{written}</p>", language), strip=copied)

    assert stripped(article) == [copied]


@pytest.mark.parametrize(
    ("inside", "copied"),
    [
        ("<ol><li>one thing</li><li>two things</li></ol>", "1. one thing\n2. two things"),
        ("<ul><li>one thing</li><li>two things</li></ul>", "• one thing\n• two things"),
        ("<table><caption>Rents</caption><tr><td>Rome<td>1,200</table>", "Rents Rome 1,200"),
        (f"<figure><img src='{PICTURE}' alt=street><figcaption>Seen here</figure>", "Seen here"),
        (
            '<h2>What "tenants" say</h2><p>Tenants say they have no choice.</p>',
            "What “tenants” say",
        ),
        ('<blockquote><p>So "they" say.</p><p>All of us.</p></blockquote>', "So “they” say."),
        ("<p>One of two here.</p><p>Two of two here.</p>", "One of two here.\r\nTwo of two here."),
    ],
)
def test_lists_tables_captions_headings_and_quotes_are_found(inside: str, copied: str) -> None:
    article = decided(page(inside), strip=copied)

    assert stripped(article)
    assert unmatched(article) == []


@pytest.mark.parametrize(
    "copied",
    [
        "The city said, that rents rose and would rise.",
        "The city said2, that rents rose and would rise.",
        "The city said (example.org/a), that rents rose and would rise.",
    ],
)
def test_the_mark_of_a_note_in_what_was_copied_does_not_hide_the_block(copied: str) -> None:
    linked = (
        '<p>The <a href="https://example.org/a">city said</a>, that rents rose and would rise.</p>'
    )
    noted = "# Rents\n\n{}\n\nThe city said[^1], that rents rose and would rise.\n\n[^1]: Or did.\n"

    in_page = decided(page(linked), strip=copied)
    in_markdown = decided(publish.Source("a.md", noted.format(FIRST).encode()), strip=copied)

    assert (len(stripped(in_page)), len(stripped(in_markdown))) == (1, 1)


def test_an_item_of_a_plain_list_goes_with_its_number() -> None:
    text = f"Rents rise again\n\n{FIRST}\n\n1. one thing here\n2. two things here\n\n{LAST}\n"

    article = decided(publish.Source("rents.txt", text.encode()), strip="one thing here")

    assert stripped(article) == ["1. one thing here"]


def test_case_and_numbers_are_not_folded() -> None:
    upper = decided(page("<p>Words of the lower case.</p>"), strip="WORDS OF THE LOWER CASE.")
    ranged = decided(page("<p>10-12</p><p>1012</p>"), strip="10–12")

    assert stripped(upper) == []
    assert stripped(ranged) == ["10-12"]


def test_no_word_is_cut_in_two() -> None:
    article = decided(page("<p>Preheated debates were held (reheated).</p>"), strip="heated")

    assert stripped(article) == []


def test_a_passage_that_is_not_there_is_told_with_the_nearest_block() -> None:
    article = decided(
        page("<p>Words of the lower case, all of them.</p>"), strip="Words of teh lower case"
    )
    far = decided(page(""), restore="Nothing like this stands here")

    (message,) = unmatched(article)
    assert message.startswith("no such passage to strip: “Words of teh lower case”; nearest is 3:")
    assert message.endswith("“Words of the lower case, all of them.”")
    assert unmatched(far) == ["no such passage to restore: “Nothing like this stands here”"]


def test_the_digest_alone_of_words_as_they_are_printed_finds_the_block() -> None:
    digest = publish.digest_of("“It’s late,” she said – and it is…")
    draft = publish.read(page('<p>"It\'s late," she said -- and it is...</p>'))

    article = publish.normalise(draft, Decisions(strip=(Passage(digest),)))

    assert len(stripped(article)) == 1


SHARE = "<div class=share><p>Share</p><p>Tweet</p><p>Email</p></div><p>Tags: “housing”, rents</p>"


def test_one_of_several_removals_and_all_of_a_run_can_be_brought_back_in_any_spelling() -> None:
    one = decided(page(SHARE), restore="Tweet")
    tags = decided(page(SHARE), restore='Tags: "housing", rents')

    assert "Tweet" in map(publish.text_of, one.body)
    assert "Share" not in map(publish.text_of, one.body)
    assert "Tags: “housing”, rents" in map(publish.text_of, tags.body)
    assert tags.tags == ()


def test_words_of_a_removed_block_can_be_brought_back_without_the_rest() -> None:
    legal = "<p>© 2024 The Paper. All rights reserved.</p>"

    article = decided(page(legal), restore="The Paper")

    assert "The Paper" in "\n".join(map(publish.text_of, article.body))
    assert "rights reserved" not in "\n".join(map(publish.text_of, article.body))
    assert unmatched(article) == []


@pytest.mark.parametrize("name", ["rents.html", "sales.txt"])
def test_a_file_as_it_was_written_before_says_what_it_said(name: str) -> None:
    path = OLD / name
    article = publish.normalise(publish.read(publish.load(path)), publish.load_decisions(path))

    lines = [publish.text_of(article.title), *article.byline, article.published, article.outlet]
    lines += [f"{type(block).__name__}: {publish.text_of(block)}" for block in article.body]
    lines += [f"- {g.span} {g.text}" for g in article.removals if g.rule == "editor.strip"]

    assert "\n".join(lines) + "\n" == path.with_suffix(".outline").read_text("utf-8")
    assert unmatched(article) == []
