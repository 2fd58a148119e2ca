"""What stands in a folder of results, by source: gathered from its manifest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from publish.batch.manifest import Built, Manifest, built_of
from publish.batch.pages.markup import link, name
from publish.model.formats import FORMATS, XHTML, Format

INDEX_KEY = "index"
"""The key of an index's pages in the manifest: they are made of all results, not of a source."""
_BYTES_A_ROW = 300  # of a row's tags, its numbers and a short title
_BYTES_A_LINK = 40  # beside its path
_PLAIN = re.compile(r"[A-Za-z0-9_./-]*")  # what is as long in a page as in a path
_SOURCE = b'"source": "'
_ORDER = {format.name: number for number, format in enumerate(FORMATS)}
_BY_NAME = {format.name: format for format in FORMATS}


@dataclass(slots=True)
class Listing:
    """The names of all sources with the outputs of each.

    Only names are held: of a hundred thousand articles the rest is read again page by page, and
    only where a page is made.
    """

    outputs: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, manifest: Manifest, counts: Callable[[str], bool] | None = None) -> Listing:
        """What is known of all outputs, or of those that count; not the pages of an index."""
        made = cls()
        for output in manifest.outputs():
            source = _source_in(manifest.line(output))
            if source is not None and (counts is None or counts(output)):
                made.outputs.setdefault(source or output, []).append(output)
        return made

    def by_name(self) -> list[str]:
        """The sources as a person looks them up: signs, digits, letters, whatever their case."""
        return sorted(self.outputs, key=_place)

    def built(self, source: str, manifest: Manifest) -> list[Built]:
        """The outputs of a source, in the order in which formats are listed."""
        lines = [manifest.built(output) for output in self.outputs[source]]
        known = [line for line in lines if line]
        return sorted(known, key=lambda line: _ORDER.get(_format_name(line, manifest), len(_ORDER)))


def _source_in(line: bytes) -> str | None:
    """The source that a line names: "" where it names none, None where it is of no article.

    A quotation mark in a name is escaped, so that the first match is the field.
    """
    _, found, rest = line.partition(_SOURCE)
    said = rest[: rest.find(b'"')]
    if found and said and b"\\" not in said:
        return said.decode("ascii", "replace")
    built = built_of(line)
    return built.source if built and built.key != INDEX_KEY else None


def letter_of(name: str) -> str:
    """What a name is looked up under: its first letter, "0–9", or "…" for signs."""
    rank, folded = _folded(name)
    return ("…", "0–9", folded[:1].upper())[rank]


def links(built: Iterable[Built], manifest: Manifest, up: str) -> str:
    """Links to outputs, each called as its format, from a page that lies `up` from their folder."""
    return " ".join(
        f'<a href="{link(up, path_of(each, manifest))}">{_format_name(each, manifest)}</a>'
        for each in built
    )


def row_bytes(words: Iterable[str], outputs: Collection[str]) -> int:
    """About how large a row is that shows these words and leads to these outputs."""
    tags = _BYTES_A_ROW + _BYTES_A_LINK * len(outputs)
    both = "".join((*words, *outputs))
    if _PLAIN.fullmatch(both):
        return tags + len(both)
    said = sum(len(name(each).encode()) for each in words)
    return tags + said + sum(len(link("", each)) for each in outputs)


def path_of(built: Built, manifest: Manifest) -> str:
    """The file to open of an output, below the output folder."""
    format = _BY_NAME.get(_format_name(built, manifest))
    if not (format and format.folder):
        return built.output
    return f"{built.output}/{'' if built.edition else format.page}"


def _format_name(built: Built, manifest: Manifest) -> str:
    run = manifest.run(built.run) if built.run else None
    return run.format if run else _by_suffix(built.output).name


def _by_suffix(output: str) -> Format:
    return next((f for f in FORMATS if f.suffix and output.endswith(f.suffix)), XHTML)


def _place(name: str) -> str:
    rank, folded = _folded(name)
    return f"{rank}{folded}\0{name}"


def _folded(name: str) -> tuple[int, str]:
    """Signs before digits before letters; marks over letters and case do not part them."""
    # Most names are ASCII, and there are very many.
    folded = name.lower() if name.isascii() else unicodedata.normalize("NFKD", name).casefold()
    first = folded[:1]
    return (2 if first.isalpha() else 1 if first.isdigit() else 0), folded
