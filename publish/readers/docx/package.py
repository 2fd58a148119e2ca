"""A Word file as a package: its parts, and how they refer to each other.

Everything is counted before it is unpacked or parsed: members, bytes, how much a part grows,
elements, and by the parser how deep they stand in each other. No part outside the file is ever
looked for.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from posixpath import dirname, join, normpath
from typing import NamedTuple, TypeVar
from urllib.parse import unquote

from lxml import etree

from publish.errors import BrokenSource, EncryptedSource, OverLimit, UnknownFormat
from publish.model.limits import Limits
from publish.readers.docx.dialects import transitional
from publish.readers.docx.names import Element, W

_DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, KeyError,
    NotImplementedError, struct.error, OverflowError, IndexError,
)  # fmt: skip
"""What zipfile raises for bytes that hold to no zip."""

_SMALL = 1_000_000  # bytes: a part that stays below may be as regular as it likes
_LOCKED = 0x1  # of a member's flags
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_USUAL = "word/document.xml"
_MEND = "open it in Word and save it again"
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_CODECS = re.compile(r"utf-?8|utf-?16(?:le|be)?|us-ascii|ascii|iso-8859-\d+|windows-125\d|latin-?1")
_WIDE = (
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DEEP = re.compile(r"[Ee]xcessive depth")


Made = TypeVar("Made")


class Relation(NamedTuple):
    """What a part refers to: the last word of the relation's type, and the part's name or address.

    `outside` says that the target is no part of the file.
    """

    kind: str
    target: str
    outside: bool = False


@dataclass(slots=True)
class Package:
    """The parts of a Word file by their names, without the slash before them."""

    name: str
    limits: Limits
    main: str
    _zip: zipfile.ZipFile = field(repr=False)
    _members: Mapping[str, zipfile.ZipInfo] = field(repr=False)
    damaged: list[str] = field(default_factory=list)
    """Parts that could not be read and are done without."""
    _left: int = 0
    _relations: dict[str, Mapping[str, Relation]] = field(default_factory=dict)

    @classmethod
    def opened(cls, data: bytes, name: str, limits: Limits) -> Package:
        """The package in these bytes, counted, and with its main part known by its relation.

        Raises BrokenSource, EncryptedSource, UnknownFormat (another office program's file) and
        OverLimit.
        """
        try:
            opened = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED as error:
            raise _broken(name, "the file is damaged: its list of parts cannot be read") from error
        infos = opened.infolist()
        if len(infos) > limits.members:
            raise OverLimit("members", len(infos), limits.members, where=name)
        members = {_folded(info.filename): info for info in infos}
        package = cls(name, limits, "", opened, members, _left=limits.unpacked_bytes)
        package.main = package._main()
        return package

    def has(self, part: str) -> bool:
        """Whether the file holds a part of this name."""
        return _folded(part) in self._members

    def parts(self) -> tuple[str, ...]:
        """The names of all parts but those of relations, and "" for the package itself."""
        return ("", *(name for name in self._members if not name.endswith((".rels", "/"))))

    def data(self, part: str) -> bytes:
        """The bytes of a part. Raises BrokenSource, EncryptedSource and OverLimit."""
        info = self._members.get(_folded(part))
        if info is None:
            raise _broken(self.name, f"the part {part} is missing")
        self._count(info)
        if info.flag_bits & _LOCKED:
            raise EncryptedSource(
                "locked with a password", where=self.name, hint="save it without a password"
            )
        try:
            return self._zip.read(info)
        except _DAMAGED as error:
            raise _broken(self.name, f"the part {part} is damaged") from error

    def root(self, part: str) -> Element:
        """The root of a part. Raises BrokenSource, EncryptedSource and OverLimit."""
        return parsed(self.data(part), part, self.name, self.limits)

    def optional(self, part: str) -> Element | None:
        """The root of a part that a file can do without; None for one that is not there or broken.

        Raises OverLimit.
        """
        return self.known(part, lambda data, part, limits: parsed(data, part, self.name, limits))

    def known(self, part: str, made: Callable[[bytes, str, Limits], Made]) -> Made | None:
        """What is made of a part that a file can do without, as `optional` has it.

        `made` is handed the bytes, the part's name and the limits; its errors get the file's name.
        """
        if not part or not self.has(part):
            return None
        try:
            return made(self.data(part), part, self.limits)
        except BrokenSource:
            self.damaged.append(part)
            return None
        except OverLimit as error:
            error.where = self.name
            raise

    def relations(self, part: str) -> Mapping[str, Relation]:
        """What a part refers to, by id; "" is the package itself. Raises OverLimit."""
        if part in self._relations:
            return self._relations[part]
        folder, slash, base = part.rpartition("/")
        root = self.optional(f"{folder}{slash}_rels/{base}.rels")
        made: dict[str, Relation] = {}
        for each in root.iter(_RELATION) if root is not None else ():
            kind = each.get("Type", "").rpartition("/")[2]
            target = each.get("Target", "").strip()
            outside = each.get("TargetMode", "").lower() == "external"
            made[each.get("Id", "")] = Relation(
                kind, target if outside else _part(part, target), outside
            )
        self._relations[part] = made
        return made

    def related(self, part: str, kind: str) -> str:
        """The name of the part of this kind that a part refers to, or ""."""
        of_kind = [each for each in self.relations(part).values() if each.kind == kind]
        return next((each.target for each in of_kind if not each.outside), "")

    def _main(self) -> str:
        """The document by the package's relation to it; where that is lost, by its usual name."""
        found = self.related("", "officeDocument") or _USUAL
        if not self.has(found):
            raise _broken(self.name, "no document in it")
        return found

    def _count(self, info: zipfile.ZipInfo) -> None:
        size = info.file_size
        grown = size // max(info.compress_size, 1)
        if size > _SMALL and grown > self.limits.unpacking:
            raise OverLimit("unpacking", grown, self.limits.unpacking, where=self.name)
        self._left -= size
        if self._left < 0:
            allowed = self.limits.unpacked_bytes
            raise OverLimit("unpacked-bytes", allowed - self._left, allowed, where=self.name)


def _broken(name: str, what: str) -> BrokenSource:
    return BrokenSource(what, where=name, hint=_MEND)


def _folded(part: str) -> str:
    """A part's name as names are compared: case and the slash before it are none of it."""
    return part.replace("\\", "/").lstrip("/").casefold()


def _part(of: str, target: str) -> str:
    """The part that a target means, seen from the part that refers to it."""
    path = unquote(target.replace("\\", "/").partition("#")[0])
    return normpath(join("/", dirname(of), path)).lstrip("/")


def parsed(data: bytes, part: str, name: str, limits: Limits) -> Element:
    """The root of a part's XML, in the transitional dialect.

    Raises BrokenSource for a DOCTYPE and for what is no XML, OverLimit for too much of it.
    """
    data = _in_utf8(data, part, name)
    if b"<!DOCTYPE" in data:
        raise _broken(name, f"the part {part} declares a DOCTYPE, which no Word file has")
    count = data.count(b"<")
    if count > 2 * limits.elements:  # those that close count too
        raise OverLimit("elements", count // 2, limits.elements, where=name)
    try:
        root = etree.fromstring(transitional(data), _parser())
    except etree.XMLSyntaxError as error:
        if _DEEP.search(str(error)):
            raise OverLimit("nesting", _DEEPEST, limits.nesting, where=name) from error
        raise _broken(name, f"the part {part} is damaged") from error
    except ValueError as error:  # a declaration in another encoding than the bytes
        raise _broken(name, f"the part {part} is damaged") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _broken(name, f"the part {part} declares a DOCTYPE, which no Word file has")
    return root


_DEEPEST = 256  # elements inside elements: libxml2 stops there


@cache
def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _in_utf8(data: bytes, part: str, name: str) -> bytes:
    """The XML in an encoding in which its markup is ASCII, so that it can be counted."""
    for mark, codec in _WIDE:
        if data.startswith(mark):
            try:
                text = data.decode(codec).lstrip("\ufeff")
            except UnicodeDecodeError as error:
                raise _broken(name, f"the part {part} is damaged") from error
            return re.sub(r"\A\s*<\?xml[^>]*\?>", "", text).encode("utf-8", "replace")
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf"))
    if declared and not _CODECS.fullmatch(declared[1].decode().lower()):
        raise _broken(name, f"the part {part} is in the encoding {declared[1].decode()}")
    return data


def document_of(package: Package) -> Element:
    """The root of the main part. Raises what `Package.root` does, and UnknownFormat.

    Spreadsheets and slides are packages too.
    """
    root = package.root(package.main)
    if root.tag != f"{W}document":
        if not str(root.tag).startswith("{"):
            raise _broken(package.name, "no document in it")
        raise UnknownFormat(
            "looks like a file of another office program, which is not read yet",
            where=package.name,
            hint="save it as a Word file (.docx)",
        )
    return root
