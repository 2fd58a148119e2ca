"""Front matter: fields into hints, and never a trap."""

import pytest

from publish.model.article import Draft, Source
from publish.model.walk import text_of
from publish.readers import read


def draft(text: str) -> Draft:
    return read(Source("a.md", text.encode()))


def values(found: Draft, field: str) -> list[str]:
    return [each.value for each in getattr(found.hints, field)]


def test_yaml_gives_every_field() -> None:
    found = draft(
        "---\ntitle: 'Rents: rise'\nauthors:\n  - name: Ann Ode\n  - Bo Li\ndate: 2024-03-01\n"
        "updated: 2024-03-02T10:00:00Z\nsource: The Site\nurl: https://example.org/a\nlang: en_gb\n"
        "tags: [rents, housing]\ndescription: Nine months.\ndraft: true\n---\nText\n"
    )

    assert values(found, "title") == ["Rents: rise"]
    assert values(found, "authors") == ["Ann Ode", "Bo Li"]
    assert values(found, "published") == ["2024-03-01"]
    assert values(found, "updated") == ["2024-03-02T10:00:00+00:00"]
    assert values(found, "outlet") == ["The Site"]
    assert values(found, "url") == ["https://example.org/a"]
    assert values(found, "language") == ["en-GB"]
    assert values(found, "tags") == ["rents", "housing"]
    assert values(found, "standfirst") == ["Nine months."]
    assert [text_of(block) for block in found.blocks] == ["Text"]


def test_toml_gives_fields_and_dates() -> None:
    found = draft(
        '+++\ntitle = "Rents"\ndate = 2024-03-01\nauthor = "Ann Ode and Bo Li"\n'
        'keywords = "rents, housing"\n+++\nText\n'
    )

    assert values(found, "title") == ["Rents"]
    assert values(found, "published") == ["2024-03-01"]
    assert values(found, "authors") == ["Ann Ode", "Bo Li"]
    assert values(found, "tags") == ["rents", "housing"]


def test_a_number_and_a_no_as_title_stay_as_written() -> None:
    assert values(draft("---\ntitle: 1984\n---\nx"), "title") == ["1984"]
    assert values(draft("---\ntitle: no\n---\nx"), "title") == ["no"]


@pytest.mark.parametrize(
    "body",
    [
        "title: [unclosed",
        "a: &a [x, x]\nb: *a",
        "a: &a x",
        "a: " + "[" * 50 + "]" * 50,
        "title: !!python/object/apply:os.system [ls]\n: : :",
    ],
)
def test_broken_or_dangerous_front_matter_is_kept_as_text_with_a_note(body: str) -> None:
    found = draft(f"---\n{body}\n---\nText\n")

    assert "front-matter.broken" in [note.code for note in found.notes]
    assert body.split()[0] in " ".join(text_of(block) for block in found.blocks)
    assert found.hints.title == ()


def test_front_matter_without_an_end_is_text() -> None:
    found = draft("---\ntitle: x\n\nText\n")

    assert found.hints.title == ()
    assert "title: x" in " ".join(text_of(block) for block in found.blocks)


def test_front_matter_in_a_text_file_is_text() -> None:
    blocks = read(Source("a.txt", b"Title: Rents\n\nURL: https://example.org\n\nText")).blocks

    assert [text_of(block) for block in blocks] == [
        "Title: Rents",
        "URL: https://example.org",
        "Text",
    ]
