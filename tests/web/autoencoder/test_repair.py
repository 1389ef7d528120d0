"""The mode Repair, with networks that have their first weights."""

from __future__ import annotations

import base64
import re

import numpy as np
import pytest

from cnnlab import engine, pretrained
from cnnlab.errors import LabError
from cnnlab.images import encoding, gallery, holes
from cnnlab.inference import rebuilding
from cnnlab.inference.classical import METHODS
from cnnlab.inference.repair_case import DENOISER, INPAINTER, PHOTO_DENOISER, Hole, Noise
from cnnlab.inference.repair_report import report_repair, report_rivals
from cnnlab.web import long_results
from cnnlab.web.autoencoder import repair_asking, repair_properties
from cnnlab.web.autoencoder.repair_asking import ERASER
from cnnlab.web.shelf import Shelf
from tests.web.autoencoder import repair_checks
from tests.web.autoencoder.repair_checks import opened, said, settled
from tests.web.mode_checks import bodies, facts, picture, pictures, sound

DIGIT = gallery.digit(5)[..., None]
PHOTO = "ae_given=picture&size=64"


@pytest.fixture(autouse=True)
def _models(monkeypatch, tmp_path):
    monkeypatch.setattr(pretrained, "MODELS", repair_checks.models())
    monkeypatch.setattr(long_results, "_made", Shelf(long_results.EACH, long_results.MOST))
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path))


@pytest.mark.parametrize(("language", "word"), [("en", "PSNR"), ("zh", "峰值信噪比")])
def test_it_opens_with_a_noisy_digit_and_what_the_network_makes_of_it(open_page, language, word):
    app = opened(open_page, f"lang={language}")
    assert sound(app)
    assert word in said(app)
    assert len(pictures(app)) == 4
    report = report_repair(DIGIT, 0, Noise("gaussian", 0.5, 0))
    text = " ".join(bodies(app))
    for score in (report.before, report.after):
        assert f"{score.psnr:.1f} dB" in text
        assert f"{score.ssim:.2f}" in text
    if language == "en":
        assert facts(app)["Network"] == DENOISER
        assert f"from {report.before.psnr:.1f} dB to **{report.after.psnr:.1f} dB**" in said(app)
        original, broken, repaired = (place for place, _ in report.verdicts)
        assert re.search(
            rf"says {original} \(.*\) to the original, {broken} \(.*and {repaired} \(", said(app)
        )


@pytest.mark.parametrize("given", ["digit", "example", "picture"])
def test_every_damage_of_everything_that_is_given(open_page, given):
    app = opened(open_page, f"ae_given={given}&ae_example=3&size=64&lang=en")
    for kind in repair_properties.KIND.options:
        app.session_state["ae_kind"] = kind
        app.run()
        assert sound(app)
        assert facts(app)["Network"] == (PHOTO_DENOISER if given == "picture" else DENOISER)
        assert ("no original" in said(app)) == (kind == "none")
        assert len(pictures(app)) == (3 if kind == "none" else 4)
        assert ("PSNR" in " ".join(bodies(app))) == (kind != "none")
        assert ("The network was told" in facts(app)) == (given == "picture")


@pytest.mark.parametrize("given", ["digit", "example", "picture"])
def test_every_hole_of_everything_that_is_given(open_page, given):
    app = opened(open_page, f"ae_job=hole&ae_given={given}&ae_missing=30&lang=en")
    for name in holes.SHAPES:
        app.session_state["ae_hole"] = name
        app.run()
        assert sound(app)
        shown = facts(app)
        assert shown["Network"] == INPAINTER
        assert shown["Pixels missing"] == f"{holes.hole(name, (28, 28), 0, 0.3).sum()} of 784"
        assert "In the hole alone" in said(app)
        assert len(pictures(app)) == 4
        assert ("knows only digits" in said(app)) == (given == "picture")


def test_what_a_hole_s_number_says_is_of_its_pixels_alone(open_page):
    app = opened(open_page, "ae_job=hole&lang=en")
    report = report_repair(DIGIT, 0, Hole("centre"))
    inside = report.mask == 1
    error = (report.repaired[inside].astype(float) - DIGIT[inside]) / 255
    assert report.after.psnr == pytest.approx(-10 * np.log10(np.mean(error**2)), abs=0.05)
    assert f"**{report.after.psnr:.1f} dB**" in said(app)


