"""A title is what its author calls so, however long it is."""

from __future__ import annotations

import pytest

import publish
from publish.model.walk import text_of_inlines

PROSE = "Rents rose for the ninth month in a row, and the city sees no end to it, it said."
LONG = " ".join(f"word{number}" for number in range(60))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "# {title}\n\n{prose}\n\n{prose}\n"),
        ("a.html", "<h1>{title}</h1><p>{prose}</p><p>{prose}</p>"),
        ("a.html", "<title>{title}</title><h1>{title}</h1><p>{prose}</p><p>{prose}</p>"),
    ],
)
def test_the_one_heading_of_the_first_level_is_the_title_even_of_60_words(
    name: str, text: str
) -> None:
    source = publish.Source(name, text.format(title=LONG, prose=PROSE).encode())

    made = publish.normalise(publish.read(source))

    assert text_of_inlines(made.title) == LONG
    assert len(made.body) == 2


def test_a_paragraph_in_a_heading_among_others_is_no_title() -> None:
    text = f"# {LONG}\n\n# Rents rise\n\n{PROSE}\n\n{PROSE}\n"

    made = publish.normalise(publish.read(publish.Source("a.md", text.encode())))

    assert text_of_inlines(made.title) != LONG
