"""What the mode Imagine asks of a network, against Keras and plain arithmetic."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.images import gallery
from cnnlab.inference import classify
from cnnlab.inference.imagine_odd import KINDS, odd_pictures, report_odd
from cnnlab.inference.imagine_report import GRID, decode_at, report_space
from cnnlab.inference.imagine_samples import report_samples
from cnnlab.inference.imagine_walk import FILM, GAP, WIDE, film, report_walk
from cnnlab.inference.known_codes import codes_of, network_of
from tests.imagine_networks import MEASURED, NETWORKS, models

FIVE, THREE = gallery.digit(5)[..., None], gallery.digit(3)[..., None]
FLAT, DEEP = "mnist-vae-2", "mnist-autoencoder-8"


@pytest.fixture(autouse=True)
def _models(monkeypatch):
    monkeypatch.setattr(pretrained, "MODELS", models())


def halves(name: str):
    model = pretrained.load(name)
    return model.get_layer("encoder"), model.get_layer("decoder")


def code_of(name: str, picture: np.ndarray) -> np.ndarray:
    size = NETWORKS[name][1]
    return np.asarray(halves(name)[0](picture[None] / np.float32(255)))[0, :size]


def pixels_of(name: str, codes: np.ndarray) -> np.ndarray:
    images = np.asarray(halves(name)[1](np.asarray(codes, np.float32)))[..., 0]
    return np.rint(255 * np.clip(images, 0, 1)).astype(np.uint8)


def close(a: np.ndarray, b: np.ndarray) -> bool:
    """A value half-way between two bytes may go to either."""
    return np.abs(a.astype(int) - b).max() <= 1


def test_the_given_picture_lies_where_its_code_is():
    report = report_space(FLAT, 0, FIVE, 0)
    np.testing.assert_allclose(report.own, code_of(FLAT, FIVE), atol=1e-5)
    with np.load(models() / FLAT / "codes.npz") as held:
        np.testing.assert_array_equal(report.codes, held["codes"].astype(np.float32))
    assert (report.size, report.measured) == (2, True)


def test_the_plane_is_decoded_at_the_middles_of_its_squares_up_being_up():
    report = report_space(FLAT, 0, FIVE, 0)
    wide = (report.high[0] - report.low[0]) / GRID
    assert report.high[1] - report.low[1] == pytest.approx(GRID * wide)
    for row, column in ((0, 0), (3, 17), (GRID - 1, 5)):
        code = report.low[0] + wide * (column + 0.5), report.high[1] - wide * (row + 0.5)
        tile = report.sheet[28 * row : 28 * row + 28, 28 * column : 28 * column + 28]
        assert close(tile, pixels_of(FLAT, [code])[0])
    middle = pixels_of(FLAT, [[report.low[0] + wide / 2, report.high[1] - wide / 2]])[0]
    assert close(report.sheet[:28, :28], middle)


def test_nearly_all_codes_lie_on_the_plane():
    report = report_space(FLAT, 0, FIVE, 0)
    inside = ((report.codes >= report.low) & (report.codes <= report.high)).all(axis=1)
    assert inside.mean() > 0.97


def test_a_place_of_the_plane_is_a_code():
    found = decode_at(FLAT, 0, (0.4, -1.2))
    assert close(found.pixels, pixels_of(FLAT, [[0.4, -1.2]])[0])
    images = np.asarray(halves(FLAT)[1](np.array([[0.4, -1.2]], np.float32)))
    np.testing.assert_allclose(found.shares, classify(images)[0], atol=1e-5)


def test_axes_are_counted_in_standard_deviations_and_all_else_stays():
    report = report_space(DEEP, 0, FIVE, 0)
    start = tuple(map(float, report.code))
    same = decode_at(DEEP, 0, tuple(map(float, report.own)), start)
    assert close(same.pixels, pixels_of(DEEP, report.code[None])[0])
    with np.load(models() / DEEP / "codes.npz") as held:
        mean, axes, deviations = (held[name].astype(np.float64) for name in ("mean", "axes", "deviations"))
    np.testing.assert_allclose(report.own, (report.code - mean) @ axes.T / deviations, atol=0.02)
    moved = np.array(report.own)
    moved[2] += 1.5
    found = decode_at(DEEP, 0, tuple(map(float, moved)), start)
    assert close(found.pixels, pixels_of(DEEP, (report.code + 1.5 * deviations[2] * axes[2])[None])[0])


def test_a_walk_goes_straight_between_the_codes_and_between_the_pixels():
    walk = report_walk("mnist-vae-16", 0, (FIVE, 0), (THREE, 0), 9)
    codes = [code_of("mnist-vae-16", each) for each in (FIVE, THREE)]
    for place in range(9):
        part = place / 8
        assert close(
            walk.decoded[place], pixels_of("mnist-vae-16", [(1 - part) * codes[0] + part * codes[1]])[0]
        )
        assert close(walk.blended[place], (1 - part) * FIVE[..., 0] + part * THREE[..., 0])
    np.testing.assert_array_equal(walk.blended[0], FIVE[..., 0])
    np.testing.assert_array_equal(walk.blended[-1], THREE[..., 0])
    shares = classify(walk.blended[..., None] / np.float32(255))
    np.testing.assert_allclose(walk.blended_shares, shares, atol=0.02)
    assert walk.sure == ((walk.decoded_shares.max(1) > 0.9).sum(), (walk.blended_shares.max(1) > 0.9).sum())


FACTOR = WIDE // 28


def test_the_film_goes_there_and_back():
    pictures = Image.open(io.BytesIO(film("mnist-vae-16", 0, (FIVE, 0), (THREE, 0))))
    assert pictures.size == (FACTOR * (56 + GAP), FACTOR * 28)
    # Frames that are equal are joined.
    assert 2 < pictures.n_frames <= 2 * FILM - 2
    pictures.seek(0)
    first = np.asarray(pictures.convert("L"))[FACTOR // 2 :: FACTOR, FACTOR // 2 :: FACTOR]
    assert np.abs(first[:, -28:].astype(int) - FIVE[..., 0]).max() <= 4


def test_as_many_frames_as_are_offered():
    with pytest.raises(LabError):
        report_walk(FLAT, 0, (FIVE, 0), (THREE, 0), 1000)


def test_draws_of_the_prior_are_standard_normal_and_those_of_the_mixture_are_not():
    found = report_samples(DEEP, 0, 36, 4)
    np.testing.assert_array_equal(
        found.prior_codes, np.random.default_rng(4).standard_normal((36, 8)).astype(np.float32)
    )
    assert close(found.prior, pixels_of(DEEP, found.prior_codes))
    assert close(found.mixture, pixels_of(DEEP, found.mixture_codes))
    # The codes of this network lie about 1.1.
    assert found.mixture_codes.mean() > 0.8
    assert set(found.sure) == {"prior", "mixture", "digits"}
    assert found.sure["digits"] > 0.9


def test_the_same_seed_draws_the_same():
    same, other = report_samples(FLAT, 0, 16, 7), report_samples(FLAT, 0, 16, 8)
    np.testing.assert_array_equal(same.mixture, report_samples(FLAT, 0, 16, 7).mixture)
    assert (same.mixture_codes != other.mixture_codes).any()
    with pytest.raises(LabError):
        report_samples(FLAT, 0, 10_000, 0)


def test_the_score_is_the_mean_squared_error():
    report = report_odd(DEEP, 0, FIVE, 0)
    images = FIVE[None] / np.float32(255)
    error = np.mean((images - np.asarray(pretrained.load(DEEP)(images))) ** 2)
    assert report.error == pytest.approx(float(error), rel=1e-4)
    with np.load(models() / DEEP / "codes.npz") as held:
        assert report.threshold == pytest.approx(float(held["threshold"]))
        assert report.below == pytest.approx((held["errors"] < error).mean(), abs=2e-3)
    assert tuple(each.kind for each in report.odd) == tuple(kind for kind in KINDS if kind != "digit")
    for each in report.odd:
        assert 0 <= each.caught <= each.count
        given, back = (pixels.astype(float) / 255 for pixels in (each.seen, each.rebuilt))
        assert np.mean((given - back) ** 2) == pytest.approx(each.error, rel=0.02, abs=1e-5)


def test_odd_pictures_are_bounded_and_always_the_same():
    digits = np.stack([gallery.digit(n) for n in range(10)])[..., None] / np.float32(255)
    found, again = odd_pictures(digits, "mnist"), odd_pictures(digits, "mnist")
    for kind, images in found.items():
        assert images.shape[1:] == (28, 28, 1)
        assert images.min() >= 0
        assert images.max() <= 1
        np.testing.assert_array_equal(images, again[kind])
    np.testing.assert_allclose(found["faint"], found["photo"] / 4, atol=1e-6)
    np.testing.assert_array_equal(found["mirrored"][3, :, ::-1], digits[3])


def test_codes_are_described_from_the_pictures_at_hand_where_nothing_is_shipped():
    name = "mnist-autoencoder-2"
    assert name not in MEASURED
    found = codes_of(network_of(name))
    assert not found.measured
    assert found.codes.shape[1] == 2
    assert np.mean(found.errors > found.threshold) == pytest.approx(0.05, abs=0.01)


@pytest.mark.parametrize("harm", [b"", b"no archive", b"PK\x03\x04 half an archive"])
def test_a_damaged_file_of_codes_is_as_none(harm, monkeypatch, tmp_path):
    import shutil

    shutil.copytree(models(), tmp_path / "models")
    (tmp_path / "models" / FLAT / "codes.npz").write_bytes(harm)
    monkeypatch.setattr(pretrained, "MODELS", tmp_path / "models")
    assert not codes_of(network_of(FLAT)).measured


@pytest.mark.parametrize("picture", [np.zeros((8, 8, 1), np.uint8), np.zeros((28, 28, 1), np.float32)])
def test_a_picture_of_another_kind_is_refused(picture):
    for ask in (report_space, report_odd):
        with pytest.raises(LabError):
            ask(FLAT, 0, picture, 0)


def test_a_network_without_a_code_is_refused():
    with pytest.raises(LabError):
        report_space("mnist-classifier", 0, FIVE, 0)
