"""A picture of a content in a style by optimisation, in the time that somebody has, seen while it is made."""

from __future__ import annotations

import functools
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from cnnlab.errors import Cancelled
from cnnlab.images import as_bytes, as_floats
from cnnlab.images.previews import preview
from cnnlab.inference.painting_plan import Speed, left, planned, seconds_of, speed_of, timed
from cnnlab.inference.stylizing import checked_picture
from cnnlab.recipes.painting import PaintingRecipe
from cnnlab.training import perceptual, precision

if TYPE_CHECKING:
    from cnnlab.training.painting import Moment
    from cnnlab.training.painting_steps import Painter

EVERY = 1.0
"""Seconds between two looks at it."""
OVERRUN = 3
"""Times the seconds that were given after which it ends where it is: others may need the machine, too."""
ADAPTED = (0.25, 4.0)
"""How many times as slow as it was measured a machine may be taken for after one painting."""
TRIED = ((64, 64), (160, 160))
"""Rows and columns of what the speed is measured with."""
PAINTERS = 6
"""Compiled objectives that are kept."""


@dataclass(frozen=True, eq=False)
class Painting:
    """What has come of it.

    Attributes
    ----------
    picture : ndarray of uint8, shape (H, W, 3)
    recipe : PaintingRecipe
        With the sizes and steps that were taken: it gives this very picture again.
    loss : float
        The sum of all parts with their weights.
    seconds : float
        That its steps took.
    stopped : bool
        It was ended before its time.
    """

    picture: np.ndarray
    recipe: PaintingRecipe
    loss: float
    seconds: float
    stopped: bool = False


def make_painting(
    content: np.ndarray,
    style: np.ndarray,
    recipe: PaintingRecipe,
    seconds: float | None,
    report: Callable[..., object],
) -> Painting:
    """Make a picture, and show it on its way.

    Parameters
    ----------
    content, style : ndarray of uint8, shape (H, W, 3)
    recipe : PaintingRecipe
    seconds : float or None
        That its steps may take: its sizes, steps and precision are chosen by the speed of this machine, which is
        measured once.
        None: those of the recipe.
    report : callable
        Called as ``report(0.0)`` while it is being prepared; then at first, about once a second, and at the end, as
        ``report(fraction, recipe=, step=, taken=, picture=, parts=, loss=, seconds=, left=)``: the recipe as planned,
        the steps taken in all and of each size, the picture as JPEG, the parts of the objective by (what, layer), their
        sum with weights, and the seconds passed and left.

    Returns
    -------
    Painting
        One that `report` ends by `cnnlab.errors.Cancelled` is the best of those that were reported before: see
        `better`.

    Raises
    ------
    LabError
        The network cannot be had, or a picture is too narrow.
    Cancelled
        It was ended before there was a picture.
    """
    from cnnlab.training.painting import paint_steps

    pictures = [as_image(each) for each in (content, style)]
    if seconds is not None:
        recipe = replace(recipe, precision=precision.faster())
    network = perceptual.network(recipe.network, recipe.precision)
    report(0.0)
    painter = _painter(network, recipe)
    shape = content.shape[:2]
    speed = _speed(recipe, painter, lambda: report(0.0))
    if seconds is not None:
        recipe = planned(recipe, seconds, shape, speed, min(style.shape[:2]) / max(style.shape[:2]))
    whole = max(seconds_of(recipe, shape, speed), 1e-9)
    began = time.monotonic()
    best: tuple[Moment, float] | None = None

    def tell(moment: Moment) -> bool:
        nonlocal best
        passed = time.monotonic() - began if moment.step else 0.0
        rest = left(recipe, moment.taken, shape, speed, passed)
        done = seconds_of(replace(recipe, steps=moment.taken), shape, speed)
        report(done / whole, recipe=recipe, **told(moment), seconds=passed, left=rest)
        # Reports are small: of the picture itself none but this process has more than a preview.
        if best is None or better(moment, best[0]):
            best = moment, passed
        return seconds is None or passed < OVERRUN * seconds

    try:
        last = paint_steps(*pictures, recipe, network, tell, EVERY, painter)
    except Cancelled:
        if best is None:
            raise
        moment, passed = best
        return Painting(
            as_bytes(moment.picture), taken_so_far(recipe, moment.taken), moment.loss, passed, stopped=True
        )
    passed = time.monotonic() - began
    taken = taken_so_far(recipe, last.taken)
    if last.step:
        _learn(recipe, speed, passed / seconds_of(taken, shape, speed))
    return Painting(as_bytes(last.picture), taken, last.loss, passed)


