"""The state of the mode why."""

from __future__ import annotations

WHY = ()
