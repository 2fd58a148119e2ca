"""What a run is asked for: publish.toml or [tool.publish], and decisions.toml.

Bytes come from `files`; this module turns them into values and names every mistake with its key and
the nearest right word. Order: option of the command line, then file, then default.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import NoReturn

from publish import files
from publish.errors import SettingsError, nearest
from publish.model.article import CHANGES, Changes
from publish.model.dates import is_moment
from publish.model.json_fields import checked_fields
from publish.model.languages import language_tag
from publish.model.limits import DEFAULT_LIMITS
from publish.model.recipe import DEFAULT_RECIPE, Recipe

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
    """What one run of `build` is asked for: a recipe, and how the run goes."""

    recipe: Recipe = DEFAULT_RECIPE
    """All that changes the bytes of an output."""
    into: str = "output"
    """The folder for results, or one file."""
    to: tuple[str, ...] = ("pdf",)
    """The formats, by name."""
    bundle: str = ""
    """The title under which all articles are printed as one edition; "" prints each."""
    order: tuple[str, ...] = ()
    """The bundle's order: one of ORDERS, or names and patterns."""
    jobs: int = 0
    """How many workers; 0 for one a core."""
    cluster: str = ""
    """The address of a Dask scheduler whose nodes are the workers; "local" starts some here."""
    spread: bool = False
    """Whether results lie in 256 folders, by a hash of their names."""
    http: bool = False
    """Whether sources may be pages on the web."""
    max_articles: int | None = None
    """Stop after so many sources."""
    retry_failed: bool = False
    """Whether to try again what failed and has not changed."""
    force: bool = False
    """Whether to build what is up to date, and replace what we made."""
    replace: bool = False
    """Whether to replace what stands in a result's place and is not as we made it."""
    verify: bool = False
    """Whether to read everything, whatever its dates say."""
    dry_run: bool = False
    """Whether to say only what would be built, and why."""
    prune: bool = False
    """Whether to remove results whose sources are gone, if they are as we made them."""
    index: bool = False
    """Whether to write index.html, a list of the results for their readers."""
    base: str = ""
    """The folder that the names of files are below; "" for the one that they share."""
    follow_links: bool = False
    """Whether to follow links that lead out of their folder."""
    strict: bool = False
    """Whether a note that is wrong or a doubt is a failure."""
    shard: str = ""
    """Which share of the sources to build, such as 3/16; "" for all."""
    join: bool = False
    """Whether to make one of what shards have built, and to build nothing."""
    unique: bool = False
    """Whether an article that is the same as one before it is left out."""
    learn: bool = False
    """Whether a first pass looks for what recurs over the articles."""
    layouts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The options of each layout in the settings file, by the layout's name."""
    editions: tuple[EditionSettings, ...] = ()
    """The settings file's editions, which are printed instead of single articles."""

    def changed(self, values: Mapping[str, object]) -> Options:
        """These options with others in the place of those named; each may be one of the recipe."""
        of_recipe = {name: values[name] for name in _OF_RECIPE & values.keys()}
        of_run = {name: values[name] for name in values.keys() - _OF_RECIPE}
        recipe = replace(self.recipe, **of_recipe)  # type: ignore[arg-type]  # by name, as said
        return replace(self, recipe=recipe, **of_run)  # type: ignore[arg-type]  # likewise

    def for_articles(self) -> Recipe:
        """The recipe by which articles are printed one by one: with its layout's options."""
        below = {**self.recipe.below, **self.layouts.get(self.recipe.layout, {})}
        return replace(self.recipe, below=below)


_OF_RECIPE = frozenset(each.name for each in fields(Recipe))
OPTION_NAMES = _OF_RECIPE | {each.name for each in fields(Options)} - {"recipe"}
"""What `Options.changed` takes."""
_PLAIN = (str, bool, int, tuple)
_ONLY_ONCE = frozenset(
    {
        *("moment", "bundle", "order", "retry_failed", "force", "replace", "verify", "dry_run"),
        *("prune", "shard", "join"),
    }
)  # not for every run
_ELSEWHERE = frozenset({"rules_off", "own_rules", "editions"})  # of other shapes, or files