def test_a_hole_can_be_painted(open_page):
    app = opened(open_page, "ae_job=hole&ae_hole=brush&lang=en")
    assert sound(app)
    assert "what you rub out is missing" in said(app)
    mask = np.zeros((28, 28), np.uint8)
    mask[10:16, 9:20] = 1
    packed = base64.b64encode(np.packbits(mask.ravel()).tobytes()).decode()
    text = f"{encoding.picture_id(DIGIT[..., 0])}:{packed}"
    app = opened(open_page, "ae_job=hole&ae_hole=brush&ae_compare=true&lang=en", **{ERASER: {"mask": text}})
    assert sound(app)
    assert facts(app)["Pixels missing"] == "66 of 784"
    report = report_repair(DIGIT, 0, Hole("brush"), mask)
    assert f"**{report.after.psnr:.1f} dB**" in said(app)
    assert any("Biharmonic" in each for each in pictures(app))


@pytest.mark.parametrize("text", ["x", f"{encoding.picture_id(DIGIT[..., 0])}:AAAA", 7])
def test_a_mask_that_is_none_is_no_hole(open_page, text):
    app = opened(open_page, "ae_job=hole&ae_hole=brush&lang=en", **{ERASER: {"mask": text}})
    assert sound(app)
    assert "what you rub out is missing" in said(app)


def test_the_photograph_keeps_its_size_and_colour(open_page):
    app = opened(open_page, "ae_given=picture&size=96&crop=fit&tone=grey&lang=en")
    assert sound(app)
    held = re.findall(
        r"src='data:image/png;base64,([^']*)' alt='What the network makes", " ".join(bodies(app))
    )
    from cnnlab.images.decoding import decode_bytes

    assert decode_bytes(base64.b64decode(held[0])).shape[2] == 3
    assert max(decode_bytes(base64.b64decode(held[0])).shape[:2]) == 96


@pytest.mark.parametrize(
    ("query", "told", "why"),
    [
        ("ae_photo_sigma=0.2", "0.2", "what was added"),
        ("ae_photo_sigma=0.2&ae_mistold=true&ae_told=0.05", "0.05", "by you"),
        ("ae_kind=speckle", None, "root mean square of the change"),
        ("ae_kind=none", None, "estimated"),
        ("ae_kind=none&ae_mistold=true&ae_told=0.3", "0.3", "by you"),
    ],
)
def test_what_the_network_for_photographs_is_told(open_page, query, told, why):
    app = opened(open_page, f"{PHOTO}&{query}&lang=en")
    assert sound(app)
    shown = facts(app)["The network was told"]
    assert why in shown
    assert told is None or shown.startswith(f"{told} ")


@pytest.mark.parametrize(
    ("query", "work"),
    [
        ("", (DIGIT, 0, Noise("gaussian", 0.5, 0))),
        ("ae_kind=none", (DIGIT, 0, Noise("none"))),
        ("ae_job=hole&ae_hole=strokes", (DIGIT, 0, Hole("strokes"))),
        (PHOTO, (picture(64), 0, Noise("gaussian", 0.1, 0))),
        ("ae_given=picture&size=96", (picture(96), 0, Noise("gaussian", 0.1, 0))),
    ],
)
def test_methods_that_learn_nothing_are_compared(open_page, query, work):
    app = settled(opened(open_page, f"{query}&ae_compare=true&lang=en"))
    assert sound(app)
    rivals = report_rivals(*work)
    text = " ".join(bodies(app))
    hole = isinstance(work[2], Hole)
    assert [each.method for each in rivals] == ["network", *(["biharmonic"] if hole else METHODS)]
    assert ("PSNR in the hole" in text) == ("SSIM of all" in text) == hole
    alts = [each for each in pictures(app) if each.startswith("The picture repaired by")]
    assert len(alts) == len(rivals)
    if work[2] == Noise("none"):
        assert "the best here" not in text
        assert "nothing tells which is best but the eye" in said(app)
        return
    for each in rivals:
        assert f"PSNR {'in the hole ' if hole else ''}{each.score.psnr:.1f} dB" in text
    assert text.count("the best here") == 1
    assert ("better" in said(app)) or ("equally well" in said(app))


