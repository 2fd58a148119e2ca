"""What stands among words and is none: formulas, pictures, boxes to tick."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from publish.model.article import Asset
from publish.model.clean import clean_text
from publish.model.tree import (
    Checkbox,
    Figure,
    Picture,
)
from publish.readers.html.drop_caps import letter_of
from publish.readers.html.elements import Attributes
from publish.readers.html.images import Picture as Shown
from publish.readers.html.images import has_larger_beside, is_svg, picture_of
from publish.readers.html.laying import PARTS, Laying, trail_of
from publish.readers.html.small_pictures import is_in_a_sentence, is_said, is_small, words_behind
from publish.readers.html.styles import box_of, is_shown

__all__ = ["Insets"]


class Insets(Laying):
    """Lays what a page sets among its words."""

    def _picture(self, node: LexborNode, attributes: Attributes) -> None:
        picture = picture_of(node, attributes, self._page.base, self._page.saved)
        alt = clean_text(" ".join((attributes.get("alt") or "").split()))[0]
        is_drawing = picture is not None and is_svg(picture.name)
        if is_drawing and not alt:
            return  # a drawing without words is a sign, and drawings cannot be printed
        letter = letter_of(node, alt, attributes.get("src") or "") if not self._words.leaves else ""
        if letter and not self._heading:
            self._text(letter)
            return
        if picture is not None and picture.data:
            if has_larger_beside(node, picture):
                return
            self._page.inline_pictures[picture.name] = picture.data
        asset = self._page.asset(picture.name) if picture is not None else None
        beside = self._words.last_words, words_behind(node)
        if self._stands_in_words(picture, asset, attributes, beside):
            said = bool(alt) and is_said(alt, *beside)
            self._small_picture(picture, asset, "" if said else alt)
            if asset is None and picture and picture.name and not alt and all(beside):
                self._leave_out("image.missing", picture.name)  # a sentence lacks something
            return
        if picture is None or self._heading or picture.is_sign:
            if alt and (self._heading or (picture is not None and picture.is_sign)):
                self._text(alt)
            return
        self._flush()
        self._set_before()
        self._page.pictures.append(picture.name)
        self._words.odd = self._words.odd or not alt.isascii()
        self._add(Figure(picture.name, alt, origin=self._origin(trail_of(self._cues))))

    def _inlay(self, attributes: Attributes) -> None:
        """An inline that another format has read already."""
        number = attributes.get("n") or ""
        if number.isdecimal() and int(number) < len(self._page.inlays):
            self._set_ahead()
            self._words.add(self._marks, self._page.inlays[int(number)], self._cues)

    def _stands_in_words(
        self,
        picture: Shown | None,
        asset: Asset | None,
        attributes: Attributes,
        beside: tuple[str, str],
    ) -> bool:
        """Whether a picture is one of a sentence's words, or alone in an item or a cell as one."""
        kind = self._frames[-1].kind
        if not any(beside):
            said = asset is not None or bool(attributes.get("alt"))
            return said and kind in PARTS and is_small(attributes, asset) is True
        if kind == "figure":
            return False
        if picture is not None and picture.is_sign:
            return True
        small = is_small(attributes, asset)
        if small is not None:
            return small
        is_drawing = picture is not None and is_svg(picture.name)
        return is_drawing or is_in_a_sentence(attributes, *beside)

    def _small_picture(self, picture: Shown | None, asset: Asset | None, alt: str) -> None:
        """A picture among words; one that is not there is read as its alternative text."""
        page = self._page
        if picture is not None:
            page.pictures.append(picture.name)
        if asset is not None:
            self._words.odd = self._words.odd or not alt.isascii()
            self._set_ahead()
            self._words.add(self._marks, Picture(asset.name, alt), self._cues)
            return
        if alt:
            self._text(alt)

    def _tick(self, attributes: Attributes) -> bool:
        """Takes in a box of an item or a cell, or one that nobody can tick; whether it is one."""
        told = self._frames[-1].kind in PARTS or is_shown(attributes)
        ticked = box_of(attributes) if told else None
        if ticked is None:
            return False
        if any(isinstance(each, Checkbox) for each in self._ahead):
            return True  # its item has told
        self._ahead.append(Checkbox(ticked))
        if self._words.leaves:
            self._set_ahead()
        return True

    def _input(self, attributes: Attributes) -> None:
        """A button's label is a word of the page, as a box is; what a reader types is not."""
        if self._tick(attributes):
            return
        kind = (attributes.get("type") or "").lower()
        label = attributes.get("value") or ""
        if kind == "checkbox" and "checked" in attributes:
            self._page.left_out.mark("control.ticked", self._place_ahead())
        if kind in ("submit", "button", "reset") and label.strip():
            self._flush()
            self._text(label)
            self._flush()
