"""Parameters of the kinds of convolution, counted by hand, and how people miscount them."""

from __future__ import annotations


def separable_slips(kernel_size: int, inputs: int, outputs: int) -> tuple[int, dict[int, str]]:
    """Return the parameters of a depthwise separable layer, and wrong numbers with the slip behind each.

    Parameters
    ----------
    kernel_size, inputs, outputs : int
        Rows (and columns) of the kernel, and channels.

    Returns
    -------
    right : int
        ``k k c + c o + o``: a kernel for each input channel, the mixtures, and a bias for each map.
    slips : dict of int to str
        "ordinary", "bias" (left out), "depthwise" or "pointwise" (that step alone), "shared" (one kernel for
        all channels), "both" (a bias after each step), "product" (the steps multiplied).
    """
    area, mixtures = kernel_size**2, inputs * outputs
    right = area * inputs + mixtures + outputs
    wrong = {
        "ordinary": area * mixtures + outputs,
        "bias": area * inputs + mixtures,
        "depthwise": area * inputs,
        "pointwise": mixtures + outputs,
        "shared": area + mixtures + outputs,
        "both": right + inputs,
        "product": area * inputs * mixtures,
    }
    slips: dict[int, str] = {}
    for name, value in wrong.items():
        if value != right:
            slips.setdefault(value, name)
    return right, slips


def typical_weights(name: str, kernel_size: int = 3, inputs: int = 32, outputs: int = 64) -> int:
    """Count the weights, without biases, that a kind has in the middle of a network.

    Parameters
    ----------
    name : str
        One of `cnnlab.ops.kinds.KINDS`.
    kernel_size, inputs, outputs : int
        A depthwise layer keeps its input channels.

    Returns
    -------
    int
    """
    depthwise, pointwise = kernel_size**2 * inputs, inputs * outputs
    return {
        "pointwise": pointwise,
        "depthwise": depthwise,
        "separable": depthwise + pointwise,
    }.get(name, kernel_size**2 * pointwise)
