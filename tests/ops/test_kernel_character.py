from __future__ import annotations

import numpy as np
import pytest

from cnnlab.errors import LabError
from cnnlab.ops.kernel_character import character
from cnnlab.ops.kernels import build


@pytest.mark.parametrize(
    ("kernel", "kind"),
    [
        (build("gaussian", 7), "low"),
        (build("box", 3), "low"),
        (build("laplacian"), "high"),
        (build("gabor", 15, sigma=3, wavelength=6), "band"),
        (build("gabor", 7), "band"),
        (build("log", 7), "band"),
        (build("sobel_x"), "band"),
        (build("sharpen"), "boost"),
        (build("unsharp", 5), "boost"),
        (build("emboss"), "accent"),
        (build("identity", 3), "all"),
        (-2 * build("identity", 5), "all"),
        # The Laplacian of Gaussian is negative, up to -0.74 in the middle band.
        (build("identity", 15) + build("log", 15) / 0.74, "stop"),
        (np.zeros((3, 3)), "none"),
    ],
)
def test_kinds(kernel, kind):
    assert character(kernel).kind == kind


@pytest.mark.parametrize("name", ["gaussian", "box", "laplacian", "log", "identity", "sharpen", "emboss"])
def test_these_are_alike_in_all_directions(name):
    assert character(build(name, 3)).direction is None


@pytest.mark.parametrize(
    ("kernel", "direction"),
    [
        (build("sobel_x"), 0),
        (build("sobel_y"), 90),
        (build("prewitt_x", 5), 0),
        (build("scharr_y"), 90),
        (build("gabor", 15, sigma=3, wavelength=6, angle=30), 30),
        (build("gabor", 15, sigma=3, wavelength=6, angle=135), 135),
        # What is smeared from left to right keeps its changes from top to bottom.
        (build("motion", 9, angle=0), 90),
        (build("motion", 9, angle=45), 135),
    ],
)
def test_directions(kernel, direction):
    assert character(kernel).direction == pytest.approx(direction, abs=1)


def test_gains_are_those_of_waves():
    kernel = build("gabor", 15, sigma=3, wavelength=6)
    known = character(kernel)
    assert known.even == pytest.approx(abs(kernel.sum()), abs=1e-6)
    assert known.wavelength == pytest.approx(6, rel=0.1)
    # A wave of that length, filtered: its amplitude is the gain.
    across = np.arange(15) - 7
    wave = np.exp(2j * np.pi * across / known.wavelength)
    assert abs((kernel * wave).sum()) == pytest.approx(known.strongest, rel=1e-3)


def test_a_blur_is_strongest_where_nothing_changes():
    assert character(build("motion", 5)).wavelength == np.inf
    assert character(build("gaussian", 5)).even == pytest.approx(1, abs=1e-5)


def test_turning_and_the_sign_change_nothing():
    kernel = np.random.default_rng(0).normal(size=(5, 3))
    for other in (kernel[::-1, ::-1], -kernel):
        assert character(other).kind == character(kernel).kind
        assert character(other).anisotropy == pytest.approx(character(kernel).anisotropy, abs=1e-5)


def test_too_large_a_kernel_gets_a_sentence():
    with pytest.raises(LabError, match="larger"):
        character(np.ones((65, 3)))
