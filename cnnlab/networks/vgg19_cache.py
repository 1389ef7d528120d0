"""Where Keras keeps the weights of its VGG19; without Keras, so that whoever has none may look, too."""

from __future__ import annotations

import os
from pathlib import Path

FETCHED = "vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5"


def cached() -> Path:
    """Return the file, which need not be there."""
    return Path(os.environ.get("KERAS_HOME", Path.home() / ".keras")) / "models" / FETCHED
