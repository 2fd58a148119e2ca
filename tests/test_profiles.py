"""site.toml: read, written, and found for a source."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import publish
from publish.errors import BrokenProfile
from publish.model.article import Declared, Draft, Hints, Recurring, SiteProfile
from publish.model.recurring import SHOWN, key_of, shown
from publish.profiles import NO_PROFILES, Profiles, profiles_beside, profiles_from, written

BY_HAND = """\
["courier.example"]
articles = 40
lines = [
  { in = 37, where = "below", text = "The Courier \\"by the sea\\"", step = "footer.site" },
  { text = "Seen from the pier" },   # ours
]
"""
ONE = '["a.example"]\narticles = 3\nlines = [{ in = 3, text = "Home" }]\n'


def test_every_key_of_the_file_reaches_the_profile() -> None:
    (found,) = profiles_from(BY_HAND.encode(), "site.toml").values()

    text = 'The Courier "by the sea"'
    assert found == SiteProfile(
        "courier.example",
        40,
        (
            Recurring(key_of(text), text, 37, "below", "footer.site"),
            Recurring(key_of("Seen from the pier"), "Seen from the pier"),
        ),
    )


LINES = st.builds(
    lambda text, count, where, step: Recurring(key_of(text), shown(text), count, where, step),
    st.text(st.characters(exclude_categories=("Cs",)), min_size=2, max_size=2 * SHOWN).filter(
        key_of
    ),
    st.integers(0, 300),
    st.sampled_from(["", "above", "inside", "below"]),
    st.sampled_from(["", "footer.site", 'div[data="x"]']),
)


@given(st.lists(LINES, min_size=1, max_size=4), st.sampled_from([".", "a.example", 'a"b']))
def test_what_is_written_is_read_again(lines: list[Recurring], site: str) -> None:
    sites = {site: SiteProfile(site, 300, tuple(lines))}

    assert profiles_from(written(sites), "site.toml") == sites


def test_a_long_line_is_shown_shortened_and_known_by_its_digest() -> None:
    text = "The Harbour Courier is owned by its readers. " * 20
    line = Recurring(key_of(text), shown(text), 9, "below")

    (table,) = tomllib.loads(written({".": SiteProfile(".", 9, (line,))}).decode())["."]["lines"]

    assert len(table["text"]) <= SHOWN
    assert (table["text"][-1], table["digest"]) == ("…", key_of(text))


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ('["a"]\narticels = 3', 'no setting "a".articels', "did you mean 'articles'?"),
        ('["a"]\nlines = [{ txet = "x" }]', "no setting", "did you mean 'text'?"),
        ('["a"]\nlines = [{ text = "Home", where = "belov" }]', "no place", "'below'"),
        ('["a"]\nlines = [{ in = "3", text = "Home" }]', "must be a whole number", ""),
        ('["a"]\nlines = [{ in = 3 }]', "needs its text", ""),
        ('["a"]\nlines = [{ text = "* * *" }]', "with letters in it", ""),
        ('["a"]\nlines = ["Home"]', "must be a table", ""),
        ("articles = 3", "must be a table", ""),
        ("[", "not valid TOML", ""),
    ],
)
def test_a_mistake_names_the_file_the_key_and_the_right_word(
    text: str, message: str, hint: str
) -> None:
    with pytest.raises(BrokenProfile) as caught:
        profiles_from(text.encode(), "sub/site.toml")

    assert caught.value.where == "sub/site.toml"
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert caught.value.code == "settings.profile"


def test_a_file_that_lists_nothing_changes_nothing() -> None:
    nothing = Profiles.of(profiles_from(b'["a.example"]\narticles = 40\n', "site.toml"))

    assert nothing == NO_PROFILES
    assert b"Nothing recurs" in written({})


def test_comments_and_spaces_do_not_change_a_profile_s_digest() -> None:
    plain = Profiles.of(profiles_from(ONE.encode(), "site.toml"))
    edited = Profiles.of(profiles_from(f"# ours\n{ONE}\n\n".encode(), "site.toml"))

    assert plain.digest == edited.digest != ""


def test_the_nearest_file_above_a_source_counts(tmp_path: Path) -> None:
    (tmp_path / "in" / "deep" / "deeper").mkdir(parents=True)
    (tmp_path / "in" / "site.toml").write_text(ONE, "utf-8")
    (tmp_path / "in" / "deep" / "site.toml").write_text(ONE.replace("Home", "Away"), "utf-8")

    texts = {
        name: [line.text for each in profiles_beside(tmp_path / name).sites.values()
               for line in each.lines]
        for name in ("in/a.txt", "in/deep/deeper/a.txt", "a.txt")
    }  # fmt: skip

    assert texts == {"in/a.txt": ["Home"], "in/deep/deeper/a.txt": ["Away"], "a.txt": []}


def test_a_page_has_the_profile_of_its_site_else_that_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text(ONE + '["."]\nlines = [{ text = "Away" }]\n', "utf-8")
    path = tmp_path / "a.html"

    def site_of(url: str) -> str:
        hints = Hints(url=(Declared(url, "canonical"),) if url else ())
        return publish.load_profile(path, Draft("a.html", (), hints)).site

    assert site_of("https://www.a.example:8080/rents") == "a.example"
    assert site_of("https://b.example/rents") == "."
    assert site_of("http://[broken") == "."
    assert site_of("") == "."
