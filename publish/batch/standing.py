"""What stands in the place of a result, and whether another may take it: one table for all runs.

| stands there | key is the same | key is another |
| --- | --- | --- |
| nothing; ours, but unsound | build | build |
| as we made it | current | build |
| merged home | build | build |
| edited: other than we made it, and sound | keep, note `output.edited` | `save.edited` |
| a stranger, of no line: may be equal | build; taken over if it is, else `save.unwritable` | same |
| a stranger that cannot be: a link, a folder for a file | `save.unwritable` | `save.unwritable` |
| made from another source; nothing can stand there | `save.unwritable` | `save.unwritable` |

`--force` builds what is as we made it. `--replace` builds what is edited or a stranger as well; the
last row it leaves alone. In the place of a single file (`-o FILE`), of which no line speaks,
whatever is sound of its format is as good as ours: who names a file means it.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from publish import files
from publish.batch.judge import DROPPINGS, digest_of_output
from publish.batch.manifest import Built
from publish.batch.provenance import Provenance
from publish.errors import EditedOutput, SourceError, Unwritable, shown
from publish.model.article import Note
from publish.model.formats import Format

Kind = Literal["nothing", "ours", "merged", "edited", "torn", "stranger", "barred"]
Verdict = Literal["current", "keep", "build"]

_MOST_READ = 500_000_000  # bytes of a file: with all the pictures that an edition may have


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands at `final`; `digest` is of its contents, "" where they need no comparing.

    `what` says of what bars the way what it is, `hint` what to do about it.
    """

    kind: Kind
    final: str
    digest: str = ""
    what: str = ""
    hint: str = "move it away, use another --into, or --replace"


def standing_of(
    place: str,
    format: Format,
    built: Built | None,
    *,
    made_from: Provenance | None = None,
    single: bool = False,
) -> Standing:
    """What stands at a place, by its contents; nothing is changed.

    `built` is what the manifest says of the output. Where it names another source than `made_from`,
    what stands there is barred. `single` is for a file that the user named.
    """
    try:
        mode = os.lstat(place).st_mode
    except FileNotFoundError:
        return Standing("nothing", place)
    except OSError as error:  # such as a file in the place of its folder
        return _barred(place, (error.strerror or str(error)).lower())
    final = Path(place)
    if single:
        return _named(final, format)
    if other := bars_other(place, built, made_from):
        return other
    if stat.S_ISLNK(mode):
        return _edited(final, format) if built else _stranger(final, "a link")
    if stat.S_ISDIR(mode) and not (format.folder and _has_mark(final, format)):
        return _other_folder(final, known=built is not None)
    if not stat.S_ISDIR(mode) and (format.folder or not stat.S_ISREG(mode)):
        return _stranger(final, "a file")
    return _compared(final, format, built)


def bars_other(place: str, built: Built | None, made_from: Provenance | None) -> Standing | None:
    """That another source's result stands there, where the line of an output names one."""
    if built and made_from and (other := made_from.other(built)):
        hint = "use another --into, or --prune when that source is gone"
        return _barred(place, f"what stands here was made from {shown(other)}", hint)
    return None


def folder_in_the_way(place: str) -> Standing:
    """That results of others stand below the place of one; a store may hold both."""
    return _barred(place, "a folder stands here")


def verdict(
    standing: Standing, *, same_key: bool, force: bool, replace: bool
) -> Verdict | EditedOutput | Unwritable:
    """What a run does about an output of which this stands there (the table above)."""
    match standing.kind:
        case "ours":
            return "current" if same_key and not force else "build"
        case "edited" if not replace:
            return "keep" if same_key else _refused(standing)
        case "stranger" if not replace and not standing.digest:
            return _unwritable(standing)
        case "barred":
            return _unwritable(standing)
        case _:
            return "build"


def may_place(standing: Standing, digest: str, *, replace: bool) -> bool:
    """Whether what was made has to be moved there; False where the same stands there already.

    Asked right before the move, of a new look: people may have worked meanwhile. `digest` is of
    what was made. Raises EditedOutput, Unwritable.
    """
    if standing.digest == digest:
        return False
    if standing.kind == "stranger" and not replace:
        raise _unwritable(standing)
    said = verdict(standing, same_key=False, force=True, replace=replace)
    if isinstance(said, EditedOutput | Unwritable):
        raise said
    return True


