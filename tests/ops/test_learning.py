from __future__ import annotations

import numpy as np
import pytest
import skimage.data
import skimage.transform

from cnnlab.errors import LabError
from cnnlab.ops.convolution import convolve
from cnnlab.ops.determination import normal_matrix, rank_and_condition
from cnnlab.ops.kernels import build
from cnnlab.ops.learning import learn_kernel


@pytest.fixture(scope="module")
def photograph():
    return skimage.transform.resize(skimage.data.camera(), (128, 128), anti_aliasing=True).astype(np.float32)


@pytest.mark.parametrize(
    ("name", "size"), [("sobel_x", 3), ("sobel_y", 3), ("gaussian", 5), ("gabor", 7), ("random", 4)]
)
def test_finds_the_kernel_from_a_photograph(photograph, name, size):
    kernel = build(name, size)
    found = learn_kernel(photograph, convolve(photograph, kernel), (size, size), true_kernel=kernel)
    np.testing.assert_allclose(found.kernel, kernel, atol=1e-2 * np.abs(kernel).max())
    assert found.true_difference == pytest.approx(np.abs(found.kernel - kernel).max())
    assert found.determined
    assert found.rank == size * size
    assert found.losses.shape == (found.steps,)
    assert found.losses[-1] < 1e-6 * found.losses[0]


def test_tells_how_it_goes_and_repeats_itself(photograph):
    kernel = np.array([[1, 0, -2], [0.5, 3, 0]])
    target = convolve(photograph, kernel)
    calls = []
    runs = [
        learn_kernel(
            photograph,
            target,
            (2, 3),
            steps=90,
            seed=4,
            report=lambda fraction, **facts: calls.append((fraction, facts)),
        )
        for _ in range(2)
    ]
    np.testing.assert_array_equal(runs[0].kernel, runs[1].kernel)
    np.testing.assert_array_equal(runs[0].losses, runs[1].losses)
    assert calls[:30] == calls[30:]
    assert [fraction for fraction, _ in calls[:30]] == pytest.approx(np.arange(1, 31) / 30)
    assert [facts["step"] for _, facts in calls[:30]] == list(range(3, 91, 3))
    assert [facts["loss"] for _, facts in calls[:30]] == pytest.approx(runs[0].losses[2::3].tolist())
    np.testing.assert_allclose(calls[29][1]["kernel"], runs[0].kernel)
    assert runs[0].true_difference is None
    other = learn_kernel(photograph, target, (2, 3), steps=1, seed=5)
    assert other.losses[0] != runs[0].losses[0]


@pytest.mark.parametrize(
    ("picture", "rank"),
    [
        (np.full((32, 32), 0.5), 1),
        (np.zeros((32, 32)), 0),
        (np.tile(np.linspace(0, 1, 32), (32, 1)), 2),
        (np.add.outer(np.sin(np.arange(32)), np.zeros(32)), 2),
    ],
)
def test_a_picture_that_says_too_little_cannot_determine_the_kernel(picture, rank):
    kernel = build("sobel_x")
    found = learn_kernel(picture, convolve(picture, kernel), (3, 3), steps=1500, true_kernel=kernel)
    assert found.rank == rank
    assert not found.determined
    assert found.condition == np.inf
    assert found.true_difference > 0.1
    # It does find one that does the same to this picture.
    np.testing.assert_allclose(convolve(picture, found.kernel), convolve(picture, kernel), atol=1e-2)


def test_normal_matrix_and_condition_equal_numpy_s():
    image = np.random.default_rng(1).random((50, 23)).astype(np.float32)
    patches = np.array(
        [image[i : i + 3, j : j + 2].ravel() for i in range(48) for j in range(22)], dtype=float
    )
    matrix = normal_matrix(image, (3, 2))
    np.testing.assert_allclose(matrix, patches.T @ patches / len(patches), rtol=1e-12)
    rank, condition = rank_and_condition(matrix)
    assert rank == 6
    assert condition == pytest.approx(np.linalg.cond(patches) ** 2, rel=1e-6)


def test_too_large_a_rate_runs_away_and_says_so(photograph):
    with pytest.raises(LabError, match="smaller learning rate"):
        learn_kernel(photograph, convolve(photograph, build("box")), steps=5000, learning_rate=4.0)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"image": np.ones((20, 20, 3))}, "one channel"),
        ({"target": np.ones((20, 20))}, "20 × 20 pixels; without padding this kernel gives 18 × 18"),
        ({"image": np.full((20, 20), np.nan)}, "finite"),
        ({"size": 3}, "kernel's size"),
        ({"size": (16, 3)}, "at most 15"),
        ({"image": np.ones((4, 9)), "target": np.ones((2, 7))}, "too small"),
        ({"steps": 0}, "number of steps"),
        ({"steps": 5001}, "number of steps"),
        ({"steps": 2.5}, "number of steps"),
        ({"learning_rate": 0}, "learning rate"),
        ({"learning_rate": float("nan")}, "learning rate"),
        ({"learning_rate": "1"}, "learning rate"),
        ({"seed": -1}, "seed"),
        ({"true_kernel": [[1, 2]]}, "true kernel"),
    ],
)
def test_wrong_settings_get_a_sentence(settings, says):
    arguments = {"image": np.ones((20, 20)), "target": np.ones((18, 18)), "size": (3, 3)} | settings
    with pytest.raises(LabError, match=says):
        learn_kernel(**arguments)
