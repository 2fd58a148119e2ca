"""What goes wrong in a hook is noted with its place, and the page is printed all the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest

from publish.layouts import load_layout, use_fonts
from publish.model.edition import Edition, Rendition
from publish.writers.pdf import engine_parts
from publish.writers.pdf.guard import Hold, installed
from publish.writers.pdf.render import render
from publish.writers.pdf.typesetter import Choices, typesetting
from tests.build import article, p
from tests.writers.typesetter.printing import laid_out
from tests.writers.typesetter.random_documents import Document

BROKEN = "quay/berth"
TEXT = "The harbour of Westerland lay open to the north wind, and nobody asked for the third light "
BEGUN = "The harbour of Westerland lay open to the north wind, and no…"
REASON = "ValueError: no breaks in <object object>"


@pytest.fixture(autouse=True, scope="module")
def _fonts() -> None:
    use_fonts(load_layout("briefing"))
    engine_parts.verdicts()  # before anything is broken: the engine is looked at once


def without_breaks(upstream: Callable[..., Any]) -> Callable[..., Any]:
    """Fails where one word may be broken, when it is asked for that word alone."""

    def get_log_attrs(text: str, language: str) -> Any:
        if text == BROKEN:
            raise ValueError(f"no breaks in {object()}")
        return upstream(text, language)

    return get_log_attrs


def jammed(upstream: Callable[..., Any]) -> Callable[..., Any]:
    """Fails once, where a face is wanted before its text begins: the engine asks inside."""
    faces: list[Any] = []

    def add_font(self: Any, face: Any) -> Any:
        if b"BT" not in self.stream[-2:]:
            faces.append(face)
            if len(faces) == 1:
                raise RuntimeError("jammed")
        return upstream(self, face)

    return add_font


BREAKS = Hold("weasyprint.text.line_break:get_log_attrs", without_breaks)
FACES = Hold("weasyprint.pdf.stream:Stream.add_font", jammed)


def made(broken: Hold, *paragraphs: str) -> Rendition:
    with installed([broken]):
        return render(Edition.of(article(*map(p, paragraphs))), load_layout("briefing"))


def failures(rendition: Rendition) -> list[str]:
    return [note.message for note in rendition.notes if note.code == "typeset.failed"]


def test_a_paragraph_that_fails_is_noted_once_with_its_first_words_and_the_error() -> None:
    rendition = made(BREAKS, f"{TEXT}{BROKEN} {TEXT}", TEXT * 2)

    assert failures(rendition) == [f"p “{BEGUN}” (and 1 more) is left to WeasyPrint: {REASON}"]
    assert rendition.lines == (1, 1)
    with pypdfium2.PdfDocument(rendition.data) as document:
        assert BROKEN in document[0].get_textpage().get_text_bounded()


def test_the_same_failure_is_noted_in_the_same_words() -> None:
    text = f"{TEXT}{BROKEN} {TEXT}"

    assert made(BREAKS, text).notes == made(BREAKS, text).notes


def test_what_fails_while_the_file_is_written_is_noted_too() -> None:
    rendition = made(FACES, TEXT * 2)

    line = "p “The harbour of”"
    assert failures(rendition) == [f"{line} is left to WeasyPrint: RuntimeError: jammed"]


def test_where_mistakes_are_looked_for_a_failure_is_raised() -> None:
    page = Document(f"<!doctype html><html lang=en><title>t</title><p>{TEXT}{BROKEN} {TEXT}", "")
    choices = Choices(strict=True)

    with (
        pytest.raises(ValueError, match="no breaks"),
        installed([BREAKS]),
        typesetting(choices, engine_parts.PARTS),
    ):
        laid_out(page)
