"""The state of the mode Step by step."""

from __future__ import annotations

STEPS = ()
