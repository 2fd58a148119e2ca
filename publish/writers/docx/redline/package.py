"""The parts of two Word files of ours, and what paragraphs of the one need in the other."""

from __future__ import annotations

import copy
import io
import posixpath
import zipfile
from dataclasses import dataclass, field

from lxml import etree

from publish.writers.docx.redline.tokens import Element, R, W

_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
NOTE_KINDS = ("footnote", "endnote")
_TEXTS = ("document", *(f"{kind}s" for kind in NOTE_KINDS))
_REFERRING = frozenset({f"{W}numId", *(f"{W}{kind}Reference" for kind in NOTE_KINDS)})
_SIGNED = "signed"  # an attribute that no file has once it is whole


@dataclass(slots=True)
class Package:
    """A Word file of ours, opened; parts are parsed when they are asked for."""

    parts: dict[str, bytes]
    _trees: dict[str, Element] = field(default_factory=dict)

    @classmethod
    def of(cls, data: bytes) -> Package:
        """The package in these bytes, which our writer made."""
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return cls({name: file.read(name) for name in file.namelist()})

    def tree(self, name: str) -> Element | None:
        """The root of a part; None when there is none."""
        if name not in self._trees and name in self.parts:
            self._trees[name] = etree.fromstring(self.parts[name])
        return self._trees.get(name)

    def whole(self, name: str) -> Element:
        """The root of a part that every file has."""
        root = self.tree(name)
        assert root is not None, name
        return root

    def written(self) -> dict[str, bytes]:
        """Every part as bytes."""
        for name, root in self._trees.items():
            self.parts[name] = etree.tostring(
                root, xml_declaration=True, encoding="UTF-8", standalone=True
            )
        return self.parts

    def relations(self, part: str) -> Element | None:
        """The relations of a part of word/."""
        return self.tree(f"word/_rels/{part}.xml.rels")

    def target(self, part: str, id: str) -> str:
        """What a relation leads to; the id where there is none."""
        root = self.relations(part)
        if root is not None:
            for each in root:
                if each.get("Id") == id:
                    return str(each.get("Target"))
        return id

    def notes(self, kind: str) -> dict[str, Element]:
        """The notes of a kind, "footnote" or "endnote", by id, without separators."""
        root = self.tree(f"word/{kind}s.xml")
        if root is None:
            return {}
        return {each.get(f"{W}id"): each for each in root if not each.get(f"{W}type")}