@dataclass(frozen=True, slots=True)
class Settings:
    """A project's settings: the sources to build when none are named, and the options.

    `css` and `reference` are the paths of a style sheet and of a Word template that the options do
    not hold yet: only a run reads them.
    """

    sources: tuple[str, ...] = ()
    css: str = ""
    options: Options = Options()
    reference: str = ""


def check_changes(said: str, where: str) -> Changes:
    """What becomes of tracked changes, as it was asked for. Raises SettingsError."""
    for each in CHANGES:
        if said == each:
            return each
    hint = nearest(said, CHANGES) or f"one of: {', '.join(CHANGES)}"
    raise SettingsError(f"no way to read tracked changes {said!r}", where=where, hint=hint)


def style_sheet(path: str) -> bytes:
    """The bytes of a style sheet of the user's own, none for "". Raises SourceError."""
    return _read(Path(path)) if path else b""


def word_template(path: str) -> bytes:
    """The bytes of a Word template of the house, none for "". Raises SourceError."""
    return _read(Path(path)) if path else b""


def _read(path: Path) -> bytes:
    return files.read(path, DEFAULT_LIMITS.file_bytes)


_OWN, _SHARED = "publish.toml", "pyproject.toml"


def load_settings(folder: Path) -> Settings:
    """The settings of a project folder: its publish.toml, or [tool.publish] of its pyproject.toml.

    Defaults when there is neither. Raises SettingsError, also when there are both.
    """
    own, shared = folder / _OWN, folder / _SHARED
    found = settings_from(_read(own), own.name) if own.is_file() else None
    if shared.is_file():
        data = _read(shared)
        if b"tool.publish" in data:
            if found:
                message = "settings stand in publish.toml and in pyproject.toml"
                raise SettingsError(message, where=str(folder), hint="keep one of them")
            return settings_from(data, shared.name)
    return found or Settings()


def has_settings(folder: Path) -> bool:
    """Whether settings of a project lie here."""
    return (folder / _OWN).is_file() or _says_publish(folder / _SHARED)


def _says_publish(file: Path) -> bool:
    return file.is_file() and b"tool.publish" in _read(file)


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
    table = SettingsTable(document, where)
    values = {
        **_plain_values(table),
        "layouts": {name: each.strings() for name, each in table.table("layouts").named()},
        "editions": tuple(_edition(each, where) for each in table.tables("edition")),
        "limits": DEFAULT_LIMITS.moved(table.table("limits").numbers(), where),
        "rules_off": table.table("rules", only=("off",)).texts("off", ()),
        "fields": checked_fields(table.table("fields").strings(), f"{where}: fields"),
    }
    made = Settings(
        sources=table.texts("from", ()),
        css=table.text("css", ""),
        options=Options().changed(values),
        reference=table.text("reference", ""),
    )
    table.refuse_rest()
    return made


def _plain_values(table: SettingsTable) -> dict[str, object]:
    """What the table says of Recipe and Options: a field is a key, read by its default's kind."""
    return {
        each.name: table.like(each.name.replace("_", "-"), each.default)
        for each in (*fields(Recipe), *fields(Options))
        if isinstance(each.default, _PLAIN) and each.name not in _ONLY_ONCE | _ELSEWHERE
    }


