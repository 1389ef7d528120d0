"""The facts line of the mode Global: weights and multiply-adds with either end."""

from __future__ import annotations

from math import prod

from cnnlab.ops.line_network import Weights, weights
from cnnlab.web.figures import facts
from cnnlab.web.i18n import t


def show(map_size: tuple[int, int]) -> None:
    """Show what the network costs, with global pooling and with Flatten.

    Parameters
    ----------
    map_size : (int, int)
    """
    counted = weights(map_size)
    convolution = counted.kernels * prod(map_size)
    facts(
        [
            (
                t("Weights with global pooling"),
                f"{counted.kernels + counted.with_pooling:,}",
                t(
                    "= {kernels} in the kernels + 0 in the pooling + {dense} in the dense layer, for every size",
                    kernels=counted.kernels,
                    dense=counted.with_pooling,
                ),
            ),
            (
                t("Weights with Flatten and Dense"),
                f"{counted.kernels + counted.with_flatten:,}",
                _flat(counted),
            ),
            (
                t("Multiply-adds"),
                f"{convolution + counted.with_pooling:,}",
                t(
                    "{convolution} of them in the kernels; with Flatten and Dense {flat}",
                    convolution=f"{convolution:,}",
                    flat=f"{convolution + counted.with_flatten:,}",
                ),
            ),
        ]
    )


def _flat(counted: Weights) -> str:
    return t(
        "= {kernels} + {flattened} numbers × 4 classes, for this size alone",
        kernels=counted.kernels,
        flattened=f"{counted.flattened:,}",
    )
