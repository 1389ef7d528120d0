"""Fixtures of this folder."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from cnnlab import engine
from cnnlab.images import encoding
from tests.web.gan.watch_checks import events
from tests.web.train import conftest as train

made_up = train.laboratory


@pytest.fixture
def laboratory(made_up, monkeypatch):
    """What is trained is a GAN; its sheets change from look to look."""
    made_up.events = events()
    monkeypatch.setattr(
        engine, "wish", lambda run, visitor, wishes: made_up.asked.append(("wish", run, wishes))
    )
    monkeypatch.setattr(engine, "picture", lambda run, name: sheet(name))
    return made_up


def sheet(name: str) -> bytes:
    """Return a sheet of noise that belongs to a name."""
    rng = np.random.default_rng(list(name.encode()))
    return encoding.png(rng.integers(0, 256, (4 * 8, 10 * 8), dtype=np.uint8))


def pixels(content: bytes) -> np.ndarray:
    """Read a picture."""
    return np.asarray(Image.open(io.BytesIO(content)))
