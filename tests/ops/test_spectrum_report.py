from __future__ import annotations

import numpy as np
import pytest
from scipy.ndimage import correlate

from cnnlab.errors import LabError
from cnnlab.ops.kernels import build
from cnnlab.ops.spectrum_report import cut_disc, report_spectrum

RNG = np.random.default_rng(2)


@pytest.mark.parametrize("shape", [(32, 32), (17, 24)])
@pytest.mark.parametrize(
    "kernel", [build("gaussian", 5), build("random", 4), build("motion", 3, angle=30)], ids=str
)
def test_the_theorem_holds_and_is_measured(shape, kernel):
    pixels = RNG.integers(0, 256, shape, np.uint8)
    report = report_spectrum(pixels, kernel, 0, "low")
    assert report.theorem < 1e-5 * report.largest
    assert report.largest == pytest.approx(report.spectra.result.magnitude.max(), rel=1e-5)
    assert report.cut is None
    if kernel.shape[0] % 2:
        expected = correlate(pixels / 255, kernel, mode="wrap")
        np.testing.assert_allclose(report.result, expected, atol=1e-5)


def test_the_measure_can_fail(monkeypatch):
    from cnnlab.ops import spectrum_report
    from cnnlab.ops.convolution import ConvolutionSpec

    # With zeros beyond the border the theorem does not hold, and the number says so.
    monkeypatch.setattr(spectrum_report, "CIRCULAR", ConvolutionSpec(padding="same"))
    report = report_spectrum(RNG.integers(0, 256, (32, 32), np.uint8), build("box", 5), 0, "low")
    assert report.theorem > 1e-3 * report.largest


@pytest.mark.parametrize("shape", [(32, 32), (17, 24)])
@pytest.mark.parametrize("radius", [0.05, 0.3, 1.0])
def test_both_parts_of_a_cut_are_the_picture(shape, radius):
    image = RNG.random(shape).astype(np.float32)
    low, high = (cut_disc(image, radius, keep) for keep in ("low", "high"))
    np.testing.assert_allclose(low.picture + high.picture, image, atol=1e-5)
    assert low.kept + high.kept == pytest.approx(1)
    assert ((low.display > 0) & (high.display > 0)).sum() == 0
    assert low.picture.mean() == pytest.approx(image.mean(), abs=1e-5)
    assert high.picture.mean() == pytest.approx(0, abs=1e-5)


def test_a_wave_passes_only_where_its_frequency_lies():
    wave = np.tile(np.cos(2 * np.pi * np.arange(32) / 8), (32, 1)).astype(np.float32)
    # 1/8 of a cycle per pixel is a quarter of the finest.
    np.testing.assert_allclose(cut_disc(wave, 0.26, "low").picture, wave, atol=1e-5)
    np.testing.assert_allclose(cut_disc(wave, 0.24, "low").picture, 0, atol=1e-5)


def test_an_edge_rings():
    edge = np.tile((np.arange(64) >= 32).astype(np.float32), (64, 1))
    rest = cut_disc(edge, 0.3, "low").picture
    # Gibbs: the overshoot is about nine percent of the step.
    assert 0.05 < rest.max() - 1 < 0.12
    assert -0.12 < rest.min() < -0.05


@pytest.mark.parametrize(
    ("radius", "keep", "says"), [(0, "low", "radius"), (3, "low", "radius"), (0.5, "middle", "kept")]
)
def test_a_wrong_cut_gets_a_sentence(radius, keep, says):
    with pytest.raises(LabError, match=says):
        cut_disc(np.ones((8, 8), np.float32), radius, keep)


def test_a_kernel_larger_than_the_picture_gets_a_sentence():
    with pytest.raises(LabError, match="larger than the picture"):
        report_spectrum(np.zeros((2, 16), np.uint8), build("box", 5), 0, "low")
