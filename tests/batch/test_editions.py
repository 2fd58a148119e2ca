"""Editions: which articles, in what order, under which headings, and where they go."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from publish.batch.editions import arranged
from publish.batch.sources import expanded
from publish.errors import SettingsError
from publish.files import Found
from publish.settings import EditionSettings, SectionSettings
from tests.batch.kit import ARTICLE, articles, code, contents, one, run, statuses


def found(*names: str) -> list[Found]:
    return [Found(name, name) for name in names]


def names(edition: EditionSettings, *sources: str) -> list[str]:
    return [each.name for each in arranged(found(*sources), edition).found]


def titles(path: Path) -> list[str]:
    made = json.loads(path.read_text("utf-8"))
    return [
        "".join(each["text"] for each in article["title"])
        for article in made.get("articles", [made])
    ]


@pytest.mark.parametrize(
    ("order", "made"),
    [
        ((), ["b.txt", "c.txt", "a.txt"]),
        (("name",), ["a.txt", "b.txt", "c.txt"]),
        (("c.txt", "b.txt"), ["c.txt", "b.txt", "a.txt"]),
        (("c.txt", "*"), ["c.txt", "b.txt", "a.txt"]),
    ],
)
def test_articles_stand_in_the_order_asked_for(order: tuple[str, ...], made: list[str]) -> None:
    assert names(EditionSettings("T", order=order), "b.txt", "c.txt", "a.txt") == made


def test_sections_hold_what_their_names_and_patterns_fit_and_the_rest_comes_first() -> None:
    sections = (
        SectionSettings("Abroad", ("abroad/*",)),
        SectionSettings("City", ("rents.txt", "city/*")),
        SectionSettings("Empty", ("none/*",)),
    )
    sources = found("abroad/a.txt", "city/b.txt", "letter.txt", "city/rents.txt")

    made = arranged(sources, EditionSettings("T", sections=sections))

    assert [each.name for each in made.found] == [
        "letter.txt",
        "abroad/a.txt",
        "city/rents.txt",
        "city/b.txt",
    ]
    assert made.sections == (("", 1), ("Abroad", 1), ("City", 2))


def test_a_name_that_is_no_source_gets_the_nearest() -> None:
    with pytest.raises(SettingsError) as caught:
        names(EditionSettings("T", order=("rent.txt",)), "rents.txt")

    assert caught.value.hint == "did you mean 'rents.txt'?"


def test_a_pattern_fits_what_may_be_a_source_and_no_settings_or_pictures(tmp_path: Path) -> None:
    for name in (
        "a.txt",
        "decisions.toml",
        "rules.toml",
        "site.toml",
        "b.png",
        ".c",
        "a_files/d.txt",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("", "utf-8")

    assert expanded([str(tmp_path / "*")]) == [str(tmp_path / "a.txt")]


def dated(folder: Path, **dates: str) -> Path:
    """Articles of these days, each with an editor's word on its date."""
    articles(folder, *(f"{name}.txt" for name in dates))
    lines = [f'["{name}.txt"]\npublished = "{date}"\n' for name, date in dates.items() if date]
    (folder / "decisions.toml").write_text("".join(lines), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("order", "made"),
    [("date", ["c", "a", "b", "d"]), ("-date", ["b", "a", "c", "d"])],
)
def test_by_date_those_without_one_come_last(tmp_path: Path, order: str, made: list[str]) -> None:
    source = dated(tmp_path / "in", a="2026-02-02", b="2026-02-03", c="2026-01-01", d="")

    run(source, tmp_path / "out", bundle="Week", order=(order,))

    assert titles(tmp_path / "out/week.json") == [f"Rents rise in {name}" for name in made]


def test_several_editions_in_one_run_go_each_to_its_place(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "city/a.txt", "abroad/b.txt")
    editions = (
        EditionSettings("City", sources=(str(source / "city"),), to=("json", "epub")),
        EditionSettings("All", into=str(tmp_path / "other"), name="2026/all"),
        EditionSettings("By pattern", sources=(str(source / "*" / "b.*"),)),
    )

    first = run(source, tmp_path / "out", editions=editions)
    second = run(source, tmp_path / "out", editions=editions)
    third = run(
        source, tmp_path / "out", editions=(editions[0], EditionSettings("All", cover=True))
    )

    assert statuses(first) == dict.fromkeys(("city", "2026/all", "by-pattern"), "built")
    assert statuses(second) == dict.fromkeys(("city", "2026/all", "by-pattern"), "skipped")
    assert statuses(third) == {"city": "skipped", "all": "built"}
    assert {"city.json", "city.epub", "by-pattern.json"} <= set(contents(tmp_path / "out"))
    assert list(contents(tmp_path / "other")) == ["2026/all.json"]
    assert titles(tmp_path / "out/by-pattern.json") == ["Rents rise in b"]


@pytest.mark.parametrize(
    "change", [{"subtitle": "No. 8"}, {"cover": True}, {"order": ("date",)}, {"language": "de"}]
)
def test_what_an_edition_says_of_itself_makes_it_anew(
    tmp_path: Path, change: dict[str, object]
) -> None:
    source = articles(tmp_path / "in", "a.txt", "b.txt")
    run(source, tmp_path / "out", editions=(EditionSettings("Week"),))

    again = run(source, tmp_path / "out", editions=(EditionSettings("Week", **change),))  # type: ignore[arg-type]

    assert one(again).status == "built"


