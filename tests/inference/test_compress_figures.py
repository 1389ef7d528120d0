"""What the lesson says of the shipped networks, measured again."""

from __future__ import annotations

import pytest

from cnnlab.images import gallery
from cnnlab.inference.compress_names import BEST
from cnnlab.inference.compress_report import report_compress


def measured(budget, kind="digits"):
    report = report_compress(kind, gallery.digit(5), 0, budget, BEST)
    if report.source != "test":
        pytest.skip("MNIST is not on this computer")
    return report


def nearest(report):
    return max((each for each in report.entries if each.fits), key=lambda each: each.psnr).codec


def test_the_figures_of_the_lesson():
    few, usual, many = measured(1200), measured(3600), measured(9000)
    assert usual.lossless == pytest.approx(14_500, abs=50)
    own, pca, jpeg, webp = few.entries
    assert own.psnr > pca.psnr + 3
    assert pca.codec == "pca-64"
    assert measured(300).entries[1].codec == "pca-32"  # there 64 numbers would be too many
    assert not jpeg.fits
    assert not webp.fits
    assert 180 <= usual.entries[2].header < 190
    assert usual.entries[0].decoder == pytest.approx(450_000, rel=0.01)
    assert usual.entries[0].decoder / (usual.as_good - usual.entries[0].bytes) == pytest.approx(100, rel=0.1)
    assert usual.entries[0].finest
    assert usual.entries[0].bytes == pytest.approx(2150, abs=25)
    assert max(many.entries, key=lambda each: each.ssim).codec == "mnist-autoencoder-32"


@pytest.mark.parametrize(
    ("budget", "codec"),
    [
        (300, "mnist-autoencoder-8"),
        (700, "mnist-vae-16"),
        (1200, "mnist-autoencoder-32"),
        (3600, "mnist-autoencoder-32"),
        (5000, "webp"),
        (9000, "webp"),
    ],
)
def test_who_comes_nearest(budget, codec):
    assert nearest(measured(budget)) == codec


def test_what_has_been_learned_is_of_no_use_elsewhere():
    there, here = measured(3600).entries, measured(3600, "inverted").entries
    for own, other in zip(there[:2], here[:2], strict=True):
        assert other.psnr < own.psnr - 10
    for own, other in zip(there[2:], here[2:], strict=True):
        assert other.psnr == pytest.approx(own.psnr, abs=0.2)
