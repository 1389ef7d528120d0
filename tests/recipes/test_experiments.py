"""The experiments: sound, small, and different in what they are about."""

from __future__ import annotations

from dataclasses import fields

import pytest

from cnnlab import datasets
from cnnlab.networks.plan import plan
from cnnlab.recipes import ClassifierRecipe, read, write
from cnnlab.recipes.experiments import EXPERIMENTS, MNIST_EXAMPLES, with_data

ARMS = [(name, arm) for name, each in EXPERIMENTS.items() for arm in each.arms]
IDS = [f"{name}-{arm.name}" for name, arm in ARMS]

ABOUT = {
    "little_data": {"dropout", "l1", "l2", "shift", "rotate", "zoom", "examples", "validation", "epochs"},
    "kernel_size": {"layers"},
    "kernel_count": {"layers"},
    "stride_pooling": {"layers"},
    "optimisers": {"optimizer", "learning_rate", "weight_decay"},
    "batch_size": {"batch_size", "learning_rate"},
    "sigmoid_relu": {"activation", "batch_norm"},
    "smaller": {"layers"},
    "rate_too_high": {"learning_rate"},
    "unscaled": {"scale_inputs", "learning_rate", "batch_norm"},
    "shuffled": {"shuffle_labels"},
    "dense_conv": {"layers", "shift", "learning_rate", "epochs"},
    "shortcut": {"cue", "shift"},
}


def differing(recipes) -> set[str]:
    return {
        field.name
        for field in fields(ClassifierRecipe)
        if len({getattr(recipe, field.name) for recipe in recipes}) > 1
    }


def test_each_is_about_what_it_says():
    assert {name: differing([arm.recipe for arm in each.arms]) for name, each in EXPERIMENTS.items()} == ABOUT


def test_from_two_to_six_trainings_with_names_of_their_own():
    for each in EXPERIMENTS.values():
        names = [arm.name for arm in each.arms]
        assert 2 <= len(names) <= 6
        assert len(set(names)) == len(names)
        assert len({arm.recipe for arm in each.arms}) == len(names)


@pytest.mark.parametrize(("name", "arm"), ARMS, ids=IDS)
def test_needs_no_network_and_little_time(name, arm):
    assert arm.recipe.data in ("digits", "shapes")
    about = datasets.about(arm.recipe.data)
    planned = plan(about.shape, len(about.classes), arm.recipe.layers, batch_norm=arm.recipe.batch_norm)
    products = sum(layer.multiply_adds for layer in planned)
    pictures = (arm.recipe.examples or 1400) * (1 - arm.recipe.validation) * arm.recipe.epochs
    # Forwards and backwards three times the products: half a minute at 5 billion a second.
    assert 3 * products * pictures < 150e9


@pytest.mark.parametrize(("name", "arm"), ARMS, ids=IDS)
def test_a_recipe_comes_back_from_its_file_as_it_was(name, arm):
    # A run is known by it.
    assert read(write(arm.recipe)) == arm.recipe


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_another_seed_for_all_of_its_trainings(name):
    changed = with_data(EXPERIMENTS[name], seed=7)
    assert {arm.recipe.seed for arm in changed.arms} == {7}
    assert with_data(changed, seed=0) == EXPERIMENTS[name]


def test_on_mnist_with_about_as_many_steps():
    for experiment in EXPERIMENTS.values():
        moved = with_data(experiment, "mnist")
        assert moved.name == experiment.name
        for before, after in zip(experiment.arms, moved.arms, strict=True):
            if before.recipe.data == "shapes":
                assert after == before
                continue
            assert after.recipe.data == "mnist"
            examples = after.recipe.examples
            assert examples == (before.recipe.examples or MNIST_EXAMPLES)
            ratio = examples * after.recipe.epochs / ((before.recipe.examples or 1400) * before.recipe.epochs)
            assert 0.99 < ratio < 1.6


def test_the_same_start_for_all_optimisers():
    recipes = [arm.recipe for arm in EXPERIMENTS["optimisers"].arms]
    assert len({(recipe.seed, recipe.layers, recipe.batch_size) for recipe in recipes}) == 1


def test_sixteen_to_512():
    sizes = [arm.recipe.batch_size for arm in EXPERIMENTS["batch_size"].arms]
    assert (min(sizes), max(sizes)) == (16, 512)


def test_a_quarter_and_four_times_the_kernels():
    counts = [
        [layer.units for layer in arm.recipe.layers if layer.kind == "conv"]
        for arm in EXPERIMENTS["kernel_count"].arms
    ]
    assert [[4 * units for units in counts[0]], counts[1], [units // 4 for units in counts[2]]] == [
        counts[1]
    ] * 3
