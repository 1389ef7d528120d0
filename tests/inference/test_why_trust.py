"""Erasing, deletion and insertion, shuffled weights: against plain computations on a trained network."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import spearmanr

from cnnlab import pretrained
from cnnlab.explain.trust import area, shuffled
from cnnlab.images import gallery
from cnnlab.inference import classifying
from cnnlab.inference.why_budget import ORDERS, POINTS, STAGES
from cnnlab.inference.why_methods import METHODS, Asking, flat
from cnnlab.inference.why_report import report_why
from cnnlab.inference.why_trust import report_curves, report_erased, report_shuffled
from cnnlab.metrics.certainty import softmax
from tests import trained

DIGIT = gallery.digit(5)[..., None]
WORK = ("digits-classifier", 0, DIGIT, 0)


@pytest.fixture(autouse=True)
def _models(monkeypatch):
    monkeypatch.setattr(pretrained, "MODELS", trained.models())


def logits(images):
    return classifying.logits(pretrained.trained("digits-classifier"), np.asarray(images, np.float32) / 255)


def test_what_is_erased_is_gone():
    mask = np.zeros((28, 28), bool)
    mask[:14] = True
    left = DIGIT.copy()
    left[:14] = 255
    np.testing.assert_allclose(report_erased(*WORK, mask, "white"), logits([DIGIT, left]), atol=1e-5)


def test_the_curves_begin_and_end_where_they_must_and_follow_the_map():
    asking = Asking(methods=("integrated", "occlusion"))
    report = report_why(*WORK, asking)
    maps = np.stack([flat(method, values, "usual") for method, values in report.found.items()])
    found = report_curves(*WORK, asking, maps)
    whole, none = softmax(logits([DIGIT, 0 * DIGIT]))[:, report.target]
    for curve in (*found.deletion.values(), *found.random_deletion):
        np.testing.assert_allclose([curve[0], curve[-1]], [whole, none], atol=1e-5)
    for curve in (*found.insertion.values(), *found.random_insertion):
        np.testing.assert_allclose([curve[0], curve[-1]], [none, whole], atol=1e-5)
    # One point by hand: the pixels of the largest values first. None of them is 0, so there are no equals.
    values = report.found["integrated"][..., 0].ravel()
    first = np.argsort(-values)[: round(784 * 2 / POINTS)]
    assert values[first].min() > 0
    left = DIGIT.copy().reshape(-1)
    left[first] = 0
    expected = softmax(logits([left.reshape(28, 28, 1)]))[0, report.target]
    assert found.deletion["integrated"][2] == pytest.approx(expected, abs=1e-5)
    assert found.insertion["integrated"].shape == (POINTS + 1,)
    assert found.random_deletion.shape == (ORDERS, POINTS + 1)
    assert area(found.deletion["integrated"]) < np.mean([area(each) for each in found.random_deletion])


def test_the_last_shuffled_network_is_the_one_with_all_layers_shuffled():
    asking = Asking(methods=("grad_cam", "integrated"), steps=10)
    stages = report_shuffled(*WORK, asking, "usual", 3).stages
    assert [stage.name for stage in stages] == ["", "logits", "6_dense", "3_conv", "1_conv"]
    network = pretrained.trained("digits-classifier")
    other = shuffled(network.model, 3)
    report = report_why(*WORK, asking)
    image = DIGIT[None] / np.float32(255)
    expected = softmax(trained.logits_of(other, image))[0, report.target]
    assert stages[-1].probability == pytest.approx(expected, abs=1e-5)
    own, changed = flat("integrated", report.found["integrated"], "usual"), stages[-1].maps["integrated"]
    np.testing.assert_allclose(stages[0].maps["integrated"], own, atol=1e-6)
    assert stages[-1].correlations["integrated"] == pytest.approx(
        spearmanr(own.ravel(), changed.ravel()).statistic, abs=1e-3
    )
    assert stages[-1].unsigned["integrated"] == pytest.approx(
        spearmanr(np.abs(own).ravel(), np.abs(changed).ravel()).statistic, abs=1e-3
    )


def test_only_the_output_is_shuffled_first_and_the_network_itself_stays():
    network = pretrained.trained("digits-classifier")
    before = [each.copy() for each in network.model.get_weights()]
    stages = report_shuffled(*WORK, Asking(methods=("occlusion",)), "usual", 0).stages
    expected = softmax(trained.logits_of(shuffled(network.model, 0, 1), DIGIT[None] / np.float32(255)))
    report = report_why(*WORK, Asking())
    assert stages[1].probability == pytest.approx(expected[0, report.target], abs=1e-5)
    for old, now in zip(before, network.model.get_weights(), strict=True):
        np.testing.assert_array_equal(old, now)
    again = report_shuffled(*WORK, Asking(methods=("occlusion",)), "usual", 0).stages
    np.testing.assert_array_equal(stages[-1].maps["occlusion"], again[-1].maps["occlusion"])


def test_all_methods_on_a_residual_network():
    stages = report_shuffled(
        "shapes-classifier", 0, None, 0, Asking(methods=METHODS, steps=5, copies=2), "usual", 0
    ).stages
    assert [stage.name for stage in stages] == ["", "logits", "2_residual", "1_conv"]
    assert len(stages) <= STAGES + 1
    assert all(set(stage.maps) == set(METHODS) for stage in stages)
