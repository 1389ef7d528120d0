"""What a training may cost."""

from __future__ import annotations

import pytest

from cnnlab.engine.limits import limits
from cnnlab.errors import LabError
from cnnlab.recipes import AutoencoderRecipe, ClassifierRecipe, Layer
from cnnlab.recipes.layers import PRESETS


@pytest.mark.parametrize(("cores", "slots"), [(1, 1), (2, 1), (3, 1), (4, 2), (8, 4), (64, 8), (None, 1)])
def test_a_slot_for_every_two_cores(monkeypatch, cores, slots):
    monkeypatch.delenv("CNNLAB_TRAIN_SLOTS", raising=False)
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    assert limits().slots == slots


def test_every_limit_is_a_setting(monkeypatch):
    names = (
        "MOST_PARAMETERS",
        "MOST_MULTIPLY_ADDS",
        "MOST_EPOCHS",
        "MOST_MINUTES",
        "MOST_QUEUED",
        "TRAIN_SLOTS",
    )
    for value, name in enumerate(names, 3):
        monkeypatch.setenv(f"CNNLAB_{name}", str(value))
    held = limits()
    assert (held.parameters, held.multiply_adds, held.epochs) == (3, 4, 5)
    assert (held.minutes, held.queue, held.slots) == (6, 7, 8)


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5", "1e3", "²"])
def test_a_setting_that_makes_no_sense_is_said(monkeypatch, value):
    monkeypatch.setenv("CNNLAB_MOST_EPOCHS", value)
    with pytest.raises(LabError, match="CNNLAB_MOST_EPOCHS is “"):
        limits()


def test_a_network_that_is_too_large_is_refused_before_anything_is_built():
    dense = ClassifierRecipe(
        layers=(Layer("flatten"), Layer("dense", units=2048), Layer("dense", units=2048))
    )
    with pytest.raises(LabError, match="parameters, and here it may have 5,000,000"):
        limits().check(dense)
    limits().check(ClassifierRecipe())


def test_a_network_that_computes_too_much_is_refused():
    # 32 · 32 · 9 · (3 · 512 + 512 · 512), and 512 · 10
    deep = (
        Layer("conv", units=512, padding="same"),
        Layer("conv", units=512, padding="same"),
        Layer("global_pool"),
    )
    with pytest.raises(LabError, match="needs 2,430,080,000 multiply-adds for one picture"):
        limits().check(ClassifierRecipe(data="shapes", layers=deep, batch_size=8))


def test_what_no_memory_holds_is_refused_before_anything_is_built():
    wide = (Layer("conv", units=1024, size=1), Layer("global_pool"))
    with pytest.raises(LabError, match=r"needs about 39\.5 GB of memory, and here it may have 4"):
        limits().check(ClassifierRecipe(layers=wide, batch_size=4096))
    # Also where the batch is small: pictures for validation are looked at by hundreds.
    with pytest.raises(LabError, match=r"needs about 6\.3 GB"):
        limits().check(ClassifierRecipe(data="shapes", layers=wide, batch_size=1))


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("data", ["digits", "shapes"])
def test_the_presets_may_have_large_batches(preset, data):
    limits().check(ClassifierRecipe(data=data, layers=PRESETS[preset], batch_size=1024, batch_norm=True))


def test_too_many_epochs_are_refused():
    limits().check(ClassifierRecipe(epochs=200))
    with pytest.raises(LabError, match="may have 200 epochs here"):
        limits().check(ClassifierRecipe(epochs=201))


def test_a_network_that_cannot_be_is_refused():
    with pytest.raises(LabError, match="Layer 2"):
        limits().check(ClassifierRecipe(layers=(Layer("max_pool", size=9), Layer("conv", units=4, size=7))))


@pytest.mark.parametrize("network", ["autoencoder", "variational", "article", "denoiser", "inpainter"])
@pytest.mark.parametrize("data", ["digits", "shapes"])
def test_autoencoders_with_their_usual_settings_may_be_trained(network, data):
    limits().check(AutoencoderRecipe(network=network, data=data))


def test_an_autoencoder_is_counted_before_anything_is_built():
    # 7 · 7 · 128 · 1024 on each side of the code.
    large = AutoencoderRecipe(filters=128, hidden=1024)
    with pytest.raises(LabError, match="parameters, and here it may have 5,000,000"):
        limits().check(large)
    with pytest.raises(LabError, match=r"needs about \d+\.\d GB of memory, and here it may have 4"):
        limits().check(AutoencoderRecipe(network="article", batch_size=4096))
    with pytest.raises(LabError, match="may have 200 epochs"):
        limits().check(AutoencoderRecipe(epochs=201))


def test_what_is_counted_of_an_autoencoder_is_what_is_built():
    from cnnlab.engine.limits import layers_of
    from cnnlab.networks.autoencoder import autoencoder_of

    for network in ("variational", "inpainter"):
        recipe = AutoencoderRecipe(network=network, data="shapes", filters=8)
        assert (
            sum(layer.parameters for layer in layers_of(recipe))
            == autoencoder_of(recipe, (32, 32, 3)).count_params()
        )
