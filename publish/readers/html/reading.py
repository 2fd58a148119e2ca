"""What holds for a whole page while it is read, and what is counted over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from publish.model.article import Asset, Note
from publish.model.limits import Limits
from publish.model.tree import Anchor, Checkbox, Footnote, Formula, Picture
from publish.readers.assets import asset_of
from publish.readers.html.formulas import NO_FORMULAS, Formulas
from publish.readers.html.left_out import LeftOut
from publish.readers.html.notes import Notes
from publish.readers.html.saved import AS_FOUND, Saved
from publish.readers.html.stylesheets import NO_SHEET, Sheet
from publish.readers.html.word_lists import Item
from publish.readers.inlines import Mark
from publish.readers.references import is_remote

Inlay = Anchor | Checkbox | Footnote | Formula | Picture
"""What a piece of HTML may hold ready-made."""


@dataclass(slots=True)
class Reading:
    """What holds for the whole page, and what is counted over it.

    `captions` says whether its text has the classes that a widespread system gives to figures,
    `styled_code` whether elements may keep their lines by style alone, `told_tables` whether some
    are parts of tables by their role, `hosts` whether scripts may fill some, `sheet` what its own
    styles say; `verse_lines` are the elements that go on with the stanza before, as far as the page
    is read; `inlays` are inlines that stand ready-made in a piece of HTML, by their number.
    `from_word` says whether it has the lists of Word; `list_items` are paragraphs of such lists by
    their number. `places` are the names that its links lead to, `placed` those that were met.
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
