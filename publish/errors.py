"""Every error a user can meet.

PublishError            message, where, hint; a stable code
├── SettingsError       settings                asked for what cannot be
│   ├── BrokenDecisions   settings.decisions
│   ├── BrokenProfile     settings.profile
│   └── BrokenRules       settings.rules
├── SourceError         source                  one article fails, the run goes on
│   ├── MissingSource     source.missing
│   ├── UnreadableSource  source.unreadable
│   ├── EmptySource       source.empty          no words before cleaning
│   ├── UnknownFormat     source.unknown-format
│   ├── BrokenSource      source.broken
│   ├── UndecodableText   source.undecodable
│   ├── EncryptedSource   source.encrypted
│   └── OverLimit         limit.<name>
├── EmptyArticle        article.empty           no words after cleaning
├── DoubtfulArticle     article.doubtful        --strict, and a note that is wrong or a doubt
├── LayoutError         layout
│   ├── UnknownLayout     layout.unknown
│   ├── BrokenLayout      layout.broken
│   └── MissingFont       layout.missing-font
├── RenderError         render                  a writer's engine refused
│   └── MissingLibrary    setup.library         Pango or a relative of it is not installed
├── ClusterError        cluster                 its scheduler is away, or no node can work
└── SaveError           save
    ├── DiskFailed        save.disk             stops the run
    ├── Unwritable        save.unwritable
    ├── EditedOutput      save.edited         somebody's work stands where a result would go
    ├── FolderLocked      batch.locked
    ├── LeaseLost         batch.lost          another run has taken over
    └── Unfinished        batch.unfinished      shards have not built all that is theirs

Each says what is wrong, where, and what to do, and survives pickling.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

__all__ = [
    "CHANGED",
    "BrokenDecisions",
    "BrokenLayout",
    "BrokenProfile",
    "BrokenRules",
    "BrokenSource",
    "ClusterError",
    "DiskFailed",
    "DoubtfulArticle",
    "EditedOutput",
    "EmptyArticle",
    "EmptySource",
    "EncryptedSource",
    "Failure",
    "FolderLocked",
    "LayoutError",
    "LeaseLost",
    "MissingFont",
    "MissingLibrary",
    "MissingSource",
    "OverLimit",
    "PublishError",
    "RenderError",
    "SaveError",
    "SettingsError",
    "SourceError",
    "UndecodableText",
    "Unfinished",
    "UnknownFormat",
    "UnknownLayout",
    "UnreadableSource",
    "Unwritable",
    "listed",
    "nearest",
    "shown",
]

CHANGED = "changed while the run went on"
"""What the failure of a source says that is not what its job was planned with."""


class PublishError(Exception):
    """What is wrong (message), where (a file, line or key) and what to do (hint)."""

    code = "error"

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuilt, (type(self), dict(self.__dict__)))


def _rebuilt(kind: type[PublishError], state: dict[str, object]) -> PublishError:
    error = kind.__new__(kind, state["message"])
    error.__dict__.update(state)
    return error


class SettingsError(PublishError):
    """The settings or the command line ask for what cannot be; `key` is that of a file, or ""."""

    code = "settings"

    def __init__(self, message: str, *, where: str = "", hint: str = "", key: str = "") -> None:
        super().__init__(message, where=where, hint=hint)
        self.key = key


class BrokenDecisions(SettingsError):
    """A decisions.toml that cannot be understood."""

    code = "settings.decisions"


class BrokenProfile(SettingsError):
    """A site.toml that cannot be understood."""

    code = "settings.profile"


class BrokenRules(SettingsError):
    """A rules.toml that cannot be understood."""

    code = "settings.rules"


class SourceError(PublishError):
    """One source cannot be published; the others can."""

    code = "source"


class MissingSource(SourceError):
    """Nothing stands at the path."""

    code = "source.missing"


class UnreadableSource(SourceError):
    """The path exists and cannot be read: permissions, a folder, a device."""

    code = "source.unreadable"


class EmptySource(SourceError):
    """The source holds no words."""

    code = "source.empty"


class UnknownFormat(SourceError):
    """No reader knows these bytes."""

    code = "source.unknown-format"


class BrokenSource(SourceError):
    """The format is known and the bytes do not hold to it."""

    code = "source.broken"


class UndecodableText(SourceError):
    """The bytes are no text in any encoding that was declared or recognised."""

    code = "source.undecodable"


class EncryptedSource(SourceError):
    """The source is locked with a password."""

    code = "source.encrypted"


class OverLimit(SourceError):
    """A safety limit is passed; the code ends in the limit's name. Without a `hint` it moves."""

    def __init__(
        self, limit: str, found: int, allowed: int, *, where: str = "", hint: str = ""
    ) -> None:
        super().__init__(
            f"{limit} {found:,} is over the limit of {allowed:,}",
            where=where,
            hint=hint or f"--limit {limit}={found + found // 4 + 1}",
        )
        self.code = f"limit.{limit}"


