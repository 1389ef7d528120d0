"""Styles: how fast a picture is painted, and how soon an optimiser has made one.

Run it from the repository: ``python -m benchmarks.style``. The shipped stylizer at 256, 512 and 1,024 pixels, and its
time at 512 as a share of one pass through the first three blocks of VGG19 (`benchmarks.style_speed`); how near it
comes to photographs and styles that no training has seen (`benchmarks.style_quality`); our optimiser
against the settings of TensorFlow's tutorial (`benchmarks.style_optimiser`), which takes half an hour on two cores.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from cnnlab.datasets.stored import FOLDER
from cnnlab.training import process

OPTIMISER_LIMIT = 0.25
OURS = 4
"""Our steps at the full size where it is only to be seen whether it runs."""
STORED = "vgg19_block1-3.npz"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.style", description=__doc__)
    parser.add_argument("--part", choices=("speed", "quality", "optimiser"), help="only this part")
    parser.add_argument(
        "--side", type=int, default=384, help="pixels of the optimisers (default %(default)s)"
    )
    parser.add_argument(
        "--steps", type=int, default=1000, help="steps of the tutorial's optimiser (default %(default)s)"
    )
    parser.add_argument("--content", type=Path, help="photograph (default: one that comes with scikit-image)")
    parser.add_argument("--style", type=Path, help="style picture (default: one of the laboratory's own)")
    parser.add_argument(
        "--data",
        type=Path,
        default=Path(os.environ.get(FOLDER, ".")),
        help=f"folder with {STORED} (default: CNNLAB_DATA_DIR)",
    )
    parser.add_argument("--quick", action="store_true", help="only see whether it runs")
    options = parser.parse_args()
    if options.quick:
        options.side, options.steps = 64, 20
    process.prepare()
    parts = {"speed": _print_speed, "quality": _print_quality, "optimiser": _print_race}
    for name, part in parts.items():
        if options.part in (None, name):
            part(options)


def _print_speed(options: argparse.Namespace) -> None:
    from benchmarks import style_speed

    weights = _weights(options)
    style_speed.run(1 if options.quick else style_speed.PAIRS, weights=weights)


def _print_quality(options: argparse.Namespace) -> None:
    from benchmarks import style_quality

    os.environ[FOLDER] = str(options.data)
    style_quality.run(1 if options.quick else style_quality.CONTENTS)


def _print_race(options: argparse.Namespace) -> None:
    from benchmarks.style_optimiser import MOST, race
    from cnnlab.images import decode
    from cnnlab.images.gallery import sample
    from cnnlab.images.styles import DEFAULT
    from cnnlab.images.styles import sample as style_sample

    content = decode(options.content.read_bytes()) if options.content else sample("coffee") / 255
    style = decode(options.style.read_bytes()) if options.style else style_sample(DEFAULT, 0) / 255
    found = race(
        _weights(options), content, style, options.side, options.steps, OURS if options.quick else MOST
    )
    print(f"optimisers at {options.side} pixels, loss of the content {found.start:.4g}")
    print(f"  the tutorial's: {found.goal:.4g} after {options.steps} steps, {found.theirs:.1f} s")
    taken = ", ".join(
        f"{steps} at {side}" for side, steps in zip(found.recipe.sides, found.recipe.steps, strict=True)
    )
    print(f"  ours ({found.recipe.precision}): {found.loss:.4g} after {taken} pixels, {found.ours:.1f} s")
    met = "met" if found.ratio <= OPTIMISER_LIMIT else "NOT MET"
    print(f"  share of its time: {found.ratio:.3f}, at most {OPTIMISER_LIMIT}: {met}", flush=True)


def _weights(options: argparse.Namespace) -> dict:
    from cnnlab.networks.perceptual import are_cached, keras_weights, read_weights

    file = options.data / STORED
    return keras_weights() if are_cached() and not file.is_file() else read_weights(file)


if __name__ == "__main__":
    main()
