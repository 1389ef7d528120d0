"""The duel at equal bytes, with small networks that have learned nothing: what is measured must be true of any."""

from __future__ import annotations

import contextlib
import io
import threading
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

from cnnlab import pretrained
from cnnlab.coding import rows
from cnnlab.errors import LabError
from cnnlab.images import gallery, preparing
from cnnlab.inference import compress_report, principal
from cnnlab.inference.compress_codecs import codec_of, measured_gains, scales_of
from cnnlab.inference.compress_names import BEST, NETWORKS, PCA, STILL, VALUES
from cnnlab.inference.compress_report import code_files, coded_sheet, report_compress, report_curves
from cnnlab.inference.digit_sheet import COUNT, KINDS, apart, joined, tiles_of
from cnnlab.inference.known_codes import codes_of
from cnnlab.inference.tried_sheet import PICTURES, TriedSheet
from tests import coded_networks

DIGIT = gallery.digit(5)
PHOTO = preparing.fit(gallery.sample("brick", 280), 280, "grey")


@pytest.fixture(autouse=True)
def _models(monkeypatch):
    monkeypatch.setattr(pretrained, "MODELS", coded_networks.models())
    monkeypatch.setattr(compress_report, "_sheets", type(compress_report._sheets)())


def test_a_sheet_is_taken_apart_and_joined_again():
    tiles = np.arange(100 * 28 * 28, dtype=np.int32).reshape(100, 28, 28, 1)
    sheet = joined(tiles)
    np.testing.assert_array_equal(apart(sheet), tiles)
    np.testing.assert_array_equal(sheet[28:56, 56:84], tiles[12, ..., 0])
    np.testing.assert_array_equal(joined(tiles[:16]).shape, (112, 112))


def test_what_is_on_the_sheet():
    network = pretrained.trained(NETWORKS[0])
    digits, source = tiles_of("digits", DIGIT, 0, network)
    assert source in ("test", "digits")
    assert digits.shape == (COUNT, 28, 28, 1)
    np.testing.assert_array_equal(digits[0, ..., 0], DIGIT)
    assert len(np.unique(digits.reshape(COUNT, -1), axis=0)) > 95
    inverted, _ = tiles_of("inverted", DIGIT, 0, network)
    np.testing.assert_array_equal(inverted, 255 - digits)
    others, _ = tiles_of("digits", None, 1, network)
    assert not np.array_equal(others[1:], digits[1:])
    pieces, source = tiles_of("picture", PHOTO, 0, network)
    assert source == "picture"
    np.testing.assert_array_equal(joined(pieces), PHOTO)


@pytest.mark.parametrize(
    ("kind", "picture"), [("fashion", DIGIT), ("digits", PHOTO), ("picture", DIGIT), ("picture", None)]
)
def test_what_is_no_sheet_gets_a_sentence(kind, picture):
    with pytest.raises(LabError):
        tiles_of(kind, picture, 0, pretrained.trained(NETWORKS[0]))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("budget", [250, 3600, 12_000])
def test_each_does_the_best_it_can_with_so_many_bytes(kind, budget):
    picture = PHOTO if kind == "picture" else DIGIT
    report = report_compress(kind, picture, 0, budget, BEST)
    assert [each.family for each in report.entries] == ["network", "pca", "jpeg", "webp"]
    original = report.original / 255
    for entry in report.entries:
        codec = codec_of(entry.codec)
        data = coded_sheet(kind, picture, 0, entry.codec, entry.setting)
        assert len(data) == entry.bytes
        assert codec.header(data) == entry.header < entry.bytes
        np.testing.assert_array_equal(joined(codec.read(data)), entry.sheet)
        assert entry.psnr == pytest.approx(
            peak_signal_noise_ratio(original, entry.sheet / 255, data_range=1), abs=1e-4
        )
        assert entry.ssim == pytest.approx(
            structural_similarity(original, entry.sheet / 255, data_range=1), abs=1e-4
        )
        assert entry.fits == (entry.bytes <= budget)
        assert entry.finest == (entry.setting == codec.settings[-1])
        if not entry.fits:
            assert entry.setting == codec.settings[0]
        elif not entry.finest:
            following = codec.settings[codec.settings.index(entry.setting) + 1]
            assert len(coded_sheet(kind, picture, 0, entry.codec, following)) > budget
    assert (report.at_home is None) == (kind == "digits")


