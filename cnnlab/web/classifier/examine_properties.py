"""The state of the mode Examine."""

from __future__ import annotations

EXAMINE = ()
