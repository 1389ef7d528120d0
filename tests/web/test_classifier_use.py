"""The Classifier's mode Use, with small networks in place of the shipped ones."""

from __future__ import annotations

import base64
import re
import shutil
from html import unescape
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from cnnlab import engine, inference, pretrained
from cnnlab.folders import run_folder
from cnnlab.images import encoding, gallery, preparing
from cnnlab.inference.use_report import Question, report_use
from cnnlab.web.classifier import use_course, use_downloads, use_words
from cnnlab.web.classifier import use_properties as u
from cnnlab.web.classifier.use_input import PAD
from tests import trained
from tests.web.mode_checks import bodies, facts, pictures, sound

RUN = "a" * 31 + "0"
SEEN = "What the network sees, pixel by pixel"


@pytest.fixture(autouse=True)
def _models(monkeypatch, tmp_path):
    monkeypatch.setattr(pretrained, "MODELS", trained.models())
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path))


def bars(app) -> dict[str, str]:
    """Class and probability, as the bars say them."""
    [table] = [part for part in bodies(app) if "class='bars'" in part]
    return {
        re.sub("<[^>]*>", "", name).removesuffix(" true class"): unescape(share)
        for name, share in re.findall(r"<th scope='row'>(.*?)</th>.*?<td class='share'>(.*?)</td>", table)
    }


def seen(app) -> np.ndarray:
    """The pixels of what the network sees."""
    [part] = [part for part in bodies(app) if "class='answer'" in part]
    data = re.search(r"src='data:image/png;base64,([^']*)'", part)[1]
    return np.asarray(Image.open(BytesIO(base64.b64decode(data))))


def said(app) -> str:
    return " ".join(each.value for each in app.markdown)


def drawn(ink: np.ndarray) -> dict:
    return {"drawing": "140:" + base64.b64encode(ink.astype(np.uint8).tobytes()).decode()}


# ---- first paint


@pytest.mark.parametrize(("language", "word"), [("en", "The network says"), ("zh", "网络的回答是")])
def test_it_opens_with_a_digit_and_its_real_probabilities(open_page, language, word):
    app = open_page("classifier", f"lang={language}")
    assert sound(app)
    assert word in said(app)
    np.testing.assert_array_equal(seen(app), gallery.digit(5))
    expected = inference.classify(gallery.digit(5)[None, ..., None] / np.float32(255), "digits-classifier")[0]
    assert list(bars(app).values()) == [use_words.percent(float(share)) for share in expected]
    if language == "en":
        assert SEEN in pictures(app)
        found = facts(app)
        assert found["Surest class"].startswith(str(expected.argmax()))
        assert found["Parameters"] == f"{pretrained.metrics_of('digits-classifier')['parameters']:,}"
        assert found["One picture takes"].endswith(("on the CPU", "on the GPU"))


def test_before_the_engine_is_there_it_shows_what_the_network_will_get(open_page, monkeypatch):
    monkeypatch.setattr(engine, "ready", lambda: False)
    app = open_page("classifier")
    assert sound(app)
    np.testing.assert_array_equal(seen(app), gallery.digit(5))
    assert set(bars(app).values()) == {"?"}


def test_it_asks_once_and_not_again(open_page, monkeypatch):
    calls, call = [], engine.call
    monkeypatch.setattr(engine, "call", lambda *work: (calls.append(work[0]), call(*work))[1])
    app = open_page("classifier")
    app.run()
    assert sound(app)
    assert calls.count(report_use) == 1


def test_without_any_network_there_is_a_sentence(open_page, monkeypatch, tmp_path):
    monkeypatch.setattr(pretrained, "MODELS", tmp_path)
    app = open_page("classifier")
    assert not app.exception
    assert "No trained network" in app.error[0].value


# ---- what it is given


