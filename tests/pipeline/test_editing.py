"""An editor's lines on the way from decisions.toml to the article, and back."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import publish
from publish.errors import OverLimit
from publish.model.article import (
    Article,
    Decisions,
    Draft,
    LineEdit,
    LineInsert,
    LineRemark,
    Passage,
    Remark,
)
from publish.model.markdown import markdown_of
from publish.model.tree import Emphasis, Heading, Paragraph, Text
from publish.model.walk import digest_of, text_of, text_of_inlines
from publish.normaliser.fields.decided import decided
from publish.pipeline.cleaned import cleaned
from publish.pipeline.editing import decisions_of, revised
from publish.revision.diff import diff
from tests.build import p
from tests.cases.outline import outline_of
from tests.model.canonical import canonical
from tests.model.canonical import words as canonical_words
from tests.strategies import BLOCKS, INLINES

HERE = Path(__file__).parent
FIRST = "Rents rose for the ninth month in a row, the city said on Monday."
SECOND = "Wages did not follow, and nobody was surprised by that at all."
THIRD = "The city said that it would look into the matter next year."
SOURCE = publish.Source("rents.txt", f"Rents rise\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}\n".encode())


def passage(text: str) -> Passage:
    return Passage(digest_of(text), text)


def edit(text: str, now: str, nth: int = 0) -> LineEdit:
    return LineEdit(passage(text), now, nth)


def built(*edits: LineEdit, inserts: tuple[LineInsert, ...] = (), **said: object) -> Article:
    decisions = Decisions(edit=edits, insert=inserts, **said)  # type: ignore[arg-type]
    return publish.normalise(publish.read(SOURCE), decisions)


def body(article: Article) -> list[str]:
    return [text_of(block) for block in article.body]


def codes(article: Article) -> list[tuple[str, str]]:
    return [(note.code, note.message) for note in article.notes]


def test_an_edited_line_reads_as_it_is_written_and_is_set_as_all_text_is() -> None:
    article = built(edit(SECOND, 'Wages *did* follow, "a bit".'))

    assert article.body[1] == p("Wages ", Emphasis((Text("did"),)), " follow, “a bit”.")
    assert article.body[1].origin.first == 5


def test_what_an_edit_struck_is_on_record_with_its_place_and_what_stands_there_now() -> None:
    article = built(edit(SECOND, "Wages did follow."))

    (gone,) = (each for each in article.removals if each.rule == "decision.edit")
    assert (gone.text, gone.origin.first) == (SECOND, 5)
    assert gone.why == "the editor's decision: now reads “Wages did follow.”"


def test_a_line_may_be_called_by_its_words_in_any_spelling_or_by_its_digest() -> None:
    printed = "Wages did\nnot follow , and no\u00adbody was surprised by that at all."
    by_words = built(LineEdit(Passage("", printed), "x"))
    by_digest = built(LineEdit(Passage(digest_of(SECOND)), "x"))

    assert body(by_words)[1] == body(by_digest)[1] == "x"


def test_an_edit_to_nothing_takes_the_line_out() -> None:
    assert body(built(edit(SECOND, ""))) == [FIRST, THIRD]


def test_a_paragraph_that_reads_as_a_heading_is_one() -> None:
    assert built(edit(SECOND, "## Wages")).body[1] == Heading(2, (Text("Wages"),))


def test_a_title_takes_marks_by_an_edit_and_plain_words_by_its_field() -> None:
    by_line = built(edit("Rents rise", "Rents *rise*"))
    by_field = built(title="Rents *rise*")

    assert by_line.title == (Text("Rents "), Emphasis((Text("rise"),)))
    assert text_of_inlines(by_field.title) == "Rents *rise*"


def test_blocks_are_put_in_behind_a_line_before_one_and_at_the_top() -> None:
    article = built(
        inserts=(
            LineInsert("Behind.", after=passage(SECOND)),
            LineInsert("Before.", before=passage(SECOND)),
            LineInsert("On top."),
        )
    )

    assert body(article) == ["On top.", FIRST, "Before.", SECOND, "Behind.", THIRD]


def test_of_two_edits_of_a_line_the_later_holds_with_a_note() -> None:
    article = built(edit(SECOND, "One."), edit(SECOND, "Two."))

    assert body(article)[1] == "Two."
    assert codes(article) == [("decision.twice", f"edited twice, the later holds: “{SECOND}”")]


def test_a_line_that_stands_nowhere_is_told_with_its_words() -> None:
    lost = "Nobody wrote this."
    article = built(
        edit(lost, "x"),
        inserts=(LineInsert("y", after=passage(lost)),),
        remark=(LineRemark("Ann", "Where?", on=passage(lost)),),
    )

    assert body(article) == [FIRST, SECOND, THIRD]
    assert codes(article) == [
        ("decision.unmatched", f"no such line to edit: “{lost}”"),
        ("decision.unmatched", f"no such line to insert after: “{lost}”"),
        ("decision.unmatched", f"no such words to remark on: “{lost}”"),
    ]
    assert article.remarks[0].field == ""


def test_a_remark_stands_on_its_words_and_answers_the_one_that_it_names() -> None:
    article = built(
        remark=(
            LineRemark("Ann Ode", "Which month?", on=passage("ninth month")),
            LineRemark("Bo", "The ninth.", on=passage("ninth month"), re="Which month?"),
        )
    )

    first, second = article.remarks
    assert first == Remark("Ann Ode", "Which month?", "AO", block=0, span=(19, 30))
    assert second.parent == 0


def test_an_article_that_a_file_carries_takes_fields_lines_and_remarks() -> None:
    carried = Article("a.docx", (Text("Rents"),), (p(FIRST), p(SECOND)))
    decisions = Decisions(
        outlet="The Courier",
        strip=(passage(FIRST),),
        edit=(edit(SECOND, "Wages followed."),),
        remark=(LineRemark("Ann", "So?", on=passage("Wages followed.")),),
        settled=("1" * 64,),
        restore=(passage("Tags: rents"),),
    )

    article = cleaned(Draft("a.docx", (), article=carried), decisions)

    assert (article.outlet, body(article)) == ("The Courier", ["Wages followed."])
    assert article.remarks[0].block == 0
    assert article.settled == ("1" * 64,)
    assert codes(article) == [
        (
            "decision.unmatched",
            "no such passage to restore: “Tags: rents”; nothing is cleaned in a file of ours",
        )
    ]


# Bad input


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        ("<script>alert(1)</script>So.", "So."),
        ("---\ntitle: x\n---\n", ""),
        ("[a]: https://evil.example\n\n[a]", "[a]: https://evil.example\n[a]"),
        ("So[^1].", "So[^1]."),
        ("%%kept%% {{< so >}} [[and so]]", "%%kept%% {{< so >}} [[and so]]"),
        ("[click](javascript:alert(1)) me", "click me"),
        ("<img src=x onerror=alert(1)> so", " so"),
        ("&#0;&#xFFFE;\u202eso", "\ufffd\ufffdso"),
    ],
)
def test_a_line_says_no_more_than_words(now: str, wanted: str) -> None:
    if wanted:
        assert "\n".join(body(built(edit(SECOND, now)))[1:-1]) == wanted
    else:
        assert "title: x" in "\n".join(body(built(edit(SECOND, now))))


def test_a_line_that_nests_or_grows_beyond_all_limits_is_one_line_of_refusal() -> None:
    for now in ("> " * 400 + "so", "<blockquote>" * 400, "x" * 3_000_000):
        with pytest.raises(OverLimit) as caught:
            built(edit(SECOND, now))
        assert caught.value.where == f"edit of “{SECOND}”"


def test_notes_in_notes_stand_at_their_marks_as_deep_as_a_reader_follows_them() -> None:
    notes = "".join(f"\n\n[^{n}]: note {n}[^{n + 1}]" for n in range(1, 3_000))

    article = built(edit(SECOND, f"So[^1].{notes}\n\n[^3000]: last"))

    assert len(markdown_of(article.body)) > 30_000
    assert "So" in body(article)[1]


def test_edits_of_edits_go_no_deeper_than_an_article_may() -> None:
    chain = [
        edit(SECOND, "> " * 30 + "so 1"),
        *(edit(f"so {n}", "> " * 30 + f"so {n + 1}") for n in range(1, 5)),
    ]

    with pytest.raises(OverLimit, match="nesting"):
        built(*chain)


@pytest.mark.parametrize(
    "piece", ["*a", "[a](", "<b>", "`", "^[", "| a ", "![", "<td>", "$x ", "&#", "~~a", "[^1]"]
)
def test_a_long_line_of_signs_takes_no_long_time(piece: str) -> None:
    from publish.readers.markdown_lines import blocks_of

    start = time.process_time()
    with contextlib.suppress(OverLimit):
        blocks_of(piece * (40_000 // len(piece)))

    assert time.process_time() - start < 4


def test_thousands_of_lines_are_edited_in_a_time_that_grows_with_their_number() -> None:
    def seconds(count: int) -> float:
        blocks = tuple(
            p(f"This is line number {n} of many that are all alike.") for n in range(count)
        )
        edits = tuple(edit(text_of(each), f"Now it is *{n}*.") for n, each in enumerate(blocks))
        article = Article("a.txt", (Text("Many"),), blocks)
        start = time.process_time()
        made = revised(article, Decisions(edit=edits))
        assert text_of(made.body[-1]) == f"Now it is {count - 1}."
        return time.process_time() - start

    few, many = seconds(200), seconds(2_000)

    assert many < 25 * max(few, 0.1)


# Both ways


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Articles with few words of their own, so that one line is often another's twin."""
    words = INLINES.map(canonical_words).filter(lambda run: bool(text_of_inlines(run).strip()))
    return Article(
        "a.txt",
        draw(words),
        canonical(tuple(draw(st.lists(BLOCKS, min_size=1, max_size=4)))),
        standfirst=draw(words | st.just(())),
        outlet=draw(st.sampled_from(["", "The Courier"])),
        tags=draw(st.sampled_from([(), ("soup", "leeks")])),
        key_points=tuple(draw(st.lists(words, max_size=2))),
    )


