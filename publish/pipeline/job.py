"""What the line is asked to do and what came of it: plain values, that travel as JSON (`codec`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from publish.errors import DoubtfulArticle, Failure
from publish.files import Found, digest, is_stored
from publish.model.article import Note, Removal
from publish.model.notes import WEIGHTS
from publish.model.recipe import DEFAULT_RECIPE, Recipe
from publish.model.recurring import Kept, Sighting


@dataclass(frozen=True, slots=True)
class Target:
    """An output that a job is to make: `final` is where it will stand, `part` where it is made.

    Where that is in a store, `over` is the signature of what it may replace, "" where nothing may
    stand there, None for whatever does. `known` is the digest of the sources of which what stands
    there was made, if it is to be made anew only of others. `line` and `run_key` are what who makes
    it needs to claim it (`batch.lines`).
    """

    format: str
    final: str
    part: str
    key: str = ""
    over: str | None = ""
    known: str = ""
    line: str = ""
    run_key: str = ""


@dataclass(frozen=True, slots=True)
class Binding:
    """How the articles of a job make an edition.

    `sections` are headings with how many sources each holds, in the order of the job's. `by_date`
    is "date", or "-date" for the latest first, within each of them, or "". With `unique` an article
    that is the same as one before it is left out.
    """

    title: str
    subtitle: str = ""
    language: str = ""
    cover: bool = False
    sections: tuple[tuple[str, int], ...] = ()
    by_date: str = ""
    unique: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """One article, or one edition of several, in one or more formats.

    A source of the path "-" takes `stdin`. `inputs` are the digests of what the job was planned
    with (`digest_of_input`), one a source, or nothing. `profile` is the path of a site.toml that
    takes the place of those beside the sources. `paged` says that the run makes the PDF of an
    edition as well, whose pages its Word file tells. With `look` the job only says what its source
    shows of its site, with `sketches` what the sketch of its article is; with `lists` its source is
    a file of articles, of which the listing is made at its target. A job is plain values, so that
    it can travel as JSON (`codec`).

    Where sources lie in stores, `beside` has the address and signature of each file that speaks of
    them; with `asks` their pictures are asked for (`perform`). Results that go to a store are
    claimed below the address `claims` before they are put there.
    """

    name: str
    sources: tuple[Found, ...]
    targets: tuple[Target, ...]
    recipe: Recipe = DEFAULT_RECIPE
    layout_digest: str = ""
    binding: Binding | None = None
    strict: bool = False
    stdin: bytes = b""
    inputs: tuple[str, ...] = ()
    profile: str = ""
    look: bool = False
    sketches: bool = False
    lists: bool = False
    paged: bool = False
    beside: tuple[tuple[str, str], ...] = ()
    asks: bool = False
    claims: str = ""

    @property
    def is_stored(self) -> bool:
        """Whether any of its sources or results lie in a store, or what it needs besides."""
        places = (*(s.place for s in self.sources), *(t.final for t in self.targets))
        listings = (s.member.listing for s in self.sources if s.member)
        return any(map(is_stored, (*places, *listings, self.profile)))


@dataclass(frozen=True, slots=True)
class Output:
    """An output that lies in its part file, with the digest of its bytes.

    `notes` are those of its articles and of its own making. Of one that was put into a store `look`
    is what it looks like there (`stores.Stored.look`), "" where something else stands in its place,
    and `claim` the address of what said before that it would be.
    """

    target: Target
    digest: str
    pages: int | None = None
    lines: tuple[int, int] | None = None
    notes: tuple[Note, ...] = ()
    look: str = ""
    claim: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What a list of results says of one: each on one line, "" for what is not known."""

    title: str = ""
    published: str = ""
    outlet: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a job. With a failure, the outputs made before it still count.

    `pictures` are the files that the sources asked for: which source (from 0), the name it uses,
    and the SHA-256, "" for one that was not there. `sighting` is what a job that looks has
    seen, `kept` what it has seen of the `profile` that it was given. `sketch` is that of the one
    article (`model.sketch`), as text. Of sources in stores `inputs` has the SHA-256 of the bytes of
    each, `whole` the digest of all that each brings (`digest_of_input`), and `seen` the signature
    of each of the pictures, "" for one that has none.
    """

    name: str
    outputs: tuple[Output, ...] = ()
    removals: Sequence[Removal] = ()
    notes: tuple[Note, ...] = ()
    pictures: tuple[tuple[int, str, str], ...] = ()
    failure: Failure | None = None
    sighting: Sighting | None = None
    about: About = About()
    kept: tuple[Kept, ...] = ()
    sketch: str = ""
    inputs: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()


def combined(inputs: Sequence[str]) -> str:
    """One digest over those of the bytes of several sources; that of a single one is its own."""
    return inputs[0] if len(inputs) == 1 else digest("".join(inputs).encode()) if inputs else ""


def doubtful(notes: Iterable[Note], where: str) -> DoubtfulArticle | None:
    """What `strict` has against an output with these notes; None when they are information."""
    weighing = sorted(
        (note for note in notes if note.weight != "info"), key=lambda n: WEIGHTS.index(n.weight)
    )
    said = list(dict.fromkeys(note.message for note in weighing))
    if not said:
        return None
    more = f"; and {len(said) - _SHOWN:,} more" if len(said) > _SHOWN else ""
    return DoubtfulArticle(f"--strict: {'; '.join(said[:_SHOWN])}{more}", where=where)


_SHOWN = 3  # notes in the line of a failure; each is told besides
