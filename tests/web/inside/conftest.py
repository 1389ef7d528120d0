"""Fixtures of this folder."""

from __future__ import annotations

import pytest

from cnnlab import pretrained
from tests import trained


@pytest.fixture(autouse=True)
def _models(monkeypatch, tmp_path):
    monkeypatch.setattr(pretrained, "MODELS", trained.models())
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path))
