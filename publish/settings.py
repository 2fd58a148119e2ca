"""What a run is asked for: publish.toml or [tool.publish], and decisions.toml.

Bytes come from `files`; this module turns them into values and names every mistake with its key and
the nearest right word. Order: option of the command line, then file, then default.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import NoReturn

from publish import files
from publish.errors import SettingsError, nearest
from publish.model.article import NO_DECISIONS, Decisions
from publish.model.limits import DEFAULT_LIMITS, Limits

__all__ = [
    "ORDERS",
    "EditionSettings",
    "Options",
    "SectionSettings",
    "Settings",
    "Table",
    "checked_order",
    "load_settings",
    "settings_from",
]

ORDERS = ("date", "-date", "name")
"""Words for the order of an edition's articles; instead of one a list of names will do."""


@dataclass(frozen=True, slots=True)
class SectionSettings:
    """A heading of an edition and its articles: names, or patterns such as `city/*`."""

    title: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EditionSettings:
    """An edition: which articles, in what order, under which headings, and how it is printed.

    `sources` are files, folders and patterns; without any, the run's. `order` is one of ORDERS, or
    names and patterns in their order, or nothing: as the sources come. What is empty is as the run
    has it. `name` is what results are called, below `into`; the title's words without one.
    """

    title: str
    subtitle: str = ""
    sources: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    sections: tuple[SectionSettings, ...] = ()
    cover: bool = False
    language: str = ""
    layout: str = ""
    to: tuple[str, ...] = ()
    into: str = ""
    name: str = ""
    set: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Options:
    """What one run of `build` is asked for; each field is the option of that name.

    `decisions` holds --title, --author, --date and --outlet. `set` holds KEY=VALUE of --set by key.
    `jobs` counts workers, 0 for one a core. From the settings file only come `rules_off`, `layouts`
    (the options of a layout, by its name) and `editions`, which are printed instead of single
    articles.
    """

    into: str = "output"
    to: tuple[str, ...] = ("pdf",)
    layout: str = "briefing"
    set: Mapping[str, str] = field(default_factory=dict)
    css: str = ""
    bundle: str = ""
    order: tuple[str, ...] = ()
    decisions: Decisions = NO_DECISIONS
    comments: bool = True
    jobs: int = 0
    max_articles: int | None = None
    limits: Limits = DEFAULT_LIMITS
    retry_failed: bool = False
    force: bool = False
    strict: bool = False
    attach_source: bool = False
    learn: bool = False
    rules_off: tuple[str, ...] = ()
    layouts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    editions: tuple[EditionSettings, ...] = ()

    def over(self, below: Options, given: frozenset[str]) -> Options:
        """These options where they were `given`, those below elsewhere; mappings add up."""
        changed: dict[str, object] = {
            f.name: getattr(self, f.name) for f in fields(self) if f.name in given
        }
        changed["set"] = {**below.set, **self.set}
        changed["limits"] = self.limits
        changed["decisions"] = self.decisions.over(below.decisions)
        return replace(below, **changed)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Settings:
    """A project's settings: the sources to build when none are named, and the options."""

    sources: tuple[str, ...] = ()
    options: Options = Options()


def load_settings(folder: Path) -> Settings:
    """The settings of a project folder: its publish.toml, or [tool.publish] of its pyproject.toml.

    Defaults when there is neither. Raises SettingsError, also when there are both.
    """
    own, shared = folder / "publish.toml", folder / "pyproject.toml"
    found = (
        settings_from(files.read(own, DEFAULT_LIMITS.file_bytes), own.name)
        if own.is_file()
        else None
    )
    if shared.is_file():
        data = files.read(shared, DEFAULT_LIMITS.file_bytes)
        if b"tool.publish" in data:
            if found:
                message = "settings stand in publish.toml and in pyproject.toml"
                raise SettingsError(message, where=str(folder), hint="keep one of them")
            return settings_from(data, shared.name)
    return found or Settings()


def settings_from(data: bytes, where: str) -> Settings:
    """The settings in a publish.toml, or in the [tool.publish] of a pyproject.toml.

    Raises SettingsError that names the key and the nearest right one.
    """
    try:
        document = tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"not valid TOML: {error}", where=where) from error
    if where.endswith("pyproject.toml"):
        document = document.get("tool", {}).get("publish", {})
    table = Table(document, where)
    layouts = table.table("layouts")
    named = layouts.keys()
    made = Settings(
        sources=table.texts("from", ()),
        options=Options(
            into=table.text("into", "output"),
            to=table.texts("to", ("pdf",)),
            layout=table.text("layout", "briefing"),
            layouts={name: layouts.table(name).strings() for name in named},
            editions=tuple(_edition(each, where) for each in table.tables("edition")),
            css=table.text("css", ""),
            jobs=table.number("jobs", 0),
            limits=DEFAULT_LIMITS.moved(table.table("limits").numbers(), where),
            comments=table.flag("comments", default=True),
            strict=table.flag("strict", default=False),
            attach_source=table.flag("attach-source", default=False),
            learn=table.flag("learn", default=False),
            rules_off=table.table("rules", only=("off",)).texts("off", ()),
        ),
    )
    table.refuse_rest()
    return made


