"""How long a photograph takes to be painted in a style, against one pass through the first blocks of VGG19.

Part of ``python -m benchmarks.style``; by itself: ``python -m benchmarks.style_speed``. Time does not depend on what is
in the pictures nor on the weights, so a photograph of the gallery and VGG19 with random weights will do.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np
import tensorflow as tf

from benchmarks.ratios import Ratio, ratio
from cnnlab.images import fit, sample
from cnnlab.inference import stylize
from cnnlab.networks.perceptual import Weights, convolutions, perceptual_of

SIDES = (256, 512, 1024)
COMPARED = 512
LIMIT = 0.5
PAIRS = 7
STYLE_SIDE = 256


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.style_speed", description=__doc__)
    parser.add_argument("--pairs", type=int, default=PAIRS, help="measurements of each (default %(default)s)")
    parser.add_argument("--model", default="stylizer", help="a shipped name or a run (default %(default)s)")
    options = parser.parse_args()
    run(options.pairs, model=options.model)


def run(
    pairs: int = PAIRS,
    sides: tuple[int, ...] = SIDES,
    model: str = "stylizer",
    weights: Weights | None = None,
    compared: int = COMPARED,
) -> bool:
    """Print the seconds for each size, and the ratio at one of them.

    Parameters
    ----------
    pairs : int
        Measurements of each.
    sides : tuple of int
        Pixels of the squares that are painted.
    model : str
        A shipped stylizer, or the id of a run.
    weights : dict of str to ndarray, optional
        Of VGG19; drawn at random without it.
    compared : int
        Pixels of the square that both are asked about.

    Returns
    -------
    bool
        Whether the ratio is at most 0.5.
    """
    style = _square("galaxies", STYLE_SIDE)
    for side in sides:
        paint = _painting(side, style, model)
        paint()
        seconds = sorted(_seconds(paint) for _ in range(pairs))
        low, high = seconds[0], seconds[-1]
        median = float(np.median(seconds))
        print(f"stylize, {side} × {side}: {median:.3f} s ({low:.3f} to {high:.3f})", flush=True)
    found = compare(pairs, compared, style, model, weights)
    met = found.median <= LIMIT
    print(
        f"stylize at {compared} px {found.ours:.0f} ms, VGG19 blocks 1 to 3 {found.bare:.0f} ms\n"
        f"  ratio {found.median:.2f} ({found.low:.2f} to {found.high:.2f}), at most {LIMIT}:"
        f" {'met' if met else 'NOT MET'}",
        flush=True,
    )
    return met


def compare(pairs: int, side: int, style: np.ndarray, model: str, weights: Weights | None = None) -> Ratio:
    """Measure both at one size, in turns."""
    ours, theirs = _painting(side, style, model), _looking(side, weights or _drawn())
    ours()
    theirs()
    milliseconds = [(1000 * _seconds(ours), 1000 * _seconds(theirs)) for _ in range(pairs)]
    return ratio(*zip(*milliseconds, strict=True))


def _painting(side: int, style: np.ndarray, model: str) -> Callable[[], object]:
    content = _square("cat", side)
    return lambda: stylize(content, style, model=model)


def _looking(side: int, weights: Weights) -> Callable[[], object]:
    network = perceptual_of(weights)
    look = tf.function(lambda picture: network(picture, training=False))
    picture = tf.constant(_square("cat", side)[None])
    # The last map alone comes back: copying the others is not the network's time.
    return lambda: look(picture)[-1].numpy()


def _square(name: str, side: int) -> np.ndarray:
    pixels = fit(sample(name), min(side, 512))
    pixels = np.repeat(np.repeat(pixels, side // len(pixels), 0), side // len(pixels), 1)
    return pixels.astype(np.float32) / np.float32(255)


def _drawn() -> Weights:
    rng, before, found = np.random.default_rng(0), 3, {}
    for name, units in convolutions():
        scale = (2 / (9 * before)) ** 0.5
        found[f"{name}/kernel"] = rng.normal(0, scale, (3, 3, before, units)).astype(np.float32)
        found[f"{name}/bias"] = np.zeros(units, np.float32)
        before = units
    return found


def _seconds(function: Callable[[], object]) -> float:
    began = time.perf_counter()
    function()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
