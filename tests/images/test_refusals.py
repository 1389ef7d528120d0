"""Whatever is no sound picture gets its own plain sentence."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import warnings

import pytest
from PIL import Image

from cnnlab.errors import LabError
from cnnlab.images import admission, decode, decode_bytes, sniffing
from tests.images.files import chunk, encoded, noise, png_header, smooth


def brand(name: bytes, *compatible: bytes) -> bytes:
    content = b"ftyp" + name + bytes(4) + b"".join(compatible)
    return struct.pack(">I", 4 + len(content)) + content + bytes(200)


def bmp(width: int, height: int) -> bytes:
    return b"BM" + struct.pack("<IHHI IiiHHIIiiII", 54, 0, 0, 54, 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)


def jpeg_of_size(width: int, height: int) -> bytes:
    data = encoded(noise(), "JPEG")
    frame = data.index(b"\xff\xc0")
    return data[: frame + 5] + struct.pack(">HH", height, width) + data[frame + 9 :]


def webp_header(width: int, height: int) -> bytes:
    moving = encoded(noise(), "WEBP", save_all=True, append_images=[Image.fromarray(noise(seed=1))])
    assert moving[12:16] == b"VP8X"
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return moving[:24] + sides + moving[30:]


def tiff_header(*size: int, tile: tuple[int, ...] = ()) -> bytes:
    tags = [*zip((256, 257), size, strict=True), (258, 8), (259, 8), (262, 1), (277, 1)]
    tags += [*zip((322, 323), tile, strict=False), (324, 8), (325, 100)] if tile else [(273, 8), (279, 100)]
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in sorted(tags))
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(204)


REFUSED = {
    "empty": (b"", "empty"),
    "text": (b"This is not a picture at all.\nIt is called one.png, though.\n", "contains text"),
    "chinese text": ("这不是图片。".encode() * 1000, "contains text"),
    "utf-16 text": ("Not a picture.".encode("utf-16"), "contains text"),
    "text that begins as a BMP": (b"BMW and other cars, a list of them all", "contains text"),
    "svg": (b'\xef\xbb\xbf<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG file"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF file"),
    "heic": (brand(b"heic", b"mif1", b"heic"), "HEIC photos"),
    "heif": (brand(b"mif1", b"mif1", b"heix"), "HEIC photos"),
    "avif": (brand(b"avif", b"mif1", b"avif"), "AVIF pictures"),
    "another avif": (brand(b"mif1", b"avif"), "AVIF pictures"),
    "film": (brand(b"isom", b"mp42"), "not a picture that can be read"),
    "archive": (b"PK\x03\x04" + bytes(range(256)), "not a picture that can be read"),
    "zeros": (bytes(5000), "not a picture that can be read"),
    "photoshop": (b"8BPS\0\1" + bytes(99), "Photoshop pictures"),
    "jpeg 2000": (b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(99), "JPEG 2000 pictures"),
    "jpeg xl": (b"\xff\x0a" + bytes(99), "JPEG XL pictures"),
    "icon": (b"\0\0\1\0\1\0\x10\x10" + bytes(99), "ICO pictures"),
    "pnm": (b"P6\n10 10\n255\n" + bytes(300), "PNM pictures"),
    "1 x 1": (encoded(noise(1, 1), "PNG"), "1 x 1 pixels; each side needs at least 8"),
    "7 high": (encoded(noise(7, 40), "JPEG"), "40 x 7 pixels; each side needs"),
    "20000 x 1": (encoded(noise(1, 20_000), "PNG"), "20000 x 1 pixels; no side may have more than 12000"),
    "51 megapixels": (
        png_header(7142, 7142) + chunk(b"IDAT", b""),
        "7142 x 7142 pixels, which is more than 50 million",
    ),
    "bomb": (png_header(60_000, 60_000) + chunk(b"IDAT", b""), "60000 x 60000 pixels, which is more"),
    "gif bomb": (b"GIF89a" + b"\xff" * 4 + encoded(noise(channels=1), "GIF")[10:], "65535 x 65535 pixels"),
    "webp bomb": (webp_header(16_000, 16_000), "far more than 50 million"),
    "smaller webp bomb": (webp_header(8000, 8000), "8000 x 8000 pixels"),
    "tiff bomb": (tiff_header(50_000, 50_000), "50000 x 50000 pixels"),
    "jpeg bomb": (jpeg_of_size(65_000, 65_000), "65000 x 65000 pixels"),
    "bmp bomb": (bmp(2**31 - 1, 2**31 - 1), "more than 50 million"),
    "too many bytes": (encoded(noise(), "PNG") + bytes(20 << 20), "20.0 MB, and at most 20 MB"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_its_own_sentence(name):
    data, words = REFUSED[name]
    with pytest.raises(LabError) as refused:
        decode(data)
    assert words in str(refused.value)
    assert str(refused.value).endswith(".")


def test_the_sentences_differ():
    names = [
        "empty",
        "text",
        "svg",
        "pdf",
        "heic",
        "avif",
        "zeros",
        "photoshop",
        "1 x 1",
        "20000 x 1",
        "bomb",
    ]
    names.append("too many bytes")
    sentences = set()
    for name in names:
        with pytest.raises(LabError) as refused:
            decode_bytes(REFUSED[name][0])
        sentences.add(refused.value.message)
    assert len(sentences) == len(names)


WHOLE = {
    "PNG": encoded(noise(), "PNG"),
    "JPEG": encoded(noise(), "JPEG"),
    "WebP": encoded(noise(), "WEBP", lossless=True),
    "BMP": encoded(noise(), "BMP"),
    "GIF": encoded(noise(channels=1), "GIF"),
    "TIFF": encoded(noise(), "TIFF", compression="tiff_lzw"),
}


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("kind", WHOLE)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_file(kind, share):
    data = WHOLE[kind]
    decode_bytes(data)
    with pytest.raises(LabError, match="breaks off before its end"):
        decode_bytes(data[: max(20, int(share * len(data)))])


@pytest.mark.parametrize("kind", WHOLE)
def test_kinds_are_told_from_the_bytes(kind):
    assert sniffing.kind_of(WHOLE[kind]) == kind


def test_a_real_avif():
    try:
        data = encoded(smooth(), "AVIF")
    except (KeyError, OSError):
        pytest.skip("this Pillow writes no AVIF")
    with pytest.raises(LabError, match="AVIF"):
        decode_bytes(data)


def test_a_jpeg_of_thousands_of_passes():
    data = encoded(smooth(), "JPEG", progressive=True)
    start = data.index(b"\xff\xda")
    scan = data[start : data.index(b"\xff", start + 2)]
    with pytest.raises(LabError, match="passes"):
        decode_bytes(data[:start] + scan * 1000 + data[start:])


def test_passes_are_counted_only_in_the_picture_itself():
    data = encoded(smooth(), "JPEG", progressive=True)
    scans = sniffing.jpeg_scans(data, 64)
    assert scans == 10  # libjpeg's own script for a picture in colour
    assert sniffing.jpeg_scans(encoded(smooth(), "JPEG"), 64) == 1
    many = b"\xff\xda\x00\x02" * 500
    assert sniffing.jpeg_scans(data + many, 64) == scans  # a film that a phone appends
    comment = b"\xff\xfe" + struct.pack(">H", 2 + len(many)) + many
    thumbnail = data[:2] + comment + data[2:]
    assert sniffing.jpeg_scans(thumbnail, 64) == scans
    assert decode_bytes(thumbnail).shape == (24, 32, 3)
    assert sniffing.jpeg_scans(data[:-2] + b"\xff\x01" + many, 64) == 65  # a marker that has no length


def test_a_tiff_with_a_tile_of_a_gigabyte():
    with pytest.raises(LabError, match="damaged") as refused:
        decode_bytes(tiff_header(16, 16, tile=(30_000, 3_000)))
    assert "tile" in str(refused.value.__cause__)


def test_nothing_of_the_process_is_changed():
    limit, filters = Image.MAX_IMAGE_PIXELS, list(warnings.filters)
    for data, _ in REFUSED.values():
        with pytest.raises(LabError):
            decode_bytes(data)
    assert limit == Image.MAX_IMAGE_PIXELS
    assert list(warnings.filters) == filters


def test_a_size_that_pillow_would_warn_of_is_refused_without_a_warning():
    data = png_header(10_000, 10_000) + chunk(b"IDAT", b"")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(LabError, match="more than 50 million"):
            decode_bytes(data)


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_where_warnings_are_errors_a_doubtful_file_is_still_a_sentence():
    exif = b"Exif\0\0II*\0\x08\0\0\0\x05\0" + b"\x12\x01\x02\0\xff\xff\xff\x00\x99\0\0\0" * 2
    data = encoded(smooth(), "JPEG", exif=exif)
    assert decode_bytes(data).shape == (24, 32, 3)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(LabError, match="damaged"):
            decode_bytes(data)


def test_too_little_memory_is_said(monkeypatch):
    def nothing_left(self):
        raise MemoryError

    monkeypatch.setattr(Image.Image, "getexif", nothing_left)
    with pytest.raises(LabError, match="not enough memory"):
        decode_bytes(encoded(noise(), "BMP"))


def test_the_limit_of_bytes_is_that_of_the_server():
    data = encoded(noise(), "PNG")
    padded = data + bytes((admission.MEGABYTES << 20) - len(data))
    assert decode_bytes(padded).shape == (24, 32, 3)
    with pytest.raises(LabError, match="MB"):
        decode_bytes(padded + b"\0")


def test_the_web_process_loads_none_of_the_large_libraries():
    program = (
        "import sys, cnnlab.images as i; [i.sample(n) for n in i.SAMPLES]; i.digit(3);"
        "large = {'skimage', 'sklearn', 'scipy', 'tensorflow', 'keras', 'streamlit'};"
        "print(sorted({m.split('.')[0] for m in sys.modules} & large))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_any_buffer_of_bytes_will_do():
    data = encoded(noise(), "PNG")
    for buffer in (bytearray(data), io.BytesIO(data).getbuffer()):
        assert decode_bytes(buffer).shape == (24, 32, 3)
