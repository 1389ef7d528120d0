"""Fixtures of this folder."""

from __future__ import annotations

import pytest

from cnnlab import pretrained
from cnnlab.recipes import StylizerRecipe, write
from cnnlab.web import long_results
from cnnlab.web.shelf import Shelf

SMALL = StylizerRecipe(filters=4, blocks=1, hidden=8, seed=5)


@pytest.fixture(scope="session")
def small_stylizer(tmp_path_factory):
    """A folder like that of the shipped models, in it a small stylizer that has learned nothing."""
    from cnnlab.networks.stylizer import stylizer_of

    models = tmp_path_factory.mktemp("models")
    folder = models / "stylizer"
    folder.mkdir()
    stylizer_of(SMALL).save_weights(folder / pretrained.WEIGHTS)
    (folder / "recipe.json").write_text(write(SMALL), "utf-8")
    return models


@pytest.fixture
def painter(small_stylizer, monkeypatch):
    """The small stylizer in place of the shipped one; nothing has been painted yet."""
    monkeypatch.setattr(pretrained, "MODELS", small_stylizer)
    monkeypatch.setattr(long_results, "_made", Shelf(long_results.EACH, long_results.MOST))
    return small_stylizer / "stylizer"
