"""The shipped networks that the training of one style uses."""

from __future__ import annotations

STYLIZER = "stylizer"
"""What it starts from: it paints in all styles."""
COMPACT = "perceptual"
"""What its losses are measured with."""
