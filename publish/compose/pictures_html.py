"""Pictures on a page: figures with what stands below them, and pictures in a sentence."""

from __future__ import annotations

from markupsafe import Markup

from publish.compose.fragments import attributes
from publish.compose.picture_files import picture_name, shape_of
from publish.model.article import Asset
from publish.model.clean import clean_text
from publish.model.titles import said_of
from publish.model.tree import Figure, Picture
from publish.model.walk import folded

_NOTHING = Markup("")


def figure_markup(
    figure: Figure,
    asset: Asset | None,
    below: tuple[Markup, Markup, Markup],
    *,
    word: str,
    on_paper: bool,
) -> Markup:
    """A figure with its caption and credit; nothing where there is neither picture nor words.

    `below` is caption, credit and what is said of their language, which the figure says: its
    picture stands at the side where their lines begin. `word` stands for a picture that nobody
    described.
    """
    caption, credit, given = below
    alt = folded(_clean(figure.alt)) or folded(said_of(figure.caption))
    if asset is not None:
        picture = _image(asset, _clean(alt) or word, "", on_paper=on_paper)
    elif figure.alt:
        picture = Markup('<p class="absent">[{}]</p>').format(alt)
    else:
        picture = _NOTHING
    if credit:
        gap, after = (" ", " after") if caption else ("", "")
        caption += Markup('{}<span class="credit{}">{}</span>').format(gap, after, credit)
    if caption:
        caption = Markup("\n<figcaption>{}</figcaption>").format(caption)
    if not (picture or caption):
        return _NOTHING
    kind = attributes(("class", shape_of(asset) if asset and on_paper else ""))
    return Markup("<figure{}{}>\n{}{}\n</figure>").format(kind, given, picture, caption)


def picture_markup(picture: Picture, asset: Asset, *, word: str, on_paper: bool) -> Markup:
    """A picture in a sentence; one without words is an ornament, which paper cannot say."""
    alt = folded(_clean(picture.alt)) or (word if on_paper else "")
    return _image(asset, alt, "letter", on_paper=on_paper)


def _image(asset: Asset, alt: str, kind: str, *, on_paper: bool) -> Markup:
    place = "asset:" if on_paper else "images/"
    return Markup('<img{} src="{}{}" alt="{}"/>').format(
        attributes(("class", kind)), place, picture_name(asset), alt
    )


def _clean(text: str) -> str:
    return clean_text(text)[0]
