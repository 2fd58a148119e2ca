"""Picture files → assets that every writer can hold, decoded once and known to be sound."""

from __future__ import annotations

import hashlib
import io
import struct
import warnings
from typing import TYPE_CHECKING

from publish.model.article import Asset
from publish.model.limits import Limits
from publish.readers.jpeg import with_sound_segments

if TYPE_CHECKING:
    from PIL import Image


_READABLE = ("PNG", "JPEG", "GIF", "WEBP")
_LONGEST_SIDE = 20_000  # pixels; docs/reliability.md row 10
_ORIENTATION = 0x0112
_TURNED = range(2, 9)  # of the values of Orientation; 1 is upright, others mean nothing
_QUALITY = 95  # of a JPEG that must be written anew: no loss that shows in print
_DEEP = 16  # bits a channel, where most programs expect 8


def asset_of(name: str, data: bytes, limits: Limits) -> Asset | None:
    """The picture, or None when it is none, is broken or is over a limit.

    JPEG and PNG stay as they are when they decode to their end and every program shows them alike:
    upright, with 8 bits a channel, in grey or the screen's RGB. GIF and WebP become PNG, moving
    ones with their first frame. The size is read from the header before any pixel is.
    Source: docs/reliability.md rows 10 to 12.
    """
    from PIL import ImageFile  # heavy, and most pages bring no pictures along

    if len(data) > limits.image_bytes:
        return None
    tolerant = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # importing WeasyPrint sets it for the whole process
    try:
        return _asset(name, with_sound_segments(data), limits.pixels)
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
        # An EXIF that breaks off says nothing, and the picture is sound without it.
        warnings.filterwarnings("ignore", module=r"PIL\.(?:Tiff|Jpeg)ImagePlugin")
        with Image.open(io.BytesIO(data), formats=_READABLE) as image:
            width, height = image.size
            if width * height > pixels or max(width, height) > _LONGEST_SIDE:
                return None
            kind = image.format
            image.load()
            other = _orientation(image) in _TURNED or _has_other_colours(image)
            if kind == "JPEG" and image.mode in ("RGB", "L") and not other:
                return Asset(name, "image/jpeg", data, width, height)
            if kind == "PNG" and not other and _is_plain(image, data):
                return Asset(name, "image/png", data, width, height)
            return _made_plain(name, image, "JPEG" if kind == "JPEG" else "PNG")


def _orientation(image: Image.Image) -> int:
    """How a camera was held, as EXIF counts; 0 when it is not said, or not legibly."""
    try:
        said = image.getexif().get(_ORIENTATION, 0)
    except (SyntaxError, ValueError, TypeError, KeyError, OSError, struct.error):
        return 0
    return said if isinstance(said, int) else 0


def _is_plain(image: Image.Image, data: bytes) -> bool:
    """Whether a PNG may stay: a still one of 8 bits that hides nothing behind its last chunk."""
    deep = data[24] == _DEEP  # of IHDR, which is the first chunk
    moves = getattr(image, "is_animated", False)
    return not deep and not moves and data.endswith(b"IEND\xae\x42\x60\x82")


def _has_other_colours(image: Image.Image) -> bool:
    """Whether the numbers of an RGB picture mean other colours than the screen's: by its profile.

    Telephones write Display P3. PDF and Word show the numbers, browsers what the profile says.
    """
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA", "P"):
        return False
    from PIL import Image

    sample = Image.new("RGB", (len(_SAMPLE), 1))
    sample.putdata(_SAMPLE)
    shown = _on_screen(sample, profile)
    pairs = zip(sample.tobytes(), shown.tobytes(), strict=True) if shown else ()
    return any(abs(one - other) > _SEEN for one, other in pairs)


_SAMPLE = tuple((r, g, b) for r in (40, 128, 220) for g in (40, 128, 220) for b in (40, 128, 220))
_SEEN = 4  # levels: sRGB's own profiles differ by 1 or 2 from each other


def _on_screen(image: Image.Image, profile: bytes) -> Image.Image | None:
    """The picture in the screen's colours by its profile; None where that is unsound."""
    from PIL import ImageCms

    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        screen = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, own, screen, outputMode=mode)
    except (ImageCms.PyCMSError, OSError):
        return None


def _made_plain(name: str, image: Image.Image, kind: str) -> Asset:
    """The same picture upright, in 8 bits of RGB or grey, written anew without metadata.

    Equal pixels give equal bytes.
    """
    profile = image.info.get("icc_profile")
    upright = _upright(image, _orientation(image))
    if image.mode == "CMYK" or _has_other_colours(image):
        upright = _in_rgb(upright, profile)
    written = io.BytesIO()
    if kind == "JPEG":
        plain = upright if upright.mode in ("RGB", "L") else upright.convert("RGB")
        plain.info.clear()
        plain.save(written, "JPEG", quality=_QUALITY, subsampling=0)
    else:
        _bare(upright).save(written, "PNG")
    return Asset(name, f"image/{kind.lower()}", written.getvalue(), *upright.size)


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return image.transpose(turns[orientation]) if orientation in turns else image


def _in_rgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """A picture in the screen's colours, by its profile where it has a sound one."""
    if image.mode == "P":
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    return (_on_screen(image, profile) if profile else None) or image.convert("RGB")


def _bare(image: Image.Image) -> Image.Image:
    """The pixels alone, in 8 bits."""
    from PIL import Image

    if image.mode.startswith("I"):  # grey in 16 bits, which `convert` would clip
        image = image.convert("I").point(lambda level: level * (1 / 257)).convert("L")
    mode = "RGBA" if image.has_transparency_data else "L" if image.mode == "L" else "RGB"
    plain = Image.new(mode, image.size)
    plain.paste(image.convert(mode))
    return plain


def digest_name(data: bytes) -> str:
    """A name for a picture that stood inside a page and has none."""
    return f"inline-{hashlib.sha256(data).hexdigest()[:12]}"
