"""Whether an output is up to date, is to be made, or may not be."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from publish.batch.clashes import Clashes
from publish.batch.destination import Destination
from publish.batch.inputs import Inputs, Reading
from publish.batch.manifest import Built, Run
from publish.batch.provenance import Provenance
from publish.batch.run_keys import changed_between
from publish.batch.signatures import State
from publish.batch.standing import Standing, kept, verdict
from publish.batch.tasks import Planned
from publish.errors import PublishError
from publish.files import Found
from publish.model.article import Note
from publish.model.formats import Format
from publish.pipeline import Target
from publish.settings import Options


@dataclass(slots=True)
class Draft:
    """What becomes a Task: the parts of it that are found one output after the other."""

    name: str
    stem: str
    group: tuple[Found, ...]
    states: tuple[State, ...]
    said: str
    reading: Reading
    made_from: Provenance
    current: list[tuple[str, Built]] = field(default_factory=list)
    planned: list[Planned] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    refused: list[PublishError] = field(default_factory=list)


class Outputs:
    """The outputs of a run, one by one, by what stands there and what they are made of."""

    def __init__(
        self, destination: Destination, options: Options, inputs: Inputs, clashes: Clashes
    ) -> None:
        self._destination = destination
        self._options = options
        self._inputs = inputs
        self._clashes = clashes

    def plan(self, draft: Draft, format: Format, run_key: str, run: Run) -> None:
        """Whether an output is up to date, is to be made, or may not be."""
        output = draft.stem + format.suffix
        built = self._destination.built(output)
        place = self._destination.place(output)
        untouched = built is not None and self._is_untouched(draft, built, run)
        if built and untouched and self._stands_untouched(built):
            draft.current.append((format.name, built))
            return
        same = untouched or (built is not None and self._has_key(draft, built, run_key))
        ours = built is not None and draft.made_from.is_said_by(built)
        if built and same and ours and self._stands_untouched(built):
            # Such as that of an article in a file that has changed elsewhere: those are many.
            self.keep(draft, format, built, Standing("ours", place))
            return
        stands = self._destination.results.standing(output, format, built, draft.made_from)
        force, replacing = self._options.force, self._options.replace
        said = verdict(stands, same_key=same, force=force, replace=replacing)
        if said not in ("current", "keep") and stands.kind != "nothing":
            self._clashes.refuse(place)
        known = self._known(draft, built, run, stands)
        if isinstance(said, PublishError) and not known:
            draft.refused.append(said)
        elif isinstance(said, PublishError) or said == "build" or built is None:
            key = draft.reading.key(run_key)
            part = self._destination.part(output)
            why = self._why(draft, built, run, stands, same=same)
            over = self._over(output, stands, said)
            target = Target(format.name, place, part, key, over, known)
            draft.planned.append(Planned(output, target, run, why, run_key))
        else:
            self.keep(draft, format, built, stands)

    def _over(self, output: str, stands: Standing, said: object) -> str | None:
        """What in a store a result may take the place of (`Target.over`)."""
        if not self._destination.is_stored or said != "build" or stands.kind == "stranger":
            return None if stands.kind == "stranger" and self._options.replace else ""
        if stands.kind == "nothing":
            return ""
        return self._destination.results.signature(output) or None

    def _known(self, draft: Draft, built: Built | None, run: Run, stands: Standing) -> str:
        """What a result was made of, where all that may have changed is bytes nobody has read."""
        if not built or not draft.reading.is_deferred or self._options.force:
            return ""
        if stands.kind not in ("ours", "edited") or not draft.made_from.is_said_by(built):
            return ""
        if built.run != run.key or built.said != draft.said:
            return ""
        as_seen = all(self._is_as_seen(draft, *picture) for picture in built.pictures)
        return built.input if as_seen else ""

    def keep(self, draft: Draft, format: Format, built: Built, stands: Standing) -> None:
        """Leave an output as it is; what was read of it need not be read again."""
        manifest = self._destination.manifest
        if manifest and not draft.made_from.is_said_by(built):  # of before, or moved since
            manifest.amend(draft.made_from.written_into(built))
        if stands.kind == "ours":
            self._note_signatures(draft, built)
        else:
            draft.notes.append(kept(stands))
        draft.current.append((format.name, replace(built, digest=stands.digest or built.digest)))

    def _is_untouched(self, draft: Draft, built: Built, run: Run) -> bool:
        """Whether an output was made of what there is now, as far as can be told unread."""
        if built.run != run.key or built.said != draft.said or self._options.verify:
            return False
        if not draft.made_from.is_said_by(built):
            return False
        count = 1 + len(draft.group)
        seen = built.seen
        if len(seen) != count + len(built.pictures):
            return False
        if not all(seen[1:count]) or seen[1:count] != tuple(s.signature for s in draft.states):
            return False
        pictures = zip(built.pictures, seen[count:], strict=True)
        return all(self._is_as_seen(draft, *picture, known) for picture, known in pictures)

    def _stands_untouched(self, built: Built) -> bool:
        """Whether an output stands there as it was made, as far as can be told unread."""
        seen = built.seen[0]
        if not seen or self._options.force or self._options.verify:
            return False
        return self._destination.results.state(built.output).signature == seen

    def _has_key(self, draft: Draft, built: Built, run_key: str) -> bool:
        """Whether an output was made of what there is now, its pictures among it, by contents."""
        if draft.reading.is_deferred or built.key != draft.reading.key(run_key):
            return False
        return all(self._is_as_seen(draft, *picture) for picture in built.pictures)

    def _is_as_seen(self, draft: Draft, index: int, name: str, seen: str, known: str = "") -> bool:
        """Whether a picture is what it was, or still not there; `known` is its signature."""
        if index >= len(draft.group):
            return False
        found = draft.group[index]
        if known and seen and self._inputs.state_of_picture(found, name).signature == known:
            return True
        return seen == self._inputs.picture(found, name)

    def _note_signatures(self, draft: Draft, built: Built) -> None:
        """Keep the signatures of an output that is as it was made, and of what it is made of."""
        clock = self._destination.clock
        known = built.seen[1 : 1 + len(draft.group)]
        of_sources = known if not draft.reading.is_read else map(clock.counted, draft.states)
        of_pictures = (
            clock.counted(self._inputs.state_of_picture(draft.group[index], name)) if digest else ""
            for index, name, digest in built.pictures
        )
        state = self._destination.results.state(built.output)
        seen = (clock.counted(state), *of_sources, *of_pictures)
        if seen[0] and seen != built.seen:
            self._destination.saw(built.output, seen)

    def _why(
        self, draft: Draft, built: Built | None, run: Run, stands: Standing, *, same: bool
    ) -> str:
        """Why an output is built: one of WHY."""
        if stands.kind == "nothing" and built is None:
            return "new"
        if built is None or same:
            return "asked" if self._options.force and stands.kind == "ours" else "output"
        deferred = draft.reading.is_deferred
        if built.input and (deferred or built.input != draft.reading.bytes):
            return "source"
        if built.said != draft.said:
            return "decisions"
        return changed_between(self._destination.run(built.run), run)