def kept(standing: Standing) -> Note:
    """The note of an output that people have changed and that stays."""
    path = shown(standing.final)
    return Note("output.edited", f"{path} was edited and is kept: {standing.hint}")


def _refused(standing: Standing) -> EditedOutput:
    what = "was edited, and what it is made of has changed since"
    return EditedOutput(f"{shown(standing.final)} {what}", hint=standing.hint)


def _unwritable(standing: Standing) -> Unwritable:
    return Unwritable(f"{shown(standing.final)}: {standing.what}", hint=standing.hint)


def _edited(final: Path, format: Format, digest: str = "") -> Standing:
    merge = f"publish merge {shown(str(final))}; or --replace"
    return Standing("edited", str(final), digest, hint=merge if format.mergeable else "--replace")


def _stranger(final: Path, what: str, digest: str = "") -> Standing:
    return Standing("stranger", str(final), digest, f"{what} stands here that publish did not make")


def _barred(
    final: Path | str, what: str, hint: str = "move it away, or use another --into"
) -> Standing:
    return Standing("barred", str(final), what=what, hint=hint)


def _named(final: Path, format: Format) -> Standing:
    """A file that the user named: one of its own format may be replaced, and an empty one."""
    if final.is_dir():
        return _barred(final, "a folder stands here", "move it away, or use another -o")
    data = _read(final)
    if data is not None and (not data or format.is_whole(data)):
        return Standing("ours", str(final))
    what = f"what stands here is no {format.name}"
    return Standing(
        "stranger", str(final), what=what, hint="move it away, use another -o, or --replace"
    )


def _other_folder(final: Path, *, known: bool) -> Standing:
    """A folder without our mark, in whatever place."""
    if known and not _files_in(final):
        return Standing("torn", str(final))
    if (final / ".publish").exists():
        return _barred(final, "a folder with results of its own stands here")
    return _stranger(final, "a folder")


def _compared(final: Path, format: Format, built: Built | None) -> Standing:
    """A file, or a folder with our mark: ours, of another hand, or what is left of ours."""
    data = b"" if format.folder else _read(final)
    if data is None:
        return _barred(final, "what stands here cannot be read")
    digest = (digest_of_output(final) or "") if format.folder else files.digest(data)
    if built is None:
        return _stranger(final, "a folder" if format.folder else "a file", digest)
    if digest == built.digest:
        return Standing("ours", str(final), digest)
    if digest and digest == built.merged:
        return Standing("merged", str(final), digest)
    sound = _is_sound(final, format) if format.folder else format.is_whole(data)
    return _edited(final, format, digest) if sound else Standing("torn", str(final), digest)


def _is_sound(folder: Path, format: Format) -> bool:
    """Whether a folder with our mark is more than what a broken disk left of ours.

    One in which people have put files is, whatever became of the others.
    """
    ours = _listed(folder, format)
    if ours is None or _files_in(folder) - ours - {format.mark}:
        return True
    return all(_is_whole_part(folder / name) for name in ours)


def _is_whole_part(path: Path) -> bool:
    data = _read(path)
    if not data:
        return False
    return path.suffix != ".xhtml" or data.rstrip().endswith(b"</html>")


def _has_mark(folder: Path, format: Format) -> bool:
    there = (folder / format.mark).is_file()
    return there and (format.listed is None or _listed(folder, format) is not None)


def _listed(folder: Path, format: Format) -> frozenset[str] | None:
    """The files that the mark names; None where this format's does not, or the mark is torn."""
    mark = _read(folder / format.mark)
    return format.listed(mark) if format.listed and mark is not None else None


def _files_in(folder: Path) -> frozenset[str]:
    """The paths of all that is no folder, but for what systems leave; a link is no folder."""
    return frozenset(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if (path.is_symlink() or not path.is_dir()) and path.name not in DROPPINGS
    )


def _read(path: Path) -> bytes | None:
    """The bytes of a regular file; None where they cannot be read, or are too many."""
    try:
        return files.read(path, _MOST_READ)
    except SourceError:
        return None
