"""Which files a run reads: folders, files, patterns and lists, into Found with their names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from publish.errors import SettingsError, shown
from publish.files import Found
from publish.finding import find, may_be_source
from publish.pipeline import Formats
from publish.readers import examples
from publish.settings import EditionSettings, Options

_WILD = frozenset("*?[")


def found_sources(
    names: Sequence[str],
    options: Options,
    known: Formats,
    *,
    single: bool,
    edition: EditionSettings | None,
) -> list[Found]:
    """The sources of a run; SettingsError when there are none or too many for one file."""
    found = find(expanded(names), "" if single else options.into)
    if single:
        # An earlier result in the folder of the sources is none of them.
        own = Path(options.into).resolve()
        found = [f for f in found if str(f.path) in names or f.path.resolve() != own]
    found = found[: options.max_articles]
    if not found:
        where = ", ".join(shown(name) for name in names)
        hint = f"articles are files such as {examples(known.readers)}"
        raise SettingsError("no sources in this folder", where=where, hint=hint)
    if single and len(found) > 1 and not edition:
        raise SettingsError(
            f"{len(found)} sources cannot share one file",
            where=shown(options.into),
            hint="name a folder, or --bundle TITLE",
        )
    return found


def expanded(patterns: Iterable[str]) -> list[str]:
    """Paths as they are, and for each pattern the files and folders that it fits, by name."""
    made: list[str] = []
    for text in patterns:
        if not _WILD.intersection(text) or Path(text).exists():
            made.append(text)
            continue
        root = Path(Path(text).anchor)
        pattern = Path(text).relative_to(root).as_posix()
        made += [
            str(path)
            for path in sorted(root.glob(pattern))
            if may_be_source(path.name, is_folder=path.is_dir())
        ]
    return list(dict.fromkeys(made))
