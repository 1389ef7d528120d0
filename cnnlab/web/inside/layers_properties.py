"""The state of the mode layers."""

from __future__ import annotations

LAYERS = ()
