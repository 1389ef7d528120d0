"""The shipped network that paints in all styles."""

from __future__ import annotations

STYLIZER = "stylizer"
"""What the training of one style starts from."""