def test_two_editions_of_one_name_are_refused(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")

    with pytest.raises(SettingsError, match="two editions are called week"):
        run(source, tmp_path / "out", editions=(EditionSettings("Week"), EditionSettings("week!")))


# Options: the project's, the edition's, the article's, the run's


def numbers(tmp_path: Path, said: str, **options: Any) -> str:
    """The page of an edition of two articles, of which one says something of itself."""
    source = articles(tmp_path / "in", "a.txt", "b.txt")
    (source / "decisions.toml").write_text(f'["a.txt".options]\n{said}\n', "utf-8")
    made = run(source, tmp_path / "out", "xhtml", **options)
    assert one(made).status == "built", one(made).failure
    return "".join(
        (tmp_path / f"out/week/article-{number}.xhtml").read_text("utf-8") for number in (1, 2)
    )


def test_an_article_of_an_edition_has_its_own_options_and_the_others_do_not(tmp_path: Path) -> None:
    page = numbers(
        tmp_path, 'number = "7-A"', bundle="Week", layouts={"briefing": {"desk": "City"}}
    )

    assert page.count("7-A") == 1
    assert page.count("City") == 2


def test_an_editors_line_holds_for_its_own_article_of_an_edition(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt", "b.txt")
    line = "Rents rose by a tenth, and so did prices."
    for name in ("a", "b"):
        text = (source / f"{name}.txt").read_text("utf-8").replace(line, f"\n\n{line}")
        (source / f"{name}.txt").write_text(text, "utf-8")
    (source / "decisions.toml").write_text(
        f'["a.txt"]\nedit = [{{ text = "{line}", now = "Rents *fell*." }}]\n', "utf-8"
    )

    run(source, tmp_path / "out", "xhtml", bundle="Week")

    first, second = (
        (tmp_path / f"out/week/article-{number}.xhtml").read_text("utf-8") for number in (1, 2)
    )
    assert "Rents <em>fell</em>." in first
    assert line not in first
    assert line in second


def test_the_command_line_comes_before_what_an_article_says(tmp_path: Path) -> None:
    page = numbers(tmp_path, 'number = "7-A"', bundle="Week", set={"number": "9-Z"})

    assert (page.count("7-A"), page.count("9-Z")) == (0, 2)


def test_an_edition_comes_before_its_project(tmp_path: Path) -> None:
    edition = EditionSettings("Week", set={"desk": "Abroad"})

    page = numbers(
        tmp_path, 'number = "1"', editions=(edition,), layouts={"briefing": {"desk": "City"}}
    )

    assert (page.count("City"), page.count("Abroad")) == (0, 2)


def test_what_concerns_the_whole_page_no_article_of_several_can_set(tmp_path: Path) -> None:
    page = numbers(tmp_path, "justify = true", bundle="Week")

    assert "justified" not in page


@pytest.mark.parametrize(
    ("layout", "option", "message"),
    [
        ("briefing", "justify = true", "a.txt: the option justify holds for an edition"),
        ("digest", 'number = "7-A"', "a.txt: the layout digest has no option number"),
    ],
)
def test_an_option_that_does_not_hold_in_an_edition_is_told(
    tmp_path: Path, layout: str, option: str, message: str
) -> None:
    source = articles(tmp_path / "in", "a.txt", "b.txt")
    (source / "decisions.toml").write_text(f'["a.txt".options]\n{option}\n', "utf-8")

    made = one(run(source, tmp_path / "out", bundle="Week", layout=layout))

    (note,) = [note for note in made.notes if note.code == "decision.option"]
    assert made.status == "built"
    assert note.message.startswith(message)


def test_an_option_of_an_article_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt", "b.txt")
    (source / "decisions.toml").write_text('["a.txt".options]\nnumbr = "1"\n', "utf-8")

    made = one(run(source, tmp_path / "out", bundle="Week"))

    assert code(made) == "settings"
    assert made.failure
    assert made.failure.message.startswith(f"{source / 'decisions.toml'}:2: ")
    assert made.failure.hint == "did you mean 'number'?"


def test_options_of_a_layout_that_is_not_used_do_not_matter(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")

    assert one(run(source, tmp_path / "out", layouts={"other": {"nothing": "1"}})).status == "built"


def test_a_long_order_of_names_may_have_folders(tmp_path: Path) -> None:
    source = tmp_path / "in"
    for name in ("x/a.txt", "y/a.txt"):
        (source / name).parent.mkdir(parents=True)
        (source / name).write_text(ARTICLE.format(title=f"From {name[0]}"), "utf-8")
    edition = EditionSettings("Week", order=("y/a.txt", "x/a.txt"))

    run(source, tmp_path / "out", editions=(edition,))

    assert titles(tmp_path / "out/week.json") == ["From y", "From x"]


def test_a_note_of_an_edition_names_its_article(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")
    for name in ("b.txt", "c.txt"):
        (source / name).write_text("Rents rose for the ninth month, the city said on Monday.\n")

    outcome = one(run(source, tmp_path / "out", bundle="The week"))

    assert [note.message.partition(":")[0] for note in outcome.notes] == ["b.txt", "c.txt"]
    assert {note.code for note in outcome.notes} == {"metadata.no-title"}