def test_a_file_is_what_is_counted():
    report = report_compress("digits", DIGIT, 0, 6000, BEST)
    for entry in report.entries[2:]:
        data = coded_sheet("digits", DIGIT, 0, entry.codec, entry.setting)
        with Image.open(io.BytesIO(data)) as image:
            np.testing.assert_array_equal(np.asarray(image.convert("L")), entry.sheet)


def test_the_nearest_network_is_the_nearest():
    best = report_compress("digits", DIGIT, 0, 700, BEST).entries[0]
    each = [report_compress("digits", DIGIT, 0, 700, name).entries[0] for name in NETWORKS]
    assert [entry.codec for entry in each] == list(NETWORKS)
    assert best.psnr == max(entry.psnr for entry in each)


@pytest.mark.parametrize("budget", [250, 600, 3600])
def test_components_are_as_many_as_come_nearest(budget):
    found = report_compress("digits", DIGIT, 0, budget, BEST).entries[1]
    sheet = compress_report._sheet("digits", DIGIT, 0)
    each = [compress_report._best(sheet, (name,), budget) for name in PCA]
    assert found.psnr == max(entry.psnr for entry in each if entry.fits)
    assert {entry.codec for entry in each} == set(PCA)


def test_few_bytes_are_for_few_components():
    assert report_compress("digits", DIGIT, 0, 300, BEST).entries[1].codec != PCA[-1]


@pytest.mark.parametrize("kind", ["inverted", "picture"])
def test_components_for_another_sheet_are_those_for_digits(kind):
    picture, digit = (PHOTO, None) if kind == "picture" else (DIGIT, DIGIT)
    for budget in (300, 3600):
        there = report_compress(kind, picture, 0, budget, BEST).entries[1]
        assert there.codec == report_compress("digits", digit, 0, budget, BEST).entries[1].codec


@pytest.mark.parametrize("kind", ["inverted", "picture"])
def test_another_sheet_goes_to_the_network_that_is_nearest_on_digits(kind):
    report = report_compress(kind, PHOTO if kind == "picture" else DIGIT, 0, 700, BEST)
    home = report_compress("digits", DIGIT if kind == "inverted" else None, 0, 700, BEST).entries[0]
    assert (report.entries[0].codec, report.at_home) == (home.codec, home.psnr)


def test_networks_that_cannot_win_are_not_asked(monkeypatch):
    asked = []
    monkeypatch.setattr(compress_report, "codec_of", lambda name: asked.append(name) or codec_of(name))
    monkeypatch.setattr(compress_report, "metrics_of", lambda name: {"test_psnr": -20.0})
    assert report_compress("digits", DIGIT, 0, 900, BEST).entries[0].codec == NETWORKS[-1]
    assert not set(asked) & set(NETWORKS[:-1])


def test_the_jpeg_that_is_as_near_is_the_smallest():
    report = report_compress("digits", DIGIT, 0, 3600, BEST)
    own, codec = report.entries[0].psnr, codec_of("jpeg")
    tiles, _ = tiles_of("digits", DIGIT, 0, pretrained.trained(NETWORKS[-1]))
    near = []
    for quality in codec.settings:
        data = coded_sheet("digits", DIGIT, 0, "jpeg", quality)
        if peak_signal_noise_ratio(tiles / 255, codec.read(data) / 255, data_range=1) >= own:
            near.append(len(data))
    assert report.as_good == min(near)


def test_codes_are_those_of_the_network():
    name = "mnist-autoencoder-8"
    network = pretrained.trained(name)
    tiles, _ = tiles_of("digits", DIGIT, 0, network)
    held = code_files(name)
    codes = np.asarray(network.model.get_layer("encoder")(tiles / np.float32(255)))
    codec = codec_of(name)
    again = rows.decode(
        coded_sheet("digits", DIGIT, 0, name, codec.settings[-1]),
        rows.Scales(np.zeros(8, np.float32), held["deviations"], held["gains"]),
    )
    # Along each axis no number is wrong by more than half of its step; the axes are shipped in half precision.
    wrong = np.abs(again - (codes - held["mean"]) @ held["axes"].T) * held["gains"]
    assert wrong.max() <= 0.5001 * rows.step_of(codec.settings[-1])
    back = again @ held["axes"] + held["mean"]
    assert np.abs(back - codes).mean() < 0.05 * np.abs(codes - codes.mean(axis=0)).mean()
    # The finer the steps, the nearer what is built of the codes to what is built of those that were not rounded.
    wanted = np.asarray(network.model(tiles / np.float32(255)))
    errors = [
        np.abs(codec.read(coded_sheet("digits", DIGIT, 0, name, step)) / 255 - wanted).mean()
        for step in (codec.settings[0], codec.settings[-1])
    ]
    assert errors[1] < 0.1 * errors[0]
    assert errors[1] < 0.02


