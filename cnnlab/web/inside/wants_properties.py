"""The state of the mode wants."""

from __future__ import annotations

WANTS = ()
