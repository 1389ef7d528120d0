from __future__ import annotations

import numpy as np
import pytest
from scipy.signal import correlate2d
from skimage.data import camera
from skimage.transform import resize

from cnnlab.errors import LabError
from cnnlab.ops import kernels
from cnnlab.ops.hidden_kernel import PARAMETERS, SIZES, SURPRISE, hidden_kernel, name_of, pose, recover
from cnnlab.ops.learning import learn_kernel

PHOTOGRAPH = np.round(resize(camera(), (64, 64), anti_aliasing=True) * 255).astype(np.uint8)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PARAMETERS)
def test_every_preset_can_be_hidden(name, size):
    kernel = hidden_kernel(name, size, 3)
    expected = size if size in kernels.SIZES[name] else 3
    assert kernel.shape == (expected, expected)
    assert kernel.any()


@pytest.mark.parametrize("size", SIZES)
def test_a_surprise_is_one_of_those_that_can_have_the_size(size):
    names = {name_of(SURPRISE, size, seed) for seed in range(200)}
    assert names == {name for name in PARAMETERS if size in kernels.SIZES[name]}
    assert hidden_kernel(SURPRISE, size, 5).shape == (size, size)
    np.testing.assert_array_equal(hidden_kernel(SURPRISE, size, 5), hidden_kernel(SURPRISE, size, 5))


def test_a_hidden_random_kernel_is_not_the_start():
    hidden = hidden_kernel("random", 5, 7)
    start = pose(PHOTOGRAPH, hidden, 0, 7).start
    assert abs(np.corrcoef(hidden.ravel(), start.ravel())[0, 1]) < 0.9


def test_no_other_kernel_is_hidden():
    with pytest.raises(LabError, match="no kernel of that name"):
        hidden_kernel("identity", 3, 0)


def test_the_target_is_the_filtered_picture():
    hidden = hidden_kernel("emboss", 3, 0)
    puzzle = pose(PHOTOGRAPH, hidden, 0, 0)
    expected = correlate2d(PHOTOGRAPH / 255, hidden, "valid")
    np.testing.assert_allclose(puzzle.target, expected, atol=1e-5)
    np.testing.assert_array_equal(puzzle.picture, PHOTOGRAPH.astype(np.float32) / np.float32(255))


def test_the_noise_has_the_spread_that_was_asked_for():
    hidden = hidden_kernel("box", 3, 0)
    noise = pose(PHOTOGRAPH, hidden, 0.1, 4).target - pose(PHOTOGRAPH, hidden, 0, 4).target
    assert noise.std() == pytest.approx(0.1, rel=0.05)
    assert abs(noise.mean()) < 0.01
    np.testing.assert_array_equal(
        pose(PHOTOGRAPH, hidden, 0.1, 4).target, pose(PHOTOGRAPH, hidden, 0.1, 4).target
    )


def test_the_start_is_where_the_descent_starts():
    hidden = hidden_kernel("box", 3, 0)
    puzzle = pose(PHOTOGRAPH, hidden, 0, 9)
    # A rate of next to nothing leaves the start as it is.
    learned = learn_kernel(puzzle.picture, puzzle.target, (3, 3), 1, 1e-6, 9)
    np.testing.assert_allclose(learned.kernel, puzzle.start, atol=1e-5)


@pytest.mark.parametrize(("noise", "says"), [(-0.1, "noise"), (2, "noise"), (float("nan"), "noise")])
def test_other_noise_gets_a_sentence(noise, says):
    with pytest.raises(LabError, match=says):
        pose(PHOTOGRAPH, hidden_kernel("box", 3, 0), noise, 0)


def found(picture: np.ndarray, name: str, size: int, noise: float = 0, steps: int = 300, report=None):
    hidden = hidden_kernel(name, size, 0)
    return hidden, recover(pose(picture, hidden, noise, 0), hidden, noise, steps, 2.0, 0, report)


@pytest.mark.parametrize(
    ("picture", "name", "size", "noise", "steps", "verdict"),
    [
        (PHOTOGRAPH, "sobel_x", 3, 0, 300, "found"),
        (PHOTOGRAPH, "gabor", 7, 0, 300, "found"),
        (PHOTOGRAPH, "gaussian", 7, 0.1, 300, "noisy"),
        (PHOTOGRAPH, "gaussian", 7, 0, 10, "unfinished"),
        (np.full((32, 32), 128, np.uint8), "sobel_x", 3, 0, 300, "flat"),
        (np.zeros((32, 32), np.uint8), "box", 3, 0, 300, "black"),
        (
            np.tile(np.where(np.arange(32) < 16, 64, 192).astype(np.uint8), (32, 1)),
            "gaussian",
            3,
            0,
            300,
            "partly",
        ),
    ],
)
def test_it_says_whether_the_kernel_was_found_or_why_not(picture, name, size, noise, steps, verdict):
    hidden, recovery = found(picture, name, size, noise, steps)
    assert recovery.verdict == verdict
    difference = np.abs(recovery.learned.kernel - hidden).max() / np.abs(hidden).max()
    assert (difference < 0.01) == (verdict == "found")


def test_a_kernel_that_is_not_determined_does_the_same_to_the_picture():
    picture = np.tile(np.where(np.arange(32) < 16, 64, 192).astype(np.uint8), (32, 1))
    hidden, recovery = found(picture, "sobel_x", 3)
    np.testing.assert_allclose(recovery.remade, correlate2d(picture / 255, hidden, "valid"), atol=1e-4)
    assert recovery.apart < 1e-4
    assert recovery.learned.true_difference > 0.1


def test_a_flat_picture_tells_the_sum_of_the_weights():
    hidden, recovery = found(np.full((32, 32), 128, np.uint8), "gaussian", 5)
    assert recovery.learned.kernel.sum() == pytest.approx(hidden.sum(), abs=1e-3)


def test_reports_tell_the_difference():
    reports = []
    hidden, recovery = found(
        PHOTOGRAPH, "box", 3, steps=60, report=lambda fraction, **facts: reports.append((fraction, facts))
    )
    assert reports[-1][0] == 1
    for _, facts in reports:
        expected = np.abs(np.array(facts["kernel"]) - hidden).max()
        assert facts["difference"] == pytest.approx(expected, abs=1e-6)
    assert reports[-1][1]["difference"] == pytest.approx(recovery.learned.true_difference, abs=1e-6)


def test_a_picture_smaller_than_the_kernel_gets_a_sentence():
    with pytest.raises(LabError):
        pose(np.zeros((1, 16), np.uint8), hidden_kernel("box", 3, 0), 0, 0)
