"""The state of the mode Compare."""

from __future__ import annotations

COMPARE = ()
