from __future__ import annotations

import io

import numpy as np
from PIL import Image

from cnnlab.images import colour, exporting

VALUES = np.random.default_rng(0).normal(size=(5, 4)).astype(np.float32)


def test_csv_keeps_every_bit():
    text = exporting.csv(VALUES).decode()
    assert np.array_equal(np.loadtxt(io.StringIO(text), delimiter=",", dtype=np.float32), VALUES)


def test_csv_of_three_channels_has_a_line_between():
    colours = np.stack([VALUES, VALUES + 1, VALUES + 2], axis=-1)
    blocks = exporting.csv(colours).decode().strip().split("\n\n")
    assert len(blocks) == 3
    assert np.allclose(np.loadtxt(io.StringIO(blocks[2]), delimiter=","), VALUES + 2)


def test_npz_can_be_read_without_pickle():
    with np.load(io.BytesIO(exporting.npz({"a": VALUES})), allow_pickle=False) as archive:
        assert np.array_equal(archive["a"], VALUES)


def test_signed_values_are_shown_on_the_diverging_scale_and_others_in_grey():
    assert np.array_equal(exporting.picture_of(VALUES), colour.diverging(VALUES))
    grey = exporting.picture_of(np.float32([[0, 0.5, 1]]))
    assert grey.tolist() == [[0, 128, 255]]
    bright = exporting.picture_of(np.float32([[0, 2, 4]]))
    assert bright.tolist() == [[0, 128, 255]]


def test_the_png_is_what_is_shown():
    with Image.open(io.BytesIO(exporting.map_png(VALUES))) as picture:
        assert np.array_equal(np.asarray(picture), exporting.picture_of(VALUES))
