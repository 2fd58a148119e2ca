"""Pictures: decoded to the end within limits, or None."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageFile

from publish.model.article import Asset
from publish.model.limits import DEFAULT_LIMITS, Limits
from publish.readers.assets import asset_of
from tests.build import PNG_1PX


def picture(kind: str, size: tuple[int, int] = (40, 30), mode: str = "RGB", **more: bool) -> bytes:
    written = io.BytesIO()
    Image.effect_noise(size, 60).convert(mode).save(written, kind, **more)
    return written.getvalue()


def huge_png(width: int, height: int) -> bytes:
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_sound_png_or_jpeg_stays_as_it_is(kind: str) -> None:
    data = picture(kind)

    assert asset_of("a", data, DEFAULT_LIMITS) == Asset("a", f"image/{kind.lower()}", data, 40, 30)


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_gif_and_webp_become_png_with_equal_bytes_each_time(kind: str) -> None:
    data = picture(kind)

    one, two = asset_of("a", data, DEFAULT_LIMITS), asset_of("a", data, DEFAULT_LIMITS)

    assert one == two
    assert one is not None
    assert (one.media_type, one.width_px, one.height_px) == ("image/png", 40, 30)
    assert one.data.startswith(b"\x89PNG")


def test_transparency_is_kept() -> None:
    written = io.BytesIO()
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(written, "WEBP", lossless=True)
    asset = asset_of("a", written.getvalue(), DEFAULT_LIMITS)

    assert asset is not None
    assert Image.open(io.BytesIO(asset.data)).mode == "RGBA"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        picture("JPEG")[:-200],
        picture("PNG")[:-200],
        PNG_1PX[:40],
        picture("BMP"),
        picture("TIFF"),
        huge_png(10_000, 10_000),
        huge_png(100_000_000, 1),
        huge_png(20_001, 10),
    ],
)
def test_what_is_broken_huge_or_of_another_kind_is_none(data: bytes) -> None:
    assert asset_of("a", data, DEFAULT_LIMITS) is None


def test_a_picture_over_the_callers_limit_is_none() -> None:
    assert asset_of("a", picture("PNG"), Limits(pixels=1_000)) is None
    assert asset_of("a", picture("PNG"), Limits(image_bytes=100)) is None


def test_tolerance_for_cut_pictures_that_others_set_is_not_used_and_comes_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)

    assert asset_of("a", picture("JPEG")[:-200], DEFAULT_LIMITS) is None
    assert ImageFile.LOAD_TRUNCATED_IMAGES is True


@pytest.mark.parametrize("at", range(0, 600, 7))
def test_a_flipped_byte_gives_an_asset_or_none(at: int) -> None:
    for kind in ("PNG", "JPEG", "GIF", "WEBP"):
        data = bytearray(picture(kind, (12, 9)))
        data[at % len(data)] ^= 0xFF

        asset = asset_of("a", bytes(data), DEFAULT_LIMITS)

        assert asset is None or asset.width_px > 0
