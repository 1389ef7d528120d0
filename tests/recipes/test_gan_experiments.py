"""The experiments of the GAN page: sound, small, and different in what they are about."""

from __future__ import annotations

from dataclasses import fields

import pytest

from cnnlab import datasets
from cnnlab.networks.gan_blocks import plan_of
from cnnlab.recipes import GanRecipe, read, write
from cnnlab.recipes.gan import LOSSES
from cnnlab.recipes.gan_experiments import EXPERIMENTS, with_seed

ARMS = [(name, arm) for name, each in EXPERIMENTS.items() for arm in each.arms]
IDS = [f"{name}-{arm.name}" for name, arm in ARMS]
ABOUT = {
    "losses": {"loss", "spectral"},
    "checkerboard": {"upsampling"},
    "failures": {"loss", "spectral", "critic_rate", "critic_steps", "learning_rate"},
    "article": set(),
}


def differing(recipes) -> set[str]:
    return {
        field.name
        for field in fields(GanRecipe)
        if len({getattr(recipe, field.name) for recipe in recipes}) > 1
    }


def test_each_is_about_what_it_says():
    assert {name: differing([arm.recipe for arm in each.arms]) for name, each in EXPERIMENTS.items()} == ABOUT


def test_all_losses_are_compared():
    assert [arm.name for arm in EXPERIMENTS["losses"].arms] == list(LOSSES)
    assert all(arm.name == arm.recipe.loss for arm in EXPERIMENTS["losses"].arms)


@pytest.mark.parametrize(("name", "arm"), ARMS, ids=IDS)
def test_needs_no_network_and_little_time(name, arm):
    recipe = arm.recipe
    assert recipe.data == "digits"
    about = datasets.about(recipe.data)
    generator, discriminator = (
        sum(layer.multiply_adds for layer in half)
        for half in plan_of(recipe, about.shape, len(about.classes))
    )
    # Forwards and backwards three times the products; a discriminator's step takes a generated and a real picture.
    once = 3 * ((1 + recipe.critic_steps) * generator + (1 + 2 * recipe.critic_steps) * discriminator)
    assert once * 1400 * recipe.epochs < 2000e9


@pytest.mark.parametrize(("name", "arm"), ARMS, ids=IDS)
def test_a_recipe_comes_back_from_its_file_as_it_was(name, arm):
    # A run is known by it.
    assert read(write(arm.recipe)) == arm.recipe


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_another_seed_for_all_of_its_trainings(name):
    changed = with_seed(EXPERIMENTS[name], 7)
    assert {arm.recipe.seed for arm in changed.arms} == {7}
    assert with_seed(changed, 0) == EXPERIMENTS[name]


def test_the_same_noise_is_drawn_for_all():
    # It depends on the seed and the number of its values alone.
    for each in EXPERIMENTS.values():
        assert len({(arm.recipe.seed, arm.recipe.noise) for arm in each.arms}) == 1
