"""Kinds of convolution, on the same colour picture, each with its cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from cnnlab.errors import LabError
from cnnlab.ops.checks import as_picture
from cnnlab.ops.convolution import convolve
from cnnlab.ops.cost import multiply_adds, parameters
from cnnlab.ops.geometry import ConvolutionSpec
from cnnlab.ops.kernels import build
from cnnlab.ops.transposed import transposed_convolve, transposed_size

KINDS = ("ordinary", "pointwise", "depthwise", "separable", "dilated", "transposed")

_SAME = ConvolutionSpec(padding="same")


@dataclass(frozen=True, eq=False)
class Kind:
    """What one kind of convolution makes of the picture.

    Attributes
    ----------
    name : str
        One of `KINDS`.
    maps : ndarray of float32, shape (oh, ow, K)
    kernels : tuple of ndarray of float32
        (kh, kw) where it is applied to each channel apart, else (kh, kw, C_in, C_out);
        the separable kind has one of each.
    parameters : int
        With a bias for each map, as Keras counts. A depthwise kernel counts once for
        each channel: a network learns three.
    multiply_adds : int
    """

    name: str
    maps: np.ndarray
    kernels: tuple[np.ndarray, ...]
    parameters: int
    multiply_adds: int


def apply_kind(
    image: np.ndarray, name: str, dilation: int = 2, kernel_size: int = 3, stride: int = 2
) -> Kind:
    """Apply one kind of convolution to a colour picture.

    The kernels are chosen so that the maps can be understood: ordinary (and dilated)
    gives the blurred brightness, its slopes to the right and downwards, and red against
    green; pointwise mixes the colours of each pixel into brightness, red against green,
    blue against yellow and red against blue; depthwise gives the slope to the right of
    each channel apart; separable mixes these slopes as pointwise mixes the colours;
    transposed enlarges with a flat kernel, so that an uneven overlap shows.

    Parameters
    ----------
    image : array_like, shape (H, W, 3)
    name : str
        One of `KINDS`.
    dilation : int
        Of the dilated kind.
    kernel_size, stride : int
        Of the transposed kind.

    Returns
    -------
    Kind
        All but the transposed one have zeros around ("same") and the picture's size.

    Raises
    ------
    LabError
        Where the picture has no three channels, or there is no such kind.
    """
    image = as_picture(image)
    if image.ndim != 3 or image.shape[2] != 3:
        raise LabError("The kinds of convolution are shown on a colour picture with three channels.")
    if name not in KINDS:
        raise LabError(
            "There is no kind of convolution of that name. The names are {names}.", names=", ".join(KINDS)
        )
    makers: dict[str, Callable[[], Kind]] = {
        "ordinary": lambda: _dense(image, name, ordinary_kernel(), _SAME),
        "dilated": lambda: _dense(
            image, name, ordinary_kernel(), ConvolutionSpec(padding="same", dilation=(dilation, dilation))
        ),
        "pointwise": lambda: _dense(image, name, pointwise_kernel(), _SAME),
        "depthwise": lambda: _depthwise(image),
        "separable": lambda: _separable(image),
        "transposed": lambda: _transposed(image, kernel_size, stride),
    }
    return makers[name]()


def ordinary_kernel() -> np.ndarray:
    """Build four kernels over three channels: blur, two slopes, red against green.

    Returns
    -------
    ndarray of float32, shape (3, 3, 3, 4)
    """
    blur, right, down = build("gaussian"), build("sobel_x") / 4, build("sobel_y") / 4
    even = np.full(3, 1 / 3)
    columns = [(blur, even), (right, even), (down, even), (blur, np.array([1, -1, 0]))]
    return np.stack([kernel[..., None] * mix for kernel, mix in columns], axis=-1).astype(np.float32)


def pointwise_kernel() -> np.ndarray:
    """Build four mixtures of three channels: brightness and three colour differences.

    Returns
    -------
    ndarray of float32, shape (1, 1, 3, 4)
    """
    mixtures = [(1 / 3, 1 / 3, 1 / 3), (1, -1, 0), (-0.5, -0.5, 1), (1, 0, -1)]
    return np.array(mixtures, dtype=np.float32).T[None, None]


def _dense(image: np.ndarray, name: str, kernel: np.ndarray, spec: ConvolutionSpec) -> Kind:
    return Kind(
        name=name,
        maps=convolve(image, kernel, spec),
        kernels=(kernel,),
        parameters=parameters(kernel.shape),
        multiply_adds=multiply_adds(image.shape, kernel.shape, spec),
    )


def _depthwise(image: np.ndarray) -> Kind:
    kernel = build("sobel_x") / 4
    return Kind(
        name="depthwise",
        maps=convolve(image, kernel, _SAME),
        kernels=(kernel,),
        parameters=3 * parameters(kernel.shape),
        multiply_adds=multiply_adds(image.shape, kernel.shape, _SAME),
    )


def _separable(image: np.ndarray) -> Kind:
    first = _depthwise(image)
    second = _dense(first.maps, "pointwise", pointwise_kernel(), _SAME)
    return Kind(
        name="separable",
        maps=second.maps,
        kernels=first.kernels + second.kernels,
        # One bias for each map, after the mixing; none between the two steps.
        parameters=first.parameters - 3 + second.parameters,
        multiply_adds=first.multiply_adds + second.multiply_adds,
    )


def _transposed(image: np.ndarray, kernel_size: int, stride: int) -> Kind:
    transposed_size(image.shape[:2], (kernel_size, kernel_size), (stride, stride))
    # So many copies cover a pixel on average: the brightness stays.
    flat = build("box", kernel_size) * np.float32(stride) ** 2
    kernel = flat[..., None, None] * np.eye(3, dtype=np.float32)
    return Kind(
        name="transposed",
        maps=transposed_convolve(image, kernel, (stride, stride)),
        kernels=(kernel,),
        parameters=parameters(kernel.shape),
        multiply_adds=image.shape[0] * image.shape[1] * kernel.size,
    )
