"""The faces that go into a book: cut to its characters, whole or none, as the layout says."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from publish.model.article import Note
from publish.model.edition import Layout
from publish.writers.epub.characters import characters_of
from publish.writers.epub.cutting import cut_face
from publish.writers.epub.features import features_of
from publish.writers.epub.slant import slants
from publish.writers.xhtml.faces import Face, faces_for
from publish.writers.xhtml.folder import Folder, sheet_of, with_faces

_TAG = re.compile(r"<[^>]*>")


def with_fonts(folder: Folder, layout: Layout, others: tuple[bytes, ...]) -> Folder:
    """The folder with the faces that the book needs; `others` are the pages that only it has."""
    wanted = layout.options.get("fonts", "subset")
    if wanted == "none":
        return folder
    css = sheet_of(folder)
    words = "".join((folder.text, *map(_said_by, others)))
    faces = faces_for(layout.fonts, css, words)
    if wanted == "whole":
        return with_faces(folder, faces)
    pages = [*others, *(part.data for part in folder.parts.values() if part.is_page)]
    if not slants(css, b"".join(pages).decode()):
        faces = tuple(face for face in faces if not _is_spare(face, faces))
    characters = characters_of(words, css, folder.facts.languages)
    features = features_of(css)
    made = tuple(cut_face(face, characters, features) for face in faces)
    return replace(with_faces(folder, made), notes=(*folder.notes, *_notes(made)))


def _notes(faces: tuple[Face, ...]) -> Iterator[Note]:
    for face in faces:
        if not face.stands_for:
            name = face.path.removeprefix("fonts/")
            yield Note("epub.font", f"the font {name} is in the e-book whole")


def _is_spare(face: Face, faces: tuple[Face, ...]) -> bool:
    """Whether it slants, and an upright face of its family is there."""
    return face.italic and any(f.family == face.family and not f.italic for f in faces)


def _said_by(page: bytes) -> str:
    """The words of a page that we wrote."""
    return html.unescape(_TAG.sub(" ", page.decode()))