def test_a_large_photograph_is_repaired_beside_the_sliders(open_page, monkeypatch):
    monkeypatch.setattr(repair_asking, "QUICK", 80**2)
    app = settled(opened(open_page, "ae_given=picture&size=96&ae_compare=true&lang=en"))
    assert sound(app)
    report = report_repair(picture(96), 0, Noise("gaussian", 0.1, 0))
    assert f"{report.after.psnr:.1f} dB" in said(app)
    assert len(long_results._made) == 1
    app.session_state["ae_photo_sigma"] = 0.3
    app = settled(app.run())
    assert len(long_results._made) == 2
    report = report_repair(picture(96), 0, Noise("gaussian", 0.3, 0))
    assert f"{report.after.psnr:.1f} dB" in said(app)
    # The same again is not made again.
    monkeypatch.setattr(engine, "call_long", None)
    app.session_state["ae_photo_sigma"] = 0.1
    assert sound(app.run())
    assert len(pictures(app)) == 9


def test_a_long_call_that_fails_is_said(open_page, monkeypatch):
    monkeypatch.setattr(repair_asking, "QUICK", 80**2)
    monkeypatch.setattr(rebuilding, "rebuild", _refusing)
    app = settled(opened(open_page, "ae_given=picture&size=96&lang=en"))
    assert not app.exception
    assert "cannot be repaired today" in app.error[0].value
    assert len(pictures(app)) == 1


def _refusing(*_args, **_more):
    raise LabError("It cannot be repaired today.")


def test_before_and_after_lie_over_one_another(open_page):
    app = opened(open_page, "ae_view=over&lang=en")
    assert sound(app)
    assert len(pictures(app)) == 2


def test_while_the_engine_starts_the_damaged_picture_is_there(open_page, monkeypatch):
    monkeypatch.setattr(engine, "ready", lambda: False)
    for query in ("", "ae_kind=blur", "ae_job=hole", PHOTO, "ae_given=picture&size=256"):
        app = opened(open_page, query)
        assert not app.exception
        assert len(pictures(app)) == 1
    assert not opened(open_page, "ae_job=hole&ae_hole=brush&ae_given=example").exception


def test_where_a_network_is_not_here_a_sentence_says_so(open_page, monkeypatch, tmp_path):
    monkeypatch.setattr(pretrained, "MODELS", tmp_path)
    app = opened(open_page, "lang=en")
    assert not app.exception
    assert "no shipped model" in app.error[0].value


@pytest.mark.parametrize(
    "query",
    [
        "ae_job=song",
        "ae_kind=snow",
        "ae_sigma=0",
        "ae_photo_sigma=nan",
        "ae_specks=0.5",
        "ae_speckle=2",
        "ae_blur=6",
        "ae_quality=0",
        "ae_noise_seed=-1",
        "ae_told=0.6",
        "ae_hole=moon",
        "ae_missing=100",
        "ae_view=under",
        "ae_compare=perhaps",
    ],
)
def test_a_wrong_value_in_a_link_is_named(open_page, query):
    app = opened(open_page, query)
    assert sound(app)
    assert query.partition("=")[0] in app.warning[0].value


@pytest.mark.parametrize(
    ("query", "key"), [("", "ae_noise_seed"), ("ae_job=hole&ae_hole=strokes", "ae_hole_seed")]
)
def test_another_draw_is_one_click(open_page, query, key):
    app = opened(open_page, f"{query}&{key}=999")
    before = bodies(app)
    app.button(key=f"{key}_next").click().run()
    assert sound(app)
    assert app.session_state[key] == 0
    assert bodies(app) != before


def test_what_answers_a_question_is_covered(open_page):
    app = opened(open_page, "ae_compare=true&lang=en", autoencoder_question="any")
    assert not app.exception
    assert "covered" in said(app)
    assert "dB" not in " ".join(bodies(app)) + said(app)
    assert facts(app) == {}


def test_a_picture_of_any_shape_is_repaired(open_page):
    for size in ((3, 400), (400, 3), (1, 64), (17, 23)):
        own = np.random.default_rng(0).integers(0, 256, (*size, 3), dtype=np.uint8)
        app = opened(
            open_page,
            "ae_given=picture&picture=own&size=64&crop=fit&ae_compare=true&lang=en",
            _own_picture=own,
        )
        assert sound(settled(app))


@pytest.mark.parametrize(
    ("query", "beyond"),
    [
        ("ae_sigma=0.6", False),
        ("ae_sigma=0.61", True),
        (f"{PHOTO}&ae_photo_sigma=0.2&ae_mistold=true&ae_told=0.5", False),
    ],
)
def test_more_noise_than_it_has_learned_from_is_named(open_page, query, beyond):
    app = opened(open_page, f"{query}&lang=en")
    assert sound(app)
    assert ("beyond what it has learned from: at most 0.6" in said(app)) == beyond
