"""Shadow roots, pages in frames and templates: what a browser shows is read."""

import random

import pytest

from publish.errors import OverLimit, PublishError
from publish.model.article import Draft, Source
from publish.model.walk import text_of
from publish.readers import read


def draft_of(body: str) -> Draft:
    return read(Source("a.html", f"<html><body>{body}</body></html>".encode()))


def said(body: str) -> list[str]:
    return [text_of(block) for block in draft_of(body).blocks]


def notes(body: str) -> list[str]:
    return [note.message for note in draft_of(body).notes]


ROOT = '<x-a><template shadowrootmode="open">'


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (f"{ROOT}<p>In</p></template></x-a><p>Out</p>", ["In", "Out"]),
        ("<x-a><template id=a ShadowRootMode=closed><p>In</p></template></x-a>", ["In"]),
        (f"{ROOT}<p>In</p>", ["In"]),
        (f"<p>Out {ROOT}in</template></x-a> again</p>", ["Out in again"]),
        (
            f'{ROOT}<slot name="b"></slot><slot></slot></template>A<i slot="b">B</i></x-a>',
            ["BA"],
        ),
        (f"{ROOT}<slot>Nobody came</slot></template></x-a>", ["Nobody came"]),
        (f"{ROOT}<slot>Nobody came</slot></template><p>Ann</p></x-a>", ["Ann"]),
        (f"{ROOT}<x-b>{ROOT}<p>In</p></template></x-b></template></x-a>", ["In"]),
        ("<p>A</p></template><p>B</p>", ["A", "B"]),
        ('<p>A</p><template><img src="{{ picture }}">B</template>', ["A"]),
    ],
)
def test_a_shadow_root_is_read_as_it_is_shown(body: str, words: list[str]) -> None:
    assert said(body) == words


def test_a_template_that_is_shown_to_nobody_is_on_record() -> None:
    body = "<p>A</p><template><b>Fee of</b> NAME</template><template><td>x</td></template>"

    assert said(body) == ["A"]
    assert notes(body) == ["templates that a page shows to nobody: “Fee of NAME” and 1 more"]


def test_words_beside_a_root_that_no_slot_shows_are_on_record() -> None:
    body = f"{ROOT}<p>In</p></template><p>For old browsers</p></x-a>"

    assert said(body) == ["In"]
    assert notes(body) == ["words that stand in no slot of a shadow root: “For old browsers”"]


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        ("""<iframe srcdoc="<p class='a'>In</p>">x</iframe>""", ["A", "In", "B"]),
        ("<iframe width=600 srcdoc='&lt;p>In &amp;amp; out'></iframe>", ["A", "In & out", "B"]),
        ('<IFRAME srcdoc="</div></div><p>In</p>"></IFRAME>', ["A", "In", "B"]),
        ('<iframe srcdoc="<p>In</p>" style="display: none"></iframe>', ["A", "B"]),
        ('<iframe srcdoc="<p>In</p>" width="1" height="1"></iframe>', ["A", "B"]),
        ('<iframe srcdoc=""></iframe>', ["A", "B"]),
    ],
)
def test_a_page_in_a_frame_is_read_where_it_can_be_seen(frame: str, words: list[str]) -> None:
    assert said(f"<div><p>A</p>{frame}<p>B</p></div>") == words


def test_a_page_in_a_frame_has_the_limits_of_all_pages() -> None:
    with pytest.raises(OverLimit):
        draft_of(f'<p>A</p><iframe srcdoc="{"<div>" * 5_000}"></iframe>')


def test_thousands_of_roots_in_roots_are_one_line() -> None:
    with pytest.raises(OverLimit):
        draft_of(ROOT * 5_000)


@pytest.mark.parametrize("seed", range(40))
def test_roots_and_frames_that_were_damaged_give_words_or_one_line(seed: int) -> None:
    chance = random.Random(seed)
    pieces = ["<template", " shadowrootmode=open>", "</template>", "<slot>", "</slot>", "A"]
    pieces += ["<x-a>", "</x-a>", '<iframe srcdoc="', "'", '"', ">", "</iframe>", "<p>", "<!--"]
    body = "".join(chance.choice(pieces) for _ in range(60))

    try:
        words = said(f"<p>A</p>{body}")
    except PublishError as error:
        words = [str(error)]

    assert words[0].startswith("A")
