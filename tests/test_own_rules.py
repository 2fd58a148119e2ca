"""rules.toml: what it may say, which files count for a source, and what a mistake is told as."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import publish
from publish.errors import BrokenRules
from publish.model.own_rules import OwnRule
from publish.rules_file import rules_beside, rules_from
from tests.batch.kit import code, contents, one, run, statuses

ROOT = Path(__file__).parents[1]
DOCS = (ROOT / "docs/rules.md").read_text("utf-8")
PROSE = (
    "Rents rose for the ninth month in a row, and the city sees no end to it, it said on Monday."
)
PAGE = f"""\
<html><head><title>Rents rise again</title>
<link rel="canonical" href="https://www.courier.example/rents"></head><body><article>
<h1>Rents rise again</h1><p>{PROSE}</p><p>{PROSE} So it goes.</p>
<aside class="box Promo"><h3>From our kitchen</h3><p>Soup of the day, by the sea.</p><hr></aside>
<ul><li>What a flat costs</li><li>Read our “Magazine” now</li></ul>
<p>{PROSE} The end.</p></article></body></html>"""
BOX = '[[rule]]\nid = "box"\ninside = "article .promo"\nwhy = "our kitchen"\n'
LINE = '[[rule]]\nid = "line"\nphrase = "read our magazine"\n'


def project(tmp_path: Path, **files: str) -> Path:
    """A folder in/ with one article in it and one below it, and files by name in either."""
    for name, text in {"a.html": PAGE, "sub/b.html": PAGE, **files}.items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "in"


def record(into: Path, name: str) -> list[tuple[str, str, str]]:
    """Rule, words and reason of what our own rules took from an article."""
    gone = json.loads((into / name).read_text("utf-8"))["removals"]
    return [(each["rule"], each["text"], each["why"]) for each in gone if "own." in each["rule"]]


def test_every_key_of_the_file_reaches_the_rule() -> None:
    said = BOX + 'site = "www.courier.example"\nwhere = "below"\nphrase = "soup"\n'

    assert rules_from(said.encode(), "rules.toml") == (
        OwnRule("box", "soup", "article .promo", "www.courier.example", "below", "our kitchen"),
    )


def test_the_rules_of_a_folder_clean_its_articles_and_those_below(tmp_path: Path) -> None:
    source = project(tmp_path, **{"rules.toml": BOX + LINE})

    report = run(source, tmp_path / "out")

    assert statuses(report) == {"a.html": "built", "sub/b.html": "built"}
    inside = "our kitchen; inside aside.box.Promo"
    wanted = [
        ("own.box", "From our kitchen", inside),
        ("own.box", "Soup of the day, by the sea.", inside),
        ("own.line", "Read our “Magazine” now", "says “read our magazine”"),
    ]
    assert record(tmp_path / "out", "a.json") == wanted
    assert record(tmp_path / "out", "sub/b.json") == wanted
    body = json.loads((tmp_path / "out/a.json").read_text("utf-8"))["body"]
    assert [block["type"] for block in body] == ["Paragraph", "Paragraph", "Listing", "Paragraph"]
    assert len(body[2]["items"]) == 1


def test_all_files_that_count_are_laid_together_and_the_nearer_wins(tmp_path: Path) -> None:
    far = BOX.replace("our kitchen", "far")
    source = project(tmp_path, **{"rules.toml": far + LINE, "sub/rules.toml": BOX})

    run(source, tmp_path / "out")

    assert {why for _, _, why in record(tmp_path / "out", "a.json")} == {
        "far; inside aside.box.Promo",
        "says “read our magazine”",
    }
    assert {why for _, _, why in record(tmp_path / "out", "sub/b.json")} == {
        "our kitchen; inside aside.box.Promo",
        "says “read our magazine”",
    }


def test_what_the_recipe_says_counts_for_all_after_what_lies_beside(tmp_path: Path) -> None:
    source = project(tmp_path, **{"sub/rules.toml": BOX})
    ours = (OwnRule("box", inside="h3"), OwnRule("flat", phrase="what a flat costs"))

    run(source, tmp_path / "out", own_rules=ours)

    assert [rule for rule, *_ in record(tmp_path / "out", "a.json")] == ["own.box", "own.flat"]
    of_b = [(rule, text) for rule, text, _ in record(tmp_path / "out", "sub/b.json")]
    assert ("own.box", "Soup of the day, by the sea.") in of_b
    assert ("own.flat", "What a flat costs") in of_b


def test_rules_that_change_build_their_articles_again_and_a_comment_does_not(
    tmp_path: Path,
) -> None:
    source = project(tmp_path, **{"sub/rules.toml": BOX})
    run(source, tmp_path / "out")

    (source / "sub/rules.toml").write_text("# ours\n\n" + BOX, "utf-8")
    by_comment = run(source, tmp_path / "out")
    (source / "sub/rules.toml").write_text(BOX + LINE, "utf-8")
    by_rule = run(source, tmp_path / "out")

    assert statuses(by_comment) == {"a.html": "skipped", "sub/b.html": "skipped"}
    assert statuses(by_rule) == {"a.html": "skipped", "sub/b.html": "built"}


def test_a_rule_that_is_off_does_not_run(tmp_path: Path) -> None:
    source = project(tmp_path, **{"rules.toml": BOX + LINE})

    run(source, tmp_path / "out", rules_off=("own.box",))

    assert [rule for rule, *_ in record(tmp_path / "out", "a.json")] == ["own.line"]


def test_rules_that_the_settings_turn_off_are_off_for_a_caller_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = project(tmp_path, **{"rules.toml": BOX + LINE})
    (tmp_path / "publish.toml").write_text('[rules]\noff = ["own.box", "head.title"]\n', "utf-8")
    monkeypatch.chdir(tmp_path)

    names = {rule.id for rule in publish.load_rules(source / "a.html")}

    assert "own.line" in names
    assert not names & {"own.box", "head.title"}


def test_an_element_that_is_none_is_told_to_who_makes_rules_in_python() -> None:
    with pytest.raises(BrokenRules, match="rule 'box': inside 'div>p' is no tag"):
        publish.own_rules([OwnRule("box", inside="div>p")])


def test_the_file_is_no_source(tmp_path: Path) -> None:
    report = run(project(tmp_path, **{"rules.toml": BOX}), tmp_path / "out")

    assert len(report.outcomes) == 2


def test_a_mistake_fails_the_articles_it_counts_for_and_no_other(tmp_path: Path) -> None:
    source = project(tmp_path, **{"sub/rules.toml": BOX.replace("inside", "insied")})

    report = run(source, tmp_path / "out")

    assert statuses(report) == {"a.html": "built", "sub/b.html": "failed"}
    assert code(report.outcomes[1]) == "settings.rules"
    assert list(contents(tmp_path / "out")) == ["a.json"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("[[rule]", "not valid TOML"),
        ("[[rules]]\nid = 'a'", "no setting rules"),
        ("[rule]\nid = 'a'", "rule must be a list of tables"),
        ("[[rule]]\nphrase = 'Soup'", "rule 1: it needs an id"),
        ("[[rule]]\nid = 'My Box'\nphrase = 'Soup'", "rule 'My Box': it needs an id"),
        ("[[rule]]\nid = 'a'", "rule 'a': it says neither"),
        ("[[rule]]\nid = 'a'\nphrase = '* * *'", "has no word"),
        ("[[rule]]\nid = 'a'\nphrase = 3", "rule.phrase must be text"),
        ("[[rule]]\nid = 'a'\nphrase = 'b'\nwhere = 'bellow'", "no place 'bellow'"),
        ("[[rule]]\nid = 'a'\nphrase = 'b'\nsite = 'https://a.example/'", "is no site"),
        ("[[rule]]\nid = 'a'\ninside = 'div > p'", "is no tag, #id"),
        ("[[rule]]\nid = 'a'\ninside = 'a, b'", "is no tag, #id"),
        ("[[rule]]\nid = 'a'\ninside = 'p:first-child'", "is no tag, #id"),
        ("[[rule]]\nid = 'a'\ninside = '[data-x=1]'", "is no tag, #id"),
        ("[[rule]]\nid = 'a'\ninside = 'div.a,p'", "is no tag, #id"),
        ("[[rule]]\nid = 'a'\ninside = '.a>p'", "is no tag, #id"),
        ("[[rule]]\nid = 'a'\ninside = '.a:last-child'", "is no tag, #id"),
        ("[[rule]]\nid = 'own.a'\nphrase = 'Soup'", "it needs an id"),
        ("[[rule]]\nid = 'a'\nphrase = 'b'\nsite = '*.example'", "is no site"),
        ("[[rule]]\nid = 'a'\nphrase = 'b'\nsite = 'a.example:80'", "is no site"),
        ("[[rule]]\nid = 'a'\ninside = '#a#b'", "is no tag, #id"),
        (BOX + BOX, "two rules have the id 'box'"),
    ],
)
def test_a_mistake_is_told_with_its_file(wrong: str, told: str) -> None:
    with pytest.raises(BrokenRules, match=re.escape(told)) as caught:
        rules_from(wrong.encode(), "in/rules.toml")

    assert caught.value.where.startswith("in/rules.toml")


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        (BOX + "\n[[rule]]\nid = 'a'\nphrase = 'b'\nwhere = 'bellow'\n", 9),
        (BOX + "[[rule]]\nid = 'a'\n\n# a comment\nphrsae = 'b'\n", 9),
        (BOX + "[[rule]]\nphrase = 'b'\n", 5),
        (BOX + BOX, 6),
        (BOX + "[[rule]]\nphrase = b\n", 6),
        (BOX + "\n[other]\nid = 'a'\n", 6),
    ],
)
def test_a_mistake_is_told_with_its_line(wrong: str, line: int) -> None:
    with pytest.raises(BrokenRules) as caught:
        rules_from(wrong.encode(), "rules.toml")

    assert caught.value.where == f"rules.toml:{line}"


def test_a_rule_that_would_take_half_the_article_is_overruled(tmp_path: Path) -> None:
    source = project(tmp_path, **{"rules.toml": '[[rule]]\nid = "all"\ninside = "article"\n'})

    report = run([str(source / "a.html")], tmp_path / "out")

    assert "rule.overruled" in [note.code for note in one(report).notes]
    assert record(tmp_path / "out", "a.json") == []


def test_what_the_editor_restored_stays(tmp_path: Path) -> None:
    source = project(tmp_path, **{"rules.toml": BOX + LINE})
    publish.decide(source / "a.html", restore=["Soup of the day, by the sea."])

    run(source, tmp_path / "out")

    assert [text for _, text, _ in record(tmp_path / "out", "a.json")] == [
        "From our kitchen",
        "Read our “Magazine” now",
    ]


def test_the_documentation_shows_a_file_that_is_right() -> None:
    (shown,) = re.findall(r"^```toml\n(.*?)^```$", DOCS, re.M | re.S)

    assert [each.id for each in rules_from(shown.encode(), "rules.md")] == [
        "member-box",
        "magazine",
    ]


def test_the_documentation_shows_a_rule_in_python_that_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shown,) = re.findall(r"^```python\n(.*?)^```$", DOCS, re.M | re.S)
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "rents.html").write_text(PAGE.replace("What a flat", "Our voucher"), "utf-8")
    (folder / "rules.toml").write_text(BOX, "utf-8")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}

    exec(shown, names)

    article = names["article"]
    assert isinstance(article, publish.Article)
    assert {"own.coupons", "own.box"} <= {gone.rule for gone in article.removals}


def test_no_file_above_is_no_rule(tmp_path: Path) -> None:
    assert rules_beside(project(tmp_path) / "a.html") == ()
