"""The state of the mode Train a style."""

from __future__ import annotations

TRAIN = ()
