"""The names of what compresses, for those who need nothing else of it."""

from __future__ import annotations

NETWORKS = ("mnist-autoencoder-2", "mnist-autoencoder-8", "mnist-vae-16", "mnist-autoencoder-32")
VALUES = dict(zip(NETWORKS, (2, 8, 16, 32), strict=True))
"""Numbers of a code."""
PCA_COUNTS = (8, 32, 64)
PCA = tuple(f"pca-{count}" for count in PCA_COUNTS)
STILL = ("jpeg", "webp")
BEST = "best"
"""In place of a network: whichever comes nearest."""
