"""The faces that go into a book: cut to its characters, whole or none, as the layout's option says."""

from __future__ import annotations

from publish.model.article import Note
from publish.model.edition import Layout
from publish.writers.epub.characters import characters_of
from publish.writers.epub.cutting import cut_face
from publish.writers.epub.features import features_of
from publish.writers.xhtml.faces import Face, faces_for
from publish.writers.xhtml.folder import Folder, sheet_of, with_faces


def with_fonts(folder: Folder, layout: Layout, text: str) -> Folder:
    """The folder with the faces that the book needs; `text` is what its other pages say."""
    wanted = layout.options.get("fonts", "subset")
    if wanted == "none":
        return folder
    css, text = sheet_of(folder), folder.text + text
    faces = faces_for(layout.fonts, css, text)
    if wanted == "whole":
        return with_faces(folder, faces)
    characters = characters_of(text, css, folder.facts.languages)
    made = tuple(cut_face(face, characters, features_of(css)) for face in faces)
    return with_faces(folder, made)