def _edition(table: Table, where: str) -> EditionSettings:
    made = EditionSettings(
        title=table.text("title", ""),
        subtitle=table.text("subtitle", ""),
        sources=table.texts("from", ()),
        order=table.texts("order", ()),
        sections=tuple(_section(each) for each in table.tables("sections")),
        cover=table.flag("cover", default=False),
        language=table.text("language", ""),
        layout=table.text("layout", ""),
        to=table.texts("to", ()),
        into=table.text("into", ""),
        name=table.text("name", ""),
        set=table.table("options").strings(),
    )
    table.refuse_rest()
    if not made.title.strip():
        raise SettingsError("an edition needs a title", where=where, hint='title = "The week"')
    if made.name.startswith("/") or ".." in made.name.split("/") or "\\" in made.name:
        message = f"{made.name!r} is no name for results"
        raise SettingsError(message, where=where, hint="such as week-7, or weekly/week-7")
    return checked_order(made, where)


def _section(table: Table) -> SectionSettings:
    made = SectionSettings(table.text("title", ""), table.texts("articles", ()))
    table.refuse_rest()
    return made


def checked_order(edition: EditionSettings, where: str) -> EditionSettings:
    """The same edition; SettingsError for an order that is no word, no name and no pattern."""
    if len(edition.order) == 1 and edition.order[0] not in ORDERS:
        (word,) = edition.order
        if not any(char in word for char in "./*?["):
            hint = nearest(word, ORDERS)
            raise SettingsError(f"no order {word!r}", where=where, hint=hint)
    return edition


class Table:
    """A TOML table that is read key by key, so that what nobody asked for is a mistake."""

    def __init__(
        self, values: object, where: str, path: str = "", only: tuple[str, ...] = ()
    ) -> None:
        if not isinstance(values, Mapping):
            raise SettingsError(f"{path} must be a table", where=where)
        self._values = dict(values)
        self._where = where
        self._path = f"{path}." if path else ""
        self._asked: set[str] = set()
        if only:
            self._asked.update(only)
            self.refuse_rest()

    def table(self, key: str, only: tuple[str, ...] = ()) -> Table:
        """The table below a key, empty when it is not there."""
        return Table(self._take(key, {}), self._where, f"{self._path}{key}", only)

    def text(self, key: str, default: str) -> str:
        """A string."""
        value = self._take(key, default)
        return value if isinstance(value, str) else self._wrong(key, "text in quotes")

    def optional(self, key: str) -> str | None:
        """A string, or None when the key is not there."""
        self._asked.add(key)
        return self.text(key, "") if key in self._values else None

    def texts(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """A list of strings; a single string counts as a list of one."""
        value = self._take(key, default)
        if isinstance(value, str):
            return (value,)
        if isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
            return tuple(value)
        return self._wrong(key, "a list of texts in quotes")

    def number(self, key: str, default: int) -> int:
        """A whole number, 0 or more."""
        value = self._take(key, default)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        return self._wrong(key, "a whole number, 0 or more")

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        value = self._take(key, default)
        return value if isinstance(value, bool) else self._wrong(key, "true or false")

    def strings(self) -> Mapping[str, str]:
        """All the keys, each value as `--set` would spell it."""
        return {key: self._spelt(key, self._take(key, "")) for key in tuple(self._values)}

    def numbers(self) -> Mapping[str, int]:
        """All the keys, each a whole number."""
        return {key: self.number(key, 0) for key in tuple(self._values)}

    def tables(self, key: str) -> tuple[Table, ...]:
        """The tables in a list."""
        value = self._take(key, [])
        if not isinstance(value, list):
            self._wrong(key, "a list of tables")
        return tuple(Table(each, self._where, f"{self._path}{key}") for each in value)

    def keys(self) -> tuple[str, ...]:
        """Every key that stands in the table."""
        return tuple(self._values)

    def refuse_rest(self) -> None:
        """SettingsError when a key stands here that nobody asked for."""
        for key in self._values:
            if key not in self._asked:
                raise SettingsError(
                    f"no setting {self._path}{key}",
                    where=self._where,
                    hint=nearest(key, self._asked),
                )

    def _take(self, key: str, default: object) -> object:
        self._asked.add(key)
        return self._values.get(key, default)

    def _spelt(self, key: str, value: object) -> str:
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, str | int | float):
            return str(value)
        return self._wrong(key, "text, a number, true or false")

    def _wrong(self, key: str, wanted: str) -> NoReturn:
        raise SettingsError(f"{self._path}{key} must be {wanted}", where=self._where)
