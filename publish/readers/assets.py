"""Picture files → assets that every writer can hold, decoded once and known to be sound."""

from __future__ import annotations

import hashlib
import io
import warnings
from typing import TYPE_CHECKING

from publish.model.article import Asset
from publish.model.limits import Limits

if TYPE_CHECKING:
    from PIL import Image


_READABLE = ("PNG", "JPEG", "GIF", "WEBP")
_LONGEST_SIDE = 20_000  # pixels; docs/reliability.md row 10


def asset_of(name: str, data: bytes, limits: Limits) -> Asset | None:
    """The picture, or None when it is none, is broken or is over a limit.

    JPEG and PNG stay as they are when they decode to their end; GIF and WebP become PNG, moving
    ones with their first frame. The size is read from the header before any pixel is.
    Source: docs/reliability.md rows 10 to 12.
    """
    from PIL import ImageFile  # heavy, and most pages bring no pictures along

    if len(data) > limits.image_bytes:
        return None
    tolerant = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # importing WeasyPrint sets it for the whole process
    try:
        return _asset(name, data, limits.pixels)
    except (
        Exception
    ):  # Pillow raises anything: SyntaxError, struct.error, … (docs/reliability.md, row 11)
        return None
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = tolerant


def _asset(name: str, data: bytes, pixels: int) -> Asset | None:
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a bomb, a broken profile: neither is for print
        with Image.open(io.BytesIO(data), formats=_READABLE) as image:
            width, height = image.size
            if width * height > pixels or max(width, height) > _LONGEST_SIDE:
                return None
            kind = image.format
            image.load()
            if kind == "JPEG" and image.mode in ("RGB", "L", "CMYK"):
                return Asset(name, "image/jpeg", data, width, height)
            if kind == "PNG" and not getattr(image, "is_animated", False) and _is_whole(data):
                return Asset(name, "image/png", data, width, height)
            return Asset(name, "image/png", _png(image), width, height)


def _is_whole(data: bytes) -> bool:
    """Whether a PNG ends where it should: nothing may be hidden behind its last chunk."""
    return data.endswith(b"IEND\xae\x42\x60\x82")


def _png(image: Image.Image) -> bytes:
    """The same pixels as PNG without metadata; equal pixels give equal bytes."""
    from PIL import Image

    mode = "RGBA" if image.has_transparency_data else "RGB"
    plain = Image.new(mode, image.size)
    plain.paste(image.convert(mode))
    written = io.BytesIO()
    plain.save(written, "PNG")
    return written.getvalue()


def digest_name(data: bytes) -> str:
    """A name for a picture that stood inside a page and has none."""
    return f"inline-{hashlib.sha256(data).hexdigest()[:12]}"
