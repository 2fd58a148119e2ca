"""Whatever people and runs do in turn: no word that people wrote among the results is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.batch.kit import articles, code, run

NAMES = ("a.txt", "b.txt", "sub/c.txt", "a.md", "sub/c.md", "a/x.txt", "sub.txt")
PLACES = ("a.json", "b.json", "a.txt.json", "sub/c.json", "a/x", "b", "sub", "a.json/q")
LET_PASS = {"", "save.edited", "save.unwritable", "source.missing"}


class Folder:
    """Sources and results, and what people have written among the results so far."""

    def __init__(self, above: Path, chance: Random) -> None:
        self.source, self.out = articles(above / "in", *NAMES[:3]), above / "out"
        self.out.mkdir()
        self.chance = chance
        self.written: list[str] = []

    def results(self, name: str) -> list[Path]:
        found = (path for path in self.out.rglob(name) if ".publish" not in path.parts)
        return sorted(path for path in found if path.is_file() and path.name != "manifest.json")

    def word(self) -> str:
        self.written.append(f"Written{len(self.written):03}")
        return self.written[-1]

    def edit(self) -> None:
        for path in self.chance.sample(both := self.results("*.json"), min(1, len(both))):
            said = json.loads(path.read_bytes()) if path.read_bytes()[:1] == b"{" else {}
            path.write_text(json.dumps({**said, self.word(): "mine"}) if said else path.read_text())
        for path in self.chance.sample(both := self.results("article.xhtml"), min(1, len(both))):
            page = path.read_text("utf-8").replace("</body>", f"{self.word()}</body>")
            path.write_text(page, "utf-8")

    def put(self) -> None:
        inside = [f"{each.parent.relative_to(self.out)}/n" for each in self.results("*.xhtml")]
        path = self.out / self.chance.choice([*PLACES, *inside])
        if not path.exists() and not any(up.is_file() for up in path.parents):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self.word())

    def change(self) -> None:
        name = self.chance.choice(NAMES)
        path = self.source / name
        if self.chance.random() < 0.4:
            path.unlink(missing_ok=True)
        elif not any(up.is_file() for up in path.parents):
            articles(self.source, name)
            path.write_text(f"{path.read_text()}\nMore {self.chance.random()}.\n")

    def lose_the_manifest(self) -> None:
        manifest = self.out / ".publish/manifest.jsonl"
        data = manifest.read_bytes() if manifest.exists() else b""
        manifest.parent.mkdir(exist_ok=True)
        manifest.write_bytes(data[: self.chance.randrange(len(data) + 1)])

    def build(self) -> None:
        articles(self.source, "b.txt")
        whole = self.chance.random() < 0.7
        words: dict[str, Any] = {
            each: self.chance.random() < 0.4 for each in ("force", "prune", "verify")
        }
        source = self.source if whole else self.source / "b.txt"
        report = run(source, self.out, *self.chance.choice([("json",), ("json", "xhtml")]), **words)
        assert {code(each) for each in report.outcomes} <= LET_PASS

    def lost(self) -> Iterator[str]:
        files = (path for path in self.out.rglob("*") if path.is_file())
        there = b"\n".join(path.read_bytes() for path in files if ".publish" not in path.parts)
        yield from (word for word in self.written if word.encode() not in there)


@pytest.mark.parametrize(
    "seed", [2, *(pytest.param(seed, marks=pytest.mark.full) for seed in range(3, 40))]
)
def test_no_word_that_people_wrote_is_lost(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)
    folder = Folder(tmp_path, chance)
    steps = [folder.build, folder.edit, folder.put, folder.change]

    for _ in range(5):
        folder.build()
        for step in chance.choices([*steps, folder.lose_the_manifest], k=3):
            step()
    folder.build()

    assert folder.written
    assert list(folder.lost()) == []
