"""What the line is asked to do and what came of it: plain values, that travel as JSON (`codec`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from publish.errors import DoubtfulArticle, Failure
from publish.files import Found
from publish.model.article import Note, Removal
from publish.model.notes import WEIGHTS
from publish.model.recipe import DEFAULT_RECIPE, Recipe
from publish.model.recurring import Kept, Sighting


@dataclass(frozen=True, slots=True)
class Target:
    """An output that a job is to make: `final` is where it will stand, `part` where it is made."""

    format: str
    final: str
    part: str
    key: str = ""


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


@dataclass(frozen=True, slots=True)
class Output:
    """An output that lies in its part file, with the digest of its bytes.

    `notes` are those of its articles and of its own making.
    """

    target: Target
    digest: str
    pages: int | None = None
    lines: tuple[int, int] | None = None
    notes: tuple[Note, ...] = ()


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
    article (`model.sketch`), as text.
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
