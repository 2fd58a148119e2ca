"""One pass over a page's elements, without recursion, that lays its words into blocks.

Words gather as leaves with marks until something parts them; then they become a paragraph or a
heading of the innermost open container. Depth costs no stack, and what lies deeper than a draft may
go is laid flat into the container around it.

A page has a thousand elements, most of which part words and no more: these go the short way.
"""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from publish.model.tree import Footnote
from publish.readers.html import elements
from publish.readers.html.controls import control_at
from publish.readers.html.elements import (
    PARTS_OF_TABLES,
    SEAMS,
    SKIPPED,
    SKIPPED_EMBEDS,
    TELLING,
    Attributes,
    Kind,
    classed,
    cue_of,
    kind_of,
)
from publish.readers.html.embeds import Embed, embed_at, hosted_at, is_player
from publish.readers.html.images import words_of_twin
from publish.readers.html.marking import Marking
from publish.readers.html.note_signs import without_sign
from publish.readers.html.programs import program_at
from publish.readers.html.reading import Reading
from publish.readers.html.scriptless import SCRIPTLESS
from publish.readers.html.styles import edit_of
from publish.readers.html.verse import Kept, following_lines, is_verse, lines_kept
from publish.readers.html.word_lists import marker_in, place_of
from publish.readers.inlines import Marks, with_mark