@dataclass(slots=True)
class Transfer:
    """Brings into a file what stands in paragraphs of another: pictures, links, lists, notes."""

    source: Package
    into: Package
    _numbers: dict[str, str] = field(default_factory=dict)
    _taken: dict[tuple[str, str], str] = field(default_factory=dict)

    def sign(self) -> None:
        """Sign what refers to other parts in the source, so that it is known wherever it comes."""
        for part in _TEXTS:
            root = self.source.tree(f"word/{part}.xml")
            for each in () if root is None else root.iter():
                if isinstance(each.tag, str) and (each.tag in _REFERRING or _references(each)):
                    each.set(_SIGNED, part)

    def adopt(self) -> None:
        """Let all that came over refer to what is there."""
        for part in _TEXTS:  # notes last: references in the text bring more of them
            root = self.into.tree(f"word/{part}.xml")
            if root is not None:
                self._adopt(root, part)

    def _adopt(self, root: Element, part: str) -> None:
        for each in [each for each in root.iter() if each.get(_SIGNED)]:
            came_from = each.attrib.pop(_SIGNED)
            for name in _references(each):
                each.set(name, self._relation(came_from, part, each.get(name)))
            if each.tag == f"{W}numId":
                each.set(f"{W}val", self._number(each.get(f"{W}val", "")))
            for kind in NOTE_KINDS:
                if each.tag == f"{W}{kind}Reference":
                    each.set(f"{W}id", self._note(kind, each.get(f"{W}id", "")))

    def styles(self) -> None:
        """Add the styles that only the source has."""
        ours, theirs = self.into.tree("word/styles.xml"), self.source.tree("word/styles.xml")
        if ours is None or theirs is None:
            return
        known = {each.get(f"{W}styleId") for each in ours.findall(f"{W}style")}
        for style in theirs.findall(f"{W}style"):
            if style.get(f"{W}styleId") not in known:
                ours.append(copy.deepcopy(style))

    def _relation(self, came_from: str, part: str, id: str) -> str:
        theirs = self.source.relations(came_from)
        found = next((e for e in (() if theirs is None else theirs) if e.get("Id") == id), None)
        if found is None:
            return id
        ours = self._relations(part)
        for each in ours:
            if all(each.get(name) == found.get(name) for name in ("Type", "Target", "TargetMode")):
                self._bring(found)
                return str(each.get("Id"))
        made = copy.deepcopy(found)
        ids = {each.get("Id") for each in ours}
        made.set("Id", next(new for n in range(1, len(ids) + 2) if (new := f"rId{n}") not in ids))
        ours.append(made)
        self._bring(found)
        return str(made.get("Id"))

    def _relations(self, part: str) -> Element:
        found = self.into.relations(part)
        if found is None:
            name = f"word/_rels/{part}.xml.rels"
            self.into.parts[name] = etree.tostring(
                etree.Element(f"{_RELS}Relationships", nsmap={None: _RELS[1:-1]})
            )
            found = self.into.relations(part)
        return found

    def _bring(self, relation: Element) -> None:
        """The picture that a relation leads to. Ours are named after their bytes."""
        if relation.get("TargetMode") == "External":
            return
        name = posixpath.normpath(posixpath.join("word", relation.get("Target", "")))
        if name in self.source.parts and name not in self.into.parts:
            self.into.parts[name] = self.source.parts[name]
            self._say_type(name)

    def _say_type(self, name: str) -> None:
        ours, theirs = (each.whole("[Content_Types].xml") for each in (self.into, self.source))
        suffix = name.rpartition(".")[2]
        known = {each.get("Extension") for each in ours.findall(f"{_TYPES}Default")}
        for each in theirs.findall(f"{_TYPES}Default"):
            if each.get("Extension") == suffix not in known:
                ours.insert(0, copy.deepcopy(each))

    def _number(self, id: str) -> str:
        """The list of this number, as a list of its own unless both files have the very same."""
        if id in self._numbers:
            return self._numbers[id]
        ours, theirs = (e.tree("word/numbering.xml") for e in (self.into, self.source))
        if ours is None or theirs is None:
            return id
        number = _with(theirs, "num", "numId", id)
        if number is None:
            return id
        abstract = _with(theirs, "abstractNum", "abstractNumId", _abstract_of(number))
        same = _with(ours, "num", "numId", id)
        if same is not None and abstract is not None:
            other = _with(ours, "abstractNum", "abstractNumId", _abstract_of(same))
            styled = abstract.find(f".//{W}pStyle") is not None
            if styled and other is not None and etree.tostring(other) == etree.tostring(abstract):
                self._numbers[id] = id
                return id
        self._numbers[id] = _added(ours, number, abstract)
        return self._numbers[id]

    def _note(self, kind: str, id: str) -> str:
        """The note of this id, brought over whole."""
        if (kind, id) in self._taken:
            return self._taken[kind, id]
        note = self.source.notes(kind).get(id)
        root = self.into.tree(f"word/{kind}s.xml")
        if note is None or root is None:
            return id
        made = copy.deepcopy(note)
        new = str(max(int(each.get(f"{W}id", "0")) for each in root) + 1)
        made.set(f"{W}id", new)
        self._taken[kind, id] = new
        root.append(made)
        return new


def _with(root: Element, tag: str, name: str, value: str) -> Element | None:
    found = (each for each in root.findall(f"{W}{tag}") if each.get(f"{W}{name}") == value)
    return next(found, None)


def _abstract_of(number: Element) -> str:
    found = number.find(f"{W}abstractNumId")
    return "" if found is None else str(found.get(f"{W}val"))


def _added(root: Element, number: Element, abstract: Element | None) -> str:
    """A list with its kind in a numbering part; its number there."""
    made = copy.deepcopy(number)
    numbers = root.findall(f"{W}num")
    new = str(max((int(each.get(f"{W}numId")) for each in numbers), default=0) + 1)
    made.set(f"{W}numId", new)
    if abstract is not None:
        kinds = root.findall(f"{W}abstractNum")
        kind = copy.deepcopy(abstract)
        id = str(max((int(each.get(f"{W}abstractNumId")) for each in kinds), default=0) + 1)
        kind.set(f"{W}abstractNumId", id)
        for each in [*kind.findall(f"{W}nsid"), *kind.iter(f"{W}pStyle")]:
            each.getparent().remove(each)
        kinds[-1].addnext(kind) if kinds else root.insert(0, kind)
        made.find(f"{W}abstractNumId").set(f"{W}val", id)
    last = numbers[-1] if numbers else None
    last.addnext(made) if last is not None else root.append(made)
    return new


def _references(element: Element) -> list[str]:
    """The attributes by which an element refers to a relation of its part."""
    return [name for name in element.attrib if name.startswith(R)]
