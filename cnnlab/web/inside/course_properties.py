"""The state of the mode course."""

from __future__ import annotations

COURSE = ()
