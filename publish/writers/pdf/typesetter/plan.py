"""The plan of a paragraph: which places end its lines, measure by measure.

A plan is made when a paragraph's first line is asked for, and made again from a line on when that
line stands on another page or column, or beside a float that was not there. Restates
weasyprint.layout.inline.get_next_linebox where it asks for the measure (NOTICE).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple  # WeasyPrint has no types

from weasyprint.layout import inline

from publish.writers.pdf.guard import compared
from publish.writers.pdf.typesetter import totalfit
from publish.writers.pdf.typesetter.breakpoints import (
    Detail,
    HorizontalList,
    Manner,
    Spot,
    horizontal_list,
)
from publish.writers.pdf.typesetter.leaves import Leaf, leaves_of
from publish.writers.pdf.typesetter.setting import Declined, setting
from publish.writers.pdf.typesetter.totalfit import Breakpoint

ENDLESS = 1e6
"""CSS pixels: more than any line, less than what the engine calls infinite."""

Kind = Literal["justified", "ragged", "balanced"]
Skip = Any  # the engine's way to say where a line starts: {child: {child: {byte: None}}}

_TITLES = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption"))
_TITLE_CLASS = "standfirst"
_SAME = 0.01  # CSS pixels: measures that differ less are one
_LETTERS = 2.5  # that stand in an em, if they are narrow: more letters are hardly one line
_upstream_line = inline.get_next_linebox


class PlannedLine(NamedTuple):
    """One planned line: from place to place, the latter with its spot; no hyphen at the last."""

    begin: Breakpoint
    end: Breakpoint
    spot: Spot
    is_last: bool


@dataclass(slots=True)
class Plan:
    """A paragraph, and the lines chosen for it; `current` is the number of the line to make."""

    kind: Kind
    manner: Manner
    leaves: list[Leaf]
    children: Any
    text: HorizontalList
    current: int | None = None
    shift: float = 0.0
    lines: list[int] = field(default_factory=list)  # numbers of places
    made: list[PlannedLine] = field(default_factory=list)
    first: int = 0  # the line from which it was last chosen, and the measures then
    widths: float | list[float] = 0.0
    page: object = None
    _starts: dict[tuple[tuple[int, ...], int] | None, int] = field(default_factory=dict)
    _chosen: object = None
    _solved: dict[object, list[int] | None] = field(default_factory=dict)

    @property
    def line(self) -> PlannedLine:
        """The line to make."""
        assert self.current is not None
        return self.made[self.current]

    def find(self, path: tuple[int, ...], byte: int) -> None:
        """Set `current` to the line that starts there, or to None."""
        self.current = self._starts.get((path, byte))

    def width_of(self, number: int) -> float:
        """The measure that a line was planned for."""
        if isinstance(self.widths, list):
            return self.widths[min(number - self.first, len(self.widths) - 1)]
        return self.widths

    def choose(self, number: int, linebox: Any, room: _Room) -> None:
        """Choose the lines from `number` on. Raises Declined."""
        self.widths = room.widths(linebox, self._most_lines(number, room))
        self.page = room.context.current_page
        banned: set[int] = set()
        while True:
            key, lines = self._best(number, linebox, banned)
            if not lines:
                raise Declined("a word is wider than the measure")
            page_end, start = room.last_line(len(lines), linebox), self._start(number)
            if (
                page_end is None
                or page_end in banned
                or not self._dash(start + lines[page_end - 1])
            ):
                break
            banned.add(page_end)
        if self._chosen != key:
            self._chosen = key
            self.lines[number:] = [start + index for index in lines]
            self._make(number)

    def _start(self, number: int) -> int:
        """The place where a line starts."""
        return self.lines[number - 1] if number else 0

    def _best(self, number: int, linebox: Any, banned: set[int]) -> tuple[object, list[int] | None]:
        """The places that end the lines from `number` on, counted from its start, and their key."""
        while True:
            start, indent = self._start(number), linebox.text_indent
            widths = tuple(self.widths) if isinstance(self.widths, list) else self.widths
            key = start, widths, indent, *sorted(banned)
            if key not in self._solved:  # in columns a paragraph is laid out again and again
                lines = self._solve(start, indent, banned)
                if lines is None and self.text.detail is not Detail.ALL:
                    self._refine(linebox)
                    continue
                self._solved[key] = lines
            return key, self._solved[key]

    def _refine(self, linebox: Any) -> None:
        """Look at the text in more detail: what is known of it has other numbers then."""
        detail = Detail(self.text.detail + 1)
        self.text = horizontal_list(linebox, self.leaves, self.manner, detail)
        self._solved.clear()
        self._chosen = None
        if detail is Detail.ALL:
            places = [i for i, place in enumerate(self.text.places) if not place.hyphen]
            self.lines = [places[index] for index in self.lines]
        else:
            self.lines.clear()

    def _dash(self, index: int) -> bool:
        return bool(self.text.places[index].dash)

    def _most_lines(self, number: int, room: _Room) -> int:
        places = self.text.places
        left = places[-1].end - places[self._start(number)].start
        return int(left / room.block.width * 1.5) + 8

    def _solve(self, start: int, indent: float, banned: set[int]) -> list[int] | None:
        """The lines as far as the text is known in detail, None where it must be in more."""
        places = self.text.places[start:] if start else self.text.places
        widths, space, detail = self.widths, self.text.space, self.text.detail
        if self.kind == "balanced":
            width = min(widths) if isinstance(widths, list) else widths
            return totalfit.balance(places, width - _SAME)
        if detail is Detail.ENDS:
            return [1] if totalfit.is_one_line(places, widths, indent) else None
        hyphens = detail is Detail.ALL
        if self.kind == "ragged":
            return totalfit.ragged(places, widths, space, indent, banned, hyphens=hyphens)
        expand = setting.choices.expand
        return totalfit.justify(
            places, widths, space, indent, banned, expand=expand, hyphens=hyphens
        )

    def _make(self, number: int) -> None:
        """Note what each line is made of, and where the text boxes are to be cut."""
        self.first = number
        text, before = self.text, 0
        self.made.clear()
        self._starts.clear()
        cuts: dict[int, list[tuple[int, int | None, bool, bool]]] = {}
        for count, index in enumerate(self.lines):
            begin, end, spot = text.places[before], text.places[index], text.spot(index)
            is_last = index == len(text.places) - 1
            self.made.append(PlannedLine(begin, end, spot, is_last))
            if count:
                path, _, _, byte = text.spots[before]
                self._starts[path, byte] = count
            fitted = self.kind == "justified" and not is_last
            cut = spot.end, None if is_last else spot.start, bool(end.hyphen), fitted
            cuts.setdefault(id(spot.leaf), []).append(cut)
            before = index
        for leaf in self.leaves:
            leaf.box.publish_cuts = cuts.get(id(leaf.box), ())


class _Room(NamedTuple):
    """The place a paragraph's next lines have."""

    context: Any
    block: Any
    position_y: float
    bottom_space: float

    def widths(self, linebox: Any, count: int) -> float | list[float]:
        """The measure of the next `count` lines: a number, or a list if they differ."""
        width: float = self.block.width
        shapes = self.context.excluded_shapes
        floats = count > 1 and _has_floats(linebox)
        if not floats and not (shapes and self._reached(shapes)):
            return width
        kept = shapes.copy()
        if floats:
            self._place_floats(linebox)
        saved = linebox.width, linebox.height, linebox.position_y
        linebox.width, linebox.height = 0, inline.strut(linebox.style)[0]
        widths = []
        for number in range(count):
            linebox.position_y = self.position_y + number * linebox.height
            found = inline.avoid_collisions(self.context, linebox, self.block, outer=False)
            widths.append(found[2])
        linebox.width, linebox.height, linebox.position_y = saved
        self.context.excluded_shapes = kept
        return widths if max(widths) - min(widths) > _SAME else widths[0]

    def _reached(self, shapes: Any) -> bool:
        """Whether what floats reaches down to here."""
        y = self.position_y
        return any(shape.position_y + shape.margin_height() > y for shape in shapes)

    def _place_floats(self, linebox: Any) -> None:
        """Lay the first line out as the engine does, to see what its floats take."""
        linebox.publish_plan = None
        _upstream_line(
            self.context, linebox, self.position_y, -ENDLESS, None, self.block, [], [], None, None
        )

    def last_line(self, count: int, linebox: Any) -> int | None:
        """The line of `count` that will be the last on its page or column, or None."""
        room = self.context.page_bottom - self.bottom_space - self.position_y
        if not 0 <= room < ENDLESS:  # infinite while columns are balanced
            return None
        fit = int(room / inline.strut(linebox.style)[0] + 1e-6)
        if count <= fit:
            return None
        last = min(fit, count - linebox.style["widows"])
        return last if last >= 1 else None