def test_gains_are_what_a_linear_decoder_multiplies_by():
    random = np.random.default_rng(0)
    components = principal.shipped()
    factors = np.array([4.0, 1.0, 0.25], np.float32)

    def decode(codes):
        flat = codes * factors @ components.directions[:3].reshape(3, -1)
        return flat.reshape(-1, 28, 28, 1)

    codes = random.standard_normal((10, 3)).astype(np.float32)
    gains = measured_gains(decode, codes, np.eye(3, dtype=np.float32), np.ones(3, np.float32))
    np.testing.assert_allclose(gains, factors, rtol=0.05)
    turned = np.eye(3, dtype=np.float32)[[2, 0, 1]]
    np.testing.assert_allclose(
        measured_gains(decode, codes, turned, np.ones(3, np.float32)), factors[[2, 0, 1]], rtol=0.05
    )


def test_scales_say_nothing_of_test_pictures():
    """They are part of the decoder, which must know nothing of what is on the sheet."""
    network = pretrained.trained(NETWORKS[1])
    known = codes_of(network)
    others = replace(network, kept={"codes": replace(known, codes=3 + 2 * known.codes)})
    np.testing.assert_array_equal(scales_of(others).gains, scales_of(network).gains)


def test_two_threads_do_nothing_twice():
    """Where the engine is in the same process, visitors' threads share a sheet."""
    sheet = TriedSheet(np.zeros((100, 28, 28, 1), np.uint8), "test", 0)
    written, together = [], threading.Barrier(2)

    def write(held, setting):
        written.append(setting)
        with contextlib.suppress(threading.BrokenBarrierError):
            together.wait(0.5)  # for another one that should not be here
        return b"12"

    codec = replace(codec_of("jpeg"), write=write, read=lambda data: sheet.tiles, header=len)
    asked = [threading.Thread(target=sheet.psnr, args=(codec, 1)) for _ in range(3)]
    for each in asked:
        each.start()
    for each in asked:
        each.join()
    assert written == [1]


def test_scales_are_measured_once():
    network = pretrained.trained(NETWORKS[1])
    assert scales_of(network) is scales_of(network)
    assert (scales_of(network).gains > 0).all()


def test_decoders_are_weighed_as_they_are_shipped():
    for name in NETWORKS:
        network, size = pretrained.trained(name), VALUES[name]
        weights = sum(each.size for each in network.model.get_layer("decoder").get_weights())
        assert codec_of(name).decoder == 2 * (weights + size * size + 3 * size)
    # The mean picture, the directions, and how far pictures are spread along each.
    assert codec_of("pca-32").decoder == 2 * (784 + 32 * 784 + 32)
    assert codec_of("jpeg").decoder == 0


def test_curves_are_made_of_real_files():
    told = []
    points = report_curves("digits", DIGIT, 0, report=told.append)
    assert told[-1] == 1
    assert {each.codec for each in points} == {*NETWORKS, *PCA, *STILL}
    for point in points[:: len(points) // 9]:
        data = coded_sheet("digits", DIGIT, 0, point.codec, point.setting)
        assert len(data) == point.bytes
    for name in (*PCA, "jpeg"):
        curve = [each for each in points if each.codec == name]
        assert [each.bytes for each in curve] == sorted(each.bytes for each in curve)
        assert curve[-1].psnr > curve[0].psnr + 1


def test_only_a_few_sheets_are_kept():
    for seed in range(compress_report.KEPT + 2):
        coded_sheet("digits", None, seed, "jpeg", 1)
    assert len(compress_report._sheets) == compress_report.KEPT
    for quality in range(1, PICTURES + 5):
        sheet = compress_report._sheet("digits", None, 5)
        sheet.psnr(codec_of("jpeg"), quality)
    assert len(sheet.pictures) == PICTURES


def test_a_network_that_is_not_there_gets_a_sentence():
    with pytest.raises(LabError):
        report_compress("digits", DIGIT, 0, 3600, "mnist-autoencoder-64")