class EmptyArticle(PublishError):
    """Cleaning left no words.

    `removed` says what went, one (rule, text) a block; `numbers` are the blocks' numbers, as
    `inspect --restore` takes them; `kind` is what the page looks like, such as `page.index`, or "".
    """

    code = "article.empty"

    def __init__(
        self,
        message: str,
        *,
        where: str = "",
        hint: str = "",
        removed: tuple[tuple[str, str], ...] = (),
        numbers: tuple[int, ...] = (),
        kind: str = "",
    ) -> None:
        super().__init__(message, where=where, hint=hint)
        self.removed = removed
        self.numbers = numbers or tuple(range(1, len(removed) + 1))
        self.kind = kind

    def summary(self) -> str:
        """What went: each rule with its count, then the first passages with their numbers."""
        counted = Counter(rule for rule, _ in self.removed)
        rules = [f"{rule} took {count}" for rule, count in counted.most_common()]
        first = islice(zip(self.numbers, self.removed, strict=True), _FIRST_PASSAGES)
        passages = [f"{number:>3}  {rule}: {_opening(text)}" for number, (rule, text) in first]
        if more := len(self.removed) - len(passages):
            passages.append(f"     and {more} more: publish inspect --stage removals")
        return "\n".join((*((f"removed: {', '.join(rules)}",) if rules else ()), *passages))


class DoubtfulArticle(PublishError):
    """What was made of an article carries notes that `--strict` does not let pass."""

    code = "article.doubtful"


class LayoutError(PublishError):
    """A layout cannot be used."""

    code = "layout"


class UnknownLayout(LayoutError):
    """No layout has this name."""

    code = "layout.unknown"


class BrokenLayout(LayoutError):
    """A layout's file has a mistake; `where` names file and line."""

    code = "layout.broken"


class MissingFont(LayoutError):
    """A layout names a font that is not there."""

    code = "layout.missing-font"


class RenderError(PublishError):
    """A writer's engine refused."""

    code = "render"


class MissingLibrary(RenderError):
    """Pango or a relative of it is not installed."""

    code = "setup.library"


class ClusterError(PublishError):
    """A cluster that is away, or of which no node can do the work."""

    code = "cluster"


class SaveError(PublishError):
    """A result cannot be written."""

    code = "save"


class DiskFailed(SaveError):
    """The disk is full or failing; nothing more can be written."""

    code = "save.disk"


class Unwritable(SaveError):
    """The place for the results cannot be written to."""

    code = "save.unwritable"


class EditedOutput(SaveError):
    """A result was changed by somebody since it was made, and another would take its place."""

    code = "save.edited"


class FolderLocked(SaveError):
    """Another run works in the same output folder, or shards wait there to be joined."""

    code = "batch.locked"


class LeaseLost(SaveError):
    """Another run has taken over a folder of results in a store, so this one stops."""

    code = "batch.lost"


class Unfinished(SaveError):
    """Shards were joined, and sources of theirs are not built."""

    code = "batch.unfinished"


@dataclass(frozen=True, slots=True)
class Failure:
    """An error as a plain value: what a Result carries and `--json` prints."""

    code: str
    message: str
    hint: str = ""
    details: str = ""  # a bug's traceback; what emptied an article

    @classmethod
    def of(cls, error: PublishError) -> Failure:
        """The same error without its place, which the Result has unless a layout's file is it."""
        details = ""
        message = str(error) if isinstance(error, LayoutError) else error.message
        if isinstance(error, EmptyArticle):
            details = error.summary()
        return cls(error.code, message, error.hint, details)


_FIRST_PASSAGES = 8  # enough to see what a page was; all of them are in --stage removals


def _opening(text: str) -> str:
    """The first words of a passage, on one line."""
    folded = " ".join(text.split())
    return folded if len(folded) <= 70 else folded[:70].rsplit(" ", 1)[0] + " …"


_MOST_COMPARED = 20_000  # words: half a second


def nearest(wrong: str, right: Iterable[str]) -> str:
    """A hint that names the closest right word, or all of them when none is close."""
    # Here, not above: slow to load, and most runs need no hint.
    from difflib import get_close_matches

    names = sorted(islice(right, _MOST_COMPARED))
    close = get_close_matches(wrong, names, n=1)
    if close:
        return f"did you mean {close[0]!r}?"
    return f"known: {', '.join(names)}" if names else ""


def listed(words: Sequence[str], last: str) -> str:
    """Words as a sentence has them: "text, Markdown and HTML", the `last` two with a word."""
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def shown(name: str) -> str:
    """A name fit for a terminal and a log: control, bidi and undecodable characters escaped."""
    return "".join(char if char.isprintable() else _escaped(char) for char in name)


def _escaped(char: str) -> str:
    if "\udc80" <= char <= "\udcff":  # a byte that is no UTF-8, as `os.fsdecode` has it
        return f"\\x{ord(char) - 0xDC00:02x}"
    return char.encode("unicode_escape", "surrogatepass").decode()
