"""Each cleaning rule on its case file: pages where it must fire, and pages where it must not.

A case is a page in a code fence below a heading that says what a reader would see. A line that the
rule must take begins with "~ "; "= field: value" under the fence says what the article must hold.
A fence marked html is a page of HTML, and its "~ " lines stand under the fence. One marked word is
a Word file, a paragraph a line, each with its style and a colon before it. "+ { in = …, text =
… }" under it is a line of the site's profile, which was learned from 40 articles.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest

from publish import readers
from publish.errors import EmptyArticle
from publish.model.article import NO_DECISIONS, Article, SiteProfile, Source
from publish.model.walk import folded, text_of, text_of_blocks, text_of_inlines
from publish.normaliser import RULES, Rule, normalise, rules
from publish.normaliser.cleaning.engine import clean
from publish.normaliser.page.page import Page
from publish.profiles import profiles_from
from tests.build import unbound
from tests.word_files import line, word_file

FOLDER = Path(__file__).parent
MODULES = Path(rules.__file__).parent
_CASE = re.compile(
    r"^## (?P<name>[^\n]+)\n+```(?P<kind>\w*)\n(?P<page>.*?)^```\n(?P<rest>(?:[=~+] [^\n]*\n)*)",
    re.M | re.S,
)


@dataclass(frozen=True)
class Case:
    rule: str
    name: str
    source: Source
    taken: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]
    profile: SiteProfile


def _source(kind: str, page: str) -> Source:
    if kind != "word":
        return Source(f"case.{kind}", page.encode())
    styled = (each.partition(": ") for each in page.splitlines())
    lines = [line(text, style=name.replace(" ", "")) for name, _, text in styled]
    return Source("case.docx", word_file(*lines))


def cases_in(path: Path) -> list[Case]:
    found = []
    for match in _CASE.finditer(path.read_text("utf-8")):
        lines = match["page"].splitlines()
        under = match["rest"].splitlines()
        taken = [line[2:] for line in (*lines, *under) if line.startswith("~ ")]
        page = "\n".join(line.removeprefix("~ ") for line in lines) + "\n"
        kind = match["kind"] or "txt"
        if kind == "word":
            taken = [each.partition(": ")[2] for each in taken]
        fields = [line[2:].split(": ", 1) for line in under if line.startswith("= ")]
        found.append(
            Case(
                path.stem,
                match["name"],
                _source(kind, page),
                tuple(folded(line) for line in taken),
                tuple((name, value) for name, value in fields),
                profile_of([line[2:] for line in under if line.startswith("+ ")]),
            )
        )
    return found


def profile_of(lines: list[str]) -> SiteProfile:
    data = f"['example.org']\narticles = 40\nlines = [{', '.join(lines)}]"
    return profiles_from(data.encode(), "site.toml")["example.org"]


CASES = [case for path in sorted(FOLDER.glob("*.md")) for case in cases_in(path)]


@pytest.mark.parametrize("case", CASES, ids=[f"{case.rule}: {case.name}" for case in CASES])
def test_the_page_is_cleaned_as_its_case_says(case: Case) -> None:
    article = normalise(readers.read(case.source), profile=case.profile)

    taken = [
        folded(line)
        for gone in article.removals
        if gone.rule == case.rule
        for line in gone.text.split("\n")
        if line.strip()
    ]
    assert taken == list(case.taken)
    found = {name: unbound(shown(article, name)) for name, _ in case.fields}
    assert found == dict(case.fields)


def shown(article: Article, field: str) -> str:
    value = getattr(article, field)
    if field in ("title", "standfirst"):
        return text_of_inlines(value)
    if field in ("body", "author_note"):
        return text_of_blocks(value).replace("\n", " / ")
    return value if isinstance(value, str) else ", ".join(value)


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_every_rule_has_cases_where_it_fires_and_where_it_does_not(rule: Rule) -> None:
    mine = [case for case in CASES if case.rule == rule.id]

    assert any(case.taken for case in mine)
    assert any(not case.taken for case in mine)


@pytest.mark.parametrize(
    "rule", [r for r in RULES if r.example], ids=[r.id for r in RULES if r.example]
)
def test_the_example_that_explains_a_rule_is_true(rule: Rule) -> None:
    source = Source("example.txt", rule.example.encode())

    article = normalise(readers.read(source))

    assert rule.id in {gone.rule for gone in article.removals}


def test_no_case_file_is_without_a_rule() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == {rule.id for rule in RULES}


def test_every_rule_stands_in_the_module_that_its_id_names() -> None:
    found = {
        f"{path.parent.name}.{path.stem}".replace("_", "-"): path
        for path in MODULES.glob("*/*.py")
        if path.name != "__init__.py"
    }

    assert found.keys() == {rule.id for rule in RULES}
    for rule in RULES:
        room, name = rule.id.replace("-", "_").split(".")
        module = import_module(f"publish.normaliser.rules.{room}.{name}")
        assert getattr(module, name) is rule


FLOODS = [
    "a" * 100_000,
    " x" * 50_000,
    "- " * 50_000,
    "share this " * 10_000,
    "Tags: " + "a, " * 20_000,
    "Share\n\n" * 3_000,
    "Tags:\n\n" * 3_000,
    "Related\n\nA\n\n" * 2_000,
    "By " + "Ann Ode and " * 8_000,
    "Ann Ode is a reporter at The Paper. " * 3_000,
    "1" * 37 + ",!",
    ("1" * 37 + ",") * 20 + "!",
]


@pytest.mark.parametrize("text", FLOODS, ids=[text[:12].strip() for text in FLOODS])
def test_a_flood_of_cues_is_cleaned_in_few_steps(text: str) -> None:
    """Counts work, not seconds: calls made for the flood against calls for half of it."""
    half, whole = (calls_for(part) for part in (text[: len(text) // 2], text))

    assert whole < 3 * half + 5_000


def calls_for(text: str) -> int:
    import sys

    count = 0

    def counting(frame: object, event: str, _: object) -> None:
        nonlocal count
        count += event == "call"

    draft = readers.read(Source("flood.txt", f"Title here\n\n{text}".encode()))
    sys.setprofile(counting)
    try:
        normalise(draft)
    except EmptyArticle:
        pass
    finally:
        sys.setprofile(None)
    return count


def test_the_words_of_every_case_are_all_accounted_for() -> None:
    for case in CASES:
        draft = readers.read(case.source)
        cleaning = clean(Page.of(draft, case.profile), NO_DECISIONS, RULES)

        before = Counter("".join(text_of_blocks(draft.blocks).split()))
        after = Counter("".join(text_of_blocks(cleaning.body).split()))
        after.update("".join("".join(gone.text.split()) for gone in cleaning.removals))
        assert before == after, case.name
        assert all(text_of(block).strip() for block in cleaning.body), case.name
