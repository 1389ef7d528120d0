"""The state of the mode Map of images."""

from __future__ import annotations

IMAGES = ()
