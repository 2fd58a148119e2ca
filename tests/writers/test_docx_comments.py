import io
import zipfile
from dataclasses import replace

import docx
import pytest

from publish.model.article import Article, Note, Removal
from publish.model.tree import Origin
from tests.build import article, p
from tests.writers.docx_samples import LAYOUT, W, names, part, style_of, text_in, word

TEXT = "The Aqsa-1 missile"


def gone(first: int, text: str = TEXT, moved_to: str = "", **fields: object) -> Removal:
    origin = Origin(first, first)
    return Removal("caption.orphan", origin, None, text, "a caption", moved_to, **fields)  # type: ignore[arg-type]


def three(*removals: Removal, notes: tuple[Note, ...] = ()) -> Article:
    return article(
        p("One.", line=3),
        p("Two.", line=5),
        p("Three.", line=9),
        removals=removals,
        notes=notes,
        author_note=(p("Ann Ode writes.", line=13),),
    )


def places(data: bytes) -> list[tuple[str, bool]]:
    """For each comment: the paragraph it stands in, and whether it stands at its end."""
    found = []
    for mark in part(data, "word/document.xml").iter(f"{W}commentReference"):
        run = mark.getparent()
        paragraph = run.getparent()
        behind = [text_in(each) for each in run.itersiblings()]
        found.append((text_in(paragraph), not any(behind)))
    return found


def comments(data: bytes) -> list[str]:
    return [text_in(each) for each in part(data, "word/comments.xml")]


def test_a_removal_is_a_comment_where_it_stood() -> None:
    data = word(three(gone(7)))

    assert places(data) == [("Two.", True)]
    (comment,) = docx.Document(io.BytesIO(data)).comments
    assert (comment.author, comment.initials) == ("publish", "pb")
    assert "\n".join(each.text for each in comment.paragraphs) == (
        f"Taken out here (line 7): a caption [caption.orphan]\n{TEXT}"
    )


def test_what_stood_before_the_body_is_told_where_it_begins() -> None:
    assert places(word(three(gone(1)))) == [("One.", False)]


def test_what_stood_behind_the_author_note_is_told_there() -> None:
    assert places(word(three(gone(20)))) == [("Ann Ode writes.", True)]


def test_a_part_of_a_block_is_told_in_its_block() -> None:
    part_of = Removal("head.dateline", Origin(5, 5), (0, 4), "X —", "a dateline")

    assert places(word(three(part_of))) == [("Two.", True)]


def test_words_of_another_unit_have_no_place_in_the_text() -> None:
    other = Removal("x.y", Origin(7, 7, "block"), None, TEXT, "why")

    assert places(word(three(other))) == [("One.", False)]


def test_removals_at_one_place_share_a_comment() -> None:
    data = word(three(*(gone(6, f"link {number}") for number in range(300)), gone(10)))

    assert len(comments(data)) == 2
    assert comments(data)[0].count("link ") == 300


def test_long_words_are_cut_and_counted() -> None:
    (comment,) = comments(word(three(gone(7, "words " * 1000))))

    assert len(comment) < 1200
    assert comment.endswith("words… (5,005 more characters, which this file carries)")


def test_what_was_only_lifted_is_no_comment() -> None:
    data = word(three(gone(7, moved_to="tags")))

    assert "word/comments.xml" not in names(data)


def test_doubts_without_a_place_share_a_comment_on_the_title() -> None:
    notes = (
        Note("metadata.disagree", "two dates"),
        Note("decision.unmatched", "no such passage"),
        Note("text.cleaned", "3 characters dropped"),
        Note("source.charset", "read as cp1252"),
    )

    data = word(three(notes=notes))

    assert places(data) == [("A title", True)]
    (comment,) = comments(data)
    assert "two dates" in comment
    assert "no such passage" in comment
    assert "dropped" not in comment
    assert "cp1252" not in comment


def test_a_doubt_with_a_place_stands_there() -> None:
    data = word(three(notes=(Note("tail.author-note", "is it one?", Origin(9, 9)),)))

    assert places(data) == [("Three.", True)]


def test_comments_are_dated_by_the_edition() -> None:
    (comment,) = part(word(three(gone(7))), "word/comments.xml")

    assert comment.get(f"{W}date") == "2000-01-01T00:00:00Z"
    assert style_of(comment[0]) == "AnnotationText"


def test_a_file_without_comments_holds_no_removed_words() -> None:
    data = word(three(gone(7)), layout=replace(LAYOUT, options={"comments": "false"}))

    package = zipfile.ZipFile(io.BytesIO(data))
    assert not [name for name in names(data) if TEXT.encode() in package.read(name)]
    assert "word/comments.xml" not in names(data)
    assert not places(data)


@pytest.mark.parametrize("options", [{}, {"comments": "true"}])
def test_removed_words_stand_in_comments_and_in_the_record(options: dict[str, str]) -> None:

    data = word(three(gone(7)), layout=replace(LAYOUT, options=options))
    package = zipfile.ZipFile(io.BytesIO(data))

    holding = [name for name in names(data) if TEXT.encode() in package.read(name)]

    assert holding == ["customXml/item1.xml", "word/comments.xml"]
