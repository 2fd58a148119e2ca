"""Articles in a file, as a person and a script meet them: every verb takes one by its path."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest

import publish
from publish import batch
from publish.archives.naming import name_of
from publish.errors import MissingSource, UnreadableSource
from publish.merging import Asked, merge
from publish.model.article import NO_DECISIONS, NO_PROFILE
from publish.model.recipe import Recipe
from tests.batch.kit import run as batch_run
from tests.cli.test_cli import run
from tests.merging.kit import changed

WORDS = "Rents rose for the {} month in a row in {}, and the city sees no end to it, it said."


def line(number: int) -> bytes:
    body = "".join(f"<p>{WORDS.format(nth, number)}</p>" for nth in ("ninth", "tenth", "third"))
    said = {"id": number, "title": f"Rents rise in {number}", "lang": "en", "body": body}
    return json.dumps(said).encode() + b"\n"


def named(number: int) -> str:
    return f"feed.jsonl/{name_of(str(number), b'')}"


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    path = tmp_path / "in/feed.jsonl"
    path.write_bytes(b"".join(map(line, (1, 2, 3))))
    return path


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose second article was built as a Word file, in which somebody changed a line."""
    folder = tmp_path_factory.mktemp("edited")
    (folder / "in").mkdir()
    (folder / "in/feed.jsonl").write_bytes(b"".join(map(line, (1, 2, 3))))
    publish.build(folder / "in" / named(2), into=folder / "out", to=["docx"])
    made = (folder / "out" / f"{named(2)}.docx").read_bytes()
    parts = {"word/document.xml": lambda xml: xml.replace(b"tenth month", b"last month")}
    (folder / "sent back.docx").write_bytes(changed(made, parts))
    return folder


def test_what_a_file_holds_is_listed_as_every_verb_takes_it(feed: Path) -> None:
    done = run(feed.parent.parent, "inspect", "in/feed.jsonl")

    assert done.stdout.splitlines() == [f"in/{named(n)}  Rents rise in {n}" for n in (1, 2, 3)]
    assert done.stderr == (
        f"in/feed.jsonl holds 3 articles; see one: publish inspect in/{named(1)}\n"
    )


def test_a_passage_is_taken_out_of_one_article_and_no_other(feed: Path) -> None:
    folder = feed.parent.parent

    done = run(folder, "inspect", f"in/{named(2)}", "--strip", "2", "--stage", "removals")

    assert "tenth month" in done.stdout
    text = (feed.parent / "decisions.toml").read_text("utf-8")
    assert text.startswith(f'["{named(2)}"]\nstrip = [')
    decisions = publish.load_decisions(feed.parent / named(2))
    assert decisions.strip[0].text == WORDS.format("tenth", 2)
    assert publish.load_decisions(feed.parent / named(1)) == NO_DECISIONS


def test_a_feed_on_standard_input_is_read_article_by_article(feed: Path) -> None:
    folder = feed.parent.parent

    done = run(folder, "build", "-", "-t", "json", "--json", stdin=feed.read_bytes())

    said = [json.loads(each) for each in done.stdout.splitlines()]
    assert [each["source"] for each in said] == [f"stdin/{named(n)[11:]}" for n in (1, 2, 3)]
    assert [each["title"] for each in said] == [f"Rents rise in {n}" for n in (1, 2, 3)]
    assert (folder / f"output/stdin/{named(1)[11:]}.json").is_file()


def test_an_article_is_loaded_and_read_by_its_path(feed: Path) -> None:
    (feed.parent / "rules.toml").write_text(
        '[[rule]]\nid = "ours"\nphrase = "for the tenth month"\nwhy = "we do not print it"\n'
    )
    path = feed.parent / named(2)

    draft = publish.read(publish.load(path))
    article = publish.normalise(draft, rules=publish.load_rules(path))

    assert draft.name == named(2)
    assert publish.load_profile(path, draft) == NO_PROFILE
    assert [gone.rule for gone in article.removals] == ["own.ours"]


def test_the_only_article_of_a_file_goes_by_the_name_of_the_file(feed: Path) -> None:
    feed.write_bytes(line(7))

    source = publish.load(feed)

    assert source.name == named(7)


def test_a_file_of_several_articles_is_none_itself(feed: Path) -> None:
    with pytest.raises(UnreadableSource, match="holds 3 articles") as caught:
        publish.load(feed)

    assert caught.value.hint == f"name one: {feed.parent}/{named(1)}"


def test_a_name_that_is_nearly_right_is_told_with_the_right_one(feed: Path) -> None:
    with pytest.raises(MissingSource) as caught:
        publish.load(f"{feed.parent / named(3)}0")

    assert caught.value.hint == f"did you mean {Path(named(3)).name!r}?"


def test_an_article_and_its_edited_word_file_are_compared(edited: Path) -> None:
    made = publish.compare(edited / "in" / named(2), edited / "sent back.docx")

    assert [row.change for row in made.rows if row.change] == ["changed"]
    assert not publish.compare(edited / "in" / named(2), edited / "in" / named(2)).differs


def test_an_edited_word_file_comes_home_to_its_article(edited: Path) -> None:
    asked = Asked(Recipe(), among=(str(edited / "in"),), into=str(edited / "out"))

    (done,) = merge([edited / "sent back.docx"], asked)
    (again,) = publish.merge(edited / "sent back.docx", of=edited / "in" / named(2))

    (article,) = done.articles
    assert article.source == str(edited / "in" / named(2))
    assert len(article.written.edit) == 1
    assert not article.by_words
    assert f'["{named(2)}"]' in (edited / "in/decisions.toml").read_text("utf-8")
    assert again.articles[0].written == NO_DECISIONS


def test_an_edited_word_file_beside_its_article_is_no_source(edited: Path) -> None:
    (edited / "in/copy.docx").write_bytes((edited / "sent back.docx").read_bytes())

    report = publish.build(edited / "in", into=edited / "json", to=["json"], dry_run=True)

    assert [each.name for each in report.outcomes] == [named(n) for n in (1, 2, 3)]
    assert [note.code for note in report.notes] == ["source.edited-copy"]
    (edited / "in/copy.docx").unlink()


def test_what_recurs_in_the_articles_of_a_file_is_learned(tmp_path: Path) -> None:
    lines = []
    for number in range(4):
        words = " ".join(f"{chr(97 + number)}{nth}" for nth in range(60))
        body = f"<p>{words}.</p><p>The Harbour Courier is owned by its readers alone.</p>"
        said = {"title": words[:9], "body": body, "url": f"https://courier.example/{number}"}
        lines.append(json.dumps(said))
    (tmp_path / "feed.jsonl").write_text("\n".join(lines))

    learned = batch.learn(str(tmp_path), executor="serial")

    assert learned.articles == 4
    assert "owned by its readers" in (tmp_path / "site.toml").read_text("utf-8")


def test_an_article_rides_in_its_pdf_as_a_file_of_its_kind(feed: Path) -> None:
    into = feed.parent.parent / "one.pdf"

    batch_run(str(feed.parent / named(2)), into, "pdf", attach_source=True)

    with pikepdf.open(into) as pdf:
        carried = {name: pdf.attachments[name].get_file() for name in pdf.attachments}
        assert carried[f"{named(2)[11:]}-2.json"].read_bytes() == line(2).strip()
        assert carried[f"{named(2)[11:]}-2.json"].mime_type == "application/json"
