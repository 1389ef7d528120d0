"""Fixtures of this folder."""

from __future__ import annotations

import shutil

import pytest

from cnnlab import pretrained
from cnnlab.training import run
from tests.web.examine.checks import NAME, RECIPE


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    folder = tmp_path_factory.mktemp("trained")
    run(RECIPE, folder)
    return folder


@pytest.fixture(autouse=True)
def shipped(trained, tmp_path, monkeypatch):
    """The only shipped model is one of ours, and nobody has trained anything."""
    monkeypatch.setattr(pretrained, "MODELS", tmp_path / "models")
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path / "home"))
    return shutil.copytree(trained, tmp_path / "models" / NAME)
