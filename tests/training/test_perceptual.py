"""Which perceptual network can be had, and how it is fetched."""

from __future__ import annotations

import numpy as np
import pytest

from cnnlab.errors import LabError
from cnnlab.training import perceptual
from tests import stylizers


@pytest.fixture
def nowhere(monkeypatch, tmp_path):
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setenv("CNNLAB_DATA_DIR", str(tmp_path / "data"))
    perceptual._vgg19.cache_clear()
    yield tmp_path
    perceptual._vgg19.cache_clear()


def test_vgg19_is_not_there(nowhere):
    assert not perceptual.is_available("vgg19")
    with pytest.raises(LabError, match="not on this computer"):
        perceptual.network("vgg19")


def test_vgg19_from_the_folder_of_the_data(nowhere):
    (nowhere / "data").mkdir()
    np.savez(nowhere / "data" / perceptual.STORED, **stylizers.weights())
    assert perceptual.is_available("vgg19")
    maps = perceptual.network("vgg19")(np.zeros((1, 8, 8, 3), np.float32))
    assert [each.shape[-1] for each in maps] == [64, 128, 256, 256]


def test_it_is_fetched_from_its_address_into_the_cache(nowhere, monkeypatch):
    asked = []
    monkeypatch.setattr(perceptual, "fetch_file", lambda *given: asked.append(given))
    perceptual.fetch()
    [(address, target, *_)] = asked
    assert address.startswith("https://")
    assert target == nowhere / "keras" / "models" / perceptual.FETCHED


def test_what_is_there_is_not_fetched(nowhere, monkeypatch):
    (nowhere / "data").mkdir()
    np.savez(nowhere / "data" / perceptual.STORED, **stylizers.weights())
    monkeypatch.setattr(perceptual, "fetch_file", lambda *given: pytest.fail("fetched"))
    perceptual.fetch()


def test_an_unknown_name():
    assert not perceptual.is_available("resnet")
    with pytest.raises(LabError, match="compact"):
        perceptual.network("resnet")
