"""PNG, data URLs, enlarged maps and names."""

from __future__ import annotations

import base64
import hashlib
import io

import imageio.v3 as imageio
import numpy as np
import pytest

from cnnlab.images import as_bytes, data_url, enlarge, picture_id, png
from tests.images.files import noise


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_png_is_lossless(channels):
    picture = noise(channels=channels)
    np.testing.assert_array_equal(imageio.imread(io.BytesIO(png(picture))), picture)
    np.testing.assert_array_equal(imageio.imread(io.BytesIO(png(picture[::2, ::-1]))), picture[::2, ::-1])


def test_data_url():
    start, _, content = data_url(noise()).partition(",")
    assert start == "data:image/png;base64"
    assert base64.b64decode(content, validate=True) == png(noise())


def test_enlarge():
    small = np.array([[1, 2], [3, 4]], np.uint8)
    assert enlarge(small, 2).tolist() == [[1, 1, 2, 2], [1, 1, 2, 2], [3, 3, 4, 4], [3, 3, 4, 4]]
    picture = noise(5, 7)
    np.testing.assert_array_equal(enlarge(picture, 3), np.kron(picture, np.ones((3, 3, 1), np.uint8)))
    np.testing.assert_array_equal(enlarge(picture, 1), picture)


def test_names():
    picture = noise()
    name = picture_id(picture)
    assert len(name) == 16
    assert int(name, 16) >= 0
    assert picture_id(picture.copy()) == name
    assert picture_id(np.asfortranarray(picture)) == name
    assert picture_id(picture.reshape(32, 24, 3)) != name
    other = picture.copy()
    other[-1, -1, -1] ^= 1
    assert picture_id(other) != name
    assert name == hashlib.blake2b(b"(24, 32, 3)" + picture.tobytes(), digest_size=8).hexdigest()


def test_bytes_are_the_nearest_whole_numbers():
    values = np.array([-1, 0, 0.4 / 255, 0.6 / 255, 1.6 / 255, 254.4 / 255, 1, 2])
    grey = as_bytes(values.reshape(2, 4, 1))
    assert grey.dtype == np.uint8
    np.testing.assert_array_equal(grey, [[0, 0, 0, 1], [2, 254, 255, 255]])
    assert as_bytes(np.zeros((3, 4, 5, 1))).shape == (3, 4, 5)
    assert as_bytes(np.zeros((3, 4, 5, 3))).shape == (3, 4, 5, 3)