def planned(
    context: Any,
    linebox: Any,
    position_y: float,
    bottom_space: float,
    skip_stack: Skip,
    block: Any,
    *,
    styled: bool,
) -> Plan | None:
    """The plan of `linebox` with its `current` line, or None. Raises Declined.

    `styled` when the first letter or line has a style of its own.
    """
    if setting.choices.lines == "greedy":
        return None
    path = _path(skip_stack)
    plan: Plan | None = linebox.__dict__.get("publish_plan")
    room = _Room(context, block, position_y, bottom_space)
    if not path:
        return _begun(plan, linebox, room, styled=styled)
    if plan is None:
        return None
    plan.find(path[:-1], path[-1])
    number = plan.current
    if number:
        moved = plan.page != context.current_page
        if moved or abs(_one(room.widths(linebox, 1)) - plan.width_of(number)) > 0.5:
            plan.choose(number, linebox, room)
    return plan


def _begun(plan: Plan | None, linebox: Any, room: _Room, *, styled: bool) -> Plan:
    style, block = room.block.style, room.block
    if styled:
        raise Declined("a first letter or line with a style of its own")
    if not 0 < block.width < ENDLESS:
        raise Declined("no measure")
    if style["block_ellipsis"] != "none" or style["text_overflow"] != "clip":
        raise Declined("an ellipsis")
    # A page number from elsewhere is put into its place after the paragraph was laid out.
    if plan is None or plan.children is not linebox.children or plan.leaves != leaves_of(linebox):
        plan = _new(linebox, block.width)
    plan.choose(0, linebox, room)
    plan.current = 0
    return plan


