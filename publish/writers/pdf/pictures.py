"""Pictures as the file may hold them."""

from __future__ import annotations

import io

from PIL import Image

from publish.model.article import Asset

# What WeasyPrint writes as DeviceRGB or DeviceGray, which the file's sRGB intent covers.
_COVERED = frozenset({"1", "L", "LA", "P", "RGB", "RGBA"})
_NO_PICTURE = (OSError, SyntaxError, ValueError, Image.DecompressionBombError)


def printable(asset: Asset) -> bytes:
    """The picture's bytes, as RGB where its own colours have no place in the file.

    PDF/A-3 6.2.4.3 forbids CMYK without a profile for it. What is no picture comes back as it is:
    the engine prints its alternative text and says so.
    """
    try:
        with Image.open(io.BytesIO(asset.data)) as picture:
            if picture.mode in _COVERED:
                return asset.data
            converted = io.BytesIO()
            picture.convert("RGB").save(converted, "PNG")
    except _NO_PICTURE:
        return asset.data
    return converted.getvalue()
