"""The shipped networks that trainings of styles use."""

from __future__ import annotations

STYLIZER = "stylizer"
"""What it starts from: it paints in all styles."""
COMPACT = "perceptual"
"""What losses are measured with, where it is not VGG19."""
