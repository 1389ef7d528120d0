"""The state of the mode Train."""

from __future__ import annotations

TRAIN = ()
