"""Words and containers of a page while they are laid into blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from publish.errors import OverLimit
from publish.model.article import Asset, Note
from publish.model.clean import clean_text
from publish.model.limits import Limits
from publish.model.tree import (
    Anchor,
    Block,
    Blocks,
    Checkbox,
    Code,
    CodeBlock,
    Figure,
    Footnote,
    Formula,
    FormulaBlock,
    Heading,
    Inlines,
    LineBreak,
    Link,
    Origin,
    Paragraph,
    Picture,
    SectionBreak,
    Text,
)
from publish.readers.assets import asset_of
from publish.readers.fragments import escaped_once
from publish.readers.html.containers import DEEPENING, finish, opened
from publish.readers.html.drop_caps import joined, letter_of
from publish.readers.html.elements import Attributes
from publish.readers.html.embeds import Embed
from publish.readers.html.formulas import NO_FORMULAS, FormulaPlace, Formulas, pieces_of
from publish.readers.html.frames import Frame, FrameKind
from publish.readers.html.gathering import Gathering, code_leaves
from publish.readers.html.images import Picture as Shown
from publish.readers.html.images import has_larger_beside, is_svg, picture_of
from publish.readers.html.left_out import LeftOut
from publish.readers.html.notes import Notes
from publish.readers.html.programs import Program, program_in
from publish.readers.html.saved import AS_FOUND, Saved
from publish.readers.html.small_pictures import (
    is_in_a_sentence,
    is_said,
    is_small,
    words_behind,
)
from publish.readers.html.styles import box_of, is_shown, uncounted
from publish.readers.html.stylesheets import NO_SHEET, Sheet
from publish.readers.html.verse import Kept
from publish.readers.html.word_lists import Item, ListPlace, with_lists, without_marker
from publish.readers.inlines import Mark, Marks
from publish.readers.references import is_remote
from publish.readers.repairs import mended_block

_NOT_OF_PROGRAMS = frozenset(("del", "ins", "sup", "sub", "link"))
_LONGEST_TRAIL = 80  # elements; the deepest real page has 51
_PARTS: tuple[FrameKind, ...] = (
    "item",
    "cell",
)  # of lists and tables, which alone say where they stood


Inlay = Anchor | Checkbox | Footnote | Formula | Picture
"""What a piece of HTML may hold ready-made."""


@dataclass(slots=True)
class Reading:
    """What holds for the whole page, and what is counted over it.

    `captions` says whether its text has the classes that a widespread system gives to figures,
    `styled_code` whether elements may keep their lines by style alone, `told_tables` whether some
    are parts of tables by their role, `hosts` whether scripts may fill some, `sheet` what its own
    styles say; `verse_lines` are the
    elements that go on with the stanza before, as far as the page is read; `inlays` are inlines
    that stand ready-made in a piece of HTML, by their number. `from_word` says whether it has the
    lists of Word; `list_items` are paragraphs of such lists by their number. `places` are the names
    that its links lead to, `placed` those that were met.
    """

    base: str
    language: str
    notes: Notes
    limits: Limits
    name: str
    captions: bool
    styled_code: bool = False
    told_tables: bool = False
    hosts: bool = False
    sheet: Sheet = NO_SHEET
    saved: Saved = AS_FOUND
    count: int = 0
    dropped_links: int = 0
    underlined: int = 0
    places: frozenset[str] = frozenset()
    placed: set[str] = field(default_factory=set)
    from_word: bool = False
    list_items: dict[int, Item] = field(default_factory=dict)
    links: dict[str, Mark] = field(default_factory=dict)
    verse_lines: set[int] = field(default_factory=set)
    left_out: LeftOut = field(default_factory=LeftOut)
    embedded: set[str] = field(default_factory=set)
    pictures: list[str] = field(default_factory=list)
    inline_pictures: dict[str, bytes] = field(default_factory=dict)
    inlays: list[Inlay] = field(default_factory=list)
    formulas: Formulas = NO_FORMULAS
    unset_formulas: list[Note] = field(default_factory=list)
    companions: Mapping[str, bytes] = field(default_factory=dict)
    seen: dict[str, Asset | None] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def asset(self, name: str) -> Asset | None:
        """A picture that came with the page, decoded when it is first asked for."""
        if name in self.seen:
            return self.seen[name]
        if len(self.seen) >= self.limits.images:
            return None  # `media_of` refuses them all
        data = self.inline_pictures.get(name, b"")
        if not data and name and not is_remote(name) and name in self.companions:
            data = self.companions[name]
        found = asset_of(name, data, self.limits) if data else None
        self.seen[name] = found
        return found


class Laying:
    """Blocks of a page, or of a note in it, and what is open around the next word."""

    def __init__(self, page: Reading, trail: tuple[str, ...], *, in_note: bool) -> None:
        self._page = page
        self._in_note = in_note
        self._cues = list(trail)  # of the elements that are open
        self._frames = [Frame("root")]
        self._figures = 0  # how many of the frames
        self._words = Gathering()
        self._marks: Marks = ()
        self._ahead: list[Anchor | Checkbox] = []  # what stands before the next word
        self._code = False
        self._heading = 0
        self._verse: Kept = ""
        self._place: ListPlace | None = None  # of the paragraph that is open, among Word's lists
        self._marker = ""
        self._most = page.limits.blocks

    def finished(self) -> Blocks:
        """The blocks, after all words."""
        self._flush()
        return tuple(self._listed(self._frames[0].blocks))

    # Words

    def _text(self, text: str) -> None:
        plain = not (self._verse or self._code or self._ahead or self._page.formulas.in_words)
        if plain and "&" not in text:
            self._words.add(self._marks, text, self._cues)
        elif self._verse:
            self._lay_verse(text)
        elif self._code and text.strip():
            self._set_ahead()
            self._words.odd = self._words.odd or not text.isascii()
            for leaf in code_leaves(text, begins=self._words.begin_a_line):
                self._words.add(self._marks, leaf, self._cues)
        else:
            self._lay_words(text)

    def _lay_words(self, text: str) -> None:
        """Running words, with the formulas that stand among them as TeX."""
        if self._ahead and not text.isspace():
            self._set_ahead()
        if "&" in text:
            text = escaped_once(text)
        signs = self._page.formulas.in_words
        if signs is None or ("\\" not in text and "$" not in text):
            self._words.add(self._marks, text, self._cues)
            return
        for piece in pieces_of(text, signs):
            if isinstance(piece, FormulaPlace):
                self._formula(piece)
            else:
                self._words.add(self._marks, piece, self._cues)

    def _lay_verse(self, text: str) -> None:
        """Lines as they stand; what sets one in does not fold away."""
        for at, line in enumerate(text.expandtabs(4).split("\n")):
            if at:
                self._break()
            if self._verse == "lines":
                line = line.strip(" ")
            words = line.lstrip(" ")
            indent = "\u00a0" * (len(line) - len(words))
            if words and (at or not self._words.leaves):
                line = indent + words
            if line:
                self._words.add(self._marks, line, self._cues)

    def _arrive(self, name: str | None) -> None:
        """A place of the page: an anchor before the next word, if a link leads to it."""
        page = self._page
        if self._in_note:
            return  # a note is reached by its mark
        if name and name in page.places and name not in page.placed:
            page.placed.add(name)
            self._ahead.append(Anchor(name))

    def _set_ahead(self) -> None:
        for each in self._ahead:
            self._words.add((), each, self._cues)
            if isinstance(each, Checkbox):
                self._words.add((), " ", self._cues)
        self._ahead = []

    def _set_before(self) -> None:
        """Places right before a block without words of its own, as a line before it."""
        if self._ahead and self._frames[-1].kind in ("root", "quote"):
            self._set_ahead()
            self._flush()

    def _say(self, text: str) -> None:
        """Words or a space that no text of the page says."""
        self._words.add(self._marks, text, self._cues)

    def _break(self) -> None:
        self._words.add(self._marks, LineBreak(), self._cues)

    def _flush(self) -> None:
        """The words gathered so far become a block."""
        if not self._words.leaves:
            return
        parts = self._words.taken()
        if not parts:
            return
        trail = _trail(self._words.cues)
        if self._heading:
            words = parts[0]
            for part in parts[1:]:
                words = (*words, LineBreak(), *part)
            self._add(Heading(self._heading, _without_anchor(words), self._origin(trail)))
        else:
            if self._frames[-1].kind == "caption":
                parts = [self._captioning(part) for part in parts]
            for part in parts:
                if isinstance(part[0], Code) and (program := program_in(part)):
                    self._add(CodeBlock(program, origin=self._origin(trail)))
                    continue
                paragraph = Paragraph(part, self._origin(trail))
                self._add(paragraph if self._place is None else self._item(paragraph))

    def _captioning(self, words: Inlines) -> Inlines:
        """The words of a caption, less the sign that links to its figure or table."""
        left = _without_anchor(words)
        if left != words:
            self._leave_out("control.left-out", _ANCHORS[0])
        return left

    # Blocks

    def _add(self, block: Block) -> None:
        """A block joins the innermost container; one that is in none has its spaces mended."""
        if self._words.odd and len(self._frames) == 1 and not self._in_note:
            block = mended_block(block)
        frame = self._frames[-1]
        if frame.blocks and (whole := joined(frame.blocks[-1], block)) is not None:
            initial = frame.blocks.pop()
            if isinstance(initial, Figure):
                self._page.pictures.remove(initial.asset)
            block = whole
        frame.add(block)

    def _item(self, paragraph: Paragraph) -> Block:
        """A paragraph of a list in Word's manner without its marker; the list is made later."""
        assert self._place is not None
        marked = (paragraph, self._marker) if self._marker else without_marker(paragraph)
        block, marker = marked
        self._page.list_items[paragraph.origin.first] = Item(self._place, marker)
        self._marker = ""
        return block

    def _listed(self, blocks: list[Block]) -> list[Block]:
        items = self._page.list_items
        return with_lists(blocks, items) if items else blocks

    def _origin(self, trail: tuple[str, ...]) -> Origin:
        """The next number, with a trail."""
        page = self._page
        page.count = count = page.count + 1
        if count > self._most:
            raise OverLimit("blocks", count, self._most, where=page.name)
        return Origin(count, count, "block", trail)

    def _leave_out(self, code: str, words: str) -> None:
        """Words that go, on record with the block that stands there or comes next."""
        at = self._page.count + 1
        self._page.left_out.add(code, words, Origin(at, at, "block", _trail(self._cues)))

    def _rule(self) -> None:
        self._flush()
        if not self._heading:
            self._add(SectionBreak(self._origin(_trail(self._cues))))

    def _lay_program(self, program: Program) -> None:
        """A program as it stands, of a line or many."""
        self._flush()
        self._leave_out("code.numbers", program.numbers)
        self._leave_out("control.left-out", program.pressed)
        text = clean_text(program.text)[0].strip("\n").rstrip()
        self._words.odd = self._words.odd or not text.isascii()
        if text.strip():
            marked = program.marked
            if not {mark.kind for mark in self._marks}.isdisjoint(_NOT_OF_PROGRAMS):
                marked = (text.strip().split("\n")[0],)
            for words in marked:
                self._leave_out("code.marks", words)
            self._set_before()
            self._add(CodeBlock(text, program.language, self._origin(_trail(self._cues))))

    def _lay_embed(self, embed: Embed) -> None:
        """A line with the name and the address of what cannot be printed; once on a page."""
        if embed.address in self._page.embedded:
            return
        self._page.embedded.add(embed.address)
        self._flush()
        self._leave_out("frame.left-out", embed.address)
        title = clean_text(embed.title)[0]
        address = Link(embed.address, (Text(embed.address),))
        words = (Text(f"{title}: "), address) if title else (address,)
        self._add(Paragraph(words, self._origin(_trail(self._cues))))

    def _open_frame(self, tag: str, attributes: Attributes) -> bool:
        """Opens the container of an element; whether it has one."""
        frame = opened(tag, attributes, self._frames)
        if frame is None:
            return False
        self._flush()
        frame.first = self._page.count + 1
        if frame.kind == "list" and frame.numbering is None:
            frame.numbering = self._page.sheet.numbering(tag, attributes.get("class"))
            if frame.ordered:
                self._leave_out("list.numbers", uncounted(attributes))
        if frame.kind == "item" and frame.ticked is not None:
            self._ahead.append(Checkbox(frame.ticked))
        if frame.kind not in _PARTS:
            frame.trail = _trail(self._cues)
        if frame.kind in DEEPENING:  # these become blocks; the others are parts of one
            self._page.count += 1
        elif frame.kind == "figure":
            self._figures += 1
        self._frames.append(frame)
        return True

    def _close_frame(self) -> None:
        boxes = self._ahead and any(isinstance(each, Checkbox) for each in self._ahead)
        if boxes and self._frames[-1].kind in _PARTS:
            self._set_ahead()  # a box is all that the part holds
            self._flush()
        frame = self._frames.pop()
        if frame.kind == "figure" and frame.blocks:
            self._set_before()  # no caption has said them
        if self._page.list_items:
            frame.blocks = self._listed(frame.blocks)
        if frame.kind not in _PARTS:
            self._figures -= frame.kind == "figure"
            last = max(frame.first, self._page.count)
            frame.origin = Origin(frame.first, last, "block", frame.trail)
        allowed = self._page.limits.table_cells
        for block in finish(frame, self._frames, allowed, self._page.name):
            self._add(block)
        if len(self._frames) == 1:
            self._words.odd = False

    # Formulas, pictures and controls

    def _formula(self, place: FormulaPlace) -> None:
        """A formula in its line; on one of its own where that may stand."""
        formula = place.formula
        if formula is None:
            return
        in_words = self._heading or self._frames[-1].kind in ("caption", "credit")
        if place.display and not in_words:
            self._flush()
            self._set_before()
            origin = self._origin(_trail(self._cues))
            self._add(FormulaBlock(formula.text, formula.mathml, origin))
        else:
            self._set_ahead()
            self._words.add(self._marks, formula, self._cues)

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
                self._page.missing.append(picture.name)  # a sentence lacks something
            return
        if picture is None or self._heading or picture.is_sign:
            if alt and (self._heading or (picture is not None and picture.is_sign)):
                self._text(alt)
            return
        self._flush()
        self._set_before()
        self._page.pictures.append(picture.name)
        self._words.odd = self._words.odd or not alt.isascii()
        self._add(Figure(picture.name, alt, origin=self._origin(_trail(self._cues))))

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
            return said and kind in _PARTS and is_small(attributes, asset) is True
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
        told = self._frames[-1].kind in _PARTS or is_shown(attributes)
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
        if kind in ("submit", "button", "reset") and label.strip():
            self._flush()
            self._text(label)
            self._flush()


def _trail(cues: Sequence[str]) -> tuple[str, ...]:
    """The elements of a trail, from the outermost; of very many the first and the last."""
    if len(cues) <= _LONGEST_TRAIL:
        return tuple(cues)  # a tuple is not copied
    half = _LONGEST_TRAIL // 2
    return (*cues[:half], *cues[-half:])


_ANCHORS = "¶⚓🔗"


def _without_anchor(words: Inlines) -> Inlines:
    """A heading without the sign that links to itself, as documentation puts behind each."""
    *rest, last = words
    if isinstance(last, Link) and rest and len(last.inlines) == 1:
        last = last.inlines[0]
    if not isinstance(last, Text) or not last.text.endswith(tuple(_ANCHORS)):
        return words
    left = last.text.rstrip(_ANCHORS).rstrip()
    if left:
        return (*rest, Text(left))
    if rest and isinstance(rest[-1], Text):
        rest[-1] = Text(rest[-1].text.rstrip())
    return tuple(rest) or words
