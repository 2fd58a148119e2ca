"""Pictures: decoded to the end within limits, or None."""

import io
import struct
import zlib
from typing import cast

import pytest
from PIL import Image, ImageCms, ImageFile

from publish.model.article import Asset
from publish.model.limits import DEFAULT_LIMITS, Limits
from publish.readers.assets import asset_of
from tests.build import PNG_1PX

ORIENTATION = 0x0112


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


def turned(kind: str, orientation: object, mode: str = "RGB") -> bytes:
    """A picture of 40 × 20 pixels that is light at its right, with an Orientation."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    written = io.BytesIO()
    gradient = Image.linear_gradient("L").rotate(90).resize((40, 20))
    gradient.convert(mode).save(written, kind, exif=exif)
    return written.getvalue()


def seen(data: bytes) -> tuple[tuple[int, int], str]:
    """The size and light side of a picture as a program shows it that knows no EXIF."""
    asset = asset_of("a", data, DEFAULT_LIMITS)
    assert asset is not None
    with Image.open(io.BytesIO(asset.data)) as image:
        assert image.getexif().get(ORIENTATION, 1) in (1, 99)
        grey = image.convert("L")
    assert grey.size == (asset.width_px, asset.height_px)
    width, height = grey.size
    middles = {"left": (0, height // 2), "right": (width - 1, height // 2)}
    middles |= {"top": (width // 2, 0), "bottom": (width // 2, height - 1)}
    return grey.size, max(middles, key=lambda side: cast("int", grey.getpixel(middles[side])))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize(
    ("orientation", "size", "light"),
    [
        *((1, (40, 20), "right"), (2, (40, 20), "left"), (3, (40, 20), "left")),
        *((4, (40, 20), "right"), (5, (20, 40), "bottom"), (6, (20, 40), "bottom")),
        *((7, (20, 40), "top"), (8, (20, 40), "top"), (99, (40, 20), "right")),
    ],
)
def test_a_picture_is_turned_as_its_camera_was_held(
    kind: str, orientation: int, size: tuple[int, int], light: str
) -> None:
    assert seen(turned(kind, orientation)) == (size, light)


@pytest.mark.parametrize("off", [-40, -33, -9, -1, 1, 20, 500, 65_000])
def test_an_exif_of_a_wrong_length_costs_no_picture(off: int) -> None:
    data = turned("JPEG", 6)
    at = data.index(b"\xff\xe1") + 2
    length = max(int.from_bytes(data[at : at + 2]) + off, 0)
    broken = data[:at] + length.to_bytes(2) + data[at + 2 :]

    assert seen(broken) == ((40, 20), "right")


def test_a_thumbnail_in_a_broken_exif_is_not_taken_for_the_picture() -> None:
    data, thumbnail = turned("JPEG", 1), picture("JPEG", (8, 6))
    at = data.index(b"\xff\xe1")
    end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
    broken = data[: at + 2] + b"\xff\xf0" + data[at + 4 : end] + thumbnail + data[end:]

    assert seen(broken) == ((40, 20), "right")


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "CMYK"), ("PNG", "I;16")])
def test_inks_and_deep_greys_become_what_every_program_shows(kind: str, mode: str) -> None:
    gradient = Image.linear_gradient("L").rotate(90).resize((40, 20))
    deep = gradient.convert("I").point(lambda level: level * 257).convert("I;16")
    written = io.BytesIO()
    (deep if mode == "I;16" else gradient.convert(mode)).save(written, kind)

    asset = asset_of("a", written.getvalue(), DEFAULT_LIMITS)

    assert asset is not None
    with Image.open(io.BytesIO(asset.data)) as image:
        assert image.mode in ("RGB", "L")
        levels = [cast("int", image.convert("L").getpixel((column, 9))) for column in (1, 20, 38)]
    assert levels == pytest.approx([6, 130, 250], abs=8)


def test_a_png_of_sixteen_bits_a_colour_gets_eight() -> None:
    row = b"\0" + struct.pack(">12H", *range(0, 60_000, 5_000))
    head = struct.pack(">IIBBBBB", 4, 1, 16, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(row)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )

    asset = asset_of("a", b"\x89PNG\r\n\x1a\n" + b"".join(chunks), DEFAULT_LIMITS)

    assert asset is not None
    assert asset.data[24] == 8
    assert Image.open(io.BytesIO(asset.data)).getpixel((3, 0)) == (175, 195, 214)


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


def swapped() -> bytes:
    """A profile by which red means green and green red."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(profile[128:132])
    rows = {bytes(profile[at : at + 4]): at for at in range(132, 132 + 12 * count, 12)}
    red, green = (slice(rows[name] + 4, rows[name] + 12) for name in (b"rXYZ", b"gXYZ"))
    profile[red], profile[green] = profile[green], profile[red]
    return bytes(profile)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_colours_are_those_of_the_profile_in_every_program(kind: str) -> None:
    written = io.BytesIO()
    Image.new("RGB", (40, 30), (200, 30, 30)).save(written, kind, icc_profile=swapped())

    asset = asset_of("a", written.getvalue(), DEFAULT_LIMITS)

    assert asset is not None
    with Image.open(io.BytesIO(asset.data)) as image:
        assert "icc_profile" not in image.info
        assert image.getpixel((9, 9)) == pytest.approx((30, 200, 30), abs=6)


@pytest.mark.parametrize("profile", ["sRGB", "none at all"])
def test_a_picture_whose_profile_says_nothing_new_stays_as_it_is(profile: str) -> None:
    said = profile.encode()
    if profile == "sRGB":
        said = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    written = io.BytesIO()
    Image.effect_noise((40, 30), 60).convert("RGB").save(written, "JPEG", icc_profile=said)
    data = written.getvalue()

    assert asset_of("a", data, DEFAULT_LIMITS) == Asset("a", "image/jpeg", data, 40, 30)