_PARAGRAPHS = frozenset(("p", "div", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"))
_APART = ("a", "button")

# An open element: the marks that hold around it, and what there is to undo when it closes, if it is
# not plain: whether it parted words, whether it opened a container, whether it stands in code or in
# what keeps its lines.
_Undo = tuple[bool, bool, bool, Kept]
_Element = tuple[LexborNode, Kind, Marks, _Undo | None]


class Flow(Marking):
    """Blocks of a page, or of a note in it, while its elements open and close."""

    def __init__(
        self, page: Reading, trail: tuple[str, ...] = (), *, in_note: bool = False
    ) -> None:
        super().__init__(page, trail, in_note=in_note)
        self._elements: list[_Element] = []
        self._prose = 0
        self._noting = bool(page.notes)
        self._root = 0  # the element that is walked
        self._behind_heading: list[Embed] = []
        self._calm = False  # nothing is open in which plain elements mean more
        self._settle()

    def walk(self, root: LexborNode) -> None:
        """Takes in all that stands in an element, the element itself for its trail."""
        words, elements, cues = self._words, self._elements, self._cues
        gone, self._root = self._page.notes.gone, root.mem_id
        node = self._enter(root.tag or "", root, "")
        before: str | None = ""  # the element right before, with nothing but comments between
        while elements:
            if node is None:
                node, kind, marks, undo = elements.pop()
                if undo is not None:
                    self._undo(kind, *undo)
                elif kind.parts and words.leaves:
                    self._flush()
                if kind.prose:
                    self._prose -= 1
                self._marks = marks
                cues.pop()
                if words.leaves and len(cues) < words.low:
                    words.low = len(cues)
                before = kind.tag
                node = node.next
                continue
            tag = node.tag
            if tag == "-text":
                text = node.text_content or ""
                if gone and node.mem_id in gone:
                    self._leave_out(gone[node.mem_id], text)
                elif words.leaves or not text.isspace():
                    self._text(text)
                before = ""
            elif tag is None or tag in SKIPPED:
                if tag != "-comment":
                    before = tag
                    self._pass_over(tag, node)
            elif (child := self._enter(tag, node, before)) is not None:
                node, before = child, ""
                continue
            else:
                before = tag
            node = node.next

    # What opens

    def _enter(self, tag: str, node: LexborNode, before: str | None) -> LexborNode | None:
        """Takes an element in; its first child when there are some and they are to be walked."""
        kind = kind_of(tag)
        if not (kind.plain and self._calm):
            return self._enter_special(kind, node, before)
        if kind.parts:
            if self._words.leaves:
                self._flush()
        elif kind.seam and before in SEAMS:
            self._meet(tag, before)
        attributes = node.attributes
        if "class" in attributes and is_verse(attributes["class"]):
            self._page.verse_lines.update(following_lines(node))
            self._calm = False
        marks = self._marks
        if kind.marks:
            self._mark(kind, attributes)
        child = node.first_child
        if child is None:
            if attributes and (len(self._frames) > 1 or "id" in attributes):
                self._stop_by(attributes)
            self._marks = marks
            return None
        if kind.prose:
            self._prose += 1
        self._cue(tag, attributes)
        self._elements.append((node, kind, marks, None))
        return child

    def _enter_special(self, kind: Kind, node: LexborNode, before: str | None) -> LexborNode | None:
        """`_enter` for all that is not plain."""
        attributes = node.attributes
        if self._page.told_tables and "role" in attributes:
            kind = kind_of(PARTS_OF_TABLES.get(attributes["role"] or "", kind.tag))
        if self._page.from_word and self._is_marker(kind, node, attributes):
            return None
        if self._page.hosts and "class" in attributes:
            self._lay_embedded(kind.tag, attributes, hosted_at(attributes, self._page.base))
        may_be_whole = kind.whole or self._noting or self._heading or self._page.formulas.places
        if may_be_whole and self._taken_whole(kind, node, attributes):
            return None
        if "class" in attributes and is_verse(attributes["class"]):
            self._page.verse_lines.update(following_lines(node))
            self._calm = False
        verse = self._verse
        if not verse and (kind.tag == "pre" or "style" in attributes):
            self._verse = lines_kept(kind, node, attributes)
        parted = self._part(kind, node, before)
        if kind.lead:
            self._say(kind.lead)
        marks, code = self._marks, self._code
        if kind.prose:
            self._prose += 1
        if kind.marks:
            self._mark(kind, attributes)
        sheet = self._page.sheet
        if sheet.marks and (mark := sheet.mark(kind.tag, attributes.get("class"))) is not None:
            self._marks = with_mark(self._marks, mark)
        self._cue(kind.tag, attributes)
        parted = parted and not (self._page.verse_lines and self._goes_on(node))
        undo = (parted, self._opens(kind, attributes), code, verse)
        if (child := node.first_child) is not None:
            self._elements.append((node, kind, marks, undo))
            return child
        if "class" in attributes and TELLING.isdisjoint(attributes):
            self._stop_by(attributes)
        self._undo(kind, *undo)
        if kind.prose:
            self._prose -= 1
        self._marks = marks
        self._cues.pop()
        return None

    def _part(self, kind: Kind, node: LexborNode, before: str | None) -> bool:
        """Parts the words of an element from those before, if it does that; whether it may."""
        lines = self._page.verse_lines
        parts = kind.parts and (kind.parts_in_prose or not (self._prose or self._heading))
        if lines and node.mem_id in lines:
            self._break()
        elif parts:
            if self._heading:
                self._say(" ")
            elif self._words.leaves:
                self._flush()
        elif kind.seam and before in SEAMS:
            self._meet(kind.tag, before)
        return parts

    def _taken_whole(self, kind: Kind, node: LexborNode, attributes: Attributes) -> bool:
        """Takes in what is not walked: notes, formulas, programs, pictures, things elsewhere."""
        if place := self._page.formulas.places.get(node.mem_id):
            self._stop_by(attributes)
            self._formula(place)
            return True
        if self._noting and self._is_note(node):
            return True
        if self._is_control(kind, node, attributes):
            self._leave_out("control.left-out", node.text_lexbor())
            return True
        if kind.alone:
            self._alone(kind.tag, node, attributes)
            return True
        if kind.tag == SCRIPTLESS:
            words = words_of_twin(node, self._page.base)
            if words is not None:
                self._leave_out("picture.twice", words)
                return True
        if kind.embeds and self._embed(kind.tag, node, attributes):
            return True
        readable = kind.program and not (self._heading or self._verse)
        readable = readable and not (kind.tag == "pre" and lines_kept(kind, node, attributes))
        if readable and (program := program_at(node, attributes)):
            self._cue(kind.tag, attributes)
            self._lay_program(program)
            self._cues.pop()
            return True
        if kind.drawn and any(each[1].tag == "svg" for each in self._elements):
            if kind.tag == "text":  # titles and descriptions are names of signs, seen by nobody
                self._leave_out("drawing.left-out", node.text_lexbor())
            return True
        return False

    def _goes_on(self, node: LexborNode) -> bool:
        """Whether the next element is a line of the same stanza."""
        after = _next_element(node)
        return after is not None and after.mem_id in self._page.verse_lines

    def _cue(self, tag: str, attributes: Attributes) -> None:
        """The element as trails name it, and the language it speaks."""
        if not attributes:
            self._cues.append(tag)
        elif TELLING.isdisjoint(attributes):
            self._cues.append(classed(tag, attributes.get("class")))
        else:
            self._cues.append(cue_of(tag, attributes))
            if "lang" in attributes or "xml:lang" in attributes:
                self._speak(attributes.get("lang") or attributes.get("xml:lang") or "")
            if "role" in attributes and (mark := edit_of(attributes["role"])) is not None:
                self._marks = with_mark(self._marks, mark)
            if len(self._frames) > 1 or "id" in attributes:
                self._stop_by(attributes)
            if "style" in attributes:
                self._decorate(tag, attributes["style"] or "")

    def _opens(self, kind: Kind, attributes: Attributes) -> bool:
        """Opens a heading or a container; whether it was a container."""
        if self._heading:
            return False
        if kind.heading:
            self._heading, self._calm = kind.heading, False
            return False
        captions = self._page.captions and "wp-caption" in (attributes.get("class") or "")
        if not (kind.opens or self._figures or captions):
            return False
        framed = self._open_frame(kind.tag, attributes)
        self._calm = self._calm and not self._figures
        return framed

    def _alone(self, tag: str, node: LexborNode, attributes: Attributes) -> None:
        """Takes in an element without children that count."""
        if "id" in attributes:
            self._stop_by(attributes)
        match tag:
            case "br":
                self._break()
            case "hr":
                self._rule()
            case "input":
                self._input(attributes)
            case "wbr":
                pass
            case elements.INLAY:
                self._inlay(attributes)
            case _:
                self._picture(node, attributes)

    def _is_note(self, node: LexborNode) -> bool:
        """Whether the node is a note's mark, which becomes the note, or goes with the notes."""
        notes, name = self._page.notes, node.mem_id
        if name == self._root:
            return False
        placed = None if self._in_note else notes.by_mark.get(name)
        if placed is None:
            if name not in notes.gone:
                return False
            if notes.gone[name]:
                self._leave_out(notes.gone[name], node.text_lexbor())
                notes.gone[name] = ""  # a note may stand at several marks
            return True
        inner = Flow(self._page, tuple(self._cues), in_note=True)
        inner.walk(placed.holder)
        blocks = without_sign(inner.finished(), placed.sign)
        self._words.odd = self._words.odd or inner._words.odd
        if not blocks:
            return False
        marks = tuple(mark for mark in self._marks if mark.kind not in ("sup", "sub"))
        self._set_ahead()
        self._words.add(marks, Footnote(blocks), self._cues)
        return True

    def _embed(self, tag: str, node: LexborNode, attributes: Attributes) -> bool:
        """Lays the address of what is shown from elsewhere; whether the element is done with."""
        embed = embed_at(node, attributes, self._page.base)
        self._lay_embedded(tag, attributes, embed)
        return embed is not None or is_player(node, attributes)

    def _lay_embedded(self, tag: str, attributes: Attributes, embed: Embed | None) -> None:
        if embed is not None and self._heading:
            self._behind_heading.append(embed)
        elif embed is not None:
            self._cue(tag, attributes)
            self._lay_embed(embed)
            self._cues.pop()

    def _pass_over(self, tag: str | None, node: LexborNode) -> None:
        """What an element without words of its own shows: a formula, something from elsewhere."""
        if place := self._page.formulas.places.get(node.mem_id):
            self._formula(place)
        elif tag == "textarea":
            self._leave_out("control.left-out", node.text_content or node.text_lexbor())
        elif tag in SKIPPED_EMBEDS and (tag == "iframe" or node.first_child is None):
            self._embed(tag or "", node, node.attributes)

    def _is_control(self, kind: Kind, node: LexborNode, attributes: Attributes) -> bool:
        """Whether an element among words is none of them; readings of signs are none of a title."""
        if self._heading == 1 and kind.tag in ("rt", "rp"):
            return True
        if not self._heading and not (self._prose and kind.tag == "button"):
            return False
        return control_at(node, attributes, heading=self._heading > 0)

    def _is_marker(self, kind: Kind, node: LexborNode, attributes: Attributes) -> bool:
        """Whether the node is the marker of an item in a list as Word writes them."""
        if kind.tag in _PARAGRAPHS:
            if self._words.leaves:
                self._flush()
            heads = kind.heading or self._heading
            self._place, self._marker = None if heads else place_of(attributes), ""
        elif self._place is not None and "style" in attributes:
            words = node.text_lexbor() if node.first_child is not None else ""
            if marker := marker_in(attributes, words):
                self._marker = marker
                return True
        return False

    def _meet(self, tag: str, before: str | None) -> None:
        """Two elements touch.

        A page's styles set two links apart, and outside of paragraphs often two spans as well.
        """
        if tag == before and tag in _APART:
            self._say(" ")
        if not self._prose and not self._heading:
            self._words.touch()

    # What closes

    def _undo(self, kind: Kind, parted: bool, framed: bool, code: bool, verse: Kept) -> None:
        if self._heading:
            if kind.heading and not any(each[1].heading for each in self._elements):
                self._flush()
                self._heading = 0
                while self._behind_heading:
                    self._lay_embed(self._behind_heading.pop(0))
                self._settle()
            elif parted:
                self._say(" ")
        elif self._words.leaves and (parted or framed):
            self._flush()
        if kind.tail:
            self._say(kind.tail)
        if framed:
            self._close_frame()
            self._settle()
        self._code, self._verse = code, verse

    def _settle(self) -> None:
        page = self._page
        odd = page.captions or page.verse_lines or page.formulas.places or page.hosts
        styled = page.styled_code or page.told_tables or page.from_word or page.sheet.marks
        self._calm = not (self._noting or self._figures or odd or styled)


def _next_element(node: LexborNode) -> LexborNode | None:
    """The element that follows, white space aside."""
    after = node.next
    while after is not None and after.tag == "-text" and not (after.text_content or "").strip():
        after = after.next
    return after
