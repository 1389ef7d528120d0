"""What can be taken home from the mode How it works."""

from __future__ import annotations

import io

import numpy as np

from cnnlab.images import encoding
from cnnlab.images.sheet import beside
from cnnlab.inference.style_how_gram import GramReport
from cnnlab.inference.style_how_statistics import StatisticsReport
from cnnlab.recipes.painting import LAYERS
from cnnlab.web.frame import Download
from cnnlab.web.i18n import N_
from cnnlab.web.stylize.how_asking import Pair


def gram(pair: Pair, report: GramReport) -> tuple[Download, ...]:
    """Return the files of the Gram matrices."""

    def arrays() -> bytes:
        found = {}
        for name, grams in zip(LAYERS, report.layers, strict=True):
            for what in ("content", "style", "made", "order"):
                found[f"{name}_{what}"] = getattr(grams, what)
        return _npz(found)

    return (
        _png(N_("Result (PNG)"), "result.png", report.made),
        Download(N_("Gram matrices (NPZ)"), "gram.npz", "application/octet-stream", arrays),
        *_both(pair),
    )


def shuffle(pair: Pair, shuffled: np.ndarray) -> tuple[Download, ...]:
    """Return the files of the shuffled tiles."""
    return (_png(N_("Style with shuffled tiles (PNG)"), "shuffled.png", shuffled), *_both(pair))


def layers(pair: Pair, made: np.ndarray | None) -> tuple[Download, ...]:
    """Return the pictures (2, 4, side, side, 3) as one, where there are some, and what they are made of."""
    if made is None:
        return _both(pair)
    sheet = beside(made.reshape(-1, *made.shape[2:]), 4)
    return (_png(N_("All eight pictures (PNG)"), "layers.png", sheet), *_both(pair))


def statistics(pair: Pair, report: StatisticsReport) -> tuple[Download, ...]:
    """Return the files of swapped statistics."""
    return (_png(N_("Result (PNG)"), "result.png", report.painted), *_both(pair))


def _both(pair: Pair) -> tuple[Download, ...]:
    return (
        _png(N_("Content, as it is looked at (PNG)"), "content.png", pair.content),
        _png(N_("Style, as it is looked at (PNG)"), "style.png", pair.style),
    )


def _png(label: str, name: str, pixels: np.ndarray) -> Download:
    return Download(label, name, "image/png", lambda: encoding.png(pixels))


def _npz(arrays: dict[str, np.ndarray]) -> bytes:
    held = io.BytesIO()
    np.savez(held, **arrays)
    return held.getvalue()
