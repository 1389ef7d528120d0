"""Pictures of every kind and mode, against what their formats' definitions say."""

from __future__ import annotations

import io
import struct

import numpy as np
import pytest
import tifffile
from PIL import Image

from cnnlab.images import decode, decode_bytes
from tests.images.files import chunk, encoded, noise, png, smooth


def over_white(colour: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    share = alpha[..., None] / 255
    return share * colour + (1 - share) * 255


def three(grey: np.ndarray) -> np.ndarray:
    return np.repeat(grey[..., None], 3, axis=2)


def tiff(values: np.ndarray, **options) -> bytes:
    file = io.BytesIO()
    tifffile.imwrite(file, values, **options)
    return file.getvalue()


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("PNG", {}),
        ("WEBP", {"lossless": True}),
        ("BMP", {}),
        ("TIFF", {}),
        ("TIFF", {"compression": "tiff_lzw"}),
        ("TIFF", {"compression": "tiff_deflate"}),
    ],
)
def test_lossless_kinds_come_back_exactly(kind, options):
    picture = noise()
    np.testing.assert_array_equal(decode_bytes(encoded(picture, kind, **options)), picture)


@pytest.mark.parametrize("options", [{}, {"progressive": True}])
def test_a_jpeg_comes_back_nearly(options):
    picture = smooth()
    found = decode_bytes(encoded(picture, "JPEG", quality=95, subsampling=0, **options))
    assert np.abs(found.astype(int) - picture).max() <= 6


def test_decode_gives_the_same_as_floats():
    data = encoded(noise(), "PNG")
    found = decode(data)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, decode_bytes(data) / 255, atol=1e-7)


def test_grey_and_one_bit():
    grey = noise(channels=1)
    np.testing.assert_array_equal(decode_bytes(encoded(grey, "PNG")), three(grey))
    np.testing.assert_array_equal(decode_bytes(encoded(grey, "GIF")), three(grey))
    black_or_white = grey > 127
    for kind in ("PNG", "BMP", "TIFF"):
        found = decode_bytes(encoded(Image.fromarray(black_or_white), kind))
        np.testing.assert_array_equal(found, three(black_or_white * np.uint8(255)))


