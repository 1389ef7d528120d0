from __future__ import annotations

import numpy as np
import pytest
from skimage.metrics import structural_similarity

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.images import gallery
from cnnlab.images.corruption import KINDS, corrupt
from cnnlab.images.holes import hole
from cnnlab.inference import classical, classify
from cnnlab.inference.repair_case import DENOISER, INPAINTER, PHOTO_DENOISER, Hole, Noise
from cnnlab.inference.repair_report import repair_long, repaired_arrays, report_repair, report_rivals
from tests.web.autoencoder import repair_checks
from tests.web.autoencoder.repair_checks import asked_plainly

DIGIT = gallery.digit(7)[..., None]
PHOTO = np.random.default_rng(3).integers(0, 256, (20, 24, 3), dtype=np.uint8)
LEVELS = {"gaussian": 0.3, "salt_pepper": 0.2, "speckle": 0.4, "blur": 0.2, "jpeg": 0.9}


@pytest.fixture(autouse=True)
def _models(monkeypatch):
    monkeypatch.setattr(pretrained, "MODELS", repair_checks.models())


def decibels(a: np.ndarray, b: np.ndarray) -> float:
    return -10 * np.log10(np.mean((a.astype(np.float64) - b) ** 2))


@pytest.mark.parametrize("kind", KINDS)
def test_a_noisy_digit(kind):
    report = report_repair(DIGIT, 0, Noise(kind, LEVELS[kind], 5))
    whole = DIGIT / np.float32(255)
    broken = corrupt(whole, kind, LEVELS[kind], 5)
    repaired = asked_plainly(DENOISER, broken)
    np.testing.assert_array_equal(report.original, DIGIT)
    np.testing.assert_array_equal(report.broken, np.floor(255 * broken + 0.5))
    np.testing.assert_allclose(report.repaired, 255 * repaired, atol=0.51)
    assert report.before.psnr == pytest.approx(decibels(broken, whole), abs=1e-3)
    assert report.after.psnr == pytest.approx(decibels(repaired, whole), abs=1e-3)
    assert report.after.ssim == pytest.approx(
        structural_similarity(repaired[..., 0], whole[..., 0], data_range=1), abs=1e-4
    )
    assert report.changed == pytest.approx(10 ** (-report.before.psnr / 20))
    assert (report.told, report.mask) == (None, None)
    expected = classify(np.stack([whole, broken, repaired]), "mnist-classifier")
    assert [place for place, _ in report.verdicts] == expected.argmax(axis=1).tolist()
    np.testing.assert_allclose([sure for _, sure in report.verdicts], expected.max(axis=1), atol=1e-4)


@pytest.mark.parametrize(
    ("noise", "told"),
    [
        (Noise("gaussian", 0.1, 2), 0.1),
        (Noise("gaussian", 0.1, 2, 0.25), 0.25),
        (Noise("speckle", 0.3, 2), None),
        (Noise("none"), None),
        (Noise("none", told=0.05), 0.05),
    ],
)
def test_a_photograph_and_what_the_network_is_told(noise, told):
    whole = PHOTO / np.float32(255)
    broken = whole if noise.kind == "none" else corrupt(whole, noise.kind, noise.level, noise.seed)
    if told is None and noise.kind == "none":
        told = classical.estimated(whole)
    elif told is None:
        told = np.sqrt(np.mean((broken - whole) ** 2))
    report = report_repair(PHOTO, 0, noise)
    assert report.told == pytest.approx(told, rel=1e-5)
    repaired = asked_plainly(PHOTO_DENOISER, broken, level=report.told)
    np.testing.assert_allclose(report.repaired, 255 * repaired, atol=0.51)
    assert report.verdicts == ()
    assert (report.after.psnr is None) == (report.before.ssim is None) == (noise.kind == "none")


@pytest.mark.parametrize("name", ["centre", "strokes", "pixels"])
def test_a_hole_is_filled_and_nothing_else_is_touched(name):
    report = report_repair(DIGIT, 0, Hole(name, 4, 0.4))
    mask = hole(name, (28, 28), 4, 0.4)
    whole = DIGIT / np.float32(255)
    broken = np.where(mask[..., None] == 1, np.float32(0), whole)
    filled = asked_plainly(INPAINTER, broken, mask)
    np.testing.assert_array_equal(report.mask, mask)
    np.testing.assert_array_equal(report.repaired[mask == 0], DIGIT[mask == 0])
    np.testing.assert_allclose(report.repaired[mask == 1], 255 * filled[mask == 1], atol=0.51)
    assert report.after.psnr == pytest.approx(decibels(filled[mask == 1], whole[mask == 1]), abs=1e-3)
    assert report.before.psnr == pytest.approx(decibels(0 * whole[mask == 1], whole[mask == 1]), abs=1e-3)


