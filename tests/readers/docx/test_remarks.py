"""Comments: who said what, about which words, in answer to what, and whether it is settled."""

from __future__ import annotations

from publish.model.article import Remark
from publish.model.walk import text_of
from publish.normaliser import normalise
from tests.build import p
from tests.readers.docx.reading import codes, drafted
from tests.word_files import line, relation, row, run, table

_PROSE = "Rents rose for the ninth month in a row while wages stood still, the city said on Monday."


def comment(id: int, text: str, author: str = "Ann Ode", paragraph: str = "") -> str:
    key = f' w14:paraId="{paragraph}"' if paragraph else ""
    words = f"<w:p{key}><w:r><w:annotationRef/></w:r><w:r><w:t>{text}</w:t></w:r></w:p>"
    return (
        f'<w:comment w:id="{id}" w:author="{author}" w:initials="AO"'
        f' w:date="2024-01-21T10:00:00Z">{words}</w:comment>'
    )


def start(id: int) -> str:
    return f'<w:commentRangeStart w:id="{id}"/>'


def end(id: int) -> str:
    return f'<w:commentRangeEnd w:id="{id}"/><w:r><w:commentReference w:id="{id}"/></w:r>'


def test_a_comment_stands_on_its_words() -> None:
    draft = drafted(
        line("First."),
        line("Rents ", start(0), run("ro"), run("se", "<w:b/>"), end(0), " again."),
        parts={"comments": comment(0, "Did they?")},
    )

    (remark,) = draft.remarks
    assert remark == Remark(
        "Ann Ode", "Did they?", "AO", "2024-01-21T10:00:00Z", "body", 1, (6, 10)
    )
    assert text_of(draft.blocks[1])[6:10] == "rose"
    assert text_of(draft.blocks[1]) == "Rents rose again."


def test_a_comment_on_a_whole_block_has_no_span() -> None:
    draft = drafted(
        line(start(0), "Rents rose.", end(0)), parts={"comments": comment(0, "Did they?")}
    )

    assert [(each.block, each.span) for each in draft.remarks] == [(0, None)]


def test_a_comment_over_paragraphs_stands_on_what_it_marks_in_the_first() -> None:
    draft = drafted(
        line("Rents ", start(0), "rose."),
        line("Again", end(0), "."),
        parts={"comments": comment(0, "Did they?")},
    )

    assert [(each.block, each.span) for each in draft.remarks] == [(0, (6, 11))]


def test_a_comment_in_a_table_stands_on_its_words_there() -> None:
    draft = drafted(
        table(row("a", f"<w:tc>{line('x ', start(0), 'rose', end(0))}</w:tc>")),
        parts={"comments": comment(0, "Did they?")},
    )

    (remark,) = draft.remarks
    assert remark.span is not None
    assert text_of(draft.blocks[0])[slice(*remark.span)] == "rose"


def test_answers_and_what_is_settled_are_known() -> None:
    extended = (
        '<w15:commentEx w15:paraId="AA" w15:done="1"/>'
        '<w15:commentEx w15:paraId="BB" w15:paraIdParent="AA" w15:done="0"/>'
    )
    draft = drafted(
        line(start(0), start(1), "Rents", end(0), end(1), " rose."),
        parts={
            "comments": comment(1, "They did.", "Bo Li", "BB")
            + comment(0, "Did they?", "Ann", "AA"),
            "commentsExtended": extended,
        },
    )

    assert [(r.author, r.text, r.parent, r.resolved) for r in draft.remarks] == [
        ("Ann", "Did they?", None, True),
        ("Bo Li", "They did.", 0, False),
    ]


def test_answers_in_a_circle_end() -> None:
    extended = (
        '<w15:commentEx w15:paraId="AA" w15:paraIdParent="BB"/>'
        '<w15:commentEx w15:paraId="BB" w15:paraIdParent="AA"/>'
    )
    draft = drafted(
        line("Rents rose."),
        parts={
            "comments": comment(0, "a", paragraph="AA") + comment(1, "b", paragraph="BB"),
            "commentsExtended": extended,
        },
    )

    assert sorted(each.text for each in draft.remarks) == ["a", "b"]


def test_comments_and_notes_are_no_part_of_the_text() -> None:
    draft = drafted(
        line("Rents", start(0), " rose.", end(0)), parts={"comments": comment(0, "Did they?")}
    )

    assert draft.blocks == (p("Rents rose."),)


def test_a_comment_stays_on_its_words_through_cleaning() -> None:
    article = normalise(
        drafted(
            line("Rents rise", style="Title"),
            line('They said "it ', start(0), "rose", end(0), '" and ', _PROSE),
            line(start(1), "A second ", _PROSE, end(1)),
            parts={"comments": comment(0, "Did they?") + comment(1, "Twice?")},
        )
    )

    first, second = article.remarks
    assert first.span is not None
    assert text_of(article.body[0])[slice(*first.span)] == "rose"
    assert (second.field, second.block, second.span) == ("body", 1, None)


def test_a_comment_on_the_title_goes_with_it() -> None:
    article = normalise(
        drafted(
            line("Rents ", start(0), "rise", end(0), style="Title"),
            line(_PROSE),
            parts={"comments": comment(0, "Do they?")},
        )
    )

    (remark,) = article.remarks
    assert (remark.field, remark.span) == ("title", (6, 10))


def test_a_comment_on_words_that_went_is_one_on_the_article() -> None:
    draft = drafted(
        line(_PROSE),
        line(start(0), run("Ask Ann.", "<w:vanish/>"), end(0)),
        parts={"comments": comment(0, "Who?")},
    )

    article = normalise(draft)

    assert [(each.field, each.text) for each in article.remarks] == [("", "Who?")]
    assert "word.remark" in {note.code for note in article.notes}
    assert "word.hidden" in codes(draft)


def test_a_relation_to_comments_that_are_not_there_is_nothing() -> None:
    draft = drafted(line("Rents", end(0), " rose."), relations=relation("comments", "gone.xml"))

    assert (draft.blocks, draft.remarks) == ((p("Rents rose."),), ())
