"""Files that were tampered with: a sentence or a picture, nothing else."""

from __future__ import annotations

import struct

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from cnnlab.errors import LabError
from cnnlab.images import decode_bytes, to_digit
from tests.images.files import chunk, encoded, noise, smooth

_EXIF = Image.Exif()
_EXIF[0x0112] = 6
_PALETTE = Image.fromarray(noise(12, 16)).quantize(32)

FILES = {
    "png": encoded(noise(12, 16), "PNG"),
    "png with alpha and exif": encoded(noise(12, 16, 4), "PNG", exif=_EXIF),
    "png with a palette": encoded(_PALETTE, "PNG", transparency=bytes(range(0, 256, 8))),
    "png of 16 bit": encoded(noise(12, 16, 1).astype(np.uint16) * 257, "PNG"),
    "png that moves": encoded(_PALETTE, "PNG", save_all=True, append_images=[_PALETTE.rotate(90)]),
    "jpeg": encoded(smooth(16, 16), "JPEG", exif=_EXIF),
    "jpeg, progressive": encoded(smooth(16, 16), "JPEG", progressive=True),
    "jpeg of cmyk": encoded(Image.new("CMYK", (16, 16), (1, 2, 3, 4)), "JPEG"),
    "webp": encoded(smooth(12, 16), "WEBP", exif=_EXIF),
    "webp that moves": encoded(
        _PALETTE.convert("RGBA"), "WEBP", save_all=True, append_images=[_PALETTE.rotate(90)]
    ),
    "bmp": encoded(_PALETTE, "BMP"),
    "gif": encoded(_PALETTE, "GIF", transparency=3),
    "gif that moves": encoded(_PALETTE, "GIF", save_all=True, append_images=[_PALETTE.rotate(90)]),
    "tiff": encoded(noise(12, 16), "TIFF"),
    "tiff, squeezed": encoded(noise(12, 16), "TIFF", compression="tiff_lzw"),
    "tiff of floats": encoded(Image.new("F", (16, 12), 3.5), "TIFF", compression="tiff_deflate"),
    "tiff of 16 bit": encoded(noise(12, 16, 1).astype(np.uint16) * 257, "TIFF"),
    "tiff of cmyk": encoded(Image.new("CMYK", (16, 12), (1, 2, 3, 4)), "TIFF"),
}

# Sizes and lengths are where readers trust too much: the extremes come more often than chance has it.
_PIECES = st.one_of(
    st.binary(min_size=1, max_size=4),
    st.sampled_from(
        [b"\0", b"\xff", b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f"]
    ),
)
_CHANGES = st.lists(
    st.tuples(st.sampled_from(["write", "insert", "remove", "cut"]), st.floats(0, 1), _PIECES),
    min_size=1,
    max_size=5,
)


def changed(data: bytes, changes: list[tuple[str, float, bytes]]) -> bytes:
    for how, place, piece in changes:
        # Most of what matters stands at the beginning.
        at = int(place**2 * len(data))
        if how == "write":
            data = data[:at] + piece + data[at + len(piece) :]
        elif how == "insert":
            data = data[:at] + piece + data[at:]
        elif how == "remove":
            data = data[:at] + data[at + len(piece) :]
        elif at > 8:
            data = data[:at]
    return data


def with_right_checksums(data: bytes) -> bytes:
    """Mend a PNG's checksums, else they would stop every change at the door."""
    whole, at = data[:8], 8
    while at + 8 <= len(data):
        length = struct.unpack(">I", data[at : at + 4])[0]
        content = data[at + 8 : at + 8 + length]
        whole += chunk(data[at + 4 : at + 8], content)
        at += 12 + length
    return whole


def result_or_none(function, argument):
    try:
        return function(argument)
    except LabError:
        return None


def a_picture_or_a_sentence(data: bytes) -> bool:
    picture = result_or_none(decode_bytes, data)
    if picture is None:
        return False
    assert picture.dtype == np.uint8
    assert picture.ndim == 3
    assert picture.shape[2] == 3
    assert 1 <= min(picture.shape[:2]) <= max(picture.shape[:2]) <= 1024
    return True


@pytest.mark.parametrize("name", FILES)
def test_the_files_themselves_are_sound(name):
    assert a_picture_or_a_sentence(FILES[name])


@pytest.mark.filterwarnings("ignore::UserWarning")
@settings(max_examples=1200, suppress_health_check=[HealthCheck.too_slow])
@given(name=st.sampled_from(sorted(FILES)), changes=_CHANGES, mend=st.booleans())
def test_changed_files(name, changes, mend):
    data = changed(FILES[name], changes)
    a_picture_or_a_sentence(with_right_checksums(data) if mend and name.startswith("png") else data)


@pytest.mark.filterwarnings("ignore::UserWarning")
@settings(max_examples=300)
@given(
    start=st.sampled_from([data[:n] for data in FILES.values() for n in (2, 4, 12, 30)]),
    rest=st.binary(max_size=200),
)
def test_beginnings_with_anything_after_them(start, rest):
    a_picture_or_a_sentence(start + rest)


@settings(max_examples=150)
@given(
    height=st.integers(1, 40), width=st.integers(1, 40), levels=st.integers(1, 255), seed=st.integers(0, 99)
)
def test_any_picture_is_a_digit_or_has_no_ink(height, width, levels, seed):
    picture = (np.random.default_rng(seed).random((height, width)) ** 4 * levels).astype(np.uint8)
    digit = result_or_none(to_digit, picture)
    if digit is not None:
        assert digit.shape == (28, 28)
        assert digit.max() == 255
