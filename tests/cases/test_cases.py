"""No word of an article is lost or misread on the way in: a small input for each kind of fault."""

from __future__ import annotations

import difflib
import re

import pytest

from publish.errors import PublishError
from publish.model.article import Article
from tests.build import unbound
from tests.cases.case import Case, cases, picture_of
from tests.cases.outline import matches, outline_of, same, words_of

CASES = cases()
FIELDS = {
    *("title", "standfirst", "summary", "byline", "dateline", "published", "updated"),
    *("outlet", "url", "language", "tags", "key points"),
}
LINE = re.compile(
    r"…|⋯.*|(  )*(p .+|h[1-6⋯] .+|quote( .+)?|ul|ol( start=\d+)?( numbering=[a-z-]+)?( reversed)?"
    r"|item( value=\d+)?( .+)?|figure \S+ \".*\"|(caption|credit) .+|code( .+)?|\|.*"
    r"|table( head=\d)?|row|t[hd]( columns=\d)?( rows=\d)?( .+)?|break|formula .+"
    r"|dl|dt .+|dd( .+)?)"
)
ASKED = FIELDS | {"notes", "gone", "error", "as", "encoding", "pictures", "assets"}


def field_of(article: Article, name: str) -> str:
    value = getattr(article, name.replace(" ", "_"))
    if name == "key points":
        return unbound(" | ".join(map(words_of, value)))
    if name in ("title", "standfirst", "summary"):
        return unbound(words_of(value))
    return unbound(value if isinstance(value, str) else ", ".join(value))


def faults_of(case: Case) -> list[str]:
    """What is not as it must be, in words; empty when all is."""
    if "error" in case.fields:
        return error_faults(case)
    article = case.article()
    outline = outline_of(article.body)
    notes = "\n".join(f"{note.code} {note.message}" for note in article.notes)
    shown = "\n".join((field_of(article, "title"), field_of(article, "standfirst"), *outline))
    faults = [
        f"{name}: {got!r}, not {case.fields[name]!r}"
        for name in sorted(FIELDS & set(case.fields))
        if not same(got := field_of(article, name), case.fields[name])
    ]
    if case.outline and not matches(outline, case.outline):
        faults += difflib.unified_diff(
            case.outline, outline, "wanted", "got", "", n=99, lineterm=""
        )
    faults += [f"still there: {words}" for words in case.listed("gone") if words in shown]
    faults += [f"no note of: {words}" for words in case.listed("notes") if words not in notes]
    pictures = sorted(map(picture_of, article.assets.values())) if "assets" in case.fields else []
    if "assets" in case.fields and not matches(pictures, case.listed("assets")):
        faults.append(f"pictures: {pictures}")
    return faults


def error_faults(case: Case) -> list[str]:
    """What is wrong with the one line that a hopeless input leaves."""
    try:
        article = case.article()
    except PublishError as error:
        right = error.code.startswith(case.fields["error"]) and "\n" not in str(error)
        return [] if right else [f"{error.code}: {error}"]
    return ["no error", *outline_of(article.body)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_comes_out_as_a_careful_editor_wants_it(case: Case) -> None:
    faults = faults_of(case)

    assert not faults, "\n".join(faults)


def test_a_case_asks_for_nothing_that_is_not_checked() -> None:
    assert {name for case in CASES for name in case.fields} <= ASKED
    assert [case.name for case in CASES if not case.outline and not case.fields] == []


def test_an_outline_that_is_wanted_is_one() -> None:
    lines = [(case.name, line) for case in CASES for line in case.outline]

    assert [each for each in lines if not LINE.fullmatch(each[1])] == []


@pytest.mark.parametrize(
    ("wanted", "right"),
    [("p a\np b", True), ("p a", False), ("…\np b", True), ("p a\n…", True), ("…\np c\n…", False)],
)
def test_an_outline_matches_line_by_line(wanted: str, right: bool) -> None:
    assert matches(["p a", "p b"], wanted.split("\n")) is right
