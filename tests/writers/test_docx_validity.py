import io
from dataclasses import replace

import pypdfium2
import pytest

from publish.model.article import Article, Note, Removal
from publish.model.edition import Layout
from publish.model.tree import Origin
from tests.validators import libreoffice, ooxml
from tests.writers.docx_samples import LAYOUT, LETTER, arabic, everything, simple, word

SILENT = replace(LAYOUT, options={"comments": "false"})


def commented() -> Article:
    gone = Removal("caption.orphan", Origin(5, 5), None, "A caption", "no picture is there")
    return replace(everything(), removals=(gone,), notes=(Note("metadata.disagree", "dates"),))


@pytest.mark.parametrize(
    ("articles", "layout"),
    [
        ((simple(),), LAYOUT),
        ((simple(),), LETTER),
        ((commented(),), LAYOUT),
        ((commented(),), SILENT),
        ((arabic(),), LAYOUT),
        ((simple(), arabic(), commented()), LAYOUT),
    ],
    ids=["simple", "letter", "everything", "without comments", "arabic", "edition"],
)
def test_the_file_is_what_microsofts_validator_wants(
    articles: tuple[Article, ...], layout: Layout
) -> None:
    assert ooxml.check(word(*articles, layout=layout)) == []


def printed(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(io.BytesIO(libreoffice.to_pdf(data)))
    return [page.get_textpage().get_text_range() for page in document]


def test_libreoffice_prints_the_pages_with_their_numbers() -> None:
    pages = printed(word(simple(), everything()))

    assert "Rents rose for the ninth month in a row." in pages[0]
    assert f"Page 1 of {len(pages)} · The Daily" in pages[0]
    assert "Everything" in pages[1]
    assert "Everything · 3 February 2026" in pages[2]
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]


def test_libreoffice_counts_lists_and_sets_notes() -> None:
    text = " ".join(" ".join(printed(word(everything()))).split())

    assert "7. Seven 8. Eight" in text
    assert "1 A note, linked twice." in text
