"""What a convolution costs, beside layers without its two savings that give as many values."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

from cnnlab.ops.geometry import ConvolutionSpec

BYTES = 4
"""Of a 32-bit number."""


@dataclass(frozen=True)
class LayerCost:
    """What a layer needs.

    Attributes
    ----------
    weights, biases : int
    multiply_adds : int
        For one picture.
    """

    weights: int
    biases: int
    multiply_adds: int

    @property
    def parameters(self) -> int:
        """Weights and biases."""
        return self.weights + self.biases

    @property
    def memory(self) -> int:
        """Bytes for the parameters as 32-bit numbers."""
        return BYTES * self.parameters


@dataclass(frozen=True)
class Costs:
    """Three layers that give the same number of values.

    Attributes
    ----------
    pixels, outputs, window, maps : int
        Values that go in, values of one map, weights of one kernel, and number of maps.
    dense : LayerCost
        Every output reads every pixel, with weights of its own.
    local : LayerCost
        Every output reads its window alone, with weights of its own (a locally connected layer).
    convolution : LayerCost
        Every output reads its window alone, with the weights of its map.
    """

    pixels: int
    outputs: int
    window: int
    maps: int
    dense: LayerCost
    local: LayerCost
    convolution: LayerCost


def compare_costs(size: tuple[int, int], kernel_size: tuple[int, int], maps: int) -> Costs:
    """Count for a grey picture, without padding and with stride 1.

    Parameters
    ----------
    size, kernel_size : (int, int)
        Rows and columns.
    maps : int

    Returns
    -------
    Costs
        Each output has a bias in the dense and the local layer, each map in the convolution.

    Raises
    ------
    LabError
        Where the kernel does not fit into the picture.
    """
    outputs = prod(ConvolutionSpec().output_size(size, kernel_size))
    pixels, window = prod(size), prod(kernel_size)
    every = pixels * outputs * maps
    near = window * outputs * maps
    return Costs(
        pixels,
        outputs,
        window,
        maps,
        LayerCost(every, outputs * maps, every),
        LayerCost(near, outputs * maps, near),
        LayerCost(window * maps, maps, near),
    )


def weight_slips(size: tuple[int, int], kernel_size: tuple[int, int]) -> tuple[int, dict[int, str]]:
    """Return the weights of the dense layer that does what one kernel does, and wrong numbers with their slip.

    Parameters
    ----------
    size, kernel_size : (int, int)
        Rows and columns.

    Returns
    -------
    right : int
        Pixels times outputs, without biases.
    slips : dict of int to str
        "same" (as many outputs as pixels), "kernel" (the convolution's own), "connected" (only the weights
        that are not fixed at zero), "sum" (added instead of multiplied), "bias" (biases counted too),
        "side" (one row of each).

    Raises
    ------
    LabError
        Where the kernel does not fit into the picture.
    """
    down, right = ConvolutionSpec().output_size(size, kernel_size)
    pixels, outputs, window = prod(size), down * right, prod(kernel_size)
    weights = pixels * outputs
    wrong = {
        "same": pixels * pixels,
        "kernel": window,
        "connected": window * outputs,
        "sum": pixels + outputs,
        "bias": weights + outputs,
        "side": size[1] * right,
    }
    slips: dict[int, str] = {}
    for name, value in wrong.items():
        if value != weights:
            slips.setdefault(value, name)
    return weights, slips
