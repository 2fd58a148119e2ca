"""layout.toml, read and checked key by key; every mistake names its line and the nearest word."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import NoReturn

from publish.errors import BrokenLayout, nearest
from publish.layouts.families import ROLES
from publish.layouts.options import KINDS, Kind, Option, margins_from
from publish.layouts.word import with_options, word_defaults
from publish.model.edition import DocxStyles

_KEYS = frozenset(
    {
        "abstract",
        "docx",
        "extends",
        "fonts",
        "formats",
        "labels",
        "options",
        "page",
        "summary",
        "title",
    }
)
_OWN = frozenset({"abstract", "extends"})  # what a layout does not take from the one it extends
_OPTION_KEYS = frozenset({"type", "default", "help", "choices", "least", "most", "article"})

_MOST_COLUMNS = 4

HOUSE = "fonts."
"""Stands before a role where a family's name will."""

Table = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class LayoutFile:
    """layout.toml, laid over those of the layouts it extends.

    `sources` are the name and the text of each file, its own first: a mistake is looked for there.
    """

    values: Table
    sources: tuple[tuple[str, str], ...]

    @classmethod
    @lru_cache(maxsize=32)  # texts: to parse one takes most of the time that a layout takes
    def read(cls, text: str, where: str) -> LayoutFile:
        """One file's values; `where` is its name for messages."""
        try:
            values = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise BrokenLayout(str(error), where=where, hint="see toml.io") from error
        made = cls(values, ((where, text),))
        made._refuse_unknown(values, _KEYS)
        return replace(made, values=made._with_word())

    def _with_word(self) -> Table:
        """The values, in which Word has what no key of [docx] says.

        That is the family of a role, and the size, leading and accent that print has by default.
        """
        roles = self._table(self.values, "fonts").keys() & ROLES.keys()
        own = self._table(self.values, "docx")
        named = {ROLES[role]: f"{HOUSE}{role}" for role in roles if ROLES[role]}
        below = {**named, **word_defaults(self._table(self.values, "options"))}
        return {**self.values, "docx": {**below, **own}} if below else self.values

    def over(self, below: LayoutFile) -> LayoutFile:
        """The file laid over that of the layout it extends: tables key by key, all else whole."""
        inherited = {key: value for key, value in below.values.items() if key not in _OWN}
        return LayoutFile(_merged(inherited, self.values), (*self.sources, *below.sources))

    @property
    def extends(self) -> str:
        """The layout it takes everything from that it does not say itself; "" for none."""
        return self._text(self.values, "extends")

    @property
    def abstract(self) -> bool:
        """Whether it only is there to be extended."""
        value = self.values.get("abstract", False)
        return value if isinstance(value, bool) else self._wrong("abstract", "true or false")

    @property
    def title(self) -> str:
        """The layout's name for people."""
        return self._text(self.values, "title")

    @property
    def summary(self) -> str:
        """What it is good for, in one line."""
        return self._text(self.values, "summary")

    def formats(self, known: tuple[str, ...]) -> tuple[str, ...]:
        """What it can be written as, of the formats that are known; all of them if it says none."""
        formats = self._texts(self.values, "formats") or known
        for each in formats:
            if each not in known:
                self._wrong("formats", f"there is no format {each!r}", nearest(each, known))
        return formats

    def options(self) -> tuple[Option, ...]:
        """The options, then those of the page as `page.…`."""
        options = self._table(self.values, "options")
        made = [self._option(key, self._table(options, key)) for key in options]
        page = self._table(self.values, "page")
        sizes = tuple(self._table(page, "sizes"))
        made.append(Option("page.size", self._text(page, "size"), "the paper", sizes, "choice"))
        made.append(Option("page.margin", "", "top right bottom left in mm, such as 30 25 30 25"))
        return tuple(made)

    def _option(self, key: str, entry: Table) -> Option:
        self._refuse_unknown(entry, _OPTION_KEYS)
        default = entry.get("default", "")
        choices = self._texts(entry, "choices")
        kind = self._kind(key, entry, default, choices)
        if kind == "flag":
            choices = ("true", "false")
        article = entry.get("article", False)
        if not isinstance(article, bool):
            self._wrong(key, "article must be true or false")
        spelt = self._spelt(key, default)
        least, most = (self._spelt(key, entry.get(bound, "")) for bound in ("least", "most"))
        made = Option(key, spelt, self._text(entry, "help"), choices, kind, least, most, article)
        if flaw := made.flaw(spelt):
            self._wrong(key, f"its default: {flaw[0]}", flaw[1])
        return made

    def _kind(self, key: str, entry: Table, default: object, choices: tuple[str, ...]) -> Kind:
        """What an option holds: as it says, or as its default and its choices show."""
        said = self._text(entry, "type")
        for kind in KINDS:
            if kind == said:
                return kind
        if said:
            self._wrong(key, f"there is no type {said!r}", nearest(said, KINDS))
        if isinstance(default, bool):
            return "flag"
        if choices:
            return "choice"
        return "number" if isinstance(default, int | float) else "text"

    def _spelt(self, key: str, value: object) -> str:
        """A value as `--set` has it."""
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int | float):
            return f"{value:g}"
        return value if isinstance(value, str) else self._wrong(key, "text or a number is needed")

    def page(self, chosen: Mapping[str, str]) -> dict[str, str]:
        """The page as style sheets write it: width, height and margin with their units."""
        page = self._table(self.values, "page")
        self._refuse_unknown(page, {"size", "sizes"})
        size = chosen["page.size"]
        paper = self._table(self._table(page, "sizes"), size)
        self._refuse_unknown(paper, {"width", "height", "margins"})
        margins = self._numbers(paper, "margins")
        if chosen["page.margin"]:
            margins = margins_from(chosen["page.margin"])
        if len(margins) != 4:
            self._wrong("margins", "four numbers are needed: top, right, bottom, left")
        return {
            "size": size,
            "width": _mm(self._number(paper, "width")),
            "height": _mm(self._number(paper, "height")),
            "margin": " ".join(map(_mm, margins)),
        }

    def docx(
        self, page: Mapping[str, str], values: Mapping[str, str], changed: Collection[str]
    ) -> DocxStyles:
        """The Word file's looks, on the same paper, with the options that hold there.

        `changed` are the keys of options that someone has set to another value than the layout's.
        """
        table = self._table(self.values, "docx")
        self._refuse_unknown(table, {each.name for each in fields(DocxStyles)})
        default = DocxStyles()

        def number(key: str, otherwise: float) -> float:
            return self._number(table, key) if key in table else otherwise

        def flag(key: str, otherwise: bool) -> bool:
            value = table.get(key, otherwise)
            return value if isinstance(value, bool) else self._wrong(key, "true or false is needed")

        margins = self._numbers(table, "margins_mm") or default.margins_mm
        if len(margins) != 4:
            self._wrong("margins_mm", "four numbers are needed: top, right, bottom, left")
        named = self._table(table, "styles")
        columns = number("columns", default.columns)
        if columns not in range(1, _MOST_COLUMNS + 1):
            self._wrong("columns", f"a whole number from 1 to {_MOST_COLUMNS} is needed")
        made = DocxStyles(
            text_font=self._text(table, "text_font") or default.text_font,
            sans_font=self._text(table, "sans_font") or default.sans_font,
            mono_font=self._text(table, "mono_font") or default.mono_font,
            text_size_pt=number("text_size_pt", default.text_size_pt),
            leading_pt=number("leading_pt", default.leading_pt),
            accent=self._text(table, "accent") or default.accent,
            page_width_mm=float(page["width"].removesuffix("mm")),
            page_height_mm=float(page["height"].removesuffix("mm")),
            margins_mm=(margins[0], margins[1], margins[2], margins[3]),
            logo=self._text(table, "logo").removeprefix("asset:"),
            logo_alt=self._text(table, "logo_alt"),
            logo_height_mm=number("logo_height_mm", default.logo_height_mm),
            side_mm=number("side_mm", 0.0) if "side_mm" in table else None,
            justify=flag("justify", default.justify),
            hyphenate=flag("hyphenate", default.hyphenate),
            line_numbers=flag("line_numbers", default.line_numbers),
            typescript=flag("typescript", default.typescript),
            columns=int(columns),
            column_gap_mm=number("column_gap_mm", default.column_gap_mm),
            cover_ground=self._text(table, "cover_ground"),
            cover_ink=self._text(table, "cover_ink"),
            styles=tuple((name, self._text(named, name)) for name in named),
        )
        return with_options(made, values, changed, table.keys())

    @property
    def reflow_fonts(self) -> tuple[str, ...]:
        """The files that EPUB and XHTML embed, as paths below a folder of fonts."""
        table = self._table(self.values, "fonts")
        self._refuse_unknown(table, {"reflow", *ROLES})
        return self._texts(table, "reflow")

    @property
    def house_fonts(self) -> dict[str, str]:
        """The folder below `fonts/` for each role that has one."""
        table = self._table(self.values, "fonts")
        return {role: name for role in ROLES if (name := self._text(table, role))}

    def labels(self) -> dict[str, dict[str, str]]:
        """The layout's own words by language."""
        table = self._table(self.values, "labels")
        return {
            tag: {key: self._text(words, key) for key in words}
            for tag in table
            for words in [self._table(table, tag)]
        }

    # Values with their checks

    def _table(self, table: Table, key: str) -> Table:
        value = table.get(key, {})
        return value if isinstance(value, dict) else self._wrong(key, "a table is needed")

    def _text(self, table: Table, key: str) -> str:
        value = table.get(key, "")
        return value if isinstance(value, str) else self._wrong(key, "text in quotes is needed")

    def _texts(self, table: Table, key: str) -> tuple[str, ...]:
        value = table.get(key, [])
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return tuple(value)
        return self._wrong(key, "a list of texts in quotes is needed")

    def _number(self, table: Table, key: str) -> float:
        value = table.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool) and value > 0:
            return float(value)
        return self._wrong(key, "a number of millimetres is needed")

    def _numbers(self, table: Table, key: str) -> tuple[float, ...]:
        value = table.get(key, [])
        if isinstance(value, list) and all(isinstance(each, int | float) for each in value):
            return tuple(float(each) for each in value)
        return self._wrong(key, "a list of numbers is needed")

    def _refuse_unknown(self, table: Table, known: Collection[str]) -> None:
        for key in table:
            if key not in known:
                self._wrong(key, f"there is no key {key!r}", nearest(key, known))

    def _wrong(self, key: str, message: str, hint: str = "") -> NoReturn:
        raise BrokenLayout(message, where=self.place_of(key), hint=hint)

    def place_of(self, key: str) -> str:
        """The file and line that speak of a key: TOML's reader keeps no places.

        A line that sets the key comes before one that has it in a list or a table's name.
        """
        word = rf'(?<![\w.-])"?{re.escape(key)}"?(?![\w-])'
        for pattern in (
            rf"\s*{word}\s*=",
            rf"\s*\[[^]#]*(?<![\w-]){re.escape(key)}[\].]",
            f".*{re.escape(key)}",
        ):
            for where, text in self.sources:
                for number, line in enumerate(text.splitlines(), 1):
                    if re.match(pattern, line):
                        return f"{where}:{number}"
        return f"{self.sources[0][0]}:1"


def _merged(below: Table, above: Table) -> dict[str, object]:
    """Two tables key by key, and the tables in them too; what stands above wins."""
    made = dict(below)
    for key, value in above.items():
        under = made.get(key)
        both = isinstance(value, dict) and isinstance(under, dict)
        made[key] = _merged(under, value) if both else value  # type: ignore[arg-type]
    return made


def _mm(number: float) -> str:
    return f"{number:g}mm"
