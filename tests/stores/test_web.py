"""Pages on the web as sources: only those that somebody named, and nowhere a page would lead us."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from publish import stores
from publish.batch import build
from publish.errors import SettingsError, UnreadableSource
from publish.finding import find
from publish.settings import Options
from publish.stores.trouble import Trouble
from publish.stores.web import _answer
from tests.servers.web import pages

WORDS = "The council has voted to raise the rents in the harbour by a tenth from May. " * 4
PAGE = (
    f'<html><body><article><h1>Rents</h1><p>{WORDS}</p><img src="yard.png"></article></body></html>'
)
RENTS = 200, {"ETag": '"a1"'}, PAGE.encode()


def test_a_page_that_is_named_is_a_source_and_its_pictures_are_not_fetched(tmp_path: Path) -> None:
    with pages({"/news/rents.html": RENTS, "/news/yard.png": (200, {}, b"x")}) as (site, asked):
        into = str(tmp_path / "out")
        options = Options(to=("json",), into=into, http=True)
        first = build([f"{site}/news/rents.html#top"], options, executor="serial")
        count = len(asked)
        second = build([f"{site}/news/rents.html"], options, executor="serial")

    assert [each.status for each in first.outcomes] == ["built"]
    assert [each.status for each in second.outcomes] == ["skipped"]
    assert asked[count:] == ["HEAD /news/rents.html"]
    assert not [each for each in asked if "yard" in each or "toml" in each]
    assert (tmp_path / "out/rents.json").is_file()


def test_a_feed_and_a_page_without_a_mark_are_known_by_what_they_hold(tmp_path: Path) -> None:
    item = f"<item><title>Rents</title><guid>1</guid><description>{WORDS}</description></item>"
    feed = f'<rss version="2.0"><channel><title>N</title>{item}</channel></rss>'.encode()
    options = Options(to=("json",), into=str(tmp_path / "out"), http=True)
    with pages({"/feed?n=1": (200, {}, feed), "/rents": (200, {}, PAGE.encode())}) as (site, _):
        asked = [f"{site}/feed?n=1", f"{site}/rents"]
        first, second = (build(asked, options, executor="serial") for _ in range(2))

    assert [each.status for each in first.outcomes] == ["built", "built"]
    assert [each.status for each in second.outcomes] == ["skipped", "skipped"]
    assert first.outcomes[0].name.startswith("feed-")


def test_pages_are_called_after_their_paths_and_told_apart_by_their_queries() -> None:
    with pages({}) as (site, _):
        found = find(
            [
                *(f"{site}/a/rents.html", f"{site}/b/rents.html", f"{site}/b/fares/"),
                *(f"{site}/page.html?id=1", f"{site}/page.html?id=2", f"{site}"),
            ],
            http=True,
        ).found

    names = [each.name for each in found]
    assert names[:3] == ["a/rents.html", "b/rents.html", "fares"]
    assert names[5] == site.removeprefix("http://")
    one, two = names[3:5]
    assert one != two
    assert {one[:5], two[:5], one[-5:], two[-5:]} == {"page-", ".html"}


def test_a_page_without_the_word_for_it_is_refused() -> None:
    (found,) = find(["https://site.example/rents"]).found

    assert found.refused
    assert found.refused.hint.endswith("--http")
    with pytest.raises(SettingsError, match="signed"):
        find(["https://site.example/rents?X-Amz-Signature=abc"], http=True)


def test_a_redirect_is_followed_to_a_page_and_to_nothing_else(tmp_path: Path) -> None:
    answers = {
        "/old": (302, {"Location": "/new"}, b""),
        "/new": (200, {}, b"words"),
        "/file": (302, {"Location": "file:///etc/hosts"}, b""),
        "/round": (302, {"Location": "/round"}, b""),
    }
    with pages(answers) as (site, _):
        moved = stores.read(f"{site}/old", 100)
        with pytest.raises(UnreadableSource, match="another scheme"):
            stores.read(f"{site}/file", 100)
        with pytest.raises(UnreadableSource, match="too many redirects"):
            stores.fetch(f"{site}/round", tmp_path / "x", 100)

    assert moved == b"words"


@dataclass
class Answer:
    status: int
    headers: Mapping[str, str]


@pytest.mark.parametrize("target", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "[::1]"])
def test_a_page_of_the_world_leads_into_no_network_of_ours(target: str) -> None:
    asked: list[str] = []

    @asynccontextmanager
    async def ask(url: str, **_: object) -> AsyncIterator[Answer]:
        asked.append(url)
        yield Answer(302, {"Location": f"http://{target}/secret"})

    async def go() -> None:
        async with _answer(ask, "http://93.184.216.34/", {}):
            pass

    with pytest.raises(Trouble, match="a private host"):
        asyncio.run(go())
    assert asked == ["http://93.184.216.34/"]
