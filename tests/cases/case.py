"""A case: an input that a person can read, and beside it what must come out of it.

NAME.html, .md, .txt or .mht is the input, in UTF-8. NAME.wanted says what must stand:

    title: The fee for boats       fields of the article, an empty value for one that must be empty
    notes: frame | video           words, each of which a note must hold (its code or its message)
    gone: Share this | &lt;p       words that stand nowhere in title, standfirst and body
    error: source.empty            how the one line's code begins, instead of all the rest

    p The fee is ~~100~~ 80.       the outline of the body (outline.py), `…` for lines left out

What the input needs besides is made when it is read, so that no file here is binary:

    as: stdin                      the source's name, where it is not the file's own
    encoding: iso-8859-2           the bytes' encoding, where it is not UTF-8
    pictures: a.png 8x8 | b.jpg 40x20 exif=6 mode=CMYK
    assets: b.jpg 20x40 bottom     pictures of the article, their sizes and their light sides

⟦500×<div>⟧ in an input is written out 500 times.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from PIL import Image

from publish import readers
from publish.model.article import Article, Asset, Source
from publish.normaliser import normalise

__all__ = ["FOLDER", "Case", "cases", "picture_of"]

FOLDER = Path(__file__).parent
_ORIENTATION = 0x0112
_SUFFIXES = (".html", ".xhtml", ".md", ".txt", ".mht", ".mhtml")
_REPEATED = re.compile("⟦([0-9]+)×(.*?)⟧", re.DOTALL)


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One input with what must come out: fields by name, and the lines of the outline."""

    name: str
    path: Path
    fields: dict[str, str]
    outline: tuple[str, ...]

    @property
    def kind(self) -> str:
        return self.name.partition("-")[0]

    def listed(self, field: str) -> list[str]:
        """The parts of a field that lists several."""
        return [part.strip() for part in self.fields.get(field, "").split(" | ") if part.strip()]

    def source(self) -> Source:
        text = self.path.read_text("utf-8")
        text = _REPEATED.sub(lambda found: int(found[1]) * found[2], text)
        data = text.encode(self.fields.get("encoding", "utf-8"))
        pictures = dict(map(_picture, self.listed("pictures")))
        return Source(self.fields.get("as", self.path.name), data, pictures)

    def article(self) -> Article:
        return normalise(readers.read(self.source()))


def cases() -> tuple[Case, ...]:
    """All cases, by name."""
    return tuple(map(_case, sorted(FOLDER.glob("*.wanted"))))


def _case(path: Path) -> Case:
    head, _, body = f"\n{path.read_text('utf-8')}".partition("\n\n")
    (source,) = (found for s in _SUFFIXES if (found := path.with_suffix(s)).exists())
    pairs = (line.partition(":")[::2] for line in head.split("\n") if line)
    fields = {name: value.strip() for name, value in pairs}
    return Case(path.stem, source, fields, tuple(line.rstrip() for line in body.splitlines()))


@cache
def _picture(said: str) -> tuple[str, bytes]:
    """A picture by its name and bytes: dark at its left, light at its right.

    With `exif=6` it is turned by its Orientation, `mode` is Pillow's, `broken` cuts off its end
    ("half") or gives its EXIF a length beyond the file ("exif").
    """
    name, size, *more = said.split(" ")
    options = dict(option.split("=") for option in more)
    width, height = map(int, size.split("x"))
    image = Image.linear_gradient("L").rotate(90).resize((width, height))
    if options.get("mode") == "I;16":
        image = image.convert("I").point(lambda level: level * 257).convert("I;16")
    else:
        image = image.convert(options.get("mode", "RGB"))
    exif = Image.Exif()
    if "exif" in options:
        exif[_ORIENTATION] = int(options["exif"])
    written = io.BytesIO()
    image.save(written, "JPEG" if name.endswith(".jpg") else "PNG", exif=exif)
    data = written.getvalue()
    match options.get("broken"):
        case "half":
            data = data[: len(data) // 2]
        case "exif":
            at = data.index(b"\xff\xe1") + 2
            data = data[:at] + b"\xff\xf0" + data[at + 2 :]
    return name, data


def picture_of(asset: Asset) -> str:
    """A picture as `assets` says it: name, size and light side, as seen by who knows no EXIF."""
    with Image.open(io.BytesIO(asset.data)) as image:
        assert image.mode in ("1", "L", "LA", "P", "PA", "RGB", "RGBA"), image.mode
        grey = image.convert("L")
    assert grey.size == (asset.width_px, asset.height_px)
    width, height = grey.size
    sides = {
        "left": (0, height // 2),
        "right": (width - 1, height // 2),
        "top": (width // 2, 0),
        "bottom": (width // 2, height - 1),
    }
    light = max(sides, key=lambda side: cast("int", grey.getpixel(sides[side])))
    return f"{asset.name} {width}x{height} {light}"
