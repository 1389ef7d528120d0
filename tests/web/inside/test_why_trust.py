"""Erasing by hand, the curves and the shuffled weights, as the page shows them; the program and the files."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from cnnlab import engine
from cnnlab.errors import LabError
from cnnlab.explain.trust import area, rank_correlation
from cnnlab.inference import why_report, why_trust
from cnnlab.inference.why_budget import POINTS
from cnnlab.inference.why_methods import Asking, flat, over
from cnnlab.inference.why_trust import Shuffled, report_curves, report_erased, report_shuffled
from cnnlab.metrics.certainty import softmax
from cnnlab.web import frame
from cnnlab.web.classifier.use_downloads import weights
from cnnlab.web.classifier.use_words import percent
from cnnlab.web.compute import NotReady
from cnnlab.web.frame import FAILED, UNFORESEEN
from cnnlab.web.inside import why_curves, why_downloads, why_erase, why_shuffled, why_words
from tests.web.charts import charts, numbers
from tests.web.inside.why_checks import DIGIT, bars, erasing, panels, report, said
from tests.web.mode_checks import sound

QUERY = "in_mode=why&"
WORK = ("digits-classifier", 0, DIGIT, 0)


def test_nothing_is_erased_at_first(open_page):
    app = open_page("inside", QUERY)
    assert "Rub out" in said(app)
    before, after = bars(app)[:2]
    assert (before[0], after[0]) == ("before", "now")
    assert before[1] == after[1]


def test_what_is_erased_is_counted_and_the_probability_is_that_of_the_rest(open_page):
    mask = np.zeros((28, 28), bool)
    mask[6:14, 8:20] = True
    app = open_page("inside", f"{QUERY}in_why_nothing=grey", **erasing(mask))
    assert sound(app)
    found = report(Asking(nothing="grey"))
    shares = []
    for method, values in found.found.items():
        shown = np.maximum(over((28, 28), flat(method, values, "usual")), 0)
        shares.append(f"{100 * shown[mask].sum() / shown.sum():.0f} %")
    assert "You erased 12 % of the pixels." in said(app)
    assert "held {} in Grad-CAM, {} in Integrated gradients.".format(*shares) in said(app)
    before, after = softmax(report_erased(*WORK, mask, "grey"))
    assert [share for _, share in bars(app)[:2]] == [
        percent(float(each[found.target])) for each in (before, after)
    ]


def test_the_mask_of_another_picture_is_forgotten(open_page):
    app = open_page("inside", f"{QUERY}digit=7", **erasing(np.ones((28, 28), bool)))
    assert sound(app)
    assert "Rub out" in said(app)


@pytest.mark.parametrize(
    "sent", [5, None, "", "a:b", "x" * 10_000_000, ["a"], {"mask": 1}, "0123456789abcdef:"]
)
def test_whatever_the_eraser_sends_is_no_error(open_page, sent):
    app = open_page("inside", QUERY, **{why_erase.KEY: {"mask": sent}})
    assert sound(app)
    assert "Rub out" in said(app)


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (LabError("Too many questions at once."), "Too many questions at once."),
        (NotReady(), None),
        (RuntimeError("never heard of"), UNFORESEEN),
    ],
)
def test_what_goes_wrong_after_a_stroke_is_a_sentence(open_page, monkeypatch, caplog, trouble, words):
    call = engine.call

    def broken(function, *work):
        if function is report_erased:
            raise trouble
        return call(function, *work)

    monkeypatch.setattr(engine, "call", broken)
    asked = []
    monkeypatch.setattr(why_erase, "wait_for_engine", lambda: asked.append(True))
    # What the frame would catch must not come to it: a stroke draws the fragment alone.
    monkeypatch.setattr(frame, "_shown", lambda show, bench: show(bench))
    app = open_page("inside", QUERY)
    assert not app.exception
    assert [each.value for each in app.error] == ([words] if words else [])
    assert bool(asked) == (words is None)
    assert len(panels(app)) == 3
    assert (FAILED in caplog.text) == (words == UNFORESEEN)
    caplog.clear()


@pytest.mark.parametrize("state", [5, "text", ["mask"]])
def test_whatever_its_state_is_is_no_error(open_page, state):
    app = open_page("inside", QUERY, **{why_erase.KEY: state})
    assert not app.error


def test_words_for_falling_rising_and_staying():
    logits = np.array([[10.0, 0.0, 0.0], [0.0, 4.0, 0.0]])
    assert "fell from > 99.9 % to **1.8 %**" in why_erase.change(0, logits, ["a", "b", "c"])
    assert "Now the network says **b**" in why_erase.change(0, logits, ["a", "b", "c"])
    assert "rose from < 0.1 % to **96.5 %**" in why_erase.change(1, logits, ["a", "b", "c"])
    same = np.array([[20.0, 0.0], [15.0, 0.0]])
    assert "stays at > 99.9 %; its logit went from 20 to 15" in why_erase.change(0, same, ["a", "b"])


@pytest.fixture
def _large(monkeypatch):
    """Every network counts as one of the largest that are allowed."""
    for module in (why_report, why_trust):
        monkeypatch.setattr(module, "passes_within", lambda network: 90)


@pytest.mark.parametrize(
    ("test", "sentences"),
    [
        ("brush", ["integrated gradients in 17 steps instead of 50"]),
        ("all", ["integrated gradients in 9 steps instead of 50", "SmoothGrad with 8 copies instead of 30"]),
        ("curves", ["4 random orders instead of 10", "8 steps of each curve instead of 25"]),
        (
            "shuffle",
            ["2 shuffled networks instead of 4", "Occlusion alone"],
        ),
    ],
)
@pytest.mark.usefixtures("_large")
def test_what_is_saved_is_said(open_page, test, sentences):
    app = open_page("inside", f"{QUERY}in_why_a=occlusion&in_why_stride=4&in_why_test={test}")
    assert sound(app)
    notes = " ".join(each.value for each in app.caption if "So that nobody has to wait" in each.value)
    assert all(each in notes for each in sentences)
    assert "occlusion by a square of" in notes


def test_that_shuffling_is_lighter_is_said_of_small_networks_too(open_page):
    app = open_page("inside", f"{QUERY}in_why_b=smooth&in_why_test=shuffle")
    [note] = [each.value for each in app.caption if "So that nobody has to wait" in each.value]
    assert note.endswith("usual: SmoothGrad with 20 copies instead of 30.")
    assert not [each for each in open_page("inside", QUERY).caption if "nobody has to wait" in each.value]


def test_the_curves_are_the_reports(open_page):
    app = open_page("inside", f"{QUERY}in_why_test=curves")
    assert sound(app)
    found = report_curves(*WORK, *why_curves.question(report()))
    for chart, curves in zip(charts(app), (found.deletion, found.insertion), strict=True):
        lines = {line["name"]: line for line in chart if line.get("name")}
        for name, method in (("Grad-CAM", "grad_cam"), ("Integrated gradients", "integrated")):
            line = lines[f"{name} · {area(curves[method]):.2f}"]
            np.testing.assert_allclose(numbers(line["y"]), 100 * curves[method], atol=1e-4)
    gone = why_curves.beaten(found.deletion["integrated"], found.random_deletion, lower=True)
    come = why_curves.beaten(found.insertion["integrated"], found.random_insertion, lower=False)
    assert (
        f"**Integrated gradients** beats {gone} of 10 random orders when pixels go, and {come} when"
        in said(app)
    )


def test_beating_is_counted():
    curve, others = np.array([1.0, 0.2, 0.0]), np.array([[1.0, 0.5, 0.0], [1.0, 0.1, 0.0], [1.0, 0.2, 0.0]])
    assert why_curves.beaten(curve, others, lower=True) == 1
    assert why_curves.beaten(curve, others, lower=False) == 1


def test_the_shuffled_networks_are_the_reports(open_page):
    app = open_page(
        "inside", f"{QUERY}in_why_test=shuffle&in_why_shuffle=3&in_why_a=integrated&in_why_b=occlusion"
    )
    assert sound(app)
    stages = report_shuffled(*WORK, Asking(methods=("integrated", "occlusion")), "usual", 3).stages
    titles = [
        "As trained",
        "The output shuffled",
        "From 6 Dense on",
        "From 3 Conv2D on",
        "All layers shuffled",
    ]
    assert list(panels(app, "why-row")) == titles
    assert f"rank correlation {why_shuffled.like(stages[-1].correlations['integrated'])}" in said(app)


def test_words_for_dead_unchanged_and_changed_maps():
    def verdict(value, unsigned, signed=True):
        stage = Shuffled("x", 0.1, {}, {"m": value}, {"m": unsigned})
        return why_shuffled.verdict("m", signed, stage, stage)

    assert "shows the picture rather than the network" in verdict(0.98, 0.98, False)
    assert "without them 0.98 is left" in verdict(-0.02, 0.98)
    assert verdict(0.13, 0.13, False) == "It changes (rank correlation 0.13): it depends on what was learned."


@pytest.mark.parametrize(
    ("own", "last", "words"),
    [
        ([[1.0, 2.0]], [[0.0, 0.0]], "With all weights shuffled the map is empty"),
        ([[1.0, 2.0]], [[3.0, 3.0]], "With all weights shuffled the map has the same value everywhere"),
        ([[2.0]], [[5.0]], "too few values to compare"),
        ([[2.0]], [[0.0]], "too few values to compare"),
        ([[0.0, 0.0]], [[0.0, 0.0]], "empty before and after"),
        ([[0.0, 0.0]], [[1.0, 2.0]], "As trained the map is empty"),
    ],
)
def test_words_for_maps_that_cannot_be_compared(own, last, words):
    own, last = np.array(own), np.array(last)
    found = {"m": rank_correlation(own, last)}
    assert np.isnan(found["m"])
    stages = (Shuffled("x", 0.1, {"m": values}, found, found) for values in (own, last))
    assert words in why_shuffled.verdict("m", False, *stages)


def test_half_of_a_map_and_what_a_mask_holds():
    values = np.array([[4.0, 1.0], [-9.0, 3.0]])
    assert why_words.half(values) == 0.25
    assert why_words.half(np.ones((10, 10))) == 0.5
    assert why_words.held(values, np.array([[True, False], [True, False]])) == 0.5
    assert why_words.held(-np.abs(values), values > 0) is None


@pytest.mark.parametrize("network", ["digits-classifier", "shapes-classifier"])
@pytest.mark.parametrize(
    ("nothing", "layer"), [("black", 0), ("blur", 1), ("mean", 0), ("white", 2), ("grey", 0)]
)
def test_the_program_finds_the_same(open_page, network, nothing, layer, tmp_path, monkeypatch):
    query = f"{QUERY}cls_model={network}&in_why_nothing={nothing}&in_why_layer={layer}&in_why_class=3&in_why_steps=20"
    app = open_page("inside", query)
    seen = panels(app)["What the network sees"]
    Image.fromarray(seen).save(tmp_path / "picture.png")
    (tmp_path / "model.weights.h5").write_bytes(weights(network))
    monkeypatch.chdir(tmp_path)
    left: dict = {}
    exec(compile(app.code[0].value, "program", "exec"), left)
    picture = seen if seen.ndim == 3 else seen[..., None]
    found = report(Asking(3, layer=layer, nothing=nothing, steps=20), network, picture).found
    np.testing.assert_allclose(left["class_map"], found["grad_cam"], atol=1e-4, rtol=1e-3)
    np.testing.assert_allclose(left["attributions"], found["integrated"], atol=1e-4, rtol=1e-3)


def test_why_the_well_known_recipe_fails():
    import keras

    model = keras.Sequential([keras.layers.Input((4, 4, 1)), keras.layers.Flatten(), keras.layers.Dense(2)])
    with pytest.raises(AttributeError, match="never been called"):
        model.output  # noqa: B018
    assert model.outputs[0].shape == (None, 2)


def test_the_files(open_page):
    app = open_page("inside", QUERY)
    now = type("Now", (), {"work": WORK, "network": type("N", (), {"name": "digits-classifier"})})
    found = report()
    files = {each.file_name: each.make for each in why_downloads.downloads(now, found)}
    assert list(files) == [
        "picture.png", "grad-cam.png", "integrated.png", "explanations.npz", "curves.csv", "model.weights.h5"
    ]  # fmt: skip
    with np.load(BytesIO(files["explanations.npz"]())) as held:
        np.testing.assert_array_equal(held["integrated"], found.found["integrated"])
        np.testing.assert_array_equal(held["picture"], DIGIT)
        assert held["class"] == found.target
    large = np.asarray(Image.open(BytesIO(files["grad-cam.png"]())))
    np.testing.assert_array_equal(large[::16, ::16], panels(app)["Grad-CAM"])
    lines = files["curves.csv"]().decode().splitlines()
    assert lines[0].startswith("share,deletion_grad_cam,deletion_integrated,deletion_random_mean")
    assert len(lines) == POINTS + 2
    assert files["model.weights.h5"]() == weights("digits-classifier")