def told(moment: Moment) -> dict[str, Any]:
    """Return a moment as small values that a report may have."""
    return {
        "step": moment.step,
        "taken": moment.taken,
        "picture": preview(as_bytes(moment.picture)),
        "parts": moment.parts,
        "loss": moment.loss,
    }


def better(moment: Moment, than: Moment) -> bool:
    """Tell whether a moment is better than another: it is of a larger size, or of the same one with a smaller loss.

    Losses of different sizes do not compare.
    """
    here, there = _reached(moment.taken), _reached(than.taken)
    return here > there or (here == there and moment.loss < than.loss)


def taken_so_far(recipe: PaintingRecipe, taken: tuple[int, ...]) -> PaintingRecipe:
    """Return the recipe that gives as its last picture that after so many steps of each size."""
    reached = max(1, _reached(taken))
    # The rate only decays at the largest of the sizes that were planned.
    decay = recipe.decay_steps if reached == len(recipe.sides) else 0
    return replace(recipe, sides=recipe.sides[:reached], steps=taken[:reached], decay_steps=decay)


def as_image(picture: np.ndarray) -> np.ndarray:
    """Return a picture of bytes as float32 (H, W, 3) in [0, 1]."""
    return checked_picture(as_floats(picture), None)


def _reached(taken: tuple[int, ...]) -> int:
    """Return at how many sizes steps have been taken."""
    return sum(count > 0 for count in taken)


_painters: OrderedDict[tuple, tuple[Any, Painter]] = OrderedDict()


def _painter(network: Any, recipe: PaintingRecipe) -> Painter:
    """Return the compiled steps for the layers of a recipe; the last few are kept."""
    from cnnlab.training.painting import painter_for
    from cnnlab.training.painting_losses import layers_of

    key = (id(network), layers_of(recipe))
    if key not in _painters:
        # With its network: another one in the same place would have its number.
        _painters[key] = network, painter_for(recipe, network)
    _painters.move_to_end(key)
    while len(_painters) > PAINTERS:
        _painters.popitem(last=False)
    return _painters[key][1]


_speeds: dict[tuple, Speed] = {}


def _speed(recipe: PaintingRecipe, painter: Painter, tell: Callable[[], object]) -> Speed:
    """Return what a step of a recipe costs on this machine, measured once for each network and choice of layers."""
    key = _kind(recipe)
    if key not in _speeds:
        found = []
        for size in TRIED:
            found.append(_measured(painter, recipe, size))
            tell()
        _speeds[key] = speed_of(tuple(found))
    return _speeds[key]


def _learn(recipe: PaintingRecipe, speed: Speed, slower: float) -> None:
    """Remember how fast it really went: the machine may have had more to do than when it was measured, or less."""
    low, high = ADAPTED
    _speeds[_kind(recipe)] = speed.slower(min(max(slower, low), high))


def _kind(recipe: PaintingRecipe) -> tuple:
    from cnnlab.training.painting_losses import layers_of

    return recipe.network, recipe.precision, layers_of(recipe)


def _measured(painter: Painter, recipe: PaintingRecipe, size: tuple[int, int]) -> tuple[float, float]:
    from cnnlab.training.painting import pace_of
    from cnnlab.training.painting_losses import weights_of
    from cnnlab.training.painting_steps import advanced, first

    pixels = np.random.default_rng(0).uniform(size=(*size, 3)).astype(np.float32)
    targets = painter.objective.targets(pixels[None], pixels[None])
    pace = pace_of(recipe, recipe.longest)
    step = functools.partial(advanced, painter, first(pixels), targets, weights_of(recipe), 1, pace)
    return float(size[0] * size[1]), timed(time.perf_counter, lambda: step().pixels.numpy())