def _edition(table: SettingsTable, where: str) -> EditionSettings:
    made = EditionSettings(
        title=table.text("title", ""),
        subtitle=table.text("subtitle", ""),
        sources=table.texts("from", ()),
        order=table.texts("order", ()),
        sections=tuple(_section(each) for each in table.tables("sections")),
        cover=table.flag("cover", default=False),
        language=table.language("language") or "",
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


def _section(table: SettingsTable) -> SectionSettings:
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


class SettingsTable:
    """A TOML table that is read key by key, so that what nobody asked for is a mistake."""

    def __init__(
        self, values: object, where: str, path: str = "", only: tuple[str, ...] = ()
    ) -> None:
        if not isinstance(values, Mapping):
            key = path.rsplit(".", 1)[-1]
            raise SettingsError(f"{path} must be a table", where=where, key=key)
        self._values = dict(values)
        self._where = where
        self._path = f"{path}." if path else ""
        self._asked: set[str] = set()
        if only:
            self._asked.update(only)
            self.refuse_rest()

    def table(self, key: str, only: tuple[str, ...] = ()) -> SettingsTable:
        """The table below a key, empty when it is not there."""
        return SettingsTable(self._take(key, {}), self._where, f"{self._path}{key}", only)

    def text(self, key: str, default: str) -> str:
        """A string."""
        value = self._take(key, default)
        return value if isinstance(value, str) else self.refuse(key, "text in quotes")

    def optional(self, key: str) -> str | None:
        """A string, or None when the key is not there."""
        self._asked.add(key)
        return self.text(key, "") if key in self._values else None

    def day(self, key: str) -> str | None:
        """A date, in quotes or as TOML has it, as text; None when the key is not there."""
        if key not in self._values:
            return self.optional(key)
        value = self._take(key, "")
        value = value.isoformat() if isinstance(value, date) else value
        if isinstance(value, str) and (not value or is_moment(value)):
            return value
        return self.refuse(key, "a date such as 2024-01-21")

    def language(self, key: str) -> str | None:
        """The tag of a language, or ""; None when the key is not there."""
        said = self.optional(key)
        if said and not language_tag(said):
            self.refuse(key, "the tag of a language, such as en or pt-BR")
        return language_tag(said) if said else said

    def texts(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """A list of strings; a single string counts as a list of one."""
        value = self._take(key, default)
        if isinstance(value, str):
            return (value,)
        if isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
            return tuple(value)
        return self.refuse(key, "a list of texts in quotes")

    def number(self, key: str, default: int) -> int:
        """A whole number, 0 or more."""
        value = self._take(key, default)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        return self.refuse(key, "a whole number, 0 or more")

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        value = self._take(key, default)
        return value if isinstance(value, bool) else self.refuse(key, "true or false")

    def like(self, key: str, default: object) -> object:
        """A value of the default's kind: text, true or false, a whole number, a list of texts."""
        match default:
            case str():
                return self.text(key, default)
            case bool():
                return self.flag(key, default=default)
            case int():
                return self.number(key, default)
            case tuple():
                return self.texts(key, default)
            case _:
                raise TypeError(f"{key} has a shape of its own")

    def strings(self) -> Mapping[str, str]:
        """All the keys, each value as `--set` would spell it."""
        return {key: self._spelt(key, self._take(key, "")) for key in tuple(self._values)}

    def numbers(self) -> Mapping[str, int]:
        """All the keys, each a whole number."""
        return {key: self.number(key, 0) for key in tuple(self._values)}

    def tables(self, key: str) -> tuple[SettingsTable, ...]:
        """The tables in a list."""
        value = self._take(key, [])
        if not isinstance(value, list):
            self.refuse(key, "a list of tables")
        return tuple(SettingsTable(each, self._where, f"{self._path}{key}") for each in value)

    def named(self) -> Iterator[tuple[str, SettingsTable]]:
        """All the keys, each a table."""
        return ((key, self.table(key)) for key in tuple(self._values))

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def refuse_rest(self) -> None:
        """SettingsError when a key stands here that nobody asked for."""
        for key in self._values:
            if key not in self._asked:
                message = f"no setting {self._path}{key}"
                hint = nearest(key, self._asked)
                raise SettingsError(message, where=self._where, hint=hint, key=key)

    def refuse(self, key: str, wanted: str) -> NoReturn:
        """SettingsError for the value of a key, which must be what is wanted."""
        raise SettingsError(f"{self._path}{key} must be {wanted}", where=self._where, key=key)

    def _take(self, key: str, default: object) -> object:
        self._asked.add(key)
        return self._values.get(key, default)

    def _spelt(self, key: str, value: object) -> str:
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, str | int | float):
            return str(value)
        return self.refuse(key, "text, a number, true or false")
