"""The program, the files and the words of the mode Repair."""

from __future__ import annotations

import base64
import io
import math
import shutil
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from cnnlab import engine, pretrained
from cnnlab.images import encoding, gallery
from cnnlab.inference.repair_case import NETWORK, Hole, Noise, Score
from cnnlab.inference.repair_report import Rival, repaired_arrays, report_repair
from cnnlab.web.autoencoder import repair_asking, repair_downloads, repair_view, repair_words
from cnnlab.web.autoencoder.repair_asking import ERASER, Asked
from tests.web.autoencoder import repair_checks
from tests.web.autoencoder.repair_checks import opened
from tests.web.mode_checks import bodies, run_program, sound

DIGIT = gallery.digit(5)[..., None]
BRUSHED = np.zeros((28, 28), np.uint8)
BRUSHED[9:15, 8:22] = 1


@pytest.fixture(autouse=True)
def _models(monkeypatch, tmp_path):
    monkeypatch.setattr(pretrained, "MODELS", repair_checks.models())
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path))


@pytest.mark.parametrize(
    ("query", "damage"),
    [
        ("ae_sigma=0.37&ae_noise_seed=3", Noise("gaussian", 0.37, 3)),
        ("ae_kind=salt_pepper&ae_specks=30", Noise("salt_pepper", 0.3)),
        ("ae_kind=speckle&ae_noise_seed=8", Noise("speckle", 0.4, 8)),
        ("ae_kind=blur&ae_blur=1.7", Noise("blur", 0.34)),
        ("ae_kind=jpeg&ae_quality=7", Noise("jpeg", 0.93)),
        ("ae_kind=none", Noise("none")),
        ("ae_job=hole", Hole("centre")),
        ("ae_job=hole&ae_hole=right", Hole("right")),
        ("ae_job=hole&ae_hole=pixels&ae_missing=35&ae_hole_seed=2", Hole("pixels", 2, 0.35)),
        ("ae_job=hole&ae_hole=strokes&ae_hole_seed=5", Hole("strokes", 5)),
        ("ae_job=hole&ae_hole=brush", Hole("brush")),
    ],
)
def test_the_program_gives_what_is_on_the_screen(open_page, tmp_path, monkeypatch, query, damage):
    packed = base64.b64encode(np.packbits(BRUSHED.ravel()).tobytes()).decode()
    held = {ERASER: {"mask": f"{encoding.picture_id(DIGIT[..., 0])}:{packed}"}}
    app = opened(open_page, query, **(held if damage == Hole("brush") else {}))
    assert sound(app)
    executed(app, DIGIT, damage, tmp_path, monkeypatch)


@pytest.mark.parametrize(
    ("query", "damage"),
    [
        ("ae_photo_sigma=0.15", Noise("gaussian", 0.15)),
        ("ae_mistold=true&ae_told=0.3", Noise("gaussian", 0.1, 0, 0.3)),
        ("ae_kind=jpeg&ae_quality=20", Noise("jpeg", 0.8)),
        ("ae_kind=none", Noise("none")),
    ],
)
def test_the_program_for_photographs(open_page, tmp_path, monkeypatch, query, damage):
    app = opened(open_page, f"ae_given=picture&size=48&crop=fit&picture=cat&{query}")
    assert sound(app)
    hand = app.session_state["_last_picture"][1].pixels
    executed(app, hand, damage, tmp_path, monkeypatch)


def executed(app, pixels, damage, folder, monkeypatch):
    brushed = BRUSHED if damage == Hole("brush") else None
    arrays = repaired_arrays(pixels, 0, damage, brushed)
    now = Asked(pixels, 0, damage)
    shutil.copy(pretrained.folder_of(now.network) / pretrained.WEIGHTS, folder)
    np.savez(folder / "repair.npz", **arrays)
    left = run_program(app, np.squeeze(pixels), folder, monkeypatch)
    np.testing.assert_allclose(left["original"], arrays["original"], atol=1e-6)
    np.testing.assert_allclose(left["broken"], arrays["broken"], atol=1e-5)
    np.testing.assert_allclose(left["repaired"], arrays["repaired"], atol=1e-4)
    saved = np.asarray(Image.open(folder / "repaired.png"), float).reshape(pixels.shape)
    np.testing.assert_allclose(saved, 255 * arrays["repaired"], atol=1.01)


