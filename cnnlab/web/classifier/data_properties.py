"""The state of the mode Data."""

from __future__ import annotations

DATA = ()