@settings(max_examples=40)
@given(articles(), articles())
def test_what_is_written_for_a_revision_makes_the_revised_article(
    old: Article, new: Article
) -> None:
    made = decisions_of(diff(old, new), old)

    strips = tuple(LineEdit(each, "") for each in made.strip)
    made = replace(made, strip=(), edit=(*strips, *made.edit))
    again = revised(decided(old, made), made)

    assert canonical(again.body) == new.body
    assert (again.outlet, again.tags) == (new.outlet, new.tags)
    for name in ("title", "standfirst"):
        held, wanted = canonical_words(getattr(again, name)), getattr(new, name)
        assert held == (
            wanted if getattr(old, name) else (Text(text_of_inlines(wanted)),) if wanted else ()
        )


def test_lines_of_all_kinds_make_the_article_that_a_person_has_reviewed(
    golden: Callable[[str, Path], None],
) -> None:
    path = HERE / "lines/recipe.md"
    source = publish.load(path)

    article = publish.normalise(publish.read(source), publish.load_decisions(path))

    record = (f"{each.rule}: {each.text!r} ({each.why})" for each in article.removals)
    notes = (f"{each.code}: {each.message}" for each in article.notes)
    remarks = (
        f"{each.author} on {each.block} {each.span}: {each.text}" for each in article.remarks
    )
    head = outline_of((Paragraph(article.title), *article.body))
    parts = (*head, "", *record, "", *notes, "", *remarks, "")
    golden("\n".join(parts), HERE / "lines/recipe.outline")
