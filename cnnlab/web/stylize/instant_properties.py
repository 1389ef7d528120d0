"""The state of the mode Instant."""

from __future__ import annotations

INSTANT = ()
