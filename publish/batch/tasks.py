"""What is to be done for a source or an edition: plain values between planning and placing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from publish.batch.manifest import Built, Failed, Run
from publish.batch.names import edition_name
from publish.batch.provenance import Provenance
from publish.batch.shards import Shard
from publish.batch.signatures import State
from publish.errors import Failure, PublishError, SettingsError
from publish.files import Found
from publish.finding.beside import Beside
from publish.model.article import Decisions, Note
from publish.model.formats import Format
from publish.pipeline import Job, Target
from publish.readers import Reader
from publish.settings import EditionSettings, Options

WHY = ("new", "source", "decisions", "layout", "options", "program", "output", "asked")
"""Why an output is built: there is none, or what it is made of is other than it was; or the output
itself is, or the run was asked to build all."""

# Failures that take a limit's time to come, or a traceback of ours.
_NOT_TRIED_AGAIN = frozenset(
    {"bug", "worker.died", "limit.cpu-seconds", "limit.wall-seconds", "limit.memory-mib"}
)


@dataclass(frozen=True, slots=True)
class Planned:
    """An output that is to be made: its path below the output folder, how, and why (of WHY).

    `run_key` is the part of its key that is the same for all sources of the run.
    """

    output: str
    target: Target
    run: Run
    why: str
    run_key: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One source or edition: `current` outputs need nothing, `job` makes those that are `planned`.

    `stem` is what its outputs are called, `group` its sources. `failure` is one that needs no
    trying; `failure_key` is what a new one is recorded under. `kept` has a note for each current
    output that somebody has edited. `refused` says what stands in the place of outputs that are not
    made for it, though the others are. `has_vanished` says that nobody named its source and that it
    is there no more. `input`, `said` and `signatures` are for the line of what is made: the last
    are those of its sources that count.
    """

    name: str
    stem: str
    group: tuple[Found, ...]
    current: tuple[tuple[str, Built], ...] = ()
    job: Job | None = None
    planned: tuple[Planned, ...] = ()
    failure: Failure | None = None
    failure_key: str = ""
    kept: tuple[Note, ...] = ()
    refused: Failure | None = None
    made_from: Provenance | None = None
    has_vanished: bool = False
    input: str = ""
    said: str = ""
    signatures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    """Sources that are built the same way: each on its own, or all together as an edition.

    `left_out` has a note for each file in their folders that is no source. `folders` are those of
    which the run has all sources. `states` is what files that hold sources looked like when they
    were listed, by their paths; `beside` knows what lies beside those in stores. With a `shard`
    only those of its own are built.
    """

    found: tuple[Found, ...]
    options: Options
    formats: tuple[Format, ...]
    readers: tuple[Reader, ...]
    layout_digest: str
    edition: EditionSettings | None = None
    left_out: tuple[Note, ...] = ()
    folders: tuple[str, ...] = ()
    states: Mapping[str, State] = field(default_factory=dict)
    shard: Shard | None = None
    beside: Beside = field(default_factory=Beside)

    @property
    def name(self) -> str:
        """What the edition is called, as are its outputs; "" where each source is alone."""
        edition = self.edition
        return edition.name or edition_name(edition.title) if edition else ""

    def is_own(self, name: str) -> bool:
        """Whether a source of this name is to be built, and not by another shard."""
        return self.shard is None or self.shard.holds(name)


def is_final(before: Failed, options: Options) -> bool:
    """Whether what has failed so is not tried again by itself; who joins shards tries nothing."""
    if options.join:
        return True
    again = options.retry_failed or options.force
    return not again and before.failure is not None and before.failure.code in _NOT_TRIED_AGAIN


def failure_of_all(errors: Sequence[PublishError]) -> Failure | None:
    """One failure for an article of which several outputs are refused."""
    if not errors:
        return None
    hints = dict.fromkeys(error.hint for error in errors)
    message = "; ".join(error.message for error in errors)
    return replace(Failure.of(errors[0]), message=message, hint="; ".join(hints))


def refuse_one_name(decisions: Decisions, sources: int) -> None:
    """SettingsError for a title or an address that all of several sources would have."""
    for option in ("title", "url"):
        if getattr(decisions, option) is not None and sources > 1:
            edition = "; --bundle TITLE names an edition" if option == "title" else ""
            raise SettingsError(
                f"--{option} names one article, and there are {sources:,} sources",
                hint=f"decisions.toml beside them names each{edition}",
            )
