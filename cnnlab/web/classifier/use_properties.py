"""The state of the mode Use."""

from __future__ import annotations

USE = ()