@pytest.mark.parametrize(
    "now", [Asked(DIGIT, 0, Hole("bar")), Asked(np.repeat(DIGIT, 3, 2), 0, Noise("gaussian", 0.1, 1))]
)
def test_downloads(now):
    files = {file.file_name: file.make() for file in repair_downloads.downloads(now)}
    arrays = repaired_arrays(now.picture, 0, now.damage)
    held = np.load(io.BytesIO(files["repair.npz"]))
    assert set(held) == set(arrays)
    for name, values in arrays.items():
        np.testing.assert_array_equal(held[name], values)
    for file, name in (("repaired.png", "repaired"), ("damaged.png", "broken"), ("picture.png", "original")):
        pixels = np.asarray(Image.open(io.BytesIO(files[file])), float).reshape(now.picture.shape)
        np.testing.assert_allclose(pixels, 255 * arrays[name], atol=0.51)
    assert files["model.weights.h5"] == (pretrained.folder_of(now.network) / pretrained.WEIGHTS).read_bytes()


def test_what_is_downloaded_of_a_large_photograph_is_made_on_the_long_worker(monkeypatch):
    monkeypatch.setattr(repair_asking, "QUICK", 20**2)
    asked = []
    call = engine.call
    monkeypatch.setattr(
        engine, "call", lambda function, *given: asked.append(function) or call(function, *given)
    )
    now = Asked(np.repeat(DIGIT, 3, 2), 0, Noise("gaussian", 0.1, 1))
    files = {file.file_name: file.make() for file in repair_downloads.downloads(now)}
    # Neither the network nor what compresses its result.
    assert {each.__name__ for each in asked} <= {"picture_of"}
    held = np.load(io.BytesIO(files["repair.npz"]))
    np.testing.assert_array_equal(held["repaired"], repaired_arrays(now.picture, 0, now.damage)["repaired"])


def test_what_is_said_of_a_hole_does_not_change_when_the_engine_has_started(open_page, monkeypatch):
    report = report_repair(DIGIT, 0, Hole("centre"))
    caption = f"PSNR in the hole {report.before.psnr:.1f} dB, SSIM of all {report.before.ssim:.2f}"
    assert caption in " ".join(bodies(opened(open_page, "ae_job=hole")))
    monkeypatch.setattr(engine, "ready", lambda: False)
    assert caption in " ".join(bodies(opened(open_page, "ae_job=hole")))


def rival(method: str, decibels: float | None) -> Rival:
    return Rival(method, np.zeros((2, 2, 1), np.uint8), Score(decibels, 0.5), 0.1, {})


@pytest.mark.parametrize(
    ("network", "median", "wavelet", "before", "says"),
    [
        (22.0, 20.0, 18.5, 9, "the network is 2.0 dB better than the best of the others, the median filter"),
        (18.0, 20.0, 21.5, 9, "wavelet shrinkage is 3.5 dB better than the network"),
        (20.02, 20.0, 18.0, 9, "the network and the median filter do equally well"),
        (18.0, 20.0, 21.0, 25, "left as it is, it has 25.0 dB"),
        (math.inf, 20.0, 21.0, 10, "the network is ∞ dB better"),
        (math.inf, math.inf, 21.0, math.inf, "do equally well"),
        (None, None, None, None, "but the eye"),
    ],
)
def test_the_one_that_wins_is_named(monkeypatch, network, median, wavelet, before, says):
    monkeypatch.setattr(repair_words, "t", lambda text, **values: text.format(**values) if values else text)
    found = (rival(NETWORK, network), rival("median", median), rival("wavelet", wavelet))
    assert says in repair_words.verdict(found, Score(before, 0.5))
    assert repair_words.best(found) == (
        "" if network is None else max(found, key=lambda each: each.score.psnr).method
    )


@pytest.mark.parametrize(
    ("before", "harmed"), [(25.0, True), (21.0, False), (9.0, False), (None, False), (math.inf, True)]
)
def test_no_star_where_nothing_makes_it_better(monkeypatch, before, harmed):
    shown = []
    monkeypatch.setattr(repair_view, "row", lambda figures, *sizes: shown.extend(figures))
    monkeypatch.setattr(repair_words, "measured", lambda score, hole: "")
    monkeypatch.setattr(repair_words, "settings", lambda each: "")
    now = SimpleNamespace(hole=False, photograph=False)
    repair_view.rivals(now, (rival(NETWORK, 18.0), rival("median", 21.0)), Score(before, 0.5))
    assert [figure.title.startswith("★") for figure in shown] == [False, not harmed]


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.0042, "4.2 ms"), (0.234, "234 ms"), (2.345, "2.3 s"), (12.2, "12 s"), (0.04321, "43 ms")],
)
def test_times_are_short(monkeypatch, seconds, text):
    monkeypatch.setattr(repair_words, "t", lambda text, **values: text.format(**values))
    assert repair_words.took(seconds) == text