@pytest.mark.parametrize("depth", [2, 4])
def test_few_bits_are_spread_over_the_whole_scale(depth):
    levels = 2**depth
    values = np.arange(16) % levels
    bits = "".join(f"{value:0{depth}b}" for value in values)
    row = int(bits, 2).to_bytes(len(bits) // 8, "big")
    found = decode_bytes(png([row] * 8, 16, 0, depth))
    np.testing.assert_array_equal(found[0, :, 0], np.rint(255 * values / (levels - 1)))


DEEP = np.array([0, 1, 128, 129, 255, 256, 257, 1000, 32767, 32768, 40000, 50000, 65000, 65278, 65534, 65535])


def test_16_bit_grey_is_scaled_not_clipped():
    row = struct.pack(">16H", *DEEP)
    found = decode_bytes(png([row] * 8, 16, 0, 16))
    np.testing.assert_array_equal(found, three(np.tile(np.rint(DEEP / 257), (8, 1))))


def test_16_bit_grey_with_a_transparent_value():
    row = struct.pack(">16H", *DEEP)
    found = decode_bytes(png([row] * 8, 16, 0, 16, chunk(b"tRNS", struct.pack(">H", 1000))))
    expected = np.where(DEEP == 1000, 255, np.rint(DEEP / 257))
    np.testing.assert_array_equal(found[0, :, 0], expected)


def test_16_bit_colour_keeps_the_upper_byte():
    triples = np.stack([DEEP, DEEP[::-1], np.roll(DEEP, 3)], axis=1)
    row = struct.pack(">48H", *triples.ravel())
    found = decode_bytes(png([row] * 8, 16, 2, 16))
    assert np.abs(found[0] - triples / 257).max() <= 1


@pytest.mark.parametrize("order", ["<", ">"])
def test_16_bit_tiff(order):
    grey = np.tile(DEEP, (8, 1)).astype(np.uint16)
    found = decode_bytes(tiff(grey, byteorder=order, photometric="minisblack"))
    np.testing.assert_array_equal(found, three(np.rint(grey / 257)))


def test_a_tiff_in_which_zero_is_white():
    grey = np.tile(DEEP, (8, 1)).astype(np.uint16)
    found = decode_bytes(tiff(grey, photometric="miniswhite"))
    np.testing.assert_array_equal(found, three(np.rint((65535 - grey.astype(int)) / 257)))
    bytes_ = noise(channels=1)
    np.testing.assert_array_equal(decode_bytes(tiff(bytes_, photometric="miniswhite")), three(255 - bytes_))


def test_a_float_tiff_of_unit_range_is_taken_as_it_is():
    values = np.linspace(0.1, 0.7, 128, dtype=np.float32).reshape(8, 16)
    found = decode_bytes(tiff(values, photometric="minisblack"))
    np.testing.assert_array_equal(found, three(np.rint(255 * values.astype(np.float64))))


@pytest.mark.parametrize("kind", [np.float32, np.int32])
def test_a_measured_tiff_is_stretched(kind):
    values = np.linspace(-300, 90_000, 128).astype(kind).reshape(8, 16)
    found = decode_bytes(tiff(values, photometric="minisblack"))
    expected = 255 * (values.astype(np.float64) + 300) / (float(values.max()) + 300)
    np.testing.assert_array_equal(found, three(np.rint(expected)))


def test_a_float_tiff_with_holes():
    values = np.linspace(0, 10, 128, dtype=np.float32).reshape(8, 16)
    values[-1, :3] = np.nan, np.inf, -np.inf
    found = decode_bytes(tiff(values, photometric="minisblack"))[..., 0]
    assert found[-1, :3].tolist() == [0, 255, 0]
    np.testing.assert_array_equal(found[:-1], np.rint(25.5 * values[:-1].astype(np.float64)))
    nothing = np.full((8, 16), np.nan, np.float32)
    assert not decode_bytes(tiff(nothing, photometric="minisblack")).any()


def test_cmyk():
    inks = noise(channels=4)
    paper, key = 255 - inks[..., :3].astype(float), 255 - inks[..., 3:].astype(float)
    found = decode_bytes(encoded(Image.frombytes("CMYK", (32, 24), inks.tobytes()), "TIFF"))
    assert np.abs(found - paper * key / 255).max() <= 1


def test_an_adobe_cmyk_jpeg_is_not_a_negative():
    data = encoded(Image.new("CMYK", (16, 16), (0, 200, 255, 30)), "JPEG", quality=95)
    assert b"Adobe" in data  # in whose files 255 means no ink
    red, green, blue = decode_bytes(data)[8, 8].astype(int)
    assert abs(red - 225) < 8
    assert abs(green - 49) < 8
    assert blue < 8


def test_transparency_shows_white():
    picture = noise(channels=4)
    expected = over_white(picture[..., :3], picture[..., 3])
    for kind, options in (("PNG", {}), ("WEBP", {"lossless": True, "exact": True}), ("TIFF", {})):
        found = decode_bytes(encoded(picture, kind, **options))
        assert np.abs(found - expected).max() <= 1
    two = noise(channels=4)[..., :2].copy()
    found = decode_bytes(encoded(Image.frombytes("LA", (32, 24), two.tobytes()), "PNG"))
    assert np.abs(found - over_white(three(two[..., 0]), two[..., 1])).max() <= 1


def test_a_palette_with_transparency():
    index = noise(channels=1) % 4
    colours = np.array([[255, 0, 0], [0, 200, 0], [10, 20, 30], [0, 0, 255]], np.uint8)
    image = Image.fromarray(index).convert("L")
    image = Image.frombytes("P", image.size, index.tobytes())
    image.putpalette(colours.ravel().tolist())
    np.testing.assert_array_equal(decode_bytes(encoded(image, "PNG")), colours[index])
    alpha = np.array([0, 128, 255, 64])
    found = decode_bytes(encoded(image, "PNG", transparency=bytes(alpha.tolist())))
    assert np.abs(found - over_white(colours, alpha)[index]).max() <= 1
    found = decode_bytes(encoded(image, "GIF", transparency=2))
    np.testing.assert_array_equal(found, np.where((index == 2)[..., None], 255, colours[index]))


def test_a_transparent_colour():
    picture = noise()
    key = picture[3, 4]
    chunk_ = chunk(b"tRNS", struct.pack(">3H", *key.tolist()))
    found = decode_bytes(png([row.tobytes() for row in picture], 32, 2, 8, chunk_))
    assert found[3, 4].tolist() == [255, 255, 255]
    different = (picture != key).any(axis=2)
    np.testing.assert_array_equal(found[different], picture[different])


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "TIFF"])
def test_the_first_of_several_is_taken(kind):
    first, second = (Image.new("RGB", (16, 12), colour) for colour in ("red", "blue"))
    data = encoded(
        first, kind, save_all=True, append_images=[second], **({"lossless": True} if kind == "WEBP" else {})
    )
    assert (decode_bytes(data) == [255, 0, 0]).all()


# What EXIF says about the stored rows and columns, as what brings them upright.
UPRIGHT = {
    1: lambda a: a,
    2: lambda a: a[:, ::-1],
    3: lambda a: a[::-1, ::-1],
    4: lambda a: a[::-1],
    5: lambda a: a.swapaxes(0, 1),
    6: lambda a: a.swapaxes(0, 1)[:, ::-1],
    7: lambda a: a[::-1, ::-1].swapaxes(0, 1),
    8: lambda a: a.swapaxes(0, 1)[::-1],
}


@pytest.mark.parametrize("orientation", UPRIGHT)
@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF", "JPEG"])
def test_exif_orientation(kind, orientation):
    stored = smooth()
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"WEBP": {"lossless": True}, "JPEG": {"quality": 95, "subsampling": 0}}.get(kind, {})
    found = decode_bytes(encoded(stored, kind, exif=exif, **options))
    expected = UPRIGHT[orientation](stored)
    assert found.shape == expected.shape
    assert np.abs(found.astype(int) - expected).max() <= (6 if kind == "JPEG" else 0)
