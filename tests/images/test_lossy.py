"""JPEG and WebP files, byte for byte."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from cnnlab.images import gallery, lossy, preparing


@pytest.fixture(scope="module")
def picture():
    return preparing.fit(gallery.sample("brick", 128), 128, "grey")


@pytest.mark.parametrize(
    ("write", "kind", "qualities"),
    [(lossy.jpeg, "JPEG", lossy.JPEG_QUALITIES), (lossy.webp, "WEBP", lossy.WEBP_QUALITIES)],
)
def test_they_are_files_that_anybody_reads(picture, write, kind, qualities):
    sizes, errors = [], []
    for quality in (qualities[0], qualities[len(qualities) // 2], qualities[-1]):
        data = write(picture, quality)
        with Image.open(io.BytesIO(data)) as image:
            assert image.format == kind
            assert image.size == (128, 128)
            read = np.asarray(image.convert("L"))
        np.testing.assert_array_equal(lossy.read(data), read)
        assert read.dtype == np.uint8
        sizes.append(len(data))
        errors.append(np.abs(read - picture.astype(float)).mean())
    assert sizes == sorted(sizes)
    assert errors == sorted(errors, reverse=True)


def test_the_header_of_a_jpeg_ends_where_the_scan_begins(picture):
    for quality in (1, 50, 95):
        data = lossy.jpeg(picture, quality)
        header = lossy.header_of(data)
        # Only the scan may hold FF 00; and the head of the scan is that of one grey component: 10 bytes.
        assert data[header - 10 : header - 8] == b"\xff\xda"
        assert 150 < header < 700
        assert data.startswith(b"\xff\xd8")
        # Without what follows it there is still a picture of that size, but nothing on it.
        with Image.open(io.BytesIO(data[:header])) as image:
            assert image.size == (128, 128)


def test_the_header_of_a_webp_ends_with_its_size(picture):
    data = lossy.webp(picture, 20)
    header = lossy.header_of(data)
    assert data[header - 7 : header - 4] == b"\x9d\x01\x2a"
    assert data[header - 4 : header] == b"\x80\0\x80\0"


def test_without_loss_a_file_is_no_larger_than_a_png(picture):
    size = lossy.without_loss(picture)
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "PNG")
    assert len(lossy.jpeg(picture, 20)) < size <= len(file.getvalue()) < picture.size
