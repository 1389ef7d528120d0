"""A layer of a network as a student builds it: its kind and a few numbers."""

from __future__ import annotations

from dataclasses import dataclass

from cnnlab.recipes.checks import require_choice, require_whole

KINDS = ("conv", "separable", "residual", "max_pool", "average_pool", "global_pool", "flatten", "dense")
PADDINGS = ("valid", "same")
LARGEST_WIDTH = 2048
LARGEST_KERNEL = 15


@dataclass(frozen=True)
class Layer:
    """One layer.

    Parameters
    ----------
    kind : str
        "conv" and "separable" (depthwise, then 1 x 1) are followed by the network's activation, and so is
        "dense"; "residual" is two 3 x 3 convolutions with a way around them; "global_pool" takes the mean
        of each map. The output layer, one unit a class, is not written down: it comes by itself.
    units : int
        Maps of a convolution, or values of a dense layer.
    size : int
        Side of the kernel or of the pooling window.
    stride : int
        0: that of the kind, 1 for convolutions and the window's side for pooling.
    padding : {"valid", "same"}

    Raises
    ------
    LabError
        Where a setting is none of these.
    """

    kind: str
    units: int = 32
    size: int = 3
    stride: int = 0
    padding: str = "valid"

    def __post_init__(self) -> None:
        require_choice("kind", self.kind, KINDS)
        require_whole("units", self.units, 1, LARGEST_WIDTH)
        require_whole("size", self.size, 1, LARGEST_KERNEL)
        require_whole("stride", self.stride, 0, LARGEST_KERNEL)
        require_choice("padding", self.padding, PADDINGS)


def _conv(units: int, size: int = 3, padding: str = "valid") -> Layer:
    return Layer("conv", units, size, padding=padding)


_POOL = Layer("max_pool", size=2)
_FLATTEN = Layer("flatten")

PRESETS: dict[str, tuple[Layer, ...]] = {
    "article": (_conv(32), _POOL, _conv(64), _POOL, _conv(64), _FLATTEN, Layer("dense", 64)),
    "wide": (_conv(32), _POOL, _conv(64), _POOL, _conv(128), _FLATTEN, Layer("dense", 128)),
    "lenet5": (
        _conv(6, 5, "same"),
        _POOL,
        _conv(16, 5),
        _POOL,
        _FLATTEN,
        Layer("dense", 120),
        Layer("dense", 84),
    ),
    "dense": (_FLATTEN, Layer("dense", 256), Layer("dense", 128)),
    "fast": (_conv(24, 5), _POOL, _conv(32, 3), _POOL, _FLATTEN, Layer("dense", 128)),
    "residual": (
        _conv(32, padding="same"),
        _POOL,
        Layer("residual", 64),
        Layer("residual", 128, stride=2),
        Layer("global_pool"),
    ),
}
"""Networks by name.

"article" is the source articles' network and "wide" its sister; "lenet5" is that of LeCun, Bottou, Bengio and
Haffner 1998 with max pooling; "fast" is made for one epoch of MNIST; "residual" follows He, Zhang, Ren and
Sun 2016 and is meant for colour. What these two are trained with says `cnnlab.recipes.suited`.
"""
