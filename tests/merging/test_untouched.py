"""Word files by way of LibreOffice: what nobody edited writes nothing, edits come back as edits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from publish.decisions import load_decisions
from tests.merging.kit import changed, part, stripped
from tests.merging.test_merge import TEN, Loop, reworded
from tests.validators.libreoffice import saved

AUTHOR = 'w:author="Eve" w:date="2024-05-01T10:00:00Z"'


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory) -> Loop:
    return Loop(tmp_path_factory.mktemp("loop"))


@pytest.mark.parametrize("by", [("docx",), ("odt", "docx")])
@pytest.mark.parametrize("way", [bytes, stripped])
def test_what_libreoffice_saved_writes_nothing(
    loop: Loop, by: tuple[str, ...], way: Callable[[bytes], bytes]
) -> None:
    made = loop.merge(way(saved(loop.pristine, *by)), dry_run=True)

    assert loop.says(made) == "nothing changed"
    assert made.exit_code == 0


@pytest.mark.parametrize("way", [bytes, stripped])
@pytest.mark.parametrize("tracks", [False, True])
def test_ten_edits_in_libreoffices_own_file_come_back(
    tmp_path: Path, way: Callable[[bytes], bytes], *, tracks: bool
) -> None:
    loop = Loop(tmp_path)
    edit = tracked(*TEN) if tracks else reworded(*TEN)

    made = loop.merge(way(edit(saved(loop.pristine, "docx"))))

    assert loop.says(made) == "9 lines edited, title changed"
    written = load_decisions(loop.source)
    said = " ".join([written.title or "", *(each.now for each in written.edit)])
    assert all(after.strip(" ,a") in said for _, after in TEN)


def tracked(*pairs: tuple[str, str]) -> Callable[[bytes], bytes]:
    """Edits as a program tracks them: the old words deleted, the new ones inserted beside them."""

    def change(data: bytes) -> bytes:
        known = part(data, "word/document.xml").decode()
        inside = [pair for pair in pairs if pair[0] in known]
        of_notes = [pair for pair in pairs if pair not in inside]
        return changed(
            data,
            {
                "word/document.xml": lambda xml: _tracked(xml, inside),
                "word/footnotes.xml": lambda xml: _tracked(xml, of_notes),
            },
        )

    return change


def _tracked(xml: bytes, pairs: list[tuple[str, str]]) -> bytes:
    text = xml.decode()
    for number, (before, after) in enumerate(pairs, 9000):
        at = text.index(before)
        start = max(text.rindex("<w:r>", 0, at), text.rfind("<w:r ", 0, at))
        end = text.index("</w:r>", at) + len("</w:r>")
        run = text[start:end]
        inner = run.index(before)
        opening = run[: run.rindex("<w:t", 0, inner)]
        head = run[run.index(">", run.rindex("<w:t", 0, inner)) + 1 : inner]
        tail = run[inner + len(before) : run.index("</w:t>", inner)]
        behind = run[run.index("</w:t>", inner) + len("</w:t>") :]

        def a_run(words: str, tag: str = "t", opening: str = opening) -> str:
            return f'{opening}<w:{tag} xml:space="preserve">{words}</w:{tag}></w:r>'

        made = (
            a_run(head)
            + f'<w:del w:id="{number}" {AUTHOR}>{a_run(before, "delText")}</w:del>'
            + f'<w:ins w:id="{number + 500}" {AUTHOR}>{a_run(after)}</w:ins>'
            + f'{opening}<w:t xml:space="preserve">{tail}</w:t>{behind}'
        )
        text = text[:start] + made + text[end:]
    return text.encode()
