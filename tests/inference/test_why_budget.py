"""Nothing that a link can state takes the quick worker for more than about a second."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations_with_replacement, product
from types import SimpleNamespace

import numpy as np
import pytest

from cnnlab import pretrained
from cnnlab.engine.limits import limits
from cnnlab.images import gallery
from cnnlab.inference import classifying, why_budget, why_methods, why_report, why_trust
from cnnlab.inference.budget import PACE, passes_within
from cnnlab.inference.why_budget import (
    ORDERS,
    POINTS,
    STAGES,
    cascade_passes,
    cascade_within,
    cost,
    curve_passes,
    curves_within,
    total,
    within,
)
from cnnlab.inference.why_methods import METHODS, Asking
from cnnlab.inference.why_report import report_why
from cnnlab.inference.why_trust import report_curves, report_shuffled
from cnnlab.recipes import ClassifierRecipe, Layer
from cnnlab.web.inside import why_properties as p
from tests import trained

LEGAL = int(PACE / limits().multiply_adds)
"""Passes of the largest network within a second."""
PAIRS = [tuple(dict.fromkeys(pair)) for pair in combinations_with_replacement(METHODS, 2)] + [METHODS]
SHAPES = [(64, 64, 3), (28, 28, 1)]
ENDS = [
    Asking(steps=steps, copies=copies, size=size, stride=stride)
    for steps, copies, size, stride in product(
        *((each.low, each.default, each.high) for each in (p.STEPS, p.COPIES, p.SIZE, p.STRIDE))
    )
]


def test_how_much_the_largest_network_allows():
    layers = (
        Layer("conv", 16, 3, padding="same"),
        Layer("conv", 320, 3, padding="same"),
        Layer("global_pool"),
    )
    recipe = ClassifierRecipe(layers=layers)
    network = SimpleNamespace(recipe=recipe, shape=(64, 64, 3), classes=("a", "b"))
    assert LEGAL <= passes_within(network) <= LEGAL * 1.2


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("methods", PAIRS, ids="+".join)
def test_no_link_asks_too_much(methods, shape):
    for asking in ENDS:
        asking = replace(asking, methods=methods)
        found = within(asking, shape, LEGAL - 2)
        assert total(found, shape) <= LEGAL - 2
        assert (found.steps, found.copies) <= (asking.steps, asking.copies)
        assert min(found.steps, found.copies) >= min(why_budget.FEWEST, asking.copies, asking.steps)
        for stages in (1, 3, STAGES):
            found, count = cascade_within(asking, shape, LEGAL, stages)
            assert cascade_passes(found, shape, count) <= LEGAL
            assert found.methods == methods[: len(found.methods)] != ()
            assert min(2, stages) <= count <= stages
    orders, points = curves_within(len(methods), LEGAL)
    assert curve_passes(len(methods), orders, points) <= LEGAL
    assert orders >= 4 or len(methods) > 2


@pytest.mark.parametrize("name", ["cifar10-classifier", "mnist-classifier", "shapes-classifier"])
def test_shipped_networks_keep_their_settings(name):
    recipe, about = pretrained.recipe_of(name), pretrained.about_of(name)
    passes = passes_within(SimpleNamespace(recipe=recipe, shape=about.shape, classes=about.classes))
    for methods in (Asking.methods, METHODS):
        asking = Asking(methods=methods)
        assert within(asking, about.shape, passes - 2) == asking
    assert curves_within(2, passes) == (ORDERS, POINTS)
    found, stages = cascade_within(Asking(), about.shape, passes)
    assert found.steps >= 25
    assert stages == STAGES


def test_a_small_network_is_asked_all_of_it():
    asking = Asking(methods=METHODS, steps=200, copies=100, size=1, stride=1)
    assert within(asking, (28, 28, 1), 10_000) == asking


@pytest.fixture
def passes(monkeypatch):
    """Count the passes of all that is asked of a network as large as is allowed."""
    monkeypatch.setattr(pretrained, "MODELS", trained.models())
    counted, logits = [0], classifying.logits

    def counting(network, images):
        counted[0] += len(images)
        return logits(network, images)

    def probe_of(make):
        def made(*work):
            probe = make(*work)

            def asked(images, target):
                counted[0] += 3 * len(images)
                return probe(images, target)

            return probe and asked

        return made

    monkeypatch.setattr(classifying, "logits", counting)
    for module in (why_report, why_trust):
        monkeypatch.setattr(module, "passes_within", lambda network: LEGAL)
        for name in ("input_probe_of", "layer_probe_of"):
            monkeypatch.setattr(module, name, probe_of(getattr(why_methods, name)))
    return counted


@pytest.mark.parametrize("methods", [("integrated", "occlusion"), ("smooth", "integrated"), METHODS])
def test_what_is_counted_is_what_is_asked(passes, methods):
    asking = Asking(methods=methods, steps=200, copies=100, size=6, stride=1)
    work = ("digits-classifier", 0, gallery.digit(5)[..., None], 0)
    report = report_why(*work, asking)
    assert passes[0] == 2 + total(report.asking, (28, 28, 1)) <= LEGAL
    assert list(report.found) == list(methods)
    assert report.asking != asking

    passes[0] = 0
    maps = np.random.default_rng(0).random((len(methods), 28, 28))
    curves = report_curves(*work, report.asking, maps)
    orders, points = curves_within(len(methods), LEGAL)
    assert passes[0] == curve_passes(len(methods), orders, points) <= LEGAL
    assert curves.random_deletion.shape == (orders, points + 1) == (orders, len(curves.shares))

    passes[0] = 0
    found = report_shuffled(*work, asking, "usual", 0)
    assert passes[0] == cascade_passes(found.asking, (28, 28, 1), len(found.stages) - 1) <= LEGAL
    assert found.stages[-1].name == "1_conv"
    assert found.possible == methods


def test_the_cost_of_a_method():
    asking = Asking(steps=7, copies=4, size=14, stride=9)
    costs = {method: cost(method, asking, (28, 28, 1)) for method in METHODS}
    assert costs == {
        "grad_cam": 3, "layer_cam": 3, "integrated": 21, "gradient_input": 3, "smooth": 12, "occlusion": 10
    }  # fmt: skip
