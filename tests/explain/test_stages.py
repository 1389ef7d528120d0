"""Steps gathered into stages."""

from __future__ import annotations

import keras
import pytest
from keras import layers as kl

from cnnlab.explain.stages import stages_of
from cnnlab.explain.steps import steps_of
from cnnlab.networks.classifier import build_classifier
from cnnlab.recipes.layers import PRESETS, Layer
from tests.explain import networks


def stages(layers, shape=(32, 32, 3), **settings):
    return stages_of(steps_of(build_classifier(shape, 10, layers, **settings)))


def kinds(found) -> list[str]:
    return [stage.kind for stage in found]


@pytest.mark.parametrize("norm", [False, True])
@pytest.mark.parametrize("preset", PRESETS)
def test_every_step_is_in_one_stage_and_a_stage_follows_its_sources(preset, norm):
    steps = steps_of(build_classifier((32, 32, 3), 10, PRESETS[preset], batch_norm=norm))
    found = stages_of(steps)
    assert sorted(step.name for stage in found for step in stage.steps) == sorted(step.name for step in steps)
    for place, stage in enumerate(found):
        assert all(source < place for source in stage.sources)
        taken = {name for step in stage.steps for name in step.sources}
        outside = taken - {step.name for step in stage.steps}
        assert outside == {found[source].last.name for source in stage.sources}
    assert (found[0].kind, found[-1].main.name) == ("input", "logits")


def test_a_layer_takes_normalisation_activation_and_flattening_along():
    found = stages(PRESETS["article"], batch_norm=True)
    assert kinds(found) == ["input", "conv", "max_pool", "conv", "max_pool", "conv", "dense", "dense"]
    assert [step.kind for step in found[1].steps] == ["conv", "norm", "activation"]
    assert [step.kind for step in found[6].steps] == ["flatten", "dense", "activation"]
    assert found[6].main.kind == "dense"
    assert not any(stage.around for stage in found)


def test_a_residual_block_is_drawn_with_its_way_around():
    found = stages(
        (Layer("conv", 8, 3), Layer("residual", 8), Layer("residual", 16, stride=2), Layer("global_pool"))
    )
    assert kinds(found) == [
        "input",
        "conv",
        "conv",
        "conv",
        "add",
        "conv",
        "conv",
        "conv",
        "add",
        "global_pool",
        "dense",
    ]
    plain, widened = found[4], found[8]
    assert plain.sources == (3, 1)
    assert [stage.around for stage in found].count(True) == 1
    [around] = [place for place, stage in enumerate(found) if stage.around]
    assert around in widened.sources
    assert found[around].main.name.endswith("_around")
    assert found[around].sources == (4,)


def test_models_of_others_are_read_too():
    assert kinds(stages_of(steps_of(networks.sequential()))) == [
        "input",
        "conv",
        "conv",
        "global_pool",
        "dense",
    ]
    inputs = keras.Input((8, 8, 1))
    flat = keras.Model(inputs, kl.Flatten(name="flat")(kl.Conv2D(2, 3, name="c")(inputs)))
    assert kinds(stages_of(steps_of(flat))) == ["input", "conv", "flatten"]