@pytest.mark.parametrize("network", ["digits-classifier", "shapes-classifier"])
@pytest.mark.parametrize("given", ["digit", "picture", "example"])
def test_everything_that_it_can_be_given(open_page, network, given):
    if given == "digit" and network.startswith("shapes"):
        given = "example"
    app = open_page("classifier", f"cls_model={network}&cls_given={given}&cls_shown={given}&cls_example=7")
    assert sound(app)
    assert len(bars(app)) == 10
    assert seen(app).shape[:2] == ((28, 28) if network.startswith("digits") else (32, 32))
    if given == "example":
        assert re.search("That is right|It is ", said(app))
    elif given == "picture":
        coffee = preparing.fit(gallery.sample("coffee"), 256)
        tone = "grey" if network.startswith("digits") else "colour"
        np.testing.assert_array_equal(seen(app), preparing.fit(coffee, seen(app).shape[0], tone))


def test_a_picture_that_it_never_saw_is_called_strange(open_page):
    app = open_page("classifier", "cls_given=picture&picture=brick")
    assert sound(app)
    assert "looks like none of its 10 classes" in said(app)
    assert any("above the limit" in each.value for each in app.caption)


def test_where_the_energy_is_deceived_the_page_says_so(open_page, monkeypatch):
    monkeypatch.setattr(use_words, "unfamiliar", lambda report: False)
    strange = open_page("classifier", "cls_given=picture&picture=cat")
    assert any("the score is deceived" in each.value for each in strange.caption)
    digit = open_page("classifier", "cls_given=picture&picture=digit")
    assert not any("the score is deceived" in each.value for each in digit.caption)


def test_a_drawing_is_taken_in_hand_and_classified_until_it_is_cleared(open_page):
    ink = np.zeros((140, 140), np.uint8)
    ink[20:90, 30:38] = 255
    app = open_page("classifier", "cls_given=picture", **{PAD: drawn(ink)})
    assert sound(app)
    np.testing.assert_array_equal(seen(app), preparing.to_digit(ink))
    assert (app.session_state["digit"], app.session_state["cls_given"]) == ("own", "digit")
    app.session_state[PAD] = {"drawing": None}
    app.run()
    assert sound(app)
    np.testing.assert_array_equal(seen(app), gallery.digit(5))


def test_a_network_for_colours_gets_a_drawing_as_a_picture(open_page):
    ink = np.zeros((140, 140), np.uint8)
    ink[30:100, 30:100] = 255
    app = open_page("classifier", "cls_model=shapes-classifier", **{PAD: drawn(ink)})
    assert sound(app)
    assert seen(app).shape == (32, 32, 3)
    assert seen(app).max() == 255
    assert (app.session_state["picture"], app.session_state["cls_shown"]) == ("own", "picture")


@pytest.mark.parametrize("sent", [5, "140:", "140:AAAA", {"a": 1}, "x" * 100_000, ["140:"]])
def test_whatever_the_pad_sends_is_no_error(open_page, sent):
    app = open_page("classifier", **{PAD: {"drawing": sent}})
    assert sound(app)
    np.testing.assert_array_equal(seen(app), gallery.digit(5))


def test_the_test_pictures_that_are_not_here_leave_the_picture_in_hand(open_page, monkeypatch, tmp_path):
    monkeypatch.setenv("CNNLAB_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    recipe = trained.ClassifierRecipe(data="cifar10", layers=trained.SHAPES.layers)
    trained.first_weights(recipe, run_folder(RUN), (32, 32, 3))
    app = open_page("classifier", f"run={RUN}")
    assert sound(app)
    assert any("cifar10 are not on this computer" in each.value for each in app.caption)
    assert seen(app).shape == (32, 32, 3)


# ---- runs


def test_the_link_of_a_run_opens_its_network(open_page):
    shutil.copytree(trained.models() / "digits-classifier", run_folder(RUN))
    app = open_page("classifier", f"run={RUN}")
    assert sound(app)
    assert app.session_state["cls_model"] == "run"
    app.session_state["cls_model"] = "shapes-classifier"
    app.run()
    assert sound(app)
    assert app.session_state["cls_model"] == "shapes-classifier"


def test_a_run_that_is_not_there_gets_a_sentence(open_page):
    app = open_page("classifier", f"run={RUN}")
    assert not app.exception
    assert "no run of this name" in app.error[0].value


# ---- controls


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


# ---- what can be taken home


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


# ---- words


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
