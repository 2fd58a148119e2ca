import io
from dataclasses import replace

import pypdfium2
import pytest

from publish.model.article import Article, Note, Removal
from publish.model.edition import Edition, Layout
from publish.model.tree import Origin
from publish.writers.docx import write
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


def test_an_edition_with_cover_contents_and_sections_is_valid() -> None:
    two = (("Home", 1), ("Abroad", 1))
    edition = Edition.of(simple(), arabic(), title="W", subtitle="S", cover=True, sections=two)

    assert ooxml.check(write(edition, LAYOUT).data) == []


def printed(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(io.BytesIO(libreoffice.to_pdf(data)))
    return [page.get_textpage().get_text_range() for page in document]


def test_libreoffice_prints_the_pages_with_their_numbers() -> None:
    pages = printed(word(simple(), everything()))

    assert "Contents" in pages[0]
    assert "Rents rose for the ninth month in a row." in pages[1]
    assert f"Page 2 of {len(pages)} · The Daily" in pages[1]
    assert "Everything" in pages[2]
    assert "Rents rise again Everything" in pages[3]
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]


def test_libreoffice_counts_lists_and_sets_notes() -> None:
    text = " ".join(" ".join(printed(word(everything()))).split())

    assert "7. Seven 8. Eight" in text
    assert "1 A note, linked twice." in text
