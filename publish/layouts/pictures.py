"""Pictures of a layout: files in its folder that its templates, style sheets and Word's looks name.

`asset:logo.png` is that file of the layout, or of one that it extends. Only what is named is read,
and only what every format can hold is taken: an SVG draws and does nothing else.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.parsers import expat

from publish.errors import BrokenLayout, nearest
from publish.layouts.chain import Level
from publish.model.article import Asset

_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".svg": "image/svg+xml",
}
_MOST_BYTES = 20_000_000
_MOST_PIXELS = 50_000_000  # of a picture that prints 400 dpi over a whole A3
_NAMED = re.compile(r"""(?<=["'(=])\s*asset:([^\s"'()<>{}]+)""")
_RELATIVE = re.compile(
    r"""url\(\s*["']?(?![\w.+-]+:|\#)([^\s"'()]+)|<img\b[^>]*?\ssrc\s*=\s*["'](?![\w.+-]+:|\{)([^"'>]+)""",
    re.I,
)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|\{#.*?#\}", re.S)
_ACTS = frozenset({"script", "foreignobject", "handler", "listener", "iframe", "audio", "video"})
_LEADS_OUT = re.compile(r"@import|url\(\s*[\"']?(?!#)", re.I)


def pictures_of(
    chain: tuple[Level, ...], texts: Mapping[str, str], logo: str, where: str
) -> dict[str, Asset]:
    """The pictures that templates and style sheets (`texts`, by LAYOUT/FILE) and Word name.

    `where` is the place that names `logo`. Raises BrokenLayout, with the file and line that names
    what is not there, or with the file that is no picture.
    """
    named = dict(_named(texts))
    if logo:
        named.setdefault(logo, where)
    if not named:
        return {}
    files = {
        path.relative_to(level.folder).as_posix(): (path, f"{level.name}/{path.name}")
        for level in chain[::-1]
        for path in sorted(level.folder.rglob("*"))
        if path.suffix.lower() in _TYPES
    }
    made = {}
    for name, place in named.items():
        if name not in files:
            message = f"there is no picture {name!r} in the layout's folder"
            hint = nearest(name, files) or f"put it there: {', '.join(_TYPES)}"
            raise BrokenLayout(message, where=place, hint=hint)
        made[name] = _asset(name, *files[name])
    return made


def _named(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What is named, each with its file and line."""
    for file, text in texts.items():
        if "asset:" not in text and "url(" not in text and "<img" not in text:
            continue
        bare = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text)

        def line(match: re.Match[str], file: str = file, bare: str = bare) -> str:
            return f"{file}:{bare.count(chr(10), 0, match.end()) + 1}"

        if match := _RELATIVE.search(bare):
            name = match[1] or match[2]
            message = f"{name!r} is no address that a page may open"
            hint = f'put the file into the layout\'s folder and write "asset:{name}"'
            raise BrokenLayout(message, where=line(match), hint=hint)
        yield from ((match[1], line(match)) for match in _NAMED.finditer(bare))


def _asset(name: str, path: Path, where: str) -> Asset:
    try:
        large = path.stat().st_size > _MOST_BYTES
        data = b"" if large else path.read_bytes()
    except OSError as error:
        raise BrokenLayout("cannot be read", where=where, hint="replace the file") from error
    if large:
        hint = f"at most {_MOST_BYTES // 1_000_000} MB"
        raise BrokenLayout("the picture is too large", where=where, hint=hint)
    kind = _TYPES[path.suffix.lower()]
    if kind == "image/svg+xml":
        _check_svg(data, where)
        return Asset(name, kind, data, 0, 0)
    return Asset(name, kind, data, *_size(data, kind, where))


def _size(data: bytes, kind: str, where: str) -> tuple[int, int]:
    """Width and height in pixels of a picture that decodes to its end."""
    from PIL import Image, ImageFile  # heavy, and most layouts have no pictures

    form = kind.removeprefix("image/").upper()
    tolerant = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # importing WeasyPrint sets it for the whole process
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data), formats=[form]) as image:
                width, height = image.size
                if width * height <= _MOST_PIXELS:
                    image.load()
                    return width, height
    except Exception as error:  # Pillow raises anything: SyntaxError, struct.error, …
        hint = f"save it again as {form}"
        raise BrokenLayout(f"not a sound {form} picture", where=where, hint=hint) from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = tolerant
    hint = f"at most {_MOST_PIXELS // 1_000_000} million pixels"
    raise BrokenLayout("the picture is too large", where=where, hint=hint)


def _check_svg(data: bytes, where: str) -> None:
    """BrokenLayout for what is no SVG, or does more than draw: scripts, addresses, entities."""
    parser = expat.ParserCreate(namespace_separator=" ")
    root: list[str] = []
    said: list[str] = []

    def refused(what: str) -> None:
        raise BrokenLayout(
            f"the picture {what}",
            where=f"{where}:{parser.CurrentLineNumber}",
            hint="save it as a plain SVG, with nothing but shapes",
        )

    def start(name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2].lower()
        root.append(name)
        if len(root) == 1 and name != "http://www.w3.org/2000/svg svg":
            refused("is no SVG")
        if tag in _ACTS:
            refused(f"holds a <{tag}>")
        for key, value in attributes.items():
            if what := _flaw(key.rpartition(" ")[2].lower(), value):
                refused(what)

    def text(characters: str) -> None:
        said.append(characters)

    def end(_name: str) -> None:
        if _LEADS_OUT.search("".join(said)):
            refused("leads out of itself: url(…)")
        said.clear()

    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    parser.EndElementHandler = end
    parser.EntityDeclHandler = lambda *_: refused("declares entities")
    parser.ProcessingInstructionHandler = lambda *_: refused("holds an instruction")
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError) as error:
        hint = "save it again as a plain SVG"
        raise BrokenLayout(f"not a sound SVG: {error}", where=where, hint=hint) from error


def _flaw(word: str, value: str) -> str:
    """What an attribute of an SVG does besides drawing, in words, or nothing."""
    if word.startswith("on"):
        return f"acts: {word}"
    if word in {"href", "src"} and not value.strip().startswith("#"):
        return f"leads out of itself: {word}"
    return "leads out of itself: url(…)" if _LEADS_OUT.search(value) else ""
