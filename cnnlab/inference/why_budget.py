"""What the explanations of a class cost, and how less is asked of a large network.

All visitors share one worker for quick questions. So what a question may cost is counted in pictures that go through
the network: `cnnlab.inference.budget`.
"""

from __future__ import annotations

from dataclasses import replace

from cnnlab.explain.occlusion import places
from cnnlab.inference.why_methods import Asking

GRADIENT = 3
"""Passes that one gradient is worth: there, and twice as much on the way back."""
FEWEST = 5
"""Steps and noisy copies that are left however large the network is; of a square's places, so many a side."""
POINTS = 25
"""Steps of a curve."""
ORDERS = 10
"""Random orders that an explanation is compared with."""
FEW_POINTS = 8
"""Steps of a curve before random orders are saved instead."""
STAGES = 6
"""Shuffled networks that are shown at the most."""
FEW_STAGES = 2
LIGHTER = {"steps": 30, "copies": 20}
"""What the methods are set to at the most where they are asked of several networks; and strides are 2 or more."""


def cost(method: str, asking: Asking, shape: tuple[int, ...]) -> int:
    """Return what a method costs, in passes of one picture.

    Parameters
    ----------
    method : str
    asking : Asking
    shape : (rows, columns, channels)
        Of the picture.
    """
    if method == "occlusion":
        return 1 + len(places(*shape[:2], *asking.square(shape)))
    return GRADIENT * {"integrated": asking.steps, "smooth": asking.copies}.get(method, 1)


def total(asking: Asking, shape: tuple[int, ...]) -> int:
    """Return what all methods cost together."""
    return sum(cost(method, asking, shape) for method in asking.methods)


def within(asking: Asking, shape: tuple[int, ...], passes: int) -> Asking:
    """Return what can be asked within so many passes: fewer steps and copies, larger squares and strides.

    What one method does not need the others have. `FEWEST` are left of each even where that is too much.
    """
    left = passes
    methods = sorted(asking.methods, key=lambda method: cost(method, asking, shape))
    for place, method in enumerate(methods):
        asking = _lowered(method, asking, shape, left // (len(methods) - place))
        left -= cost(method, asking, shape)
    return asking


def _lowered(method: str, asking: Asking, shape: tuple[int, ...], passes: int) -> Asking:
    if method == "integrated":
        return replace(asking, steps=min(asking.steps, max(passes // GRADIENT, FEWEST)))
    if method == "smooth":
        return replace(asking, copies=min(asking.copies, max(passes // GRADIENT, FEWEST)))
    if method == "occlusion":
        largest = -(-min(shape[:2]) // FEWEST)
        while cost(method, asking, shape) > passes and asking.square(shape)[1] < largest:
            # The square grows with its stride: it has to come to every pixel.
            stride = asking.square(shape)[1] + 1
            asking = replace(asking, stride=stride, size=max(asking.size, stride))
    return asking


def curve_passes(methods: int, orders: int, points: int) -> int:
    """Return what the curves cost: all of them have both ends in common."""
    return 2 + 2 * (methods + orders) * (points - 1)


def curves_within(methods: int, passes: int) -> tuple[int, int]:
    """Return how many random orders, and how many steps of each curve, fit into so many passes."""
    for orders in range(ORDERS, 0, -1):
        for points in range(POINTS, FEW_POINTS - 1, -1):
            if curve_passes(methods, orders, points) <= passes:
                return orders, points
    # Many methods, or a server that allows more than usual: one order, and however few steps that leaves.
    return 1, max(2, 1 + (passes - 2) // (2 * (methods + 1)))


def cascade_passes(asking: Asking, shape: tuple[int, ...], stages: int) -> int:
    """Return what the network itself and so many shuffled ones cost, and the logits of the picture and of nothing."""
    return 2 + (1 + stages) * (1 + total(asking, shape))


def cascade_within(
    asking: Asking, shape: tuple[int, ...], passes: int, stages: int = STAGES
) -> tuple[Asking, int]:
    """Return what can be asked of the shuffled networks, and of how many, within so many passes.

    At first each method has fewer steps, then there are fewer networks, then fewer methods.

    Parameters
    ----------
    asking, shape, passes
        As for `within`.
    stages : int
        Shuffled networks that there are.
    """
    lighter = replace(
        asking,
        steps=min(asking.steps, LIGHTER["steps"]),
        copies=min(asking.copies, LIGHTER["copies"]),
        stride=max(asking.stride, 2),
    )
    few = min(FEW_STAGES, stages)
    for count in range(max(len(asking.methods), 1), 0, -1):
        some = replace(lighter, methods=asking.methods[:count])
        for networks in range(stages, few - 1, -1):
            found = within(some, shape, (passes - 2) // (1 + networks) - 1)
            if cascade_passes(found, shape, networks) <= passes:
                return found, networks
    return within(replace(lighter, methods=asking.methods[:1]), shape, 0), few
