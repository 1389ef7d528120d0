"""The generator that is shipped: small, of all classes, and as good as its card says, as far as a test can see."""

from __future__ import annotations

import numpy as np
import pytest

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.inference import classify, sample
from cnnlab.inference.sampling import score

NAME = "mnist-gan"
LABELS = np.arange(400) % 10


@pytest.fixture(scope="module")
def made():
    return sample(LABELS)


def test_it_is_small_and_has_what_its_card_says():
    folder = pretrained.folder_of(NAME)
    assert sum(file.stat().st_size for file in folder.iterdir()) < 3_000_000
    model = pretrained.load(NAME)
    card = (folder / "card.md").read_text("utf-8")
    assert "@" not in card
    for part in ("generator", "discriminator"):
        assert f"{model.get_layer(part).count_params():,}" in card


def test_its_digits_are_those_that_were_asked_for(made):
    assert made.shape == (400, 28, 28, 1)
    assert made.dtype == np.float32
    read = classify(made, model="mnist-classifier").argmax(axis=1)
    assert (read == LABELS).mean() > 0.96
    assert set(read) == set(range(10))


def test_the_same_seed_makes_the_same_and_another_one_others(made):
    np.testing.assert_allclose(sample(LABELS[:20]), made[:20], atol=1e-5)
    assert np.abs(sample(LABELS[:20], seed=1) - made[:20]).mean() > 0.05


def test_less_noise_makes_digits_that_are_more_alike(made):
    alike = sample(LABELS, truncation=0.5)
    assert alike[LABELS == 3].std(axis=0).mean() < 0.9 * made[LABELS == 3].std(axis=0).mean()


def test_its_discriminator_takes_noise_for_false(made):
    network = pretrained.trained(NAME)
    noise = np.random.default_rng(0).random((50, 28, 28, 1), np.float32)
    of_digits, _ = score(network, made[:50], LABELS[:50])
    of_noise, _ = score(network, noise, LABELS[:50])
    assert np.median(of_digits) > of_noise.max()


def test_other_networks_make_nothing():
    with pytest.raises(LabError):
        sample([1], model="mnist-classifier")
