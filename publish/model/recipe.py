"""All that changes the bytes of an output, but for what comes with its sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

from publish.model.article import NO_DECISIONS, Changes, Decisions
from publish.model.limits import DEFAULT_LIMITS, Limits
from publish.model.own_rules import OwnRule


@dataclass(frozen=True, slots=True)
class Recipe:
    """How articles are cleaned, laid out and written: the same sources by it give the same bytes.

    It holds contents and no paths, so its encoding (`codec`) stands in the key of every output: a
    field more is in the key, travels to the workers and is a key of the settings file.
    """

    layout: str = "briefing"
    """The name of the layout."""
    set: Mapping[str, str] = field(default_factory=dict)
    """Options of the layout for this run, KEY=VALUE by key; before what an article says."""
    below: Mapping[str, str] = field(default_factory=dict)
    """Options of the layout in the settings, of the project and of an edition; after an article."""
    css: bytes = b""
    """A style sheet that comes after the layout's own."""
    reference: bytes = field(default=b"", repr=False)
    """A Word template of the house, which stands for the layout's own."""
    decisions: Decisions = NO_DECISIONS
    """A word about every article: --title, --author, --date, --outlet."""
    comments: bool = True
    """Whether Word comments tell the editor what was removed."""
    track: bool = True
    """Whether a Word file tracks the changes that are made in it."""
    changes: Changes = "accept"
    """What becomes of tracked changes in a source from Word: accept, reject or show."""
    clean: bool = False
    """Whether Word files are cleaned as web pages are, those of our own too."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """What JSON lines call our fields, by ours (`json_fields`); nothing else is changed by it."""
    attach_source: bool = False
    """Whether a PDF carries the source file."""
    rules_off: tuple[str, ...] = ()
    """Cleaning rules that do not run, by id."""
    own_rules: tuple[OwnRule, ...] = ()
    """Cleaning rules of the project's own (rules.toml beside publish.toml); after those beside."""
    limits: Limits = DEFAULT_LIMITS
    """How much an article may bring and cost."""
    moment: str = ""
    """What files say of their making, yyyy-mm-ddThh:mm:ssZ (SOURCE_DATE_EPOCH); "" as they date."""

    @property
    def of_bytes(self) -> Recipe:
        """The part that can change what is made, and in one spelling: what a key holds of it."""
        rules = tuple(sorted(frozenset(self.rules_off)))
        return replace(self, limits=self.limits.of_bytes, rules_off=rules)

    @property
    def of_cleaning(self) -> Recipe:
        """The part that can change what an article says, however it is printed."""
        looks = {each.name: each.default for each in fields(Recipe) if each.name in _LOOKS}
        return replace(self.of_bytes, set={}, below={}, **looks)  # type: ignore[arg-type]  # by name


_LOOKS = frozenset({"layout", "css", "reference", "comments", "track", "attach_source", "moment"})

DEFAULT_RECIPE = Recipe()
