from __future__ import annotations

import numpy as np
import pytest

from cnnlab.errors import LabError
from cnnlab.ops.convolution import ConvolutionSpec
from cnnlab.ops.spectrum import spectra, spectrum

RNG = np.random.default_rng(6)


@pytest.mark.parametrize("shape", [(16, 16), (17, 12), (1, 5), (31, 31)])
def test_equals_numpy(shape):
    values = RNG.normal(size=shape)
    found = spectrum(values)
    expected = np.abs(np.fft.fftshift(np.fft.fft2(values)))
    np.testing.assert_allclose(found.magnitude, expected, atol=1e-5 * np.abs(values).sum())
    logarithm = np.log1p(expected)
    np.testing.assert_allclose(found.display, logarithm / logarithm.max(), atol=1e-4)
    assert found.magnitude[shape[0] // 2, shape[1] // 2] == pytest.approx(abs(values.sum()), abs=1e-4)


def test_display_lies_between_0_and_1():
    assert spectrum(RNG.random((20, 20))).display.max() == 1
    assert spectrum(RNG.random((20, 20))).display.min() >= 0
    assert spectrum(np.zeros((4, 4))).display.tolist() == np.zeros((4, 4)).tolist()


@pytest.mark.parametrize("flip", [False, True])
def test_circular_filtering_multiplies_the_magnitudes(flip):
    image, kernel = RNG.random((24, 21)), RNG.normal(size=(5, 4))
    found = spectra(image, kernel, ConvolutionSpec(padding="circular", flip=flip))
    product = found.picture.magnitude * found.kernel.magnitude
    np.testing.assert_allclose(found.result.magnitude, product, atol=1e-5 * product.max())
    filled = np.zeros((24, 21))
    filled[:5, :4] = kernel
    np.testing.assert_allclose(
        found.kernel.magnitude, np.abs(np.fft.fftshift(np.fft.fft2(filled))), atol=1e-4
    )


def test_result_has_its_own_size():
    assert spectra(np.ones((9, 9)), np.ones((3, 3)), ConvolutionSpec()).result.display.shape == (7, 7)


@pytest.mark.parametrize(
    ("image", "kernel", "says"),
    [
        (np.ones((9, 9, 3)), np.ones((3, 3)), "one channel"),
        (np.ones((9, 9)), np.ones((3, 3, 1, 1)), "one channel"),
        (np.ones((2, 9)), np.ones((3, 3)), "larger than the picture"),
    ],
)
def test_what_has_no_spectrum_gets_a_sentence(image, kernel, says):
    with pytest.raises(LabError, match=says):
        spectra(image, kernel, ConvolutionSpec(padding="same"))
