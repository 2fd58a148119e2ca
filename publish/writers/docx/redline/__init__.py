"""Two Word files of ours → one in which the second's changes of the first are tracked.

Whoever accepts them all has the second text, whoever rejects them all the first. The second file
lends all but the text: styles, page, headers.
"""

from __future__ import annotations

from collections.abc import Sequence

from publish.revision.align import align
from publish.writers.docx.redline.changes import Hand, Marks, Tracked
from publish.writers.docx.redline.containers import blocks_of, held
from publish.writers.docx.redline.package import NOTE_KINDS, Package, Transfer
from publish.writers.docx.redline.paragraphs import Sides
from publish.writers.docx.redline.tokens import WP, Element, Keys, R, W, said
from publish.writers.zip import packed

__all__ = ["Hand", "Tracked", "redline"]

_CARRIED = ("customXml/", "docProps/custom.xml")
_CHANGES = tuple(f"{W}{name}" for name in ("ins", "del", "rPrChange", "pPrChange"))


def redline(
    before: bytes, after: bytes, hand: Hand, moment: str, tracked: Sequence[Tracked] = ()
) -> bytes:
    """The second file with its changes of the first tracked, by this hand.

    Both are files that our writer made, by one layout and without comments on what was removed.
    `tracked` are changes that the edited file tracked itself: those keep their author. What the
    first file carries unseen (its article) is carried, so that the result can be merged like it.
    """
    base, made = Package.of(before), Package.of(after)
    marks = Marks(hand, tracked)
    paired = _paired_notes(base, made)
    sides = Sides(_keys(base, paired), _keys(made, {}))
    transfer = Transfer(base, made)
    transfer.sign()
    _merge_body(base, made, marks, sides)
    _merge_notes(base, made, paired, marks, sides)
    transfer.adopt()
    transfer.styles()
    _number_marks(made)
    for name, data in base.parts.items():
        if name.startswith(_CARRIED) and name in made.parts:
            made.parts[name] = data
    return packed(made.written(), moment, first=("[Content_Types].xml",))


def _paired_notes(base: Package, made: Package) -> dict[str, str]:
    """The notes of the first file that stand in the second: each reference's key by its own."""
    pairs: dict[str, str] = {}
    for kind in NOTE_KINDS:
        ours, theirs = list(base.notes(kind).items()), list(made.notes(kind).items())
        texts = [[said(note) or "no words" for _, note in notes] for notes in (ours, theirs)]
        for pair in align(*texts):
            if len(pair.before) == len(pair.after) == 1:
                one, other = ours[pair.before[0]][0], theirs[pair.after[0]][0]
                pairs[f"{kind} {one}"] = f"{kind} {other}"
    return pairs


def _keys(package: Package, paired: dict[str, str]) -> Keys:
    """What references are known by in both files (see `tokens.Keys`)."""

    def key(element: Element) -> str:
        for kind in NOTE_KINDS:
            if element.tag == f"{W}{kind}Reference":
                id = f"{kind} {element.get(f'{W}id')}"
                return paired.get(id, f"only here: {id}") if paired else id
        if element.tag == f"{W}hyperlink":
            id = element.get(f"{R}id")
            return package.target("document", id) if id else f"#{element.get(f'{W}anchor')}"
        pictures = [each.get(f"{R}embed") for each in element.iter() if each.get(f"{R}embed")]
        words = [each.get("descr", "") for each in element.iter(f"{WP}docPr")]
        return " ".join([*words, *(package.target("document", id) for id in pictures)])

    return key


def _merge_body(base: Package, made: Package, marks: Marks, sides: Sides) -> None:
    before, after = (next(e.whole("word/document.xml").iter(f"{W}body")) for e in (base, made))
    _fill(after, held(blocks_of(before), blocks_of(after), marks, sides))


def _merge_notes(
    base: Package, made: Package, paired: dict[str, str], marks: Marks, sides: Sides
) -> None:
    for kind in NOTE_KINDS:
        ours, theirs = base.notes(kind), made.notes(kind)
        for one, other in paired.items():
            if one.startswith(f"{kind} "):
                before, after = ours[one.split()[1]], theirs[other.split()[1]]
                _fill(after, held(blocks_of(before), blocks_of(after), marks, sides))


def _fill(container: Element, blocks: list[Element]) -> None:
    """Put blocks in the place of those that a container has, before all else that it holds."""
    for each in blocks_of(container):
        container.remove(each)
    for index, block in enumerate(blocks):
        container.insert(index, block)


def _number_marks(made: Package) -> None:
    number = 0
    for name in ("document", *(f"{kind}s" for kind in NOTE_KINDS)):
        root = made.tree(f"word/{name}.xml")
        for each in () if root is None else root.iter(*_CHANGES):
            number += 1
            each.set(f"{W}id", str(number))
