"""Styles and lists of Word files, kept by their bytes: the files of a folder share a template."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from publish.model.limits import Limits
from publish.readers.docx.names import Element, W, said
from publish.readers.docx.numbering import Numbers
from publish.readers.docx.package import parsed
from publish.readers.docx.styles import ParagraphLook, RunLook, StyleSheet
from publish.readers.language_tags import clean_language

_KEPT = 8  # templates. # guess: a folder's files come from few
_MOST_LOOKS = 5_000  # of a file that formats each word in another way


@dataclass(slots=True)
class Sheet:
    """The styles of a file: each look that was asked for is worked out once.

    `names` are those of all styles, `language` is the one that they give all words.
    """

    styles: StyleSheet = field(default_factory=StyleSheet)
    names: tuple[str, ...] = ()
    language: str = ""
    _unspoken: Sheet | None = None
    _paragraphs: dict[str, ParagraphLook] = field(default_factory=dict)
    _runs: dict[tuple[object, ...], RunLook] = field(default_factory=dict)

    @property
    def unspoken(self) -> Sheet:
        """The same styles as a file of ours has them (`StyleSheet.unspoken`)."""
        if self._unspoken is None:
            self._unspoken = Sheet(self.styles.unspoken(), self.names, self.language)
        return self._unspoken

    def paragraph(self, properties: Element | None) -> ParagraphLook:
        """What a paragraph with this w:pPr is."""
        if properties is not None and (len(properties) != 1 or properties[0].tag != _STYLE):
            return self.styles.look(properties)
        id = "" if properties is None else properties[0].get(f"{W}val", "")
        found = self._paragraphs.get(id)
        if found is None:
            found = self._paragraphs[id] = self.styles.look(properties)
        return found

    def run(self, properties: Element | None, around: ParagraphLook) -> RunLook:
        """What a run with this w:rPr is, in a paragraph of this look."""
        key = (around.style, *_spelt(properties)) if properties is not None else (around.style,)
        found = self._runs.get(key)
        if found is None:
            if len(self._runs) > _MOST_LOOKS:
                self._runs.clear()
            found = self._runs[key] = self.styles.run_look(properties, around.style)
        return found


_STYLE = f"{W}pStyle"


def _spelt(properties: Element) -> list[object]:
    """What tells the properties of one run from those of another."""
    return [(child.tag, *child.items()) for child in properties if child.tag not in _NO_LOOK]


_NO_LOOK = frozenset(
    f"{W}{name}" for name in ("color", "kern", "spacing", "szCs", "noProof", "w", "position")
)


def sheet_of(data: bytes, part: str, limits: Limits) -> Sheet:
    """The styles in a styles.xml. Raises BrokenSource and OverLimit, without the file's name."""
    return (_kept_sheet if len(data) < _LARGEST else _sheet)(data, part, limits)


def numbers_of(data: bytes, part: str, limits: Limits) -> Numbers:
    """The lists in a numbering.xml, to be read `fresh`. Raises as `sheet_of` does."""
    return (_kept_numbers if len(data) < _LARGEST else _numbers)(data, part, limits)


_LARGEST = 1_000_000  # bytes of a part that is kept


def _sheet(data: bytes, part: str, limits: Limits) -> Sheet:
    root = parsed(data, part, "", limits)
    names = tuple(said(each, "name") or "" for each in root.iterchildren(f"{W}style"))
    given = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    language = clean_language(given.get(f"{W}val", "")) if given is not None else ""
    return Sheet(StyleSheet.of(root), names, language)


def _numbers(data: bytes, part: str, limits: Limits) -> Numbers:
    return Numbers.of(parsed(data, part, "", limits))


_kept_sheet = lru_cache(maxsize=_KEPT)(_sheet)
_kept_numbers = lru_cache(maxsize=_KEPT)(_numbers)
