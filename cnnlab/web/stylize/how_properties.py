"""The state of the mode How it works."""

from __future__ import annotations

HOW = ()
