"""layout.toml, read and checked key by key; every mistake names its line and the nearest word."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from typing import NoReturn

from publish.errors import BrokenLayout, SettingsError, nearest
from publish.model.edition import DocxStyles

__all__ = ["FORMATS", "LayoutFile", "Option", "chosen"]

FORMATS = ("pdf", "docx", "epub", "xhtml", "json")
_KEYS = frozenset({"title", "summary", "formats", "page", "options", "fonts", "docx", "labels"})

LARGEST_MARGIN_MM = 90
"""Two of them on A4 leave 30 mm, under which no line can be set."""

Table = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Option:
    """A key that `--set` takes, with its default, its values if they are few, and one line."""

    key: str
    default: str
    help: str
    choices: tuple[str, ...] = ()


def chosen(known: tuple[Option, ...], asked: Mapping[str, str], name: str) -> dict[str, str]:
    """Every option with the value asked for, or its default."""
    options = {option.key: option for option in known}
    for key, value in asked.items():
        option = options.get(key)
        where = f"layout {name}, option {key}"
        if option is None:
            raise SettingsError("there is no such option", where=where, hint=nearest(key, options))
        if option.choices and value not in option.choices:
            raise SettingsError(
                f"{value!r} is no value for it", where=where, hint=nearest(value, option.choices)
            )
    return {key: asked.get(key, option.default) for key, option in options.items()}


@dataclass(frozen=True, slots=True)
class LayoutFile:
    """layout.toml, read and checked key by key."""

    text: str
    where: str
    values: Table

    @classmethod
    def read(cls, text: str, where: str) -> LayoutFile:
        """The file's values; `where` is its name for messages."""
        try:
            values = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise BrokenLayout(str(error), where=where, hint="see toml.io") from error
        made = cls(text, where, values)
        made._refuse_unknown(values, _KEYS)
        return made

    @property
    def title(self) -> str:
        """The layout's name for people."""
        return self._text(self.values, "title")

    @property
    def summary(self) -> str:
        """What it is good for, in one line."""
        return self._text(self.values, "summary")

    @property
    def formats(self) -> tuple[str, ...]:
        """What it can be written as."""
        formats = self._texts(self.values, "formats") or FORMATS
        for each in formats:
            if each not in FORMATS:
                self._wrong("formats", f"there is no format {each!r}", nearest(each, FORMATS))
        return formats

    def options(self) -> tuple[Option, ...]:
        """The options, then those of the page as `page.…`."""
        made = []
        for key, value in self._table(self.values, "options").items():
            entry = self._table({key: value}, key)
            self._refuse_unknown(entry, {"default", "help", "choices"})
            default = entry.get("default", "")
            choices = self._texts(entry, "choices")
            if isinstance(default, bool):
                default, choices = str(default).lower(), ("true", "false")
            if not isinstance(default, str):
                self._wrong(key, "its default must be text in quotes, true or false")
            made.append(Option(key, default, self._text(entry, "help"), choices))
        page = self._table(self.values, "page")
        sizes = tuple(self._table(page, "sizes"))
        made.append(Option("page.size", self._text(page, "size"), "the paper", sizes))
        made.append(Option("page.margin", "", "top right bottom left in mm, such as 30 25 30 25"))
        return tuple(made)

    def page(self, chosen: Mapping[str, str]) -> dict[str, str]:
        """The page as style sheets write it: width, height and margin with their units."""
        page = self._table(self.values, "page")
        self._refuse_unknown(page, {"size", "sizes"})
        size = chosen["page.size"]
        paper = self._table(self._table(page, "sizes"), size)
        self._refuse_unknown(paper, {"width", "height", "margins"})
        margins = self._numbers(paper, "margins")
        if chosen["page.margin"]:
            margins = _lengths(chosen["page.margin"])
        if len(margins) != 4:
            self._wrong("margins", "four numbers are needed: top, right, bottom, left")
        return {
            "size": size,
            "width": _mm(self._number(paper, "width")),
            "height": _mm(self._number(paper, "height")),
            "margin": " ".join(map(_mm, margins)),
        }

    def docx(self, page: Mapping[str, str]) -> DocxStyles:
        """The Word file's looks, on the same paper."""
        table = self._table(self.values, "docx")
        self._refuse_unknown(table, {each.name for each in fields(DocxStyles)})
        default = DocxStyles()

        def number(key: str, otherwise: float) -> float:
            return self._number(table, key) if key in table else otherwise

        margins = self._numbers(table, "margins_mm") or default.margins_mm
        if len(margins) != 4:
            self._wrong("margins_mm", "four numbers are needed: top, right, bottom, left")
        return DocxStyles(
            text_font=self._text(table, "text_font") or default.text_font,
            sans_font=self._text(table, "sans_font") or default.sans_font,
            mono_font=self._text(table, "mono_font") or default.mono_font,
            text_size_pt=number("text_size_pt", default.text_size_pt),
            leading_pt=number("leading_pt", default.leading_pt),
            accent=self._text(table, "accent") or default.accent,
            page_width_mm=float(page["width"].removesuffix("mm")),
            page_height_mm=float(page["height"].removesuffix("mm")),
            margins_mm=(margins[0], margins[1], margins[2], margins[3]),
        )

    @property
    def reflow_fonts(self) -> tuple[str, ...]:
        """The files that EPUB and XHTML embed, as paths below a folder of fonts."""
        table = self._table(self.values, "fonts")
        self._refuse_unknown(table, {"reflow"})
        return self._texts(table, "reflow")

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
        raise BrokenLayout(message, where=f"{self.where}:{self.line_of(key)}", hint=hint)

    def line_of(self, key: str) -> int:
        """The first line that speaks of the key: TOML's reader keeps no places."""
        lines = self.text.splitlines()
        return next((number for number, line in enumerate(lines, 1) if key in line), 1)


def _lengths(text: str) -> tuple[float, ...]:
    """Four lengths that someone typed, in millimetres."""
    where = "option page.margin"
    try:
        lengths = tuple(float(part.removesuffix("mm")) for part in text.split())
    except ValueError as error:
        message = f"{text!r} is not four numbers"
        raise SettingsError(message, where=where, hint="such as 30 25 30 25") from error
    if len(lengths) != 4 or not all(0 <= length <= LARGEST_MARGIN_MM for length in lengths):
        message = f"four numbers from 0 to {LARGEST_MARGIN_MM} are needed"
        raise SettingsError(message, where=where, hint="such as 30 25 30 25")
    return lengths


def _mm(number: float) -> str:
    return f"{number:g}mm"