def _new(linebox: Any, measure: float) -> Plan:
    kind, leaves = _kind(linebox), leaves_of(linebox)
    hang = setting.choices.hang and (kind == "justified" or (kind == "ragged" and _starts(linebox)))
    titles = kind == "balanced"
    manner = Manner(hyphens=not titles, hang=hang, clings=titles)
    letters = sum(len(leaf.box.text) for leaf in leaves)
    detail = (
        Detail.ENDS if letters < measure / linebox.style["font_size"] * _LETTERS else Detail.WORDS
    )
    text = horizontal_list(linebox, leaves, manner, detail)
    return Plan(kind, manner, leaves, linebox.children, text)


def _kind(linebox: Any) -> Kind:
    element = linebox.element
    if element is not None and (
        element.tag in _TITLES or _TITLE_CLASS in (element.get("class") or "").split()
    ):
        return "balanced"
    if linebox.style["white_space"] != "normal":
        raise Declined("forced line breaks")
    align = linebox.style["text_align_all"]
    return "justified" if align == "justify" else "ragged"


def _starts(linebox: Any) -> bool:
    """Whether ragged lines begin at one edge, so that what hangs there is seen to hang."""
    start = "right" if linebox.style["direction"] == "rtl" else "left"
    return linebox.style["text_align_all"] in ("start", start)


def _has_floats(linebox: Any) -> bool:
    """Whether something floats out of the paragraph itself."""
    return any(not child.is_in_normal_flow() and child.is_floated() for child in linebox.children)


def _one(widths: float | list[float]) -> float:
    return widths[0] if isinstance(widths, list) else widths


def _path(skip_stack: Skip) -> tuple[int, ...]:
    path = []
    while skip_stack:
        ((index, skip_stack),) = skip_stack.items()
        path.append(index)
    return tuple(path)


HOLDS = (
    *compared(
        "weasyprint.formatting_structure.boxes",
        "Box.is_floated",
        "Box.is_in_normal_flow",
        "Box.margin_height",
    ),
    *compared("weasyprint.layout.inline", "get_next_linebox"),
    *compared("weasyprint.layout.float", "avoid_collisions"),
    *compared("weasyprint.text.line_break", "strut"),
)
