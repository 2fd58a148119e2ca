"""Edition + Layout → the pages and files that both the EPUB-ready folder and the EPUB hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from publish.compose import compose, compose_front
from publish.compose.fragments import HeadingLine
from publish.compose.layout_pictures import layout_pictures
from publish.compose.picture_files import picture_name
from publish.compose.places import shared_targets
from publish.compose.views import ArticleView
from publish.errors import BrokenLayout
from publish.model.article import Article, Note
from publish.model.clean import clean_text
from publish.model.edition import Edition, Layout, Section
from publish.writers.xhtml.book_facts import BookFacts, facts_of
from publish.writers.xhtml.faces import Face, faces_for, licences, styled

STYLE_SHEET = "styles/article.css"
FRONT_PAGE = "front.xhtml"
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
_PAGE = "application/xhtml+xml"
_XHTML = "{http://www.w3.org/1999/xhtml}"
# What EPUB 3.3, appendix D.5, wants said of a page in the manifest.
_PROPERTIES = (
    ("mathml", "{http://www.w3.org/1998/Math/MathML}math"),
    ("scripted", f"{_XHTML}script"),
    ("svg", "{http://www.w3.org/2000/svg}svg"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the package with what its manifest says of it."""

    data: bytes
    media_type: str
    properties: tuple[str, ...] = ()

    @property
    def is_page(self) -> bool:
        """Whether it is a page of XHTML."""
        return self.media_type == _PAGE


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """A page that is read: one article."""

    path: str
    title: str
    headings: tuple[HeadingLine, ...]
    view: ArticleView


@dataclass(frozen=True, slots=True)
class Folder:
    """All files by path, the pages in the order of reading, and what the whole is.

    `sections` are the edition's, over the pages; there may be none. `subtitle` is its line,
    `front` the page that several articles begin with, or "".
    `undescribed` counts the pictures that no words stand for; `text` is all words of the pages and
    those that stand for pictures.
    """

    facts: BookFacts
    pages: tuple[ArticlePage, ...]
    parts: Mapping[str, Part]
    text: str
    pictures: int = 0
    undescribed: int = 0
    notes: tuple[Note, ...] = field(default=())
    sections: tuple[Section, ...] = ()
    subtitle: str = ""
    front: str = ""


def folder_of(edition: Edition, layout: Layout) -> Folder:
    """The edition's pages with their style sheet and pictures, as yet without fonts.

    Raises BrokenLayout when the layout's template makes no well-formed XHTML.
    """
    edition = edition.fitted()
    single = len(edition.articles) == 1
    elsewhere = shared_targets(edition.articles, lambda index, id: f"{_path(index + 1)}#{id}")
    pages: list[ArticlePage] = []
    parts: dict[str, Part] = {}
    texts: list[str] = []
    css, pictures, undescribed = "", 0, 0
    for number, article in enumerate(edition.articles, 1):
        alone = edition if single else edition.alone(number - 1)
        made = compose(alone, layout, "reflow", elsewhere=elsewhere)
        root = _parsed(made.html, layout)
        path = "article.xhtml" if single else _path(number)
        (view,) = made.articles
        pages.append(ArticlePage(path, made.title, view.headings, view))
        parts[path] = page_part(made.html, root)
        parts.update(_pictures(article, root))
        texts.append("".join(root.itertext()))
        shown = [each.get("alt") or "" for each in root.iter(f"{_XHTML}img")]
        texts += shown
        pictures += len(shown)
        undescribed += shown.count(view.labels.get("picture", "Picture"))
        css = made.css
    places = {f"{page.path}#{page.view.anchor}": page.view for page in pages}
    if front := compose_front(edition, layout, places):
        root = _parsed(front, layout)
        parts[FRONT_PAGE] = page_part(front, root)
        texts.append("".join(root.itertext()))
    parts |= _layout_pictures(layout, css, parts)
    parts[STYLE_SHEET] = Part(css.encode(), "text/css")
    return Folder(
        facts_of(edition),
        tuple(pages),
        parts,
        "\n".join(texts),
        pictures,
        undescribed,
        sections=tuple(replace(each, title=clean_text(each.title)[0]) for each in edition.sections),
        subtitle=clean_text(edition.subtitle)[0],
        front=FRONT_PAGE if front else "",
    )


def _path(number: int) -> str:
    return f"article-{number}.xhtml"


def with_fonts(folder: Folder, layout: Layout) -> Folder:
    """The folder with the whole faces that its text needs."""
    return with_faces(folder, faces_for(layout.fonts, sheet_of(folder), folder.text))


def sheet_of(folder: Folder) -> str:
    """The folder's style sheet."""
    return folder.parts[STYLE_SHEET].data.decode()


def with_faces(folder: Folder, faces: tuple[Face, ...]) -> Folder:
    """The folder with these faces, their licences, and the rules for them in its style sheet."""
    parts = {**folder.parts, STYLE_SHEET: Part(styled(sheet_of(folder), faces), "text/css")}
    parts |= {face.path: Part(face.data, face.media_type) for face in faces}
    if faces:
        parts["fonts/licences.txt"] = Part(licences(faces), "text/plain")
    return replace(folder, parts=parts)


def page_part(html: str, root: etree._Element) -> Part:
    """A page as a file; `root` is the page parsed."""
    properties = tuple(name for name, tag in _PROPERTIES if next(root.iter(tag), None) is not None)
    return Part((_DECLARATION + html).encode(), _PAGE, properties)


def _parsed(html: str, layout: Layout) -> etree._Element:
    """The page's tree; it is well-formed unless a template of the user's is not."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(html.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise BrokenLayout(
            f"the page is not well-formed XHTML: {error.msg}",
            where=f"{layout.name}/edition.html.j2",
            hint="close every element, and write &#160; for &nbsp;",
        ) from error
    return root


def _layout_pictures(layout: Layout, css: str, parts: Mapping[str, Part]) -> dict[str, Part]:
    """The layout's own pictures that a page or the style sheet shows."""
    if not (found := layout_pictures(layout)):
        return {}
    said = "\n".join((css, *(part.data.decode() for part in parts.values() if part.is_page)))
    return {
        path: Part(asset.data, asset.media_type)
        for name, asset in found.items()
        if (path := f"images/{name}") in said
    }


def _pictures(article: Article, root: etree._Element) -> dict[str, Part]:
    """The article's pictures that its page shows."""
    shown = {each.get("src") for each in root.iter(f"{_XHTML}img")}
    named = ((f"images/{picture_name(asset)}", asset) for asset in article.assets.values())
    return {path: Part(asset.data, asset.media_type) for path, asset in named if path in shown}
