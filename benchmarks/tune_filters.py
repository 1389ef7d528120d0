"""Find the parameters of the filters in `cnnlab.inference.classical`: the fairest comparison is one with their best.

Run it from the repository: ``python -m benchmarks.tune_filters > cnnlab/inference/classical_table.py``; it takes some
minutes on one core. It looks at digits of MNIST's training part and at some of the first 31 photographs by name;
neither is among what filters and networks are compared on.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from cnnlab import datasets
from cnnlab.datasets import photos
from cnnlab.images.corruption import KINDS, corrupt
from cnnlab.inference.classical import METHODS, clean

LEVELS = (0.05, 0.1, 0.25, 0.5, 1.0)
PHOTOGRAPHS = 31
EVERY = 6
"""Every so many photographs one is taken."""
SIDE = 56
"""Pixels of the middle of a photograph that is looked at."""
DIGITS = 16
CHANGES = (0.8, 1.25)
"""What each number of the best of the coarse grid is multiplied by, until nothing is better."""
ROUNDS = 3
HEAD = '''"""Parameters for the filters of `cnnlab.inference.classical`, as written by ``benchmarks.tune_filters``.

They gave the least mean squared error on {digits} digits of MNIST's training part, and on the middle ({side} x {side}
pixels) of {photographs} of the first {first} photographs by name: neither is among what filters and networks are
compared on.
"""

from __future__ import annotations

from ast import literal_eval
from typing import Any

LEVELS = {levels}
"""Levels of damage that were tried: the columns of the table."""

_WRITTEN = """\\'''
TAIL = '''"""


def _table() -> dict[str, dict[str, dict[str, dict[str, tuple[Any, ...]]]]]:
    table: dict = {}
    for line in _WRITTEN.splitlines():
        subject, kind, method, name, *values = line.split()
        held = table.setdefault(subject, {}).setdefault(kind, {}).setdefault(method, {})
        held[name] = tuple(map(literal_eval, values))
    return table


TABLE = _table()
"""Of subject, kind of damage, method and parameter: a value for each level."""'''


def subjects() -> dict[str, list[np.ndarray]]:
    """Return the pictures, float32 (H, W, C) in [0, 1]."""
    digits = datasets.load("mnist").x_train[:DIGITS].astype(np.float32) / np.float32(255)
    pictures = []
    for picture in photos.whole("train")[:PHOTOGRAPHS:EVERY]:
        top, left = ((side - SIDE) // 2 for side in picture.shape[:2])
        pictures.append(picture[top : top + SIDE, left : left + SIDE].astype(np.float32) / np.float32(255))
    return {"digits": list(digits.reshape(-1, 28, 28, 1)), "photographs": pictures}


def coarse(method: str, noise: float) -> Iterator[dict[str, Any]]:
    """Return what is tried first; `noise` is the root of the mean squared damage."""
    if method == "median":
        yield from ({"size": size} for size in (3, 5, 7, 9))
    elif method == "bilateral":
        for factor, space in itertools.product((0.5, 1, 2, 4), (1.0, 2.0)):
            yield {"tone": factor * noise, "space": space}
    elif method == "nonlocal":
        for patch, factor, sigma in itertools.product((3, 5, 7), (0.5, 0.9), (0.0, noise)):
            yield {"patch": patch, "h": factor * noise, "sigma": sigma}
    else:
        rules = (("BayesShrink", 0.8), ("VisuShrink", 0.3))
        for name, (rule, factor) in itertools.product(("db1", "db2", "sym4"), rules):
            yield {"wavelet": name, "rule": rule, "sigma": factor * noise}


def near(parameters: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Return parameters with one number changed."""
    for name, value in parameters.items():
        if isinstance(value, float) and value:
            yield from ({**parameters, name: value * change} for change in CHANGES)


def best(pictures: Iterable[np.ndarray], damaged: Iterable[np.ndarray], method: str) -> dict[str, Any]:
    """Return the parameters with the least mean squared error."""
    pairs = list(zip(pictures, damaged, strict=True))

    def error(parameters: dict[str, Any]) -> float:
        return float(
            np.mean([np.mean((clean(spoiled, method, parameters) - whole) ** 2) for whole, spoiled in pairs])
        )

    noise = max(float(np.sqrt(np.mean([np.mean((spoiled - whole) ** 2) for whole, spoiled in pairs]))), 1e-3)
    tried = [(error(each), number, each) for number, each in enumerate(coarse(method, noise))]
    least, _, found = min(tried)
    for _ in range(ROUNDS):
        better = [(error(each), number, each) for number, each in enumerate(near(found))]
        if not better or min(better)[0] >= least:
            break
        least, _, found = min(better)
    return found


def _text(value: Any) -> str:
    return repr(float(f"{value:.3g}")) if isinstance(value, float) else repr(value).replace("'", '"')


def main() -> None:
    """Write the module with the table."""
    held = subjects()
    photographs = len(held["photographs"])
    print(
        HEAD.format(digits=DIGITS, side=SIDE, photographs=photographs, first=PHOTOGRAPHS, levels=LEVELS),
        flush=True,
    )
    for (subject, pictures), kind in itertools.product(held.items(), KINDS):
        damaged = [
            [corrupt(each, kind, level, seed) for seed, each in enumerate(pictures)] for level in LEVELS
        ]
        for method in METHODS:
            found = [best(pictures, spoiled, method) for spoiled in damaged]
            for name in found[0]:
                values = "".join(f"{_text(each[name]):>14}" for each in found)
                print(f"{subject:<12}{kind:<12}{method:<10}{name:<8}{values}", flush=True)
    print(TAIL)


if __name__ == "__main__":
    main()
