"""How many steps of a painting, and at which sizes, fit into the time that somebody has."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable
from dataclasses import dataclass, replace

from cnnlab.recipes.painting import PaintingRecipe

LARGEST = (96, 128, 160, 192, 224, 256, 288, 320, 384, 448, 512)
"""Long sides of what comes of it, of which the largest is chosen that gets enough steps."""
SHARES = (0.2, 0.2, 0.2, 1.0)
"""Steps of each size, from the smallest, as a share of those of the largest: small ones find colours and coarse
strokes, but in the same time the loss falls farther with few of them and more at full size.
"""
SHRINK = math.sqrt(2)
"""Between two sizes."""
FEWEST, MOST = 50, 250
"""Steps at the largest size: with fewer its strokes would stay soft, more would change little."""
MEMORY, BETAS = 14, (0.6, 0.95)
"""A moment of Adam reaches back over the last 1 / (1 - beta) steps: a fourteenth of those of the largest size was found
to be best, from 24 steps to 250; and the least and most that `beta` may be.
"""
MULTIPLE = 8
SMALLEST = 16
"""Pixels of the short side, which `cnnlab.training.painting.brought_to` asks for."""


@dataclass(frozen=True)
class Speed:
    """What a step costs: so many seconds, and so many more for each pixel.

    Attributes
    ----------
    fixed, each : float
    """

    fixed: float
    each: float

    def seconds(self, pixels: float) -> float:
        """Return what a step of a picture with so many pixels takes."""
        return self.fixed + self.each * pixels

    def slower(self, times: float) -> Speed:
        """Return the speed of a machine on which all takes so many times as long."""
        return Speed(times * self.fixed, times * self.each)


def speed_of(measured: tuple[tuple[float, float], tuple[float, float]]) -> Speed:
    """Return the speed from two measured steps, each as (pixels, seconds), the smaller picture first."""
    (few, quick), (many, slow) = measured
    # A hiccup in the first would make larger pictures seem to cost nothing.
    each = max((slow - quick) / (many - few), 0.5 * slow / many)
    return Speed(max(slow - each * many, 0.0), each)


def planned(
    recipe: PaintingRecipe,
    seconds: float,
    shape: tuple[int, int],
    speed: Speed,
    narrowest: float = 1.0,
) -> PaintingRecipe:
    """Return a recipe with the sizes and steps that fit.

    Parameters
    ----------
    recipe : PaintingRecipe
        Of which all else stays.
    seconds : float
        That its steps may take together.
    shape : (rows, columns)
        Of the content.
    speed : Speed
    narrowest : float
        Short side of the style as a share of its long side: it is brought to the same sizes.
    """
    narrow = min(shape) / max(shape)
    least = math.ceil(SMALLEST / min(narrow, narrowest))

    def cost(side: int) -> float:
        return speed.seconds(side * side * narrow)

    for largest in reversed(LARGEST):
        sides = sizes_up_to(largest, least)
        shares = SHARES[-len(sides) :]
        whole = sum(share * cost(side) for share, side in zip(shares, sides, strict=True))
        steps = min(MOST, seconds / whole)
        if steps >= FEWEST or largest == LARGEST[0]:
            break
    return with_steps(recipe, sides, steps)


def with_steps(recipe: PaintingRecipe, sides: tuple[int, ...], steps: float) -> PaintingRecipe:
    """Return a recipe with these sizes, so many steps at the last one, and what goes well with so many."""
    counts = tuple(max(1, round(share * steps)) for share in SHARES[-len(sides) :])
    low, high = BETAS
    beta = round(min(max(1 - MEMORY / counts[-1], low), high), 3)
    return replace(recipe, sides=sides, steps=counts, decay_steps=counts[-1], beta=beta)


def sizes_up_to(largest: int, least: int = 48) -> tuple[int, ...]:
    """Return up to four long sides, the last one as given, each smaller by the root of two, none below `least`."""
    sides = [round(largest / SHRINK**place / MULTIPLE) * MULTIPLE for place in range(len(SHARES))]
    return (*(side for side in reversed(sides[1:]) if side >= max(48, least)), largest)


def seconds_of(recipe: PaintingRecipe, shape: tuple[int, int], speed: Speed) -> float:
    """Return what the steps of a recipe take together."""
    narrow = min(shape) / max(shape)
    return sum(
        steps * speed.seconds(side * side * narrow)
        for side, steps in zip(recipe.sides, recipe.steps, strict=True)
    )


def left(
    recipe: PaintingRecipe,
    taken: tuple[int, ...],
    shape: tuple[int, int],
    speed: Speed,
    passed: float,
) -> float:
    """Return how many seconds are left, from those that what has been taken took.

    Parameters
    ----------
    recipe : PaintingRecipe
    taken : tuple of int
        Steps of each size.
    shape : (rows, columns)
    speed : Speed
        As measured at first: how sizes compare.
    passed : float
        Seconds since the first step.
    """
    done = seconds_of(replace(recipe, steps=taken), shape, speed)
    rest = seconds_of(recipe, shape, speed) - done
    # A machine that others use is slower than it was measured.
    return rest * (passed / done if done > 0 and passed > 0 else 1.0)


def timed(clock: Callable[[], float], step: Callable[[], object], most: float = 1.0) -> float:
    """Return the seconds of a step, the median of up to three that take `most` seconds together; one goes before."""
    step()
    found: list[float] = []
    while len(found) < 3 and sum(found) < most:
        began = clock()
        step()
        found.append(clock() - began)
    return statistics.median(found)
