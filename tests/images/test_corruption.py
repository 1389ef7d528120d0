from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cnnlab.errors import LabError
from cnnlab.images.corruption import KINDS, corrupt, quality
from cnnlab.images.noise import add_noise

RANDOM = np.random.default_rng(5)
GREY = RANDOM.random((24, 31), np.float32)
COLOUR = RANDOM.random((24, 31, 3), np.float32)
PICTURES = {"grey": GREY, "one channel": GREY[..., None], "colour": COLOUR}


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(KINDS), st.floats(0, 1), st.integers(0, 2**40), st.sampled_from(list(PICTURES)))
def test_what_is_spoiled_is_still_a_picture_and_is_the_same_again(kind, level, seed, name):
    picture = PICTURES[name]
    before = picture.copy()
    spoiled = corrupt(picture, kind, level, seed)
    assert spoiled.dtype == np.float32
    assert spoiled.shape == picture.shape
    assert spoiled.min() >= 0
    assert spoiled.max() <= 1
    np.testing.assert_array_equal(spoiled, corrupt(picture, kind, level, seed))
    np.testing.assert_array_equal(picture, before)


@pytest.mark.parametrize("kind", ["gaussian", "salt_pepper", "speckle"])
def test_noise_is_that_of_the_page_pooling_cut_at_black_and_white(kind):
    free = add_noise(COLOUR, kind, 0.4, 9)
    expected = np.where(free < 0, 0, np.where(free > 1, 1, free))
    np.testing.assert_array_equal(corrupt(COLOUR, kind, 0.4, 9), expected)


@pytest.mark.parametrize("kind", ["gaussian", "salt_pepper", "speckle", "blur"])
@pytest.mark.parametrize("name", PICTURES)
def test_level_0_changes_nothing(kind, name):
    np.testing.assert_array_equal(corrupt(PICTURES[name], kind, 0, 3), PICTURES[name])


def test_blur_is_a_sum_weighted_by_a_gaussian_over_repeated_borders():
    level = 0.3
    sigma = 5 * level
    reach = int(4 * sigma + 0.5)
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    weights /= weights.sum()
    padded = np.pad(COLOUR.astype(np.float64), ((reach, reach), (reach, reach), (0, 0)), mode="edge")
    rows = sum(weight * padded[k : k + 24] for k, weight in enumerate(weights))
    expected = sum(weight * rows[:, k : k + 31] for k, weight in enumerate(weights))
    np.testing.assert_allclose(corrupt(COLOUR, "blur", level, 0), expected, atol=1e-5)


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize(("level", "grade"), [(0.0, 100), (0.25, 75), (0.9, 10), (0.999, 1), (1.0, 1)])
def test_jpeg_is_what_a_file_of_that_quality_holds(name, level, grade):
    assert quality(level) == grade
    picture = PICTURES[name]
    image = Image.fromarray(np.uint8(np.round(np.squeeze(picture) * 255)))
    file = io.BytesIO()
    image.save(file, format="jpeg", quality=grade)
    expected = np.asarray(Image.open(io.BytesIO(file.getvalue()))) / 255
    np.testing.assert_allclose(corrupt(picture, "jpeg", level, 0), expected.reshape(picture.shape), atol=1e-6)


@pytest.mark.parametrize("kind", KINDS)
def test_more_is_worse(kind):
    smooth = np.clip(np.add.outer(np.sin(np.arange(64) / 5), np.cos(np.arange(64) / 7)) / 4 + 0.5, 0, 1)
    errors = [np.mean((corrupt(smooth, kind, level, 1) - smooth) ** 2) for level in (0.05, 0.3, 0.9)]
    assert errors == sorted(errors)
    assert errors[2] > 2 * errors[0]


@pytest.mark.parametrize(
    ("picture", "kind", "level", "seed", "says"),
    [
        (GREY, "snow", 0.1, 0, "no such damage"),
        (GREY, "gaussian", -0.1, 0, "from 0 to 1"),
        (GREY, "gaussian", 1.01, 0, "from 0 to 1"),
        (GREY, "blur", np.nan, 0, "from 0 to 1"),
        (GREY, "jpeg", True, 0, "from 0 to 1"),
        (GREY, "speckle", 0.1, -1, "whole number"),
        (GREY[0], "blur", 0.1, 0, "one channel or three"),
        (COLOUR[..., :2], "jpeg", 0.1, 0, "one channel or three"),
        (GREY[:0], "jpeg", 0.1, 0, "one channel or three"),
    ],
)
def test_what_has_no_meaning_is_refused(picture, kind, level, seed, says):
    with pytest.raises(LabError, match=says):
        corrupt(picture, kind, level, seed)
