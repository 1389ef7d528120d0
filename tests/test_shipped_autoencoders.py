"""The autoencoders that come with the laboratory: what they promise, measured again."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.photographs import NETWORK, NOISY, measure
from cnnlab import datasets, pretrained
from cnnlab.datasets import photos, stored
from cnnlab.images.corruption import corrupt
from cnnlab.images.holes import empty, hole
from cnnlab.inference import classical, principal, reconstruct
from cnnlab.inference.rebuilding import decode, encode, encode_spread
from cnnlab.metrics.pictures import psnr, psnr_inside, ssim
from cnnlab.training import codes

CODED = {
    "cifar10-autoencoder": 64,
    "mnist-autoencoder-2": 2,
    "mnist-autoencoder-32": 32,
    "mnist-autoencoder-8": 8,
    "mnist-vae-16": 16,
    "mnist-vae-2": 2,
}
NAMES = tuple(sorted({*CODED, "mnist-denoiser", "mnist-inpainter", "photo-denoiser"}))
LEAST = {"mnist-autoencoder-32": 22.0}
MOST_NATS = {"mnist-vae-2": 150.0, "mnist-vae-16": 105.0}
MEGABYTES = 8
SAMPLE = 400
"""Pictures that are compared one by one."""


def test_these_are_shipped():
    assert pretrained.names("autoencoder") == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_each_has_what_belongs_to_it(name):
    folder = pretrained.folder_of(name)
    assert {"card.md", "metrics.json", "model.weights.h5", "recipe.json"} <= {
        each.name for each in folder.iterdir()
    }
    assert (folder / codes.NAME).is_file() == (name in CODED)
    metrics = pretrained.metrics_of(name)
    assert metrics["ended"] == "done"
    assert len(metrics["epochs"]) == pretrained.recipe_of(name).epochs


def test_their_weights_are_small():
    sizes = [(pretrained.folder_of(name) / "model.weights.h5").stat().st_size for name in NAMES]
    assert sum(sizes) <= MEGABYTES << 20


def test_of_numbers():
    assert pretrained.load("photo-denoiser").count_params() <= 200_000


@pytest.fixture(scope="module")
def digits():
    if not stored.is_here("mnist"):
        pytest.skip("the pictures of MNIST are not on this computer")
    return datasets.load("mnist").x_test.astype(np.float32) / 255


@pytest.mark.parametrize("name", [name for name in CODED if name.startswith("mnist")])
def test_pictures_come_back_as_well_as_was_said(digits, name):
    made = reconstruct(digits, model=name)
    metrics = pretrained.metrics_of(name)
    assert psnr(made, digits) == pytest.approx(metrics["test_psnr"], abs=0.02)
    assert psnr(made, digits) >= LEAST.get(name, 0)
    some = range(0, len(digits), len(digits) // SAMPLE)
    likeness = np.mean([ssim(made[n], digits[n]) for n in some])
    assert likeness == pytest.approx(metrics["test_ssim"], abs=0.02)


def test_thirty_two_numbers_do_more_than_linear_ones(digits):
    components = principal.shipped()
    linear = psnr(principal.rebuild(components, principal.project(components, digits, 32)), digits)
    network = reconstruct(digits, model="mnist-autoencoder-32")
    assert psnr(network, digits) >= linear + 3
    assert np.mean([ssim(*pair) for pair in zip(network[::10], digits[::10], strict=True)]) >= 0.93


@pytest.mark.parametrize("name", MOST_NATS)
def test_the_bound_of_a_variational_one(digits, name):
    """With one sample of each code, drawn here by NumPy."""
    network = pretrained.trained(name)
    mean, spread = encode(network, digits), encode_spread(network, digits)
    noise = np.random.default_rng(0).standard_normal(mean.shape)
    made = np.clip(decode(network, mean + spread * noise).astype(np.float64), 1e-7, 1 - 1e-7)
    likelihood = (digits * np.log(made) + (1 - digits) * np.log(1 - made)).sum(axis=(1, 2, 3))
    divergence = 0.5 * (mean**2 + spread**2 - 2 * np.log(spread) - 1).sum(axis=1)
    nats = float((divergence - likelihood).mean())
    assert nats <= MOST_NATS[name]
    assert nats == pytest.approx(pretrained.metrics_of(name)["test_nats"], abs=0.5)


@pytest.mark.parametrize("kind", ["gaussian", "salt_pepper", "speckle", "blur", "jpeg"])
def test_the_denoiser(digits, kind):
    from cnnlab.training.rebuild_measuring import LEVELS, spoiled

    # All of them for the figure that is promised, a fifth for the others.
    some, near = (digits, 0.02) if kind == "gaussian" else (digits[::5], 0.2)
    noisy, said = spoiled(some, kind, LEVELS[kind]), pretrained.metrics_of("mnist-denoiser")
    found, before = psnr(reconstruct(noisy, model="mnist-denoiser"), some), psnr(noisy, some)
    assert found > before
    assert found == pytest.approx(said[f"test_{kind}_psnr"], abs=near)
    assert before == pytest.approx(said[f"test_{kind}_before"], abs=near)
    if kind == "gaussian":
        assert found >= 19


def test_no_filter_comes_near_the_denoiser(digits):
    some = digits[::100]
    noisy = np.stack([corrupt(each, "gaussian", 0.5, seed) for seed, each in enumerate(some)])
    found = psnr(reconstruct(noisy, model="mnist-denoiser"), some)
    for method in classical.METHODS:
        settings = classical.suited("digits", "gaussian", method, 0.5)
        cleaned = np.stack([classical.clean(each, method, settings) for each in noisy])
        assert found > psnr(cleaned, some), method


def test_the_inpainter(digits):
    mask = hole("centre", (28, 28))
    assert mask.sum() == 144
    filled = reconstruct(digits, model="mnist-inpainter", mask=mask)
    found = psnr_inside(filled, digits, mask)
    assert found >= 12.5
    assert found == pytest.approx(pretrained.metrics_of("mnist-inpainter")["test_hole_psnr"], abs=0.02)
    smooth = np.stack([classical.fill(empty(each, mask), mask) for each in digits[::100]])
    assert psnr_inside(filled[::100], digits[::100], mask) > psnr_inside(smooth, digits[::100], mask)


def test_the_colour_autoencoder():
    if not stored.is_here("cifar10"):
        pytest.skip("the pictures of CIFAR-10 are not on this computer")
    some = datasets.load("cifar10").x_test[::10].astype(np.float32) / 255
    found = psnr(reconstruct(some, model="cifar10-autoencoder"), some)
    assert found == pytest.approx(pretrained.metrics_of("cifar10-autoencoder")["test_psnr"], abs=0.2)


@pytest.fixture(scope="module")
def photographs():
    if not photos.is_here():
        pytest.skip("the photographs are not on this computer")


@pytest.mark.usefixtures("photographs")
def test_the_photo_denoiser_cleans_as_well_as_was_said():
    """On all sixty photographs that it never saw."""
    found, said = measure(methods=()), pretrained.metrics_of(NETWORK)
    assert len(found[NETWORK].psnrs) == said["test_photographs"] == photos.TEST
    for name, key in ((NETWORK, "psnr"), (NOISY, "before")):
        assert found[name].psnr == pytest.approx(said[f"test_gaussian_{key}"], abs=0.02)
        assert found[name].mean_psnr == pytest.approx(said[f"test_gaussian_mean_{key}"], abs=0.02)


@pytest.mark.usefixtures("photographs")
def test_the_photo_denoiser_beats_the_filters():
    """On some of them; ``benchmarks.photographs`` compares all sixty."""
    found = measure(every=5)
    filters = [found[method] for method in classical.METHODS]
    assert found[NETWORK].psnr >= max(each.psnr for each in filters) + 0.5
    assert found[NETWORK].mean_psnr >= max(each.mean_psnr for each in filters) + 0.5


@pytest.mark.parametrize("name", NAMES)
def test_the_card_says_what_was_measured(name):
    card = (pretrained.folder_of(name) / "card.md").read_text("utf-8")
    metrics = pretrained.metrics_of(name)
    figures = {
        "test_psnr": "{:.1f} dB",
        "test_nats": "{:.1f} nats",
        "test_hole_psnr": "{:.1f} dB",
        "test_gaussian_psnr": "{:.1f} dB",
    }
    known = [form.format(metrics[key]) for key, form in figures.items() if key in metrics]
    assert known
    for figure in known:
        assert figure in card
    for heading in ("What it is for", "Network", "Data", "Measured", "Where it fails"):
        assert f"**{heading}" in card
