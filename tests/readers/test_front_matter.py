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
    ("body", "titles"),
    [
        ("title: [unclosed", ["[unclosed"]),
        ("title: x\na: &a [x, x]\nb: *a", ["x"]),
        ("title: &a x", ["&a x"]),
        ("title: x\na: " + "[" * 50 + "]" * 50, ["x"]),
        (
            "title: !!python/object/apply:os.system [ls]\n: : :",
            ["!!python/object/apply:os.system [ls] : : :"],
        ),
        ('title: "A" b: c\nhandle: @ann', ['"A" b: c']),
        ("\ttitle: A: b", ["A: b"]),
        ("tags:\n- a: b\n- @c\ntitle: A", ["A"]),
        ("title: A\nb: c: d\n  goes on", ["A"]),
    ],
)
def test_broken_or_dangerous_front_matter_is_read_key_by_key_with_a_note(
    body: str, titles: list[str]
) -> None:
    found = draft(f"---\n{body}\n---\nText\n")

    assert "front-matter.broken" in [note.code for note in found.notes]
    assert [text_of(block) for block in found.blocks] == ["Text"]
    assert values(found, "title") == titles


def test_broken_toml_is_read_key_by_key() -> None:
    found = draft(
        '+++\ntitle = Rents: they rise\ntags = ["a", "b"]\n[extra]\nby = Bo Li\n+++\nText'
    )

    assert values(found, "title") == ["Rents: they rise"]
    assert values(found, "tags") == ["a", "b"]
    assert [text_of(block) for block in found.blocks] == ["Text"]


def test_front_matter_without_an_end_ends_before_the_first_prose() -> None:
    found = draft("---\ntitle: x\ntags:\n  - a\n\nText: one.\nTwo\n\n---\n\nThree\n")

    assert values(found, "title") == ["x"]
    assert [note.code for note in found.notes] == ["front-matter.broken"]
    kept = [text_of(block) for block in found.blocks]
    assert kept == ["Text: one. Two", "", "Three"]


@pytest.mark.parametrize(
    "text",
    [
        "---\nHe said: nothing at all.\n---\n",
        "---\n\nNobody: not the river, not the sea.\n\n---\n",
        "---\nHe said: no.\n\nShe said: yes.\n\n---\n",
        "title: alone\n\nText",
        "Note: this is prose\nand: so is this\n\nText",
        '{ "a": 1 }\n\nText',
        "{{ raw }}\n\nText",
    ],
)
def test_words_with_a_colon_are_no_front_matter(text: str) -> None:
    found = draft(text)

    kept = " ".join(text_of(block) for block in found.blocks)
    assert found.hints.title == ()
    assert [word for word in text.split() if word[0].isalpha() and word not in kept] == []


@pytest.mark.parametrize(
    "text",
    [
        '{"title": "A", "author": "Ann Ode"}\n\nText',
        "% A\n% Ann Ode\n\nText",
        "Title: A\nAuthor: Ann Ode\n\nText",
        "\n\n---\ntitle: A\nauthor: [[Ann Ode]]\n---\nText",
        "---\ntitle: A\nauthor:\n- name: {given: Ann, family: Ode}\n---\nText",
        "---\nTitle: A\nparams: {author: '[[People/Ann Ode|Ann Ode]]'}\n---\nText",
    ],
)
def test_other_systems_front_matter_is_read_too(text: str) -> None:
    found = draft(text)

    assert values(found, "title") == ["A"]
    assert values(found, "authors") == ["Ann Ode"]
    assert [text_of(block) for block in found.blocks] == ["Text"]


def test_a_clippers_source_is_the_address_and_its_created_no_date_of_the_article() -> None:
    found = draft("---\nsource: https://harbour.example/a\ncreated: 2024-05-20\n---\nText")

    assert values(found, "url") == ["https://harbour.example/a"]
    assert (found.hints.outlet, found.hints.published) == ((), ())


def test_key_points_and_a_summary_are_fields_colons_and_all() -> None:
    found = draft("---\nsummary: One.\nkey_points:\n  - Rents: up\n  - Wages are not\n---\nText")

    assert values(found, "summary") == ["One."]
    assert values(found, "key_points") == ["Rents: up", "Wages are not"]
    assert found.hints.standfirst == ()


def test_front_matter_in_a_text_file_is_text() -> None:
    blocks = read(Source("a.txt", b"Title: Rents\n\nURL: https://example.org\n\nText")).blocks

    assert [text_of(block) for block in blocks] == [
        "Title: Rents",
        "URL: https://example.org",
        "Text",
    ]
