"""What two networks of points are trained with, where nobody chooses: numbers alone, for who writes programs."""

from __future__ import annotations

BATCH = 128
BETA_1, BETA_2, EPSILON = 0.5, 0.999, 1e-7
"""Of Adam (Kingma and Ba 2015); the first as Radford et al. 2016 have it for adversarial networks."""
PENALTY = 1.0
"""Factor of the gradient penalty. Gulrajani et al. 2017 have 10 for pictures."""
KEPT = 12
"""Compiled functions of a kind that are kept, those used last."""