def test_nothing_painted_is_no_hole():
    for brushed in (None, np.zeros((28, 28)), np.ones((5, 5))):
        report = report_repair(DIGIT, 0, Hole("brush"), brushed)
        assert not report.mask.any()
        assert report.after.psnr is None
        np.testing.assert_array_equal(report.repaired, DIGIT)


@pytest.mark.parametrize("picture", [DIGIT, PHOTO])
def test_every_filter_is_measured_on_the_same_damage(picture):
    noise = Noise("gaussian", 0.2, 1)
    heard = []
    rivals = report_rivals(
        picture, 0, noise, report=lambda share, **about: heard.append((share, about["method"]))
    )
    assert (
        [method for _, method in heard] == [each.method for each in rivals] == ["network", *classical.METHODS]
    )
    assert [share for share, _ in heard] == [0, 0.2, 0.4, 0.6, 0.8]
    whole = picture / np.float32(255)
    broken = corrupt(whole, "gaussian", 0.2, 1)
    subject = "digits" if picture is DIGIT else "photographs"
    for each in rivals[1:]:
        parameters = classical.suited(subject, "gaussian", each.method, 0.2)
        assert each.parameters == parameters
        cleaned = classical.clean(broken, each.method, parameters)
        assert each.score.psnr == pytest.approx(decibels(cleaned, whole), abs=1e-3)
        np.testing.assert_allclose(each.picture, 255 * cleaned, atol=0.51)
        assert 0 < each.seconds < 10
    report = report_repair(picture, 0, noise)
    assert rivals[0].score.psnr == pytest.approx(report.after.psnr, abs=1e-4)


def test_a_hole_is_compared_with_biharmonic_filling():
    network, smooth = report_rivals(DIGIT, 0, Hole("bar"))
    mask = hole("bar", (28, 28))
    whole = DIGIT / np.float32(255)
    filled = classical.fill(np.where(mask[..., None] == 1, np.float32(0), whole), mask)
    assert (network.method, smooth.method) == ("network", "biharmonic")
    assert smooth.score.psnr == pytest.approx(decibels(filled[mask == 1], whole[mask == 1]), abs=1e-3)


def test_a_test_picture_stands_for_none():
    report = report_repair(None, 3, Noise("gaussian", 0.5, 0))
    assert report.original.shape == (28, 28, 1)
    again = report_repair(report.original, 0, Noise("gaussian", 0.5, 0))
    np.testing.assert_array_equal(again.repaired, report.repaired)
    assert (report_repair(None, 4, Noise("gaussian", 0.5, 0)).original != report.original).any()


def test_the_exact_values_are_those_that_were_measured():
    arrays = repaired_arrays(DIGIT, 0, Hole("right"))
    report = repair_long(DIGIT, 0, Hole("right"), report=lambda *_: None)
    assert list(arrays) == ["original", "broken", "repaired", "mask"]
    inside = arrays["mask"] == 1
    assert decibels(arrays["repaired"][inside], arrays["original"][inside]) == pytest.approx(
        report.after.psnr, abs=1e-3
    )
    assert "mask" not in repaired_arrays(DIGIT, 0, Noise("blur", 0.2))


@pytest.mark.parametrize(
    ("picture", "damage"),
    [
        (np.zeros((20, 20, 1), np.uint8), Noise("gaussian", 0.5)),
        (np.zeros((28, 28), np.uint8), Noise("gaussian", 0.5)),
        (DIGIT.astype(np.float32), Noise("gaussian", 0.5)),
        (np.zeros((28, 28, 3), np.uint8), Hole("centre")),
        (np.zeros((513, 8, 3), np.uint8), Noise("gaussian", 0.5)),
        (np.zeros((0, 8, 3), np.uint8), Noise("gaussian", 0.5)),
        (DIGIT, Noise("snow", 0.5)),
        (DIGIT, Noise("blur", 2)),
        (DIGIT, Hole("moon")),
    ],
)
def test_what_has_no_meaning_is_refused(picture, damage):
    with pytest.raises(LabError):
        report_repair(picture, 0, damage)
