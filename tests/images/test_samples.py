"""The gallery: photographs, and test pictures that are what they say at any size."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage

from cnnlab.errors import LabError
from cnnlab.images import SAMPLES, gallery, patterns, sample, shipped_files

GENERATED = (
    "impulse",
    "step_edge",
    "gradient",
    "checkerboard",
    "bars",
    "disc",
    "zone_plate",
    "flat",
    "digit",
)


def test_there_is_enough_to_choose_from():
    assert len(SAMPLES) == len(set(SAMPLES)) >= 20
    assert SAMPLES[0] == gallery.DEFAULT
    assert set(GENERATED) < set(SAMPLES)
    assert set(gallery.CREDITS) >= set(SAMPLES) - set(GENERATED)


@pytest.mark.parametrize("name", SAMPLES)
def test_it_loads(name):
    picture = sample(name)
    assert picture.dtype == np.uint8
    assert picture.ndim == 2 or picture.shape[2] == 3
    assert 64 <= max(picture.shape[:2]) <= 512
    assert not picture.flags.writeable
    assert name == "flat" or picture.max() > picture.min() + 50


def test_against_the_libraries_own_loaders():
    from skimage import data
    from sklearn.datasets import load_sample_image

    np.testing.assert_array_equal(sample("coffee").shape[:2], (341, 512))
    np.testing.assert_array_equal(sample("cat"), data.chelsea())
    np.testing.assert_array_equal(sample("photographer"), data.camera())
    np.testing.assert_array_equal(sample("horse") > 127, data.horse())
    pagoda = load_sample_image("china.jpg")
    rows = ndimage.zoom(
        ndimage.gaussian_filter(pagoda[..., 1].astype(float), 0.6), (342 / 427, 512 / 640), order=1
    )
    assert np.corrcoef(sample("pagoda")[..., 1].ravel(), rows.ravel())[0, 1] > 0.98


@pytest.mark.parametrize("size", [16, 17, 100, 512])
@pytest.mark.parametrize("name", GENERATED)
def test_generated_at_the_size_asked_for(name, size):
    assert sample(name, size).shape == (size, size)


@pytest.mark.parametrize("size", [16, 31, 256])
def test_an_impulse_is_one_pixel(size):
    picture = sample("impulse", size)
    assert np.argwhere(picture).tolist() == [[size // 2, size // 2]]
    assert picture.max() == 255


def test_a_step_is_between_two_columns():
    assert np.flatnonzero(np.diff(sample("step_edge", 33)[5].astype(int))).tolist() == [15]


def test_a_gradient_rises_evenly():
    picture = sample("gradient", 256)
    np.testing.assert_array_equal(picture[7], np.arange(256))


def test_a_checkerboard_has_64_fields():
    labels, fields = ndimage.label(sample("checkerboard", 64))
    assert fields == 32
    assert (np.bincount(labels.ravel())[1:] == 64).all()


def test_bars_double_their_width():
    for row, width in ((0, 1), (20, 2), (40, 4), (63, 8)):
        np.testing.assert_array_equal(
            np.diff(np.flatnonzero(np.diff(sample("bars", 64)[row].astype(int)))), width
        )


def test_a_disc_has_its_area():
    share = (sample("disc", 200).astype(float) - patterns.DARK).sum() / (patterns.LIGHT - patterns.DARK)
    assert abs(share - np.pi * 60**2) < 0.002 * np.pi * 60**2


def test_a_zone_plate_reaches_the_finest_frequency_at_the_side():
    size = 255
    middle = sample("zone_plate", size)[size // 2].astype(int)
    assert middle[size // 2] == 255
    turns = np.sign(np.diff(middle[size // 2 :]))
    assert (turns[-4:] * turns[-5:-1] < 0).all()  # up and down with every pixel
    assert (turns[2:8] < 0).all()


def test_unknown_names_and_sizes():
    with pytest.raises(LabError, match="no sample picture"):
        sample("../../secret")
    for size in (0, 15, 513):
        with pytest.raises(LabError, match="16 to 512"):
            sample("flat", size)


def test_a_library_without_the_file_is_said():
    for package in ("skimage", "no_such_package_anywhere"):
        with pytest.raises(LabError, match="Install the requirements"):
            shipped_files.shipped_file(package, "data/no_such.png")
