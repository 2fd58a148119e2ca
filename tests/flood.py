"""An article that is one thing over and over, in each format; `floods` has the table."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

PROSE = "The ferry was late for the ninth time, the harbour office said on Monday."


@dataclass(frozen=True, slots=True)
class Flood:
    """One thing over and over, between a head and an end."""

    suffix: str
    piece: str
    head: str = ""
    end: str = ""

    def of(self, size: int) -> bytes:
        """A file of about so many bytes."""
        if "{n}" not in self.piece:
            count = max(1, size // len(self.piece.encode()))
            made = self.piece * count
        else:
            pieces, length, number = [], 0, 0
            while length < size:
                pieces.append(self.piece.replace("{n}", str(number)))
                length += len(pieces[-1])
                number += 1
            made = "".join(pieces)
        text = f"{self.head}{made}{self.end}"
        return word(text) if self.suffix == "docx" else text.encode()


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def word(body: str) -> bytes:
    """A Word file with this body; members are not packed, so that no growth is refused."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("[Content_Types].xml", _TYPES)
        made.writestr("_rels/.rels", _RELATIONS)
        made.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        )
    return file.getvalue()


def of_text(piece: str, head: str = "Ferries\n\n", end: str = "") -> Flood:
    return Flood("txt", piece, head, end)


def of_markdown(piece: str, head: str = f"# Ferries\n\n{PROSE}\n\n", end: str = "") -> Flood:
    return Flood("md", piece, head, end)


def of_page(piece: str, head: str = "", end: str = "") -> Flood:
    start = f"<html lang=en><title>Ferries</title><body><h1>Ferries</h1><p>{PROSE}</p>{head}"
    return Flood("html", piece, start, end)


def of_word(piece: str, head: str = "", end: str = "") -> Flood:
    start = f"<w:p><w:r><w:t>{PROSE}</w:t></w:r></w:p>{head}"
    return Flood("docx", piece, start, end)


def run(text: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"


def in_each(name: str, piece: str, head: str = "", end: str = "") -> dict[str, Flood]:
    """The same words in one paragraph of every format."""
    return {
        f"text: {name}": of_text(piece, f"Ferries\n\n{PROSE} {head}", end),
        f"markdown: {name}": of_markdown(piece, f"# Ferries\n\n{PROSE} {head}", end),
        f"html: {name}": of_page(piece, f"<p>{PROSE} {head}", f"{end}</p>"),
        f"word: {name}": of_word(
            piece, "<w:p><w:r><w:t xml:space='preserve'>" + head, f"{end}</w:t></w:r></w:p>"
        ),
    }
