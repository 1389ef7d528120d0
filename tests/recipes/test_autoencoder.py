from __future__ import annotations

import json

import pytest

from cnnlab.errors import LabError
from cnnlab.recipes import AutoencoderRecipe, read, write

RECIPE = AutoencoderRecipe(data="mnist", network="variational", code=16, beta=0.5, loss="binary_crossentropy")


def test_it_comes_back_as_it_was_written():
    assert read(write(RECIPE)) == RECIPE
    assert json.loads(write(RECIPE))["kind"] == "autoencoder"


@pytest.mark.parametrize(
    "wrong",
    [
        {"network": "transformer"},
        {"data": "imagenet"},
        {"data": "photos"},  # which the photo denoiser alone learns from
        {"network": "photo_denoiser"},
        {"data": "../secret"},
        {"code": 0},
        {"code": 2.5},
        {"beta": -1},
        {"least": 0.5, "most": 0.4},
        {"noise": "rain"},
        {"hole": 100},
        {"epochs": True},
    ],
)
def test_what_does_not_fit_gets_a_sentence(wrong):
    with pytest.raises(LabError, match=r"\w"):
        AutoencoderRecipe(**wrong)
    with pytest.raises(LabError, match=r"\w"):
        read(json.dumps({"kind": "autoencoder", **wrong}))


def test_a_setting_of_a_classifier_is_none_of_an_autoencoder():
    with pytest.raises(LabError, match="label_smoothing"):
        read(json.dumps({"kind": "autoencoder", "label_smoothing": 0.1}))
