"""What is measured of an autoencoder when its training has ended, against plain NumPy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage

from cnnlab.datasets import photos
from cnnlab.metrics.codes import describe_codes
from cnnlab.networks.autoencoder import autoencoder_of
from cnnlab.recipes import AutoencoderRecipe
from cnnlab.training import rebuild_measuring
from cnnlab.training.rebuilding import Pictures

PHOTO = AutoencoderRecipe(
    data="photos", network="photo_denoiser", noise="gaussian", least=0.05, most=0.2, filters=4
)


def test_photographs_count_by_their_pixels_and_each_alike(monkeypatch, tmp_path):
    random = np.random.default_rng(4)
    # As it comes, a rough photograph has another error than an even one; they differ in size, too.
    whole = [
        np.clip(random.normal(128, spread, (*size, 3)), 0, 255).astype(np.uint8)
        for spread, size in ((5, (16, 24)), (90, (48, 40)), (40, (20, 16)))
    ]
    monkeypatch.setattr(photos, "whole", lambda part: whole)
    model = autoencoder_of(PHOTO, (64, 64, 3))
    pieces, labels = np.zeros((2, 64, 64, 3), np.uint8), np.zeros(2, np.int32)
    parts = Pictures(pieces, labels, pieces, labels, pieces, labels)
    found = rebuild_measuring.measure(PHOTO, tmp_path, model, parts, lambda: None)
    before, after = [], []
    for picture in (each / 255 for each in whole):
        blurred = ndimage.gaussian_filter(picture, (1, 1, 0), mode="nearest").astype(np.float32)
        level = np.sqrt(np.mean((blurred - picture) ** 2))
        made = model([blurred[None], np.full((1, *picture.shape[:2], 1), level, np.float32)]).numpy()[0]
        before.append((blurred - picture) ** 2)
        after.append((np.clip(made, 0, 1) - picture) ** 2)
    for name, squares in (("before", before), ("psnr", after)):
        of_all = -10 * np.log10(np.concatenate([each.ravel() for each in squares]).mean())
        of_each = np.mean([-10 * np.log10(each.mean()) for each in squares])
        assert abs(of_all - of_each) > 0.3
        assert found[f"test_blur_{name}"] == pytest.approx(of_all, abs=1e-3)
        assert found[f"test_blur_mean_{name}"] == pytest.approx(of_each, abs=1e-3)
    assert found["test_photographs"] == 3


def test_a_stop_is_heard_before_and_after_codes_are_summed_up(monkeypatch, tmp_path):
    told = []

    def describe(*given):
        told.append("codes")
        return describe_codes(*given)

    monkeypatch.setattr(rebuild_measuring, "describe_codes", describe)
    recipe = AutoencoderRecipe(code=2, filters=4, hidden=4)
    pictures = np.random.default_rng(0).integers(0, 256, (30, 28, 28, 1), np.uint8)
    parts = Pictures(*(pictures, np.zeros(30, np.int32)) * 3)
    model = autoencoder_of(recipe, (28, 28, 1))
    rebuild_measuring.measure(recipe, tmp_path, model, parts, lambda: told.append("heard"))
    place = told.index("codes")
    # Four batches come first: test and validation pictures rebuilt, codes of training and test pictures.
    assert told[:place].count("heard") == 4 + 1
    assert told[place + 1 :] == ["heard"]
