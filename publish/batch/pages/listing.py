"""What stands in a folder of results, by source: gathered from its manifest."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from publish.batch.manifest import Built, Manifest
from publish.batch.pages.markup import link
from publish.model.article import Note
from publish.model.formats import FORMATS, XHTML, Format

_BYTES_A_ROW = 300  # of a row's tags, its numbers and a title
_BYTES_A_LINK = 40  # beside its path
_ORDER = {format.name: number for number, format in enumerate(FORMATS)}
_BY_NAME = {format.name: format for format in FORMATS}


@dataclass(slots=True)
class Listing:
    """The names of all sources with the outputs of each, and the notes that weigh.

    Only names are held: of a hundred thousand articles the rest is read again page by page.
    """

    outputs: dict[str, list[str]] = field(default_factory=dict)
    doubts: dict[tuple[str, Note], None] = field(default_factory=dict)
    """(source, note), each once."""

    @classmethod
    def of(cls, built: Iterable[Built]) -> Listing:
        """What these lines say."""
        made = cls()
        for each in built:
            source = source_of(each)
            made.outputs.setdefault(source, []).append(each.output)
            for note in each.notes:
                if note.weight != "info":
                    made.doubts[source, note] = None
        return made

    def by_name(self) -> list[str]:
        """The sources as a person looks them up: signs, digits, letters, whatever their case."""
        return sorted(self.outputs, key=lambda name: (*_folded(name), name))

    def built(self, source: str, manifest: Manifest) -> list[Built]:
        """The outputs of a source, in the order in which formats are listed."""
        lines = [manifest.built(output) for output in self.outputs[source]]
        known = [line for line in lines if line]
        return sorted(known, key=lambda line: _ORDER.get(_format_name(line, manifest), len(_ORDER)))


def source_of(built: Built) -> str:
    """What an output was made of; of before nobody wrote it down, and its own name says it."""
    return built.source or built.output


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


def row_bytes(words: Iterable[str], outputs: Iterable[str]) -> int:
    """About how large a row is that shows these words and leads to these outputs."""
    said = sum(3 * len(each) if not each.isascii() else len(each) for each in words)
    return _BYTES_A_ROW + said + sum(len(link("", each)) + _BYTES_A_LINK for each in outputs)


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


def _folded(name: str) -> tuple[int, str]:
    """Signs before digits before letters; marks over letters and case do not part them."""
    folded = unicodedata.normalize("NFKD", name).casefold()
    first = folded[:1]
    return (2 if first.isalpha() else 1 if first.isdigit() else 0), folded
