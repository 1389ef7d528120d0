"""The Classifier's mode Use, with small networks in place of the shipped ones."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from cnnlab.images import encoding, gallery
from cnnlab.inference.use_report import Question, report_use
from cnnlab.web.classifier import use_course, use_downloads, use_words
from cnnlab.web.classifier import use_properties as u
from tests import trained
from tests.web.mode_checks import bodies, sound
from tests.web.use.checks import bars, said, seen


@pytest.mark.parametrize("vary", u.VARY.options)
@pytest.mark.parametrize("layer", [0, 2, 6, 40])
def test_every_way_and_every_kind_of_layer(open_page, vary, layer):
    app = open_page("classifier", f"cls_vary={vary}&cls_layer={layer}&cls_before=true&cls_map=7")
    assert sound(app)
    assert app.get("plotly_chart")


def test_a_click_enlarges_a_map(open_page):
    app = open_page("classifier", cls_maps={"choice": "3#1"})
    assert sound(app)
    assert app.session_state["cls_map"] == 3
    assert any("Feature map 4<" in part for part in bodies(app))


@pytest.mark.parametrize("sent", ["64#1", "-1#1", "x#1", "#", 5, None])
def test_a_click_at_no_map_changes_nothing(open_page, sent):
    app = open_page("classifier", cls_maps={"choice": sent})
    assert sound(app)
    assert app.session_state["cls_map"] == 0


def test_turning_shifting_and_noise_change_what_it_sees(open_page):
    app = open_page("classifier", "cls_use_turn=90&cls_use_shift=3&cls_use_noise=0.1")
    assert sound(app)
    report = report_use("digits-classifier", 0, gallery.digit(5)[..., None], 0, Question(90.0, 3, 0.1))
    np.testing.assert_array_equal(seen(app), report.seen[..., 0])
    [part] = [part for part in bodies(app) if "class='answer'" in part]
    assert "turned by 90°, shifted by 3 pixels, with noise of 0.1" in part


@pytest.mark.parametrize(
    "query",
    [
        "cls_given=banana",
        "cls_shown=digit",
        "cls_example=-1",
        "cls_layer=x",
        "cls_map=" + "9" * 400,
        "cls_before=1",
        "cls_vary=mirror",
        "cls_use_turn=999",
        "cls_use_shift=1.5",
        "cls_use_noise=nan",
        "cls_model=../etc",
        "run=..",
    ],
)
def test_a_wrong_link_is_named(open_page, query):
    app = open_page("classifier", query)
    assert sound(app)
    assert app.warning
    np.testing.assert_array_equal(seen(app), gallery.digit(5))


def test_an_open_question_covers_the_answer(open_page):
    app = open_page("classifier", classifier_question="use_head")
    assert sound(app)
    assert set(bars(app).values()) == {"?"}
    assert "The network says" not in said(app)
    assert not app.get("plotly_chart")
    report = report_use("digits-classifier", 0, gallery.digit(5)[..., None], 0, Question())
    options = app.radio(key="guess_use_head").options
    assert str(report.upside_down.argmax()) in options


@pytest.mark.parametrize("network", ["digits-classifier", "shapes-classifier"])
def test_the_program_says_the_same(open_page, network, tmp_path, monkeypatch):
    app = open_page("classifier", f"cls_model={network}")
    Image.fromarray(seen(app)).save(tmp_path / "picture.png")
    (tmp_path / "model.weights.h5").write_bytes(use_downloads.weights(network))
    monkeypatch.chdir(tmp_path)
    left: dict = {}
    exec(compile(app.code[0].value, "program", "exec"), left)
    pixels = seen(app) if seen(app).ndim == 3 else seen(app)[..., None]
    report = report_use(network, 0, pixels, 0, Question())
    np.testing.assert_allclose(left["probabilities"], report.probabilities, atol=1e-5)
    assert left["energy"] == pytest.approx(report.energy, abs=1e-4)


def test_the_files():
    work = ("digits-classifier", 0, gallery.digit(5)[..., None], 0, Question(layer=3))
    names = ["a, b", *"123456789"]
    files = {each.file_name: each.make for each in use_downloads.downloads(work, names)}
    report = report_use(*work)
    assert files["picture.png"]() == encoding.png(gallery.digit(5))
    lines = files["probabilities.csv"]().decode().splitlines()
    assert lines[0] == "class,logit,probability"
    assert lines[1].startswith('"a, b",')
    np.testing.assert_allclose(
        [float(line.rsplit(",", 1)[1]) for line in lines[1:]], report.probabilities, rtol=1e-6
    )
    with np.load(BytesIO(files["maps.npz"]())) as held:
        np.testing.assert_array_equal(held["3_conv"], report.values)
    weights = trained.models() / "digits-classifier" / "model.weights.h5"
    assert files["model.weights.h5"]() == weights.read_bytes()


@pytest.mark.parametrize(
    ("share", "text"), [(0, "< 0.1 %"), (0.0004, "< 0.1 %"), (0.5, "50.0 %"), (1, "> 99.9 %")]
)
def test_nothing_is_called_certain(share, text):
    assert use_words.percent(share) == text


def test_how_far_an_answer_holds():
    amounts = np.array([-20, -10, 0, 10, 20])
    course = np.eye(3)[[0, 1, 1, 2, 1]]
    assert use_course.reach(amounts, course) == (-10, 0)
    assert use_course.reach(amounts, np.eye(3)[[1] * 5]) is None


def test_only_classes_that_matter_get_a_line():
    course = np.zeros((4, 12))
    course[:, 3] = 0.9
    course[1, 7] = 0.5
    assert use_course.lines(course) == [3, 7]
    assert len(use_course.lines(np.eye(12))) == use_course.MOST
