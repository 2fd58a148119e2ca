"""What the elements around words say of them: struck, raised, linked, in another language."""

from __future__ import annotations

from publish.model.clean import clean_text
from publish.readers.html.elements import Attributes, Kind
from publish.readers.html.insets import Insets
from publish.readers.html.places import place_in
from publish.readers.html.styles import decoration_of, undoes
from publish.readers.inlines import Mark, with_mark
from publish.readers.language_tags import clean_language, primary
from publish.readers.references import link_address

__all__ = ["Marking"]


class Marking(Insets):
    """Marks that hold around the next word."""

    def _mark(self, kind: Kind, attributes: Attributes) -> None:
        """The marks that hold inside an element."""
        if kind.mark:
            if "style" in attributes and undoes(attributes, kind.mark.kind):
                return
            if kind.tag != "dt" or self._frames[-1].kind != "definitions":
                self._marks = with_mark(self._marks, kind.mark)
        elif kind.tag == "u":
            self._page.left_out.mark("text.underlined", self._place_ahead())
        elif kind.tag != "a":
            self._code = True
        else:
            if "name" in attributes and self._page.places:
                self._arrive(attributes["name"])
            href = attributes.get("href") or ""
            if self._heading and href[:1] == "#":
                return  # to itself, as documentation has it in each
            mark = self._page.links.get(href) or self._link(href)
            if mark.value:
                self._marks = with_mark(self._marks, mark)
            elif mark.kind == "dropped":
                self._page.left_out.mark("link.dropped", self._place_ahead())

    def _link(self, href: str) -> Mark:
        """The mark of a link; whether a place of the page is in the article is told later."""
        address = href.strip()
        inside = address.startswith("#")
        if inside:
            place = place_in(address, "")
            url = f"#{place}" if place else ""
        else:
            url = clean_text(link_address(address, self._page.base))[0]
        mark = Mark("link" if url or inside or not address else "dropped", url)
        self._page.links[href] = mark
        return mark

    def _speak(self, language: str) -> None:
        """Another language than the page's is a mark; the page's own inside it ends the mark."""
        tag = clean_language(language) if self._page.language else ""
        if not tag:
            return
        if primary(tag) == primary(self._page.language):
            self._marks = tuple(mark for mark in self._marks if mark.kind != "lang")
        else:
            self._marks = with_mark(self._marks, Mark("lang", tag))

    def _stop_by(self, attributes: Attributes) -> None:
        """What an element is by its attributes alone: a place, a box to tick."""
        if "id" in attributes and attributes["id"] in self._page.places:
            self._arrive(attributes["id"])
        if len(self._frames) > 1 and (
            "role" in attributes or "checkbox-" in (attributes.get("class") or "")
        ):
            self._tick(attributes)

    def _decorate(self, tag: str, style: str) -> None:
        """A style that strikes out is a mark; one that underlines is counted, but for links."""
        mark = decoration_of(style)
        if mark is not None and mark.kind == "del":
            self._marks = with_mark(self._marks, mark)
        elif mark is not None and tag not in ("a", "u"):
            self._page.left_out.mark("text.underlined", self._place_ahead())
